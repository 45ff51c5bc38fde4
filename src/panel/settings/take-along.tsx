/** Settings to be taken along as a file, brought in from one, or put back to what they were at first. */
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { Json } from '../../core/json'
import { saveFile } from '../../ui/browser/save-file'
import { putPlan } from '../../ui/store/plan'
import { readSettings, writeSettings } from '../../ui/store/settings-file'
import type { Store } from '../../ui/store/store'
import type { Declared } from './declared'
import { Part, Problem } from './part'

/** Export, import, and the way back to how it was at first; each of the last two can be undone. */
export function TakeAlong({ store, declared }: { readonly store: Store; readonly declared: Declared }) {
  const file = useRef<HTMLInputElement>(null)
  const problem = useSignal<string | null>(null)
  const withPlan = useSignal(true)
  const plan = store.plan.value
  const say = (text: string, run: () => void) => {
    store.notice.value = {
      ...{ kind: 'info', text },
      action: {
        label: 'Undo',
        run: () => {
          run()
          store.notice.value = null
        },
      },
    }
  }
  /** Makes the declared answers exactly these. */
  const declare = (wanted: Declared['list']['value']) => {
    const has = (list: typeof wanted, { host, answers }: (typeof wanted)[number]) =>
      list.some((each) => each.host === host && each.answers === answers)
    const now = declared.list.peek()
    for (const each of now) if (!has(wanted, each)) declared.put(each, false)
    for (const each of wanted) if (!has(now, each)) declared.put(each, true)
  }
  const read = async (text: string, name: string) => {
    const found = readSettings(text)
    problem.value = 'problem' in found ? `${name}: ${found.problem}` : null
    if ('problem' in found) return
    const kept = found.plan === null ? null : (await import('../../plan')).loadStored(found.plan)
    const left = [...found.left, ...(found.plan !== null && kept === null ? ['the tracking plan'] : [])]
    const [before, answers, planBefore] = [store.preferences.value.peek(), declared.list.peek(), store.plan.peek()]
    store.preferences.change(found.preferences)
    if (found.accepted) declare(found.accepted)
    if (kept) putPlan(store, kept, '')
    const but = left.length === 0 ? '' : ` Not understood, and left out: ${left.join(', ')}.`
    say(`The settings of ${name} are in force${kept ? ', its tracking plan too' : ''}.${but}`, () => {
      store.preferences.change(before)
      declare(answers)
      if (kept) putPlan(store, planBefore, '')
    })
  }
  return (
    <Part
      title="Take them along"
      about="As one file: for a colleague, for another machine. Recent filters stay here; saved ones go along."
    >
      <div class="cluster wrap">
        <button
          type="button"
          class="button"
          onClick={() =>
            saveFile(
              writeSettings({
                preferences: store.preferences.value.peek(),
                accepted: declared.list.peek(),
                plan: plan && withPlan.value ? (plan.plan as unknown as Json) : null,
              }),
              'tracklens-settings.json',
              'application/json',
            )
          }
        >
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
            void chosen.text().then(
              (text) => read(text, chosen.name),
              (error: unknown) => {
                problem.value = `${chosen.name} cannot be read: ${String(error)}`
              },
            )
          }}
        />
        <button
          type="button"
          class="button"
          onClick={() => {
            const answers = declared.list.peek()
            const back = store.preferences.reset()
            declare([])
            say('All settings are as at first. Tracking plans stay.', () => {
              back()
              declare(answers)
            })
          }}
        >
          Everything as at first
        </button>
      </div>
      <Problem id="file-problem" text={problem.value} />
    </Part>
  )
}
