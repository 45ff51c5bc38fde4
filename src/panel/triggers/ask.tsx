/** The dialog that asks before something is lost. */
import type { Signal } from '@preact/signals'
import { Dialog } from './dialog'
import type { Question } from './questions'

/** Shows the question, if there is one. Cancel has the focus: nothing is lost by a stray Enter. */
export function Ask({ question }: { readonly question: Signal<Question | null> }) {
  const asked = question.value
  if (!asked) return null
  const close = (): void => {
    question.value = null
  }
  return (
    <Dialog key={asked.title} title={asked.title} onClose={close}>
      {asked.lines.map((line) => (
        <p key={line} class="break">
          {line}
        </p>
      ))}
      <div class="dialog-foot">
        <button type="button" class="button" data-first onClick={close}>
          Cancel
        </button>
        {asked.answers.map((answer) => (
          <button
            key={answer.label}
            type="button"
            class={`button ${answer.tone}`}
            onClick={() => {
              close()
              answer.run()
            }}
          >
            {answer.label}
          </button>
        ))}
      </div>
    </Dialog>
  )
}
