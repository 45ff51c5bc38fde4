/** Compares the panel's ledger with what the collectors received: nothing missing, nothing phantom, nothing wrong. Pure. */
import type { Arrival, SentAs, Thing } from './collectors/collector'
import type { LedgerItem } from './ledger'

/** One tracked thing as it arrived at a collector. */
export interface Receipt {
  readonly vendor: string
  readonly thing: Thing
  readonly arrival: Pick<Arrival, 'at' | 'fate' | 'status' | 'abandoned'>
  /** The server's words where it refused this one thing inside a 200. */
  readonly refused: string | null
}

/** The outcome of a comparison. Each list has one sentence an entry. */
export interface Comparison {
  readonly items: readonly LedgerItem[]
  readonly missing: readonly string[]
  readonly phantom: readonly string[]
  readonly wrong: readonly string[]
}

/** All sends of one tracked thing, oldest first. */
type Sends = readonly Receipt[]

/** How near in time an answer and the end of its page may lie for the answer to have been missed, in milliseconds. */
const LEAVING = 1500

function sameCustomer(a: SentAs | null, b: SentAs): boolean {
  const flat = (customer: SentAs) => JSON.stringify([Object.entries(customer.soft).sort(), Object.entries(customer.hard).sort()])
  return a !== null && flat(a) === flat(b)
}

const accepted = ({ arrival, refused }: Receipt) =>
  arrival.fate === 'answered' && (arrival.status ?? 0) >= 200 && (arrival.status ?? 0) < 300 && refused === null
const refusedBy = ({ arrival, refused }: Receipt) => arrival.fate === 'answered' && ((arrival.status ?? 0) >= 400 || refused !== null)

/** The deliveries that would be true of a thing that was sent like this. `left` are the times at which pages were left. */
function trueDeliveries(sends: Sends, left: readonly number[]): readonly string[] {
  const last = sends.at(-1)
  if (!last) return []
  const leaving = sends.some((send) => left.some((time) => Math.abs(time - send.arrival.at) < LEAVING))
  const unseen = leaving || sends.some((send) => send.arrival.abandoned) ? ['unknown'] : []
  if (sends.some(accepted)) return ['delivered', ...unseen]
  if (refusedBy(last))
    return last.arrival.status !== null && last.arrival.status >= 500
      ? ['rejected', 'retrying', 'lost', ...unseen]
      : ['rejected', ...unseen]
  if (last.arrival.fate === 'reset') return ['retrying', 'lost', 'queued', ...unseen]
  const pageLeft = left.some((time) => time >= last.arrival.at)
  if (last.arrival.fate === 'hung' || last.arrival.fate === 'held') return pageLeft ? ['unknown', 'queued'] : ['in flight']
  return ['rejected', ...unseen]
}

/** A key for a thing whose vendor gives no message id: what it is, as whom, with which properties. */
function likeness({ vendor, thing }: Receipt): string {
  return JSON.stringify([vendor, thing.type, thing.name, thing.as, thing.properties])
}

/** Groups sends into things: by message id, else every accepted or refused send ends one thing and failed ones before it belong to it. */
function thingsSent(receipts: readonly Receipt[]): readonly Sends[] {
  const byId = new Map<string, Receipt[]>()
  const open = new Map<string, Receipt[]>()
  const groups: Receipt[][] = []
  for (const receipt of receipts) {
    const { id } = receipt.thing
    const key = id === null ? likeness(receipt) : `${receipt.vendor}|${id}`
    const known = (id === null ? open : byId).get(key)
    if (known) known.push(receipt)
    else {
      const group = [receipt]
      groups.push(group)
      ;(id === null ? open : byId).set(key, group)
    }
    if (id === null && (accepted(receipt) || receipt.refused !== null)) open.delete(key)
  }
  return groups
}

const inWords = ({ vendor, thing }: Receipt) => `${vendor} ${thing.type} ${thing.name ?? ''} ${thing.id ?? ''}`.replace(/\s+/g, ' ').trim()

/** The ledger items that could be this thing. */
function candidates(sends: Sends, items: readonly LedgerItem[]): readonly LedgerItem[] {
  const first = sends[0]
  if (!first) return []
  const { thing, vendor } = first
  if (thing.id !== null) return items.filter((item) => item.id === thing.id)
  const alike = items.filter(
    (item) => item.vendor === vendor && item.id === null && (thing.name === null ? item.type === thing.type : item.name === thing.name),
  )
  return alike.filter((item) => sends.some((send) => sameCustomer(item.sentAs, send.thing.as))).slice(0, 1)
}

/** What is wrong with an item that stands for this thing; empty if nothing. */
function faults(sends: Sends, item: LedgerItem, left: readonly number[]): readonly string[] {
  const deliveries = trueDeliveries(sends, left)
  const decisive = sends.find(accepted) ?? sends.at(-1)
  if (!decisive) return []
  const { thing } = decisive
  const faults: string[] = []
  if (!deliveries.includes(item.delivery)) faults.push(`says ${item.delivery}, the collector ${deliveries.join(' or ')}`)
  if (!sends.some((send) => sameCustomer(item.sentAs, send.thing.as))) {
    faults.push(`was sent as ${JSON.stringify(thing.as)}, the ledger says ${JSON.stringify(item.sentAs)}`)
  }
  if (thing.name !== null && item.name !== thing.name) faults.push(`is called ${item.name}, on the wire ${thing.name}`)
  return faults
}

/** Whether an item claims that a server has it, so that it must be in a log. */
const claimsArrival = (item: LedgerItem) => item.delivery === 'delivered' || item.delivery === 'rejected'

/** Compares. `left` are the times at which pages were left, in milliseconds since 1970. */
export function compare(items: readonly LedgerItem[], receipts: readonly Receipt[], left: readonly number[]): Comparison {
  const missing: string[] = []
  const phantom: string[] = []
  const wrong: string[] = []
  const taken = new Set<number>()
  for (const sends of thingsSent(receipts)) {
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
  }
  for (const item of items) {
    if (!taken.has(item.item) && claimsArrival(item))
      phantom.push(`item ${item.item} ${item.name} says ${item.delivery}; no collector ever got it`)
  }
  return { items, missing, phantom, wrong }
}

/** Always counted in the closing line; other states only where there are any. */
const ALWAYS = ['delivered', 'rejected', 'lost', 'unknown']

/** The closing line: `ledger: 23 items, 20 delivered, 1 rejected, 1 lost, 1 unknown, 0 missing, 0 phantom, 0 wrong`. */
export function closingLine({ items, missing, phantom, wrong }: Comparison): string {
  const counts = new Map(ALWAYS.map((state) => [state, 0]))
  for (const { delivery } of items) counts.set(delivery, (counts.get(delivery) ?? 0) + 1)
  const states = [...counts].map(([state, count]) => `${count} ${state}`).join(', ')
  return `ledger: ${items.length} items, ${states}, ${missing.length} missing, ${phantom.length} phantom, ${wrong.length} wrong`
}
