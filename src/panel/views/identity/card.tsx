/** The current customer of a tracker with everything known of it, and where each id came from. */

import type { Customer } from '../../../core/item'
import type { JsonObject } from '../../../core/json'
import { besideOf } from '../../../core/query/beside'
import { originOf } from '../../../core/query/identity'
import { type Whose, whoseNow } from '../../../core/query/whose'
import type { Moment, Tracker } from '../../../core/state'
import { doubtOfId } from '../../../providers/id-kind'
import { copied, copiedPart } from '../../../ui/evidence/copies'
import { CopyButton } from '../../../ui/parts/copy'
import { placeText } from '../../../ui/parts/glance'
import { Icon } from '../../../ui/parts/icon'
import { IdKind } from '../../../ui/parts/id-kind'
import { clockTime, customerText, mainId, whoseText, whoseTitle } from '../../../ui/parts/text'
import { TrackerHead } from '../../../ui/parts/tracker'
import { Tree } from '../../../ui/parts/tree'
import type { Store } from '../../../ui/store/store'
import { SOURCES } from './words'
import '../../../ui/parts/card.css'
import './card.css'

type IdentityMoment = Extract<Moment, { kind: 'identity' }>

/** `moments` are the tracker's identity moments. */
export function CustomerCard({
  store,
  tracker,
  moments,
}: {
  readonly store: Store
  readonly tracker: Tracker
  readonly moments: readonly IdentityMoment[]
}) {
  const { traits, pushToken } = tracker
  const state = store.state.value
  const whose = whoseNow(state, tracker)
  const beside = besideOf(state, tracker)
  const customer = whose.customer ?? tracker.customer
  return (
    <section class="card customer-card" aria-label="Current customer">
      <TrackerHead tracker={tracker} />
      <div class="customer-name">
        <Name tracker={tracker} customer={customer} whose={whose} />
        <CopyButton
          label="Copy customer"
          bare
          text={() =>
            copied(store, { customer, traits, pushToken }, (masked) =>
              JSON.stringify({ ...masked.customer, traits: masked.traits, pushToken: masked.pushToken }, null, 2),
            )
          }
        />
      </div>
      <Ids tracker={tracker} customer={customer} moments={moments} tied={whose.by} />
      {beside.length > 0 && (
        <div class="block">
          <h3 class="quiet">Another customer</h3>
          {beside.map((each) => (
            <p key={each.url} class="break" title={whoseTitle(each.whose, tracker.vendor)}>
              {whoseText(each.whose)} <span class="quiet">{placeText(each)}</span>
            </p>
          ))}
        </div>
      )}
      <div class="block">
        <h3 class="quiet">Properties (traits), as far as they were seen</h3>
        {Object.keys(traits).length > 0 ? (
          <Tree
            value={traits as JsonObject}
            label="Properties of the current customer"
            onCopy={(whole, place) => copiedPart(store, { traits: whole }, place, (masked) => masked.traits)}
          />
        ) : (
          <p class="quiet">None seen.</p>
        )}
      </div>
      <div class="block">
        <h3 class="quiet">Push token</h3>
        {pushToken === null ? (
          <p class="quiet">None seen.</p>
        ) : (
          <div class="token">
            <code class="break">{pushToken}</code>
            <CopyButton bare label="Copy push token" text={() => pushToken} />
          </div>
        )}
      </div>
    </section>
  )
}

/** Who it is, and by what that is known. */
function Name({
  tracker,
  customer,
  whose,
}: {
  readonly tracker: Tracker
  readonly customer: Customer
  readonly whose: Whose
}) {
  const main = mainId(customer)
  return (
    <>
      <span class={main?.hard ? 'avatar known' : 'avatar'}>
        <Icon name={main?.hard ? 'person' : 'question'} />
      </span>
      <div class="grow">
        <h2 class="break">{main === null ? 'Nobody known' : main.hard ? main.value : 'Anonymous visitor'}</h2>
        <p class="quiet">
          {main === null
            ? 'No ID was seen: the SDK has tracked nothing, or its IDs were reset and none was made since.'
            : whose.by
              ? `Known by ${whose.by.name} ${whose.by.value}, which an accepted identify tied to this person; ` +
                'the SDK itself names nobody now.'
              : main.hard
                ? identifiedWords(tracker.vendor, Object.keys(customer.hard))
                : `Not identified: soft IDs name only this browser or device.${openWords(whose)}`}
        </p>
      </div>
    </>
  )
}

/** `tied`: the soft ID by which an SDK that names nobody is known. */
function Ids({
  tracker,
  customer,
  moments,
  tied,
}: {
  readonly tracker: Tracker
  readonly customer: Customer
  readonly moments: readonly IdentityMoment[]
  readonly tied: Whose['by']
}) {
  const ids = [
    ...Object.entries(customer.hard).map(([name, value]) => ({ name, value, hard: true })),
    ...Object.entries(customer.soft).map(([name, value]) => ({ name, value, hard: false })),
  ]
  if (ids.length === 0) return null
  return (
    <table class="ids" aria-label="IDs of the current customer">
      <tbody>
        {ids.map(({ name, value, hard }) => {
          const origin = originOf(moments, name, hard, value)
          const tie = hard ? tied : null
          return (
            <tr key={`${hard}${name}`}>
              <th scope="row">
                {name} <IdKind vendor={tracker.vendor} name={name} hard={hard} />
              </th>
              <td>
                <code class="break">{value}</code>
                <div class="quiet id-origin">
                  {tie
                    ? `tied to ${tie.name}`
                    : origin
                      ? `from ${SOURCES[origin.by].phrase} at ${clockTime(origin.at)}`
                      : 'where it came from was not seen'}
                </div>
              </td>
              <td>
                <CopyButton bare label={`Copy ${name}`} text={() => value} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Whether somebody is identified for sure by these ids. */
function identifiedWords(vendor: string, names: readonly string[]): string {
  if (names.some((name) => doubtOfId(vendor, name) === null))
    return 'Identified: hard IDs name a person on every device.'
  return `Identified only if your project defines ${names.join(', ')} as a hard ID: soft ones name this device alone.`
}

/** What was meant to tie it to a person and did not, or is not known to have. */
function openWords({ open }: Whose): string {
  if (!open) return ''
  const who = customerText({ hard: open.hard, soft: {} })
  return open.outcome === 'refused'
    ? ` The identify as ${who} was not accepted: it ties nothing.`
    : ` Nobody saw whether the identify as ${who} arrived.`
}
