/** The last things that were tracked, newest first, each with whose it is and what became of it. */

import type { Item } from '../core/item'
import { whoseIs } from '../core/query/whose'
import type { State } from '../core/state'
import { shownName } from '../core/text'
import { DeliveryMark } from '../ui/parts/delivery'
import { clockTime, whoseTitle } from '../ui/parts/text'
import { Who } from '../ui/parts/who'

const SHOWN = 10

/** Items with a number below `from` are not in view. Nothing while there are none. */
export function LastItems({ state, from }: { readonly state: State; readonly from: number }) {
  const items = [...state.items.slice(Math.max(from, state.items.size - SHOWN))].reverse()
  if (items.length === 0) return null
  return (
    <section aria-label="Last items">
      <h2>{items.length === 1 ? 'The last item' : `The last ${items.length} items`}</h2>
      <ol class="last-items">
        {items.map((item) => (
          <li key={item.n} data-item={item.n}>
            <span class="nums quiet">{clockTime(item.calledAt ?? item.seenAt)}</span>
            <div>
              <b class="ellipsis" title={item.name || item.type}>
                {shownName(item.name) || item.type}
              </b>
              <Whose state={state} item={item} />
            </div>
            <DeliveryMark delivery={item.delivery} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Whose({ state, item }: { readonly state: State; readonly item: Item }) {
  const whose = whoseIs(state, item)
  return (
    <span class="quiet ellipsis" title={whoseTitle(whose, item.vendor)}>
      <Who customer={whose.customer} />
    </span>
  )
}
