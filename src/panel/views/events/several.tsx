/** What can be done with several chosen items at once. */
import type { Item } from '../../../core/item'
import { copied, copiedTicket } from '../../../ui/evidence/copies'
import { MaskSwitch } from '../../../ui/evidence/mask-switch'
import { CopyButton } from '../../../ui/parts/copy'
import { Icon } from '../../../ui/parts/icon'
import type { Store } from '../../../ui/store/store'
import './details.css'

/** The chosen items; `onClose` chooses none. */
export interface SeveralProps {
  readonly store: Store
  readonly items: readonly Item[]
  readonly onClose: () => void
}

/** The pane beside or below the list while more than two are chosen. */
export function Several({ store, items, onClose }: SeveralProps) {
  const numbers = items.map(({ n }) => n)
  const names = new Map<string, number>()
  for (const { name, type } of items) names.set(name || type, (names.get(name || type) ?? 0) + 1)
  return (
    <aside class="details" aria-label={`${items.length} items chosen`}>
      <header class="details-head">
        <div class="cluster">
          <h2>{items.length.toLocaleString()} items chosen</h2>
          <span class="grow" />
          <CopyButton
            bare
            label="Copy items as JSON"
            text={() => copied(store, items, (all) => JSON.stringify(all, null, 2))}
          />
          <button
            type="button"
            class="button bare"
            aria-label="Choose none"
            title="Choose none (Esc)"
            onClick={onClose}
          >
            <Icon name="close" />
          </button>
        </div>
        <div class="cluster">
          <CopyButton label="Copy for ticket" text={() => copiedTicket(store, numbers)} />
          <CopyButton label="Copy for Jira" text={() => copiedTicket(store, numbers, 'jira')} />
          <MaskSwitch store={store} />
        </div>
      </header>
      <ul class="several">
        {[...names].map(([name, count]) => (
          <li key={name}>
            <span class="ellipsis">{name}</span> <span class="quiet nums">{count.toLocaleString()}</span>
          </li>
        ))}
      </ul>
      <p class="quiet foot">Choose two to compare them.</p>
    </aside>
  )
}
