/** Folding requests and their answers, told by the page hook, by the browser, or by both: one exchange each, never two. */
import { Set as HashSet, List } from 'immutable'
import type { Body, ExchangeFact, FactOf, Stamp } from '../fact'
import type { Item } from '../item'
import type { Exchange, State } from '../state'
import type { Decoded, Vendor, WireItem } from '../vendor'
import { sameJson, waitingFor } from './calls'
import { settle } from './delivery'
import { applyEffects } from './effects'
import { addItem, changeItem, changeTracker, putAttempt, unwait, waitingKey, withIndex, without } from './ledger'
import { trackerOfRequest } from './trackers'

/** How much of a body tells two requests apart; longer ones are compared by their beginning. */
const FINGERPRINT = 2000

/** Folds a request seen by the page hook. */
export function foldRequest(state: State, fact: FactOf<'request'>, vendor: Vendor): State {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const name = `${fact.doc}#${fact.request}`
  const told = firstOf(state, print, (exchange) => !exchange.seenBy.page)
  if (told) return pairWithPage(state, told, name, fact, print)
  const decoded = vendor.decode(fact)
  if (!decoded) return state
  const exchange = begin(name, fact, fact.at, fact.via, { page: true, browser: false })
  return take(state, exchange, decoded, fact, vendor, print)
}

/** Folds the answer to a request, as the page saw it. */
export function foldResponse(state: State, fact: FactOf<'response'>, vendorOf: (id: string) => Vendor | undefined): State {
  const exchange = exchangeOf(state, fact)
  // A status of 0 is an answer that the page may not see; the browser may yet tell it.
  if (!exchange || (exchange.status !== null && fact.status === 0)) return state
  const answered = { ...exchange, endedAt: fact.at, status: fact.status, answer: fact.body }
  return finish(state, answered, fact, vendorOf(exchange.vendor))
}

/** Folds a request's end without an answer, as the page saw it. */
export function foldFailure(state: State, fact: FactOf<'failure'>, vendorOf: (id: string) => Vendor | undefined): State {
  const exchange = exchangeOf(state, fact)
  if (!exchange || exchange.status !== null) return state
  return finish(state, { ...exchange, endedAt: fact.at, error: fact.error }, fact, vendorOf(exchange.vendor), fact.reason)
}

/** Folds an exchange seen by the browser: it confirms, completes or ends the page's own, or stands for itself. */
export function foldExchange(state: State, fact: FactOf<'exchange'>, vendor: Vendor): State {
  const print = fingerprint(fact.method, fact.url, fact.body)
  const told = firstOf(state, print, (exchange) => !exchange.seenBy.browser)
  if (told) return pairWithBrowser(state, told, fact, vendor, print)
  if (fact.via === 'webRequest' && twin(state, print, fact)) return state
  if (fact.serviceWorker && twin(state, print, fact)) return state
  const decoded = vendor.decode(fact)
  if (!decoded) return state
  const name = `${fact.doc}#${fact.seq}`
  const exchange = begin(name, fact, fact.startedAt, fact.via, { page: false, browser: true })
  const begun = take(state, exchange, decoded, fact, vendor, print)
  return finish(begun, ended(exchange, fact, begun.exchanges.get(name)), fact, vendor)
}

/** Folds a request that Tracklens' own stop held back: what it carried is in the ledger as `blocked`. */
export function foldBlockedRequest(state: State, fact: FactOf<'blocked'>, vendor: Vendor): State {
  const { url, body } = fact
  if (url === undefined || body === undefined) return state
  const decoded = vendor.decode({ method: fact.method, url, body })
  if (!decoded || decoded.aside !== null) return state
  const name = `${fact.doc}#blocked${fact.seq}`
  const exchange = begin(name, { ...fact, url, body }, fact.at, 'fetch', { page: true, browser: false })
  const begun = take(state, exchange, decoded, fact, vendor, name)
  const entered = begun.exchanges.get(name) ?? exchange
  const stopped = { ...entered, endedAt: fact.at, error: 'Held back by Tracklens: its stop is in force.' }
  return finish(begun, stopped, fact, vendor, 'blocked')
}

