/**
 * The Identity tab: who each tracker's customer is and how that came to be, which items were tracked as whom, and whose
 * the anonymous ones are now.
 */
import { useSignal } from '@preact/signals'
import { bindingOf } from '../../../checks/reading'
import { type Grouped, Groups } from '../../../core/collections/groups'
import type { Item } from '../../../core/item'
import { DIFFERENCES, type Difference, itemsByPerson, reconciliations } from '../../../core/query/identity'
import type { Moment, Tracker } from '../../../core/state'
import { Icon } from '../../../ui/parts/icon'
import { ItemList } from '../../../ui/parts/item-list'
import { customerText } from '../../../ui/parts/text'
import { TrackerSwitch } from '../../../ui/parts/tracker'
import { useGroups } from '../../../ui/store/groups'
import type { Store } from '../../../ui/store/store'
import { targetOf } from '../../../ui/triggers/commands'
import type { ViewProps } from '../../view'
import { CustomerCard } from './card'
import { People } from './people'
import { Reconciliations } from './reconciliation'
import { Timeline } from './timeline'
import { DIFFERENCE_WORDS } from './words'
import '../../../ui/parts/board.css'
import '../../../ui/parts/empty.css'
import './identity.css'

/** The customer of the chosen tracker and how that came to be, who was tracked as whom, and whose soft IDs are. */
export function Identity({ store }: ViewProps) {
  const state = store.state.value
  const items = useGroups(() => itemsByPerson(bindingOf), state.items)
  const moments = useGroups(changesByTracker, state.moments)
  const chosen = useSignal<string | null>(null)
  const trackers = [...state.trackers.values()]
  // Until one chooses here, it is the one that the triggers act on.
  const tracker =
    trackers.find((each) => each.id === chosen.value) ?? targetOf(state, store.target.value) ?? trackers[0]
  if (!tracker)
    return (
      <div class="empty">
        <h2>Nobody to show</h2>
        <p>
          {store.recording.value !== null
            ? 'This recording holds no tracker.'
            : 'As soon as the page loads a tracking SDK, its customer and every change of the IDs appear ' +
              'here. Use the page, or reload it if it was open before Tracklens.'}
        </p>
      </div>
    )
  const changes = moments.groups.of(tracker.id).flatMap((place) => {
    const moment = moments.groups.at(place)
    return moment?.kind === 'identity' ? [moment] : []
  })
  const shown = items.groups.from(store.hiddenBelow.value)
  return (
    <div class="board identity-board">
      <TrackerSwitch trackers={trackers} chosen={chosen} current={tracker.id} />
      {!items.complete && <p class="quiet">Reading {state.items.size.toLocaleString()} items …</p>}
      <div class="identity-columns">
        <CustomerCard store={store} tracker={tracker} moments={changes} />
        <div class="identity-main">
          {items.complete && <Differences store={store} tracker={tracker} groups={shown} />}
          <section class="block" aria-label="Timeline">
            <div class="block-head">
              <h2>Timeline</h2>
              <span class="quiet">{changes.length.toLocaleString()}</span>
            </div>
            <Timeline key={tracker.id} store={store} moments={changes} groups={items.groups} />
          </section>
          {items.complete && (
            <>
              <section class="block" aria-label="Anonymous activity">
                <div class="block-head">
                  <h2>Anonymous activity</h2>
                  <span class="quiet">whose it is now</span>
                </div>
                <Reconciliations
                  store={store}
                  entries={reconciliations(
                    items.groups,
                    { state, tracker: tracker.id, moments: changes },
                    store.hiddenBelow.value,
                  )}
                  tracker={tracker.id}
                />
              </section>
              <section class="block" aria-label="Tracked as">
                <div class="block-head">
                  <h2>Tracked as</h2>
                  <span class="quiet">items by customer</span>
                </div>
                <People store={store} groups={shown} tracker={tracker.id} />
              </section>
            </>
          )}
        </div>
      </div>
    </div>
  )
}

/** Items whose customer on the wire is not the one of the call; nothing where there is none. */
function Differences({
  store,
  tracker,
  groups,
}: {
  readonly store: Store
  readonly tracker: Tracker
  readonly groups: Grouped<Item>
}) {
  const kind = useSignal<Difference | null>(null)
  const present = DIFFERENCES.map((each) => ({ kind: each, numbers: groups.of(`${each}|${tracker.id}`) })).filter(
    ({ numbers }) => numbers.length,
  )
  const shown = present.find((each) => each.kind === kind.value) ?? present[0]
  if (!shown) return null
  const words = DIFFERENCE_WORDS[shown.kind]
  return (
    <section class="block differences" aria-label="Customer changed before sending">
      <div class="block-head">
        <h2>Customer changed before sending</h2>
        {present.map((each) => (
          <button
            key={each.kind}
            type="button"
            class="button"
            aria-pressed={each.kind === shown.kind}
            onClick={() => {
              kind.value = each.kind
            }}
          >
            <span class={`tone-${DIFFERENCE_WORDS[each.kind].tone}`}>
              <Icon name="switched" />
            </span>
            {each.numbers.length.toLocaleString()} {DIFFERENCE_WORDS[each.kind].title.toLowerCase()}
          </button>
        ))}
      </div>
      <p class="quiet">{words.text}</p>
      <ItemList
        state={store.state.value}
        key={shown.kind}
        label={words.title}
        count={shown.numbers.length}
        at={(row) => groups.at(shown.numbers[shown.numbers.length - 1 - row] ?? -1)}
        sentence={(item) => `Called as ${customerText(item.calledAs)}, sent as ${customerText(item.sentAs)}.`}
        onOpen={(item) => store.showItem(item.n)}
      />
    </section>
  )
}

function changesByTracker(): Groups<Moment> {
  return new Groups<Moment>((moment) => (moment.kind === 'identity' && moment.tracker !== null ? [moment.tracker] : []))
}
