/** Which answers count as accepted because the user declared so, each with the way back. */
import type { HostAnswers } from '../../core/item'
import { Icon } from '../../ui/parts/icon'
import type { Store } from '../../ui/store/store'

/** Nothing where nothing was declared. */
export function DeclaredList({ store }: { readonly store: Store }) {
  const { accepted } = store.live.value
  if (accepted.length === 0) return null
  return (
    <section aria-label="What you declared">
      <h2>What you declared</h2>
      <ul>
        {accepted.map((which) => (
          <li key={`${which.answers} ${which.host}`}>
            <Icon name="info" />
            <div>
              <b>{which.host}</b>
              <p>{meaningOf(which)}</p>
              <button
                type="button"
                class="button"
                aria-label={`Take back: ${which.host}`}
                onClick={(event) => {
                  // The button goes away with what it takes back: the focus must not go with it.
                  event.currentTarget.closest<HTMLElement>('[popover]')?.focus()
                  store.declare(which, false)
                }}
              >
                Take back
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function meaningOf({ answers }: HostAnswers): string {
  return answers === 'denial'
    ? 'Its answers with a status of 2xx count as accepted though they deny success.'
    : 'Its answers with a status of 2xx count as accepted though they are not the vendor’s kind.'
}
