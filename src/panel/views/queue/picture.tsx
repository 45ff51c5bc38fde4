/** Pictures of the queue: the stations of an item's way with what is at each, and one bar per tracker. */
import type { Signal } from '@preact/signals'
import { type Delivery, FAILED } from '../../../core/item'
import { type Counts, MEANINGS, sharesOf } from '../../../core/query/queue'
import { DeliveryMark } from '../../../ui/parts/delivery'
import { Icon } from '../../../ui/parts/icon'
import './picture.css'

/** The stations, in the order of an item's life. */
const STATIONS: readonly Station[] = [
  { title: 'Pending in the page', states: ['buffered', 'queued'] },
  { title: 'Pending on the way', states: ['in flight', 'retrying'] },
  { title: 'Delivered', states: ['delivered'], note: 'The server took it.' },
  { title: 'Failed or blocked', states: [...FAILED, 'blocked'] },
  { title: 'Unknown', states: ['unknown'], note: 'Nobody saw whether it arrived.' },
]

interface Station {
  readonly title: string
  readonly states: readonly Delivery[]
  /** What stands in it where there are no several states to list. */
  readonly note?: string
}

/** The way of an item as stations; every state is a switch for the list below. */
export function Flow({
  counts,
  chosen,
  onChoose,
}: {
  readonly counts: Readonly<Record<Delivery, number>>
  readonly chosen: readonly Delivery[]
  readonly onChoose: (states: readonly Delivery[]) => void
}) {
  return (
    <ol class="flow" aria-label="Where items are on their way">
      {STATIONS.map(({ title, states, note }, i) => {
        const sum = states.reduce((all, state) => all + counts[state], 0)
        return (
          <li key={title} class={sum > 0 ? `station station-${i}` : `station station-${i} idle`}>
            <button
              type="button"
              class="station-head"
              title={`List what is here: ${states.join(', ')}`}
              aria-pressed={states.every((state) => chosen.includes(state)) && chosen.length === states.length}
              onClick={() => onChoose(states)}
            >
              <span class="station-count">{sum.toLocaleString()}</span>
              <span>{title}</span>
            </button>
            {states.length > 1 && (
              <ul>
                {states.map((state) => (
                  <li key={state}>
                    <button
                      type="button"
                      class={counts[state] > 0 ? 'station-state' : 'station-state quiet'}
                      title={MEANINGS[state]}
                      aria-pressed={chosen.length === 1 && chosen[0] === state}
                      onClick={() => onChoose([state])}
                    >
                      <DeliveryMark delivery={state} /> <span class="nums">{counts[state].toLocaleString()}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
            {note && states[0] && (
              <p class="station-note quiet" title={MEANINGS[states[0]]}>
                {note}
              </p>
            )}
            {i < 2 && (
              <span class="station-arrow">
                <Icon name="arrow" />
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** One tracker's items as a bar: as wide as the count, in the order of an item's life. */
export function Bar({ counts, chosen }: { readonly counts: Counts; readonly chosen: Signal<readonly Delivery[]> }) {
  const shares = sharesOf(counts)
  let x = 0
  const words = shares.map(({ delivery, count }) => `${count.toLocaleString()} ${delivery}`).join(', ')
  return (
    <svg class="queue-bar" role="img" aria-label={words || 'No items'} preserveAspectRatio="none" viewBox="0 0 1000 12">
      <rect class="queue-ground" x="0" y="0" width="1000" height="12" />
      {shares.map(({ delivery, width }) => {
        const from = x
        x += width * 1000
        return (
          <rect
            key={delivery}
            class={`share share-${delivery.replace(' ', '-')}${chosen.value.includes(delivery) ? ' chosen' : ''}`}
            x={from}
            y="0"
            width={Math.max(0, width * 1000 - 2)}
            height="12"
          />
        )
      })}
    </svg>
  )
}
