/**
 * The Queue tab: where every item is on its way and why, what has waited longest, and when each tracker last flushed.
 */
import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Grouped } from '../../../core/collections/groups'
import { DELIVERIES, type Delivery, type Item, PENDING } from '../../../core/item'
import { addedUp, itemsIn, MEANINGS, oldestPending, sumOf, TROUBLED } from '../../../core/query/queue'
import { itemsByHearing, unheardOf } from '../../../core/query/unheard'
import type { Tracker } from '../../../core/state'
import { Icon } from '../../../ui/parts/icon'
import { ItemList } from '../../../ui/parts/item-list'
import { clockTime, duration } from '../../../ui/parts/text'
import { TrackerHead, TrackerSwitch } from '../../../ui/parts/tracker'
import { useGroups } from '../../../ui/store/groups'
import { whatNext, whyNothing } from '../../../ui/store/nothing'
import type { Store } from '../../../ui/store/store'
import type { ViewProps } from '../../view'
import { Outcomes } from './outcomes'
import { Bar, Flow } from './picture'
import '../../../ui/parts/board.css'
import '../../../ui/parts/card.css'
import '../../../ui/parts/empty.css'
import './queue.css'

/** What is listed at first: whatever is neither delivered nor given up on purpose. */
const AT_FIRST: readonly Delivery[] = [...PENDING, ...TROUBLED]

/** How many items are in each state, the items of the chosen states with the reason, and the last flushes. */
export function Queue({ store }: ViewProps) {
  const state = store.state.value
  const now = store.now.value
  const { groups, complete } = useGroups(itemsByHearing, state.items)
  const tracker = useSignal<string | null>(null)
  const states = useSignal<readonly Delivery[]>(AT_FIRST)
  const trackers = [...state.trackers.values()]
  if (trackers.length === 0) return <Nothing store={store} />
  // The one that was chosen may be of a recording that was left.
  const one = trackers.find(({ id }) => id === tracker.value)
  const chosen = one ? [one] : trackers
  const countsBy = store.inView.counts.value
  const counts = addedUp(chosen.flatMap(({ id }) => countsBy.get(id) ?? []))
  const shown = groups.from(store.hiddenBelow.value)
  const ids = chosen.map((each) => each.id)
  const numbers = itemsIn(shown, ids, states.value)
  const cleared = itemsIn(groups, ids, states.value).length - numbers.length
  return (
    <div class="board queue-board">
      <TrackerSwitch trackers={trackers} chosen={tracker} all />
      <Flow
        counts={counts}
        chosen={states.value}
        onChoose={(next) => {
          states.value = same(next, states.value) ? AT_FIRST : next
        }}
      />
      <Outcomes store={store} unheard={unheardOf(shown, ids)} />
      <div class="cards">
        {chosen.map((each) => (
          <Card key={each.id} store={store} tracker={each} groups={shown} now={now} states={states} />
        ))}
      </div>
      <Listed store={store} states={states} numbers={numbers} cleared={cleared}>
        {numbers.length === 0 && (
          <Calm
            nothing={
              complete
                ? whyNothing(
                    store,
                    chosen.some(({ counts }) => sumOf(counts, DELIVERIES) > 0),
                  ) + whatNext(store, 'appears here at once')
                : null
            }
            delivered={counts.delivered}
            states={states.value}
            onShow={() => (states.value = ['delivered'])}
          />
        )}
      </Listed>
    </div>
  )
}

/** The items of the chosen states, the newest first; else what is put inside. `cleared`: so many are out of view. */
function Listed({
  store,
  states,
  numbers,
  cleared,
  children,
}: {
  readonly store: Store
  readonly states: Signal<readonly Delivery[]>
  readonly numbers: readonly number[]
  readonly cleared: number
  readonly children: ComponentChildren
}) {
  const state = store.state.value
  const list = useRef<HTMLElement>(null)
  const atFirst = useRef(states.value)
  // What was chosen may be listed below the fold.
  useEffect(() => {
    if (states.value !== atFirst.current) list.current?.scrollIntoView?.({ block: 'nearest' })
  }, [states.value])
  return (
    <section class="block" aria-label="Items" ref={list}>
      <div class="block-head">
        <h2>{titleOf(states.value)}</h2>
        <span class="quiet">{numbers.length.toLocaleString()}</span>
        {!same(states.value, AT_FIRST) && (
          <button
            type="button"
            class="button bare"
            onClick={() => {
              states.value = AT_FIRST
            }}
          >
            <Icon name="close" /> Everything not delivered
          </button>
        )}
        {cleared > 0 && (
          <span class="quiet">{cleared.toLocaleString()} more are not in view: cleared, or of an earlier page</span>
        )}
      </div>
      {numbers.length > 0 ? (
        <ItemList
          state={state}
          label={titleOf(states.value)}
          count={numbers.length}
          at={(row) => state.items.get(numbers[numbers.length - 1 - row] ?? -1)}
          sentence={sentenceOf}
          onOpen={(item) => store.showItem(item.n)}
        />
      ) : (
        children
      )}
    </section>
  )
}