function begin(
  key: string,
  fact: Stamp & { vendor: string; method: string; url: string; body: Body },
  sentAt: number,
  via: Exchange['via'],
  seenBy: Exchange['seenBy'],
): Exchange {
  const { doc, vendor, method, url, body } = fact
  const open = { endedAt: null, status: null, answer: null, error: null, tracker: null, items: [], aside: null, unreadable: null }
  return { key, doc, vendor, via, method, url, body, sentAt, seenBy, ...open }
}

function ended(exchange: Exchange, fact: ExchangeFact, known: Exchange | undefined): Exchange {
  const answer = fact.status > 0 ? { status: fact.status, answer: fact.answer } : { error: fact.error ?? 'No answer came.' }
  return { ...(known ?? exchange), endedAt: fact.endedAt, ...answer }
}

/** Enters a request and what it carries into the state. */
function take(state: State, exchange: Exchange, decoded: Decoded, stamp: Stamp, vendor: Vendor, print: string): State {
  const found = decoded.aside === null ? trackerOfRequest(state, exchange.vendor, decoded.surface, decoded.key) : null
  let next = found?.state ?? state
  const numbers: number[] = []
  if (found) {
    const tracker = next.trackers.get(found.id)
    if (tracker && decoded.version !== null && tracker.version === null) next = changeTracker(next, found.id, { version: decoded.version })
    next = applyEffects(next, found.id, decoded.effects ?? [], stamp, 'wire').state
    for (const wire of decoded.items) {
      const carried = carry(next, found.id, wire, exchange, vendor)
      next = learnCustomer(carried.state, found.id, wire, stamp)
      numbers.push(carried.n)
    }
  }
  const entered: Exchange = {
    ...exchange,
    tracker: found?.id ?? null,
    items: numbers,
    aside: decoded.aside,
    unreadable: decoded.unreadable,
  }
  return withIndex(
    { ...next, exchanges: next.exchanges.set(exchange.key, entered) },
    {
      carried: numbers.length ? next.index.carried.set(exchange.key, decoded.items) : next.index.carried,
      open: next.index.open.update(exchange.doc, HashSet<string>(), (set) => set.add(exchange.key)),
      unpaired: next.index.unpaired.update(print, List<string>(), (list) => list.push(exchange.key)),
    },
  )
}

/** One wire item: finds its ledger item or makes one, and adds the attempt. */
function carry(state: State, tracker: string, wire: WireItem, exchange: Exchange, vendor: Vendor): { state: State; n: number } {
  const byId = wire.id === null ? undefined : state.index.byId.get(`${tracker}|${wire.id}`)
  const known = byId === undefined ? waitingFor(state, tracker, wire, vendor) : state.items.get(byId)
  const attempt = {
    exchange: exchange.key,
    sentAt: exchange.sentAt,
    endedAt: null,
    outcome: 'in flight' as const,
    status: null,
    words: null,
  }
  const seenBy = { page: exchange.seenBy.page, browser: exchange.seenBy.browser }
  const sent: Pick<Item, 'wireProperties' | 'claimedAt' | 'sentAs'> = {
    wireProperties: wire.properties,
    claimedAt: claimed(wire, exchange),
    sentAs: wire.as,
  }
  if (known) {
    const settled = known.delivery === 'delivered'
    const changed = changeItem(unwait(state, known), known.n, {
      ...sent,
      id: known.id ?? wire.id,
      attempts: putAttempt(known.attempts, attempt),
      automatic: known.automatic || (wire.automatic ?? false),
      seenBy: { call: known.seenBy.call, page: known.seenBy.page || seenBy.page, browser: known.seenBy.browser || seenBy.browser },
      notes: [...known.notes, ...(wire.notes ?? []).filter((note) => !known.notes.includes(note))],
      ...(settled ? {} : { delivery: 'in flight' as const, why: 'Sent; no answer yet.' }),
      // An item that a later page sends belongs to that page from now on.
      ...(exchange.seenBy.page ? { doc: exchange.doc } : {}),
    })
    return { n: known.n, state: wire.id === null ? changed : indexId(changed, tracker, wire.id, known.n) }
  }
  return { n: state.items.size, state: addFromWire(state, tracker, wire, exchange, { ...sent, attempts: [attempt] }) }
}

