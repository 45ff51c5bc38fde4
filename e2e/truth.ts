/**
 * Compares the panel's ledger with what the collectors received: nothing missing, nothing phantom, nothing wrong. Pure.
 */
import { isDeepStrictEqual } from 'node:util'
import type { SentAs } from './collectors/contract'
import type { LedgerItem } from './ledger'
import {
  accepted,
  hasOwnTime,
  LAST_WORDS,
  type Leaving,
  type Receipt,
  type Sends,
  trueDeliveries,
} from './true-delivery'

/** The outcome of a comparison. Each list has one sentence per entry. */
export interface Comparison {
  readonly items: readonly LedgerItem[]
  readonly missing: readonly string[]
  readonly phantom: readonly string[]
  readonly wrong: readonly string[]
}

function sameCustomer(a: SentAs | null, b: SentAs): boolean {
  const flat = (customer: SentAs) =>
    JSON.stringify([Object.entries(customer.soft).sort(), Object.entries(customer.hard).sort()])
  return a !== null && flat(a) === flat(b)
}

/**
 * A key for a thing whose vendor gives no message id: what it is, where it went, with which properties, and its own
 * time. Not as whom: Bloomreach's SDKs put in who is known when sending, so that another try can go as somebody else.
 */
function likeness(receipt: Receipt): string {
  const { vendor, thing } = receipt
  return JSON.stringify([
    vendor,
    thing.project,
    thing.type,
    thing.name,
    thing.properties,
    hasOwnTime(receipt) ? thing.time : null,
  ])
}

/**
 * Whether `next` can be another try of what `last` sent. After an answer it can only where the page was left before it
 * saw that.
 */
function goesOn(last: Receipt, next: Receipt, left: readonly Leaving[]): boolean {
  if (!accepted(last) && last.refused === null) return true
  if (!hasOwnTime(last)) return false
  return (
    last.arrival.abandoned ||
    left.some(({ asked, gone }) => gone > last.arrival.at - LAST_WORDS && asked < next.arrival.at)
  )
}

/** Groups sends into things: by message id, else what is alike for as long as the SDK may try again. */
function thingsSent(receipts: readonly Receipt[], left: readonly Leaving[]): readonly Sends[] {
  const latest = new Map<string, Receipt[]>()
  const groups: Receipt[][] = []
  for (const receipt of receipts) {
    const { id } = receipt.thing
    const key = id === null ? likeness(receipt) : `${receipt.vendor}|${id}`
    const known = latest.get(key)
    const last = known?.at(-1)
    if (known && last && (id !== null || goesOn(last, receipt, left))) known.push(receipt)
    else {
      const group = [receipt]
      groups.push(group)
      latest.set(key, group)
    }
  }
  return groups
}

const inWords = ({ vendor, thing }: Receipt) =>
  `${vendor} ${thing.type} ${thing.name ?? ''} ${thing.id ?? ''}`.replace(/\s+/g, ' ').trim()

/** How far two readings of one time may lie apart, in milliseconds: fractions are lost on the way. */
const SAME_TIME = 2

const sentAsOneOf = (sends: Sends, item: LedgerItem) =>
  sends.some(({ thing }) => sameCustomer(item.sentAs, thing.as) || (item.sentAs === null && isNobody(thing.as)))
const isNobody = ({ soft, hard }: SentAs) => Object.keys(soft).length + Object.keys(hard).length === 0

/**
 * The ledger items that could be this thing: all with its message id, else the one that is it in everything that the
 * vendor sends.
 */
function candidates(sends: Sends, items: readonly LedgerItem[]): readonly LedgerItem[] {
  const first = sends[0]
  if (!first) return []
  const { thing, vendor } = first
  if (thing.id !== null) return items.filter((item) => item.id === thing.id)
  const alike = items.filter(
    (item) =>
      item.vendor === vendor &&
      item.id === null &&
      (thing.name === null ? item.type === thing.type : item.name === thing.name),
  )
  const apart = (item: LedgerItem) => Math.abs((item.claimedAt ?? 0) - (thing.time ?? 0))
  // Whoever claims this very time is this thing, as whomever it was sent: a wrong customer is then found out.
  const sameTime = alike.filter((item) => apart(item) <= SAME_TIME)
  if (hasOwnTime(first)) return [...sameTime.filter((item) => sentAsOneOf(sends, item)), ...sameTime].slice(0, 1)
  const same = alike.filter((item) => sentAsOneOf(sends, item))
  return (thing.time === undefined ? same : same.toSorted((a, b) => apart(a) - apart(b))).slice(0, 1)
}

