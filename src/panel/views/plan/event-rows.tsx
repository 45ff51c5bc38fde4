/** Every planned event with what was seen of it, and its items one click away. */
import { clipped, visible } from '../../../files/write/plain'
import type { LoadedPlan } from '../../../plan'
import type { EventCoverage } from '../../../plan/coverage'
import { type PlannedEvent, titleOf } from '../../../plan/plan'
import { Icon } from '../../../ui/parts/icon'
import { clockTime, fullTime } from '../../../ui/parts/text'
import { vendorName } from '../../../ui/parts/vendor'
import type { Store } from '../../../ui/store/store'
import { Items } from './items'
import { roomOf } from './loading'

const TITLES = ['Event', 'Seen', 'As planned', 'Delivered', 'As whom', 'Last seen'] as const

/** The table: a row opens to the items, and each of them leads to Events. */
export function EventRows({
  store,
  plan,
  events,
}: {
  readonly store: Store
  readonly plan: LoadedPlan
  readonly events: readonly EventCoverage[]
}) {
  return (
    <section class="block" aria-label="Planned events">
      <table class="plan-table" aria-label="Planned events">
        <thead>
          <tr>
            {TITLES.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {events.map((each) => (
          <Row key={each.place} store={store} plan={plan} covered={each} />
        ))}
      </table>
    </section>
  )
}

function Row({
  store,
  plan,
  covered,
}: {
  readonly store: Store
  readonly plan: LoadedPlan
  readonly covered: EventCoverage
}) {
  const { open } = roomOf(store)
  const { event, place, seen, items, lastSeen } = covered
  const key = `planned ${place}`
  const shown = open.value === key && seen > 0
  return (
    <tbody class={seen > 0 ? 'plan-event' : 'plan-event never'}>
      <tr class="plan-row">
        <td class="plan-name">
          <button
            type="button"
            class="plan-opener"
            aria-expanded={seen > 0 ? shown : undefined}
            disabled={seen === 0}
            title={event.description ?? (seen > 0 ? 'Show its items' : 'It was never seen')}
            onClick={() => {
              open.value = shown ? null : key
            }}
          >
            <span class={shown ? 'plan-twist open' : 'plan-twist'}>{seen > 0 && <Icon name="chevron" />}</span>
            <b class="break">{clipped(visible(titleOf(event)))}</b>
          </button>
          <Wishes event={event} />
        </td>
        {seen > 0 ? (
          <td class="nums" data-label="Seen">
            {seen.toLocaleString()}
          </td>
        ) : (
          <td class="plan-none">never seen</td>
        )}
        <Valid covered={covered} />
        <Delivered covered={covered} />
        <Whom covered={covered} />
        <td class="nums quiet" data-label="Last seen" title={lastSeen === null ? undefined : fullTime(lastSeen)}>
          {lastSeen === null ? '' : clockTime(lastSeen)}
        </td>
      </tr>
      {shown && (
        <tr class="plan-open">
          <td colSpan={TITLES.length}>
            <Items store={store} plan={plan} numbers={items} label={`Items of ${clipped(titleOf(event))}`} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

/** What is planned beside the properties, in words. */
function Wishes({ event }: { readonly event: PlannedEvent }) {
  const words = [
    ...(event.type === undefined || event.type === 'event' || event.name === undefined ? [] : [event.type]),
    ...(event.vendor === undefined ? [] : [vendorName(event.vendor)]),
    ...(event.required ? ['required'] : []),
    ...(event.as ? ['identified'] : []),
    ...(event.delivered ? [event.delivered === 'proven' ? 'proven to arrive' : 'delivered'] : []),
    ...(event.once === undefined ? [] : [`once by ${event.once}`]),
  ]
  return words.length === 0 ? null : <span class="quiet plan-wishes">{words.join(' · ')}</span>
}

function Valid({ covered: { seen, valid, invalid } }: { readonly covered: EventCoverage }) {
  if (seen === 0) return <td />
  const open = seen - valid - invalid
  return (
    <td data-label="As planned">
      {invalid > 0 && (
        <span class="tone-bad plan-mark">
          <Icon name="cross" /> {invalid.toLocaleString()} not
        </span>
      )}
      {invalid === 0 && valid > 0 && (
        <span class="tone-good plan-mark">
          <Icon name="check" /> {valid === seen ? 'all' : valid.toLocaleString()}
        </span>
      )}
      {open > 0 && (
        <span class="quiet plan-mark" title="Too long for Tracklens to keep, so not judged as a whole">
          <Icon name="question" /> {open.toLocaleString()} open
        </span>
      )}
    </td>
  )
}

function Delivered({ covered }: { readonly covered: EventCoverage }) {
  const { seen, delivered, failed, pending, unknown } = covered
  if (seen === 0) return <td />
  const parts: readonly (readonly [number, string, string])[] = [
    [delivered, delivered === seen ? 'all' : 'delivered', 'tone-good'],
    [failed, 'not', 'tone-bad'],
    [pending, 'pending', 'tone-moving'],
    [unknown, 'unknown', 'tone-warn'],
  ]
  return (
    <td data-label="Delivered">
      {parts.flatMap(([count, word, tone]) =>
        count === 0
          ? []
          : [
              <span key={word} class={`${tone} plan-mark`}>
                {word === 'all' ? word : `${count.toLocaleString()} ${word}`}
              </span>,
            ],
      )}
    </td>
  )
}

function Whom({ covered: { event, seen, identified, anonymous } }: { readonly covered: EventCoverage }) {
  if (seen === 0) return <td />
  return (
    <td data-label="As whom">
      {identified > 0 && (
        <span class="plan-mark">
          {identified === seen ? 'identified' : `${identified.toLocaleString()} identified`}
        </span>
      )}
      {anonymous > 0 && (
        <span class={event.as === 'hard' ? 'tone-bad plan-mark' : 'plan-mark'}>
          {anonymous === seen ? 'anonymous' : `${anonymous.toLocaleString()} anonymous`}
        </span>
      )}
      {identified + anonymous === 0 && <span class="quiet">not told</span>}
    </td>
  )
}