function Card({
  store,
  tracker,
  groups,
  now,
  states,
}: {
  readonly store: Store
  readonly tracker: Tracker
  readonly groups: Grouped<Item>
  readonly now: number
  readonly states: Signal<readonly Delivery[]>
}) {
  const oldest = oldestPending(groups, tracker.id)
  const counts = store.inView.counts.value.get(tracker.id) ?? tracker.counts
  const pending = sumOf(counts, PENDING)
  const troubled = sumOf(counts, TROUBLED)
  return (
    <section class="card" aria-label={`Queue of ${tracker.id}`}>
      <TrackerHead tracker={tracker} />
      <Bar counts={counts} chosen={states} />
      <dl class="pairs-list">
        <dt>Pending</dt>
        <dd>{pending.toLocaleString()}</dd>
        <dt>Failed, blocked or unknown</dt>
        <dd class={troubled > 0 ? 'tone-bad' : ''}>{troubled.toLocaleString()}</dd>
        <dt>Oldest pending</dt>
        <dd>
          {oldest ? (
            <>
              <button
                type="button"
                class="button bare link inline"
                title={oldest.why}
                onClick={() => store.showItem(oldest.n)}
              >
                {oldest.name || oldest.type}
              </button>{' '}
              <span class="quiet">for {duration(Math.max(0, now - (oldest.calledAt ?? oldest.seenAt)))}</span>
            </>
          ) : (
            <span class="quiet">nothing waits</span>
          )}
        </dd>
        <dt>Last flush</dt>
        <dd>
          {tracker.lastFlush ? (
            <>
              {clockTime(tracker.lastFlush.at)} <span class="quiet">by {tracker.lastFlush.by}</span>
            </>
          ) : (
            <span class="quiet">none seen</span>
          )}
        </dd>
        <dt>Flush mode</dt>
        <dd>{tracker.flushMode ?? <span class="quiet">not seen</span>}</dd>
      </dl>
    </section>
  )
}

/** Why an item is where it is, and how often it was tried. */
function sentenceOf(item: Item): string {
  const tries = item.attempts.length
  return tries > 1 ? `${item.why} (${tries} tries)` : item.why
}

function titleOf(states: readonly Delivery[]): string {
  if (same(states, AT_FIRST)) return 'Everything not delivered'
  const words = states.join(', ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function same(a: readonly Delivery[], b: readonly Delivery[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each))
}

function Calm({
  nothing,
  delivered,
  states,
  onShow,
}: {
  /** Why nothing is in view and what next, should that be so; null while it is still counted. */
  readonly nothing: string | null
  readonly delivered: number
  readonly states: readonly Delivery[]
  readonly onShow: () => void
}) {
  if (nothing === null) return <p class="calm quiet">Counting …</p>
  if (same(states, AT_FIRST))
    return (
      <p class="calm">
        <span class="tone-good">
          <Icon name="check" />
        </span>
        {delivered > 0 ? 'Nothing waits and nothing failed.' : nothing}
        {delivered > 0 && (
          <button type="button" class="button" onClick={onShow}>
            List the {delivered.toLocaleString()} delivered
          </button>
        )}
      </p>
    )
  const [only] = states
  return <p class="calm quiet">None. {states.length === 1 && only ? MEANINGS[only] : ''}</p>
}

function Nothing({ store }: { readonly store: Store }) {
  return (
    <div class="empty">
      <h2>No queue</h2>
      <p>
        {store.recording.value !== null
          ? 'This recording holds nothing that was tracked.'
          : 'As soon as the page calls a tracking SDK or sends to one, this shows what is pending, what was ' +
            'delivered and what failed. Use the page, or reload it if it was open before Tracklens.'}
      </p>
    </div>
  )
}
