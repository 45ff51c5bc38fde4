/** Beside the reason of an item: counts such answers of its host as accepted, or no longer. */
import type { Item } from '../../../core/item'
import { declaredText } from '../../../ui/store/declared'
import type { Store } from '../../../ui/store/store'

/** Nothing where there is nothing to declare: no such answer, or the server's own word besides. */
export function Declare({ store, item }: { readonly store: Store; readonly item: Item }) {
  const last = item.attempts.findLast(({ declarable }) => declarable)
  const proven = item.attempts.some(({ outcome, declarable }) => outcome === 'delivered' && !declarable)
  if (!last?.declarable || proven || !store.canDeclare) return null
  const which = last.declarable
  const isAccepted = last.outcome === 'delivered'
  const live = store.mode.value === 'live'
  return (
    <div class="cluster">
      <button
        type="button"
        class="button small inline"
        aria-disabled={!live}
        title={
          live
            ? 'Holds for this host until you take it back; in a private window until the panel closes. Only for 2xx.'
            : 'Go to what happens now first (L)'
        }
        onClick={() => live && store.declare(which, !isAccepted)}
      >
        {isAccepted ? `No longer count ${declaredText(which)} as accepted` : `Count ${declaredText(which)} as accepted`}
      </button>
    </div>
  )
}
