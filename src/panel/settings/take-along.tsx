/** Settings to be taken along as a file, brought in from one, or put back to what they were at first. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Store } from '../../ui/store/store'
import type { Declared } from './declared'
import { Part, Problem } from './part'
import { forgetSettings, saveSettings, takeSettings } from './taking-along'

/** Export, import, and the way back to how it was at first; each of the last two can be undone. */
export function TakeAlong({ store, declared }: { readonly store: Store; readonly declared: Declared }) {
  const file = useRef<HTMLInputElement>(null)
  const problem = useSignal<string | null>(null)
  const withPlan = useSignal(true)
  const plan = store.plan.value
  return (
    <Part
      title="Take them along"
      about="As one file: for a colleague, for another machine. Recent filters stay here; saved ones go along."
    >
      <div class="cluster wrap">
        <button type="button" class="button" onClick={() => saveSettings(store, declared, withPlan.value)}>
          Export settings
        </button>
        {plan && (
          <label class="check">
            <input
              type="checkbox"
              checked={withPlan.value}
              onChange={(event) => {
                withPlan.value = event.currentTarget.checked
              }}
            />
            with the tracking plan “{plan.plan.name ?? 'without a name'}”
          </label>
        )}
        <button type="button" class="button" onClick={() => file.current?.click()}>
          Import settings…
        </button>
        <input
          ref={file}
          type="file"
          class="hidden"
          accept=".json,application/json"
          aria-label="Settings to import"
          tabIndex={-1}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? []
            event.currentTarget.value = ''
            if (!chosen) return
            void takeSettings(store, declared, chosen).then((wrong) => {
              problem.value = wrong
            })
          }}
        />
        <button type="button" class="button" onClick={() => forgetSettings(store, declared)}>
          Reset all settings
        </button>
      </div>
      <Problem id="file-problem" text={problem.value} />
    </Part>
  )
}