/** What is wrong with an item that stands for this thing; empty if nothing. */
function faults(sends: Sends, item: LedgerItem, left: readonly Leaving[]): readonly string[] {
  const deliveries = trueDeliveries(sends, left)
  const decisive = sends.find(accepted) ?? sends.at(-1)
  if (!decisive) return []
  const { thing } = decisive
  const faults: string[] = []
  if (!deliveries.includes(item.delivery))
    faults.push(`says ${item.delivery}, the collector ${deliveries.join(' or ')}`)
  if (!sentAsOneOf(sends, item)) {
    faults.push(`was sent as ${JSON.stringify(thing.as)}, the ledger says ${JSON.stringify(item.sentAs)}`)
  }
  const { properties } = item
  if (properties !== undefined && !sends.some((send) => isDeepStrictEqual(send.thing.properties, properties ?? {}))) {
    faults.push(`was sent with ${JSON.stringify(thing.properties)}, the ledger says ${JSON.stringify(properties)}`)
  }
  if (thing.name !== null && item.name !== thing.name) faults.push(`is called ${item.name}, on the wire ${thing.name}`)
  return faults
}

/** Whether an item claims that a server has it, so that it must be in a log. */
const claimsArrival = (item: LedgerItem) => item.delivery === 'delivered' || item.delivery === 'rejected'

/**
 * Whether an item without a call may be the request that an unsent item's call made, where no message id could join the
 * two.
 */
const isSendOf = (unsent: LedgerItem, sent: LedgerItem) =>
  unsent.calledAs !== null &&
  sent.calledAs === null &&
  unsent.vendor === sent.vendor &&
  unsent.type === sent.type &&
  unsent.name === sent.name

/** Compares. `left` says when pages were left. */
export function compare(
  items: readonly LedgerItem[],
  receipts: readonly Receipt[],
  left: readonly Leaving[],
): Comparison {
  const missing: string[] = []
  const phantom: string[] = []
  const wrong: string[] = []
  const taken = new Set<number>()
  const unsure: { readonly sends: Sends; readonly item: LedgerItem }[] = []
  for (const sends of thingsSent(receipts, left)) {
    const first = sends[0]
    if (!first) continue
    const [item, ...twins] = candidates(
      sends,
      items.filter((one) => !taken.has(one.item)),
    )
    if (!item) {
      missing.push(`${inWords(first)} reached the collector and is not in the ledger`)
      continue
    }
    for (const one of [item, ...twins]) taken.add(one.item)
    for (const twin of twins) phantom.push(`item ${twin.item} ${twin.name} is the same thing as item ${item.item}`)
    for (const fault of faults(sends, item, left)) wrong.push(`item ${item.item} ${item.name} ${fault}`)
    if (!claimsArrival(item)) unsure.push({ sends, item })
  }
  /** What was taken for an item that claims no arrival may as well be this one, where both are alike in all. */
  const isInstead = (item: LedgerItem) => {
    const at = unsure.findIndex(
      ({ sends }) => candidates(sends, [item]).length > 0 && !faults(sends, item, left).length,
    )
    return at >= 0 && unsure.splice(at, 1).length > 0
  }
  for (const item of items) {
    if (taken.has(item.item)) continue
    if (claimsArrival(item) && !isInstead(item))
      phantom.push(`item ${item.item} ${item.name} says ${item.delivery}; no collector ever got it`)
    const sent = items.find((other) => taken.has(other.item) && isSendOf(item, other))
    if (sent)
      phantom.push(
        `item ${item.item} ${item.name} is the call of item ${sent.item}, which stands for its request alone`,
      )
  }
  return { items, missing, phantom, wrong }
}

/** All that is wrong, one line per fault. */
export function faultsOf({ missing, phantom, wrong }: Comparison): readonly string[] {
  return Object.entries({ missing, phantom, wrong }).flatMap(([kind, faults]) =>
    faults.map((fault) => `${kind}: ${fault}`),
  )
}

/** Always counted in the closing line; other states only where there are any. */
const ALWAYS = ['delivered', 'rejected', 'lost', 'unknown']

/** The closing line: `ledger: 23 items, 20 delivered, 1 rejected, 1 lost, 1 unknown, 0 missing, 0 phantom, 0 wrong`. */
export function closingLine({ items, missing, phantom, wrong }: Comparison): string {
  const counts = new Map(ALWAYS.map((state) => [state, 0]))
  for (const { delivery } of items) counts.set(delivery, (counts.get(delivery) ?? 0) + 1)
  const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
  const faults = `${missing.length} missing, ${phantom.length} phantom, ${wrong.length} wrong`
  return `ledger: ${items.length} items, ${states}, ${faults}`
}
