/** The dialog that asks before something is lost, and for the arguments that only a person can give. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Dialog } from '../parts/dialog'
import type { Store } from '../store/store'
import { Arguments } from './arguments'
import { problemOf } from './asked'
import { remember, remembered } from './payloads'
import type { Texts, TriggerQuestion } from './questions'

/** What the dialog asks, and how it is taken away. */
export interface QuestionProps {
  readonly store: Store
  readonly asked: TriggerQuestion
  readonly close: () => void
}

/** Nothing is lost by a stray Enter: Cancel has the focus, and Enter in a field only goes on to the answer. */
export function QuestionDialog({ store, asked, close }: QuestionProps) {
  const fields = asked.asked?.fields ?? []
  const texts = useSignal<Texts>(
    Object.fromEntries(fields.flatMap(({ name, known }) => (known === undefined ? [] : [[name, known]]))),
  )
  const before = useSignal<readonly Texts[]>([])
  const tried = useSignal(false)
  const foot = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!asked.asked) return
    const untouched = texts.peek()
    void remembered(store.memory, asked.asked.vendor, asked.asked.command).then((payloads) => {
      before.value = payloads.flatMap((payload) => (payload.texts ? [payload.texts] : []))
      // What the page itself has configured is surer than what was sent last, perhaps to another app.
      if (texts.peek() === untouched) texts.value = { ...before.value[0], ...untouched }
    })
  }, [])
  const problem = problemOf(fields, texts.value)
  const answer = (run: (texts: Texts) => void) => {
    tried.value = true
    if (problem !== null) return
    const given = Object.fromEntries(Object.entries(texts.peek()).filter(([, text]) => text !== ''))
    const { vendor, command } = asked.asked ?? {}
    if (vendor !== undefined && command !== undefined && Object.keys(given).length > 0)
      void remember(store.memory, vendor, command, { texts: given })
    close()
    run(given)
  }
  return (
    <Dialog title={asked.title} onClose={close}>
      {asked.lines.map((line) => (
        <p key={line} class="break">
          {line}
        </p>
      ))}
      {fields.length > 0 && (
        <Arguments
          fields={fields}
          texts={texts}
          before={before.value}
          tried={tried.value}
          onEnter={() => foot.current?.querySelector<HTMLElement>('.danger, .primary')?.focus()}
        />
      )}
      {asked.calls && (
        <p class="quiet break">
          Calls <code>{asked.calls.method}</code> of {asked.calls.vendor} in the page.
        </p>
      )}
      <div class="dialog-foot" ref={foot}>
        <button type="button" class="button" data-first={fields.length === 0 || undefined} onClick={close}>
          Cancel
        </button>
        {asked.answers.map(({ label, tone, run }) => (
          <button
            key={label}
            type="button"
            class={`button ${tone}`}
            aria-disabled={problem !== null}
            onClick={() => answer(run)}
          >
            {label}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
