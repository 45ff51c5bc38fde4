/** The payloads that were sent before, to begin from one of them or to forget them. */
import { useId } from 'preact/hooks'
import type { Payload } from '../../core/contract/offer'
import '../parts/field.css'

/** Nothing where there are none. They come newest first. */
export function SentBefore({
  before,
  onChoose,
  onForget,
}: {
  readonly before: readonly Payload[]
  readonly onChoose: (payload: Payload) => void
  readonly onForget: () => void
}) {
  const id = useId()
  if (before.length === 0) return null
  return (
    <div class="field-head">
      <label for={`${id}-before`}>Sent before</label>
      <select
        id={`${id}-before`}
        class="grow"
        value=""
        onChange={(event) => {
          const chosen = before[Number(event.currentTarget.value)]
          if (chosen) onChoose(chosen)
          event.currentTarget.value = ''
        }}
      >
        <option value="">Choose …</option>
        {before.map((payload, index) => (
          <option key={index} value={index}>
            {inShort(payload)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button bare small"
        title="The last ones are kept, on this machine only, until you forget them"
        onClick={(event) => {
          // The button goes away with what it forgets: the focus must not go with it.
          event.currentTarget.form?.querySelector<HTMLElement>('[data-first]')?.focus()
          onForget()
        }}
      >
        Forget them
      </button>
    </div>
  )
}

function inShort({ name, ids, properties }: Payload): string {
  const who = Object.values(ids ?? {}).join(', ')
  const text =
    `${name ?? who} ${properties && Object.keys(properties).length > 0 ? JSON.stringify(properties) : ''}`.trim()
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