/** The time that an item claims: its own, or the time of sending less its age. */
function claimed(wire: WireItem, exchange: Exchange): number | null {
  return wire.claimedAt ?? (wire.age === undefined ? null : exchange.sentAt - wire.age)
}

function addFromWire(
  state: State,
  tracker: string,
  wire: WireItem,
  exchange: Exchange,
  sent: Pick<Item, 'wireProperties' | 'claimedAt' | 'sentAs' | 'attempts'>,
): State {
  const item: Omit<Item, 'n'> = {
    ...sent,
    tracker,
    vendor: exchange.vendor,
    doc: exchange.doc,
    type: wire.type,
    name: wire.name,
    properties: wire.properties,
    id: wire.id,
    seenAt: exchange.sentAt,
    calledAt: null,
    calledAs: null,
    method: null,
    stack: null,
    seenBy: { call: false, ...exchange.seenBy },
    trigger: null,
    automatic: wire.automatic ?? false,
    destructive: wire.destructive ?? false,
    error: null,
    delivery: 'in flight',
    why: 'Sent; no answer yet.',
    call: null,
    notes: wire.notes ?? [],
  }
  const n = state.items.size
  let next = addItem(state, item)
  if (!item.automatic) next = { ...next, mismatches: { ...next.mismatches, requestsWithoutCall: next.mismatches.requestsWithoutCall + 1 } }
  // Only the browser's telling can overtake the page's: then the call may still come.
  if (!exchange.seenBy.page) {
    next = withIndex(next, { uncalled: next.index.uncalled.update(waitingKey(item), List<number>(), (list) => list.push(n)) })
  }
  return wire.id === null ? next : indexId(next, tracker, wire.id, n)
}

function indexId(state: State, tracker: string, id: string, n: number): State {
  return withIndex(state, { byId: state.index.byId.set(`${tracker}|${id}`, n) })
}

/** A tracker whose ids are not known yet learns them from what was sent; known ids are never overwritten by an older item. */
function learnCustomer(state: State, id: string, wire: WireItem, stamp: Stamp): State {
  const tracker = state.trackers.get(id)
  if (!tracker || !wire.as) return state
  const soft = missing(wire.as.soft, tracker.customer.soft)
  const hard =
    Object.keys(tracker.customer.hard).length || tracker.status !== 'running' || tracker.instance
      ? {}
      : missing(wire.as.hard, tracker.customer.hard)
  if (!soft && !Object.keys(hard ?? {}).length) return state
  const text = 'Seen in a request'
  return applyEffects(state, id, [{ kind: 'identity', change: 'seen', soft: soft ?? {}, hard: hard ?? {}, text }], stamp, 'wire').state
}

function missing(told: Readonly<Record<string, string>>, known: Readonly<Record<string, string>>): Record<string, string> | null {
  const fresh = Object.entries(told).filter(([name]) => known[name] === undefined)
  return fresh.length ? Object.fromEntries(fresh) : null
}

/** The browser told of the exchange first; the page's request is the same one. */
function pairWithPage(state: State, exchange: Exchange, name: string, fact: FactOf<'request'>, print: string): State {
  const seenBy = { page: true, browser: true }
  const paired: Exchange = { ...exchange, doc: fact.doc, via: fact.via, seenBy, sentAt: fact.at }
  const next = withIndex(
    { ...state, exchanges: state.exchanges.set(exchange.key, paired) },
    { aliases: state.index.aliases.set(name, exchange.key), unpaired: without(state.index.unpaired, print, exchange.key) },
  )
  return exchange.items.reduce((done, n) => {
    const item = done.items.get(n)
    return item ? changeItem(done, n, { doc: fact.doc, seenBy: { ...item.seenBy, page: true } }) : done
  }, next)
}

