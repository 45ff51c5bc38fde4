/** Which items were tracked as whom, when called and on the wire. */
import { useSignal } from '@preact/signals'
import type { Grouped } from '../../../core/collections/groups'
import { DELIVERIES, type Item } from '../../../core/item'
import { peopleOf } from '../../../core/query/identity'
import { sumOf } from '../../../core/query/queue'
import { kindOfId } from '../../../providers/id-kind'
import { Icon } from '../../../ui/parts/icon'
import { MoreButton } from '../../../ui/parts/more-button'
import { whatNext, whyNothing } from '../../../ui/store/nothing'
import type { Store } from '../../../ui/store/store'
import { filterOfPerson } from './words'
import '../../../ui/parts/table.css'
import './people.css'

/** How many people are listed before one asks for more: the newest. */
const SHOWN = 40

/** One row per person: how many items were called and sent as them. */
export function People({
  store,
  groups,
  tracker,
}: {
  readonly store: Store
  readonly groups: Grouped<Item>
  readonly tracker: string
}) {
  const limit = useSignal(SHOWN)
  const { people, total } = peopleOf(groups, tracker, limit.value)
  const { counts, vendor = '' } = store.state.value.trackers.get(tracker) ?? {}
  const had = counts !== undefined && sumOf(counts, DELIVERIES) > 0
  if (people.length === 0)
    return (
      <p class="calm quiet">
        {whyNothing(store, had)}
        {whatNext(store, 'is counted here by customer')}
      </p>
    )
  return (
    <div class="table-wrap">
      <table class="table people" aria-label="Items by customer">
        <thead>
          <tr>
            <th scope="col">Customer</th>
            <th scope="col" class="number">
              When called
            </th>
            <th scope="col" class="number">
              On the wire
            </th>
            <th scope="col">
              <span class="hidden">Show</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => {
            const { customer, called, sent } = person
            const hard = Object.entries(customer.hard)
            const soft = Object.entries(customer.soft)
            const first = Math.min(called[0] ?? Number.POSITIVE_INFINITY, sent[0] ?? Number.POSITIVE_INFINITY)
            return (
              <tr key={person.key}>
                <th scope="row" class="break">
                  {hard.length > 0 ? (
                    hard.map(([name, value]) => (
                      <span key={name} class="who" title={`${name}, ${kindOfId(vendor, name, true)} ID`}>
                        <b>{value}</b>
                      </span>
                    ))
                  ) : (
                    <span class="who quiet">{soft.length > 0 ? 'anonymous' : 'nobody known'}</span>
                  )}
                  {soft.map(([name, value]) => (
                    <span key={name} class="quiet who" title={`${name}, soft ID`}>
                      <code>{value}</code>
                    </span>
                  ))}
                </th>
                <td class="number nums">{called.length.toLocaleString()}</td>
                <td class="number nums">{sent.length.toLocaleString()}</td>
                <td>
                  <button
                    type="button"
                    class="button bare link"
                    title="Show them in Events"
                    onClick={() => store.show({ filter: filterOfPerson(customer, tracker), item: first })}
                  >
                    <Icon name="search" /> Show
                  </button>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {total > people.length && <MoreButton limit={limit} rest={total - people.length} />}
    </div>
  )
}
