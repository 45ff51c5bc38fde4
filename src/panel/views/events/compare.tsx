/** Two items side by side, what differs first to be seen; what differs between any two stands back. */

import { useSignal } from '@preact/signals'
import type { Item } from '../../../core/item'
import { compareItems, type Pair } from '../../../core/query/compare'
import type { State } from '../../../core/state'
import { counted, shownName } from '../../../core/text'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { Icon } from '../../../ui/parts/icon'
import { exactTime, fullTime } from '../../../ui/parts/text'
import '../../../ui/parts/check.css'
import './details.css'
import './compare.css'

/** `pinned`: the first one is the reference. */
export interface CompareProps {
  readonly state: State
  readonly one: Item
  readonly other: Item
  readonly pinned: boolean
  readonly onUnpin: () => void
  readonly onPin: () => void
  readonly onClose: () => void
}

/** The pane beside or below the list. */
export function Compare({ state, one, other, pinned, onUnpin, onPin, onClose }: CompareProps) {
  const everything = useSignal(false)
  const sections = compareItems(state, one, other, fullTime)
  const differing = sections.flatMap(({ pairs }) => pairs).filter(({ same, volatile }) => !same && !volatile).length
  return (
    <aside class="compare" aria-label={`Comparison of item ${one.n} and item ${other.n}`}>
      <header class="details-head">
        <div class="cluster">
          <h2>{differing === 0 ? 'No difference' : counted(differing, 'difference')}</h2>
          <span class="grow" />
          <label class="check">
            <input
              type="checkbox"
              checked={everything.value}
              onChange={(event) => {
                everything.value = event.currentTarget.checked
              }}
            />
            Show equal
          </label>
          <button
            type="button"
            class="button bare"
            aria-label={pinned ? 'Unpin' : 'Pin'}
            aria-pressed={pinned}
            title={
              pinned
                ? `Item ${one.n} is the reference: go through the list to compare others with it. Press to unpin it (R)`
                : `Keep item ${one.n} as reference and go through the others (R)`
            }
            onClick={pinned ? onUnpin : onPin}
          >
            <Icon name="pin" /> <span class="word">{pinned ? 'Unpin' : 'Pin'}</span>
          </button>
          <button type="button" class="button bare" aria-label="Close comparison" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <table class="compared" aria-label="What differs">
        <thead>
          <tr>
            <td />
            {[one, other].map((item) => (
              <th key={item.n} scope="col">
                <div class="compared-head">
                  <span class="ellipsis" title={item.name || item.type}>
                    {item.n} · {shownName(item.name) || item.type}
                  </span>
                  <small class="nums quiet">{exactTime(item.calledAt ?? item.seenAt)}</small>
                  <DeliveryMark delivery={item.delivery} />
                </div>
              </th>
            ))}
          </tr>
        </thead>
        {sections.map(({ title, pairs }) => {
          const shown = everything.value ? pairs : pairs.filter(({ same }) => !same)
          return (
            <tbody key={title}>
              <tr class="compared-title">
                <th scope="rowgroup" colSpan={3}>
                  {title}
                  {shown.length === 0 && (
                    <span class="quiet">
                      {pairs.length === 0 ? ' — none in either' : ` — all ${pairs.length.toLocaleString()} equal`}
                    </span>
                  )}
                </th>
              </tr>
              {shown.map((pair) => (
                <Line key={pair.name} pair={pair} />
              ))}
            </tbody>
          )
        })}
      </table>
    </aside>
  )
}

function Line({ pair }: { readonly pair: Pair }) {
  const { name, one, other, same, volatile } = pair
  return (
    <tr
      class={same ? 'equal' : volatile ? 'volatile' : 'differs'}
      title={volatile ? 'Differs between any two items' : undefined}
    >
      <th scope="row">{name}</th>
      <td class={one === undefined ? 'missing' : ''}>{one ?? 'not there'}</td>
      <td class={other === undefined ? 'missing' : ''}>{other ?? 'not there'}</td>
    </tr>
  )
}