/** The page told of the exchange first; the browser confirms it, and ends it where the page could not see the end. */
function pairWithBrowser(state: State, exchange: Exchange, fact: FactOf<'exchange'>, vendor: Vendor, print: string): State {
  const seen: Exchange = {
    ...exchange,
    seenBy: { page: true, browser: true },
    body: exchange.body.text === null ? fact.body : exchange.body,
  }
  let next = withIndex(
    { ...state, exchanges: state.exchanges.set(exchange.key, seen) },
    { unpaired: without(state.index.unpaired, print, exchange.key) },
  )
  next = exchange.items.reduce((done, n) => {
    const item = done.items.get(n)
    return item ? changeItem(done, n, { seenBy: { ...item.seenBy, browser: true } }) : done
  }, next)
  const told = exchange.status !== null && exchange.status > 0
  // A page that could not read its own body leaves the items to the browser's telling.
  if (exchange.body.text === null && exchange.items.length === 0 && fact.body.text !== null) {
    const decoded = vendor.decode(fact)
    if (decoded)
      next = withIndex(take(next, seen, decoded, fact, vendor, print), { unpaired: without(next.index.unpaired, print, seen.key) })
  }
  if (told || (exchange.error !== null && fact.status === 0)) return next
  const now = next.exchanges.get(exchange.key) ?? seen
  return finish(next, ended(now, fact, now), fact, vendor)
}

/** Ends an exchange and settles what it carries. */
function finish(state: State, exchange: Exchange, stamp: Stamp, vendor: Vendor | undefined, reason?: FactOf<'failure'>['reason']): State {
  const wires = state.index.carried.get(exchange.key) ?? []
  const open = state.index.open.get(exchange.doc)
  let next = withIndex(
    { ...state, exchanges: state.exchanges.set(exchange.key, exchange) },
    {
      open: open?.has(exchange.key) ? state.index.open.set(exchange.doc, open.delete(exchange.key)) : state.index.open,
      // A first-hand answer is final; anything less may still be completed by the other source.
      carried: exchange.status ? state.index.carried.delete(exchange.key) : state.index.carried,
    },
  )
  if (!vendor) return next
  if (exchange.status && exchange.tracker !== null && vendor.readAnswer) {
    const effects = vendor.readAnswer(exchange, exchange.status, exchange.answer ?? { text: null, size: 0 })
    next = applyEffects(next, exchange.tracker, effects, stamp, 'wire').state
  }
  exchange.items.forEach((n, i) => {
    const wire = wires[i]
    if (wire) next = settle(next, n, wire, exchange, stamp, vendor, reason)
  })
  return next
}

function exchangeOf(state: State, fact: Stamp & { request: number }): Exchange | undefined {
  const name = `${fact.doc}#${fact.request}`
  return state.exchanges.get(state.index.aliases.get(name) ?? name)
}

function firstOf(state: State, print: string, fits: (exchange: Exchange) => boolean): Exchange | undefined {
  for (const key of state.index.unpaired.get(print) ?? []) {
    const exchange = state.exchanges.get(key)
    if (exchange && fits(exchange)) return exchange
  }
  return undefined
}

/** Whether the browser has already told of this very exchange another way: through a service worker, or by its other interface. */
function twin(state: State, print: string, fact: ExchangeFact): boolean {
  const NEAR = 50
  return state.exchanges
    .valueSeq()
    .reverse()
    .take(200)
    .some(
      (known) =>
        known.seenBy.browser &&
        fingerprint(known.method, known.url, known.body) === print &&
        Math.abs(known.sentAt - fact.startedAt) < NEAR &&
        sameJson(known.url, fact.url),
    )
}

function fingerprint(method: string, url: string, body: Body): string {
  return `${method.toUpperCase()} ${url} ${body.text === null ? '' : body.text.slice(0, FINGERPRINT)}`
}
