/** Short ways to write down a state for a check's example: what is left out is ordinary. */
import { List, OrderedMap } from 'immutable'
import type { MomentOf } from '../checks/check'
import type { DocumentState } from '../core/document'
import type { Attempt, Customer, Item } from '../core/item'
import { DELIVERIES, type Delivery } from '../core/item'
import { type Exchange, emptyState, type Moment, type State, type Tracker } from '../core/state'

/** The time at which every scene begins; milliseconds since 1970. */
const T = 1_763_788_400_000

/** When scenes are looked at: twenty seconds later. */
export const NOW = T + 20_000

/** Parts of an item; times are milliseconds after the scene's beginning. */
type ItemPart = Partial<Omit<Item, 'seenAt' | 'calledAt' | 'claimedAt' | 'attempts'>> & {
  /** When it was called; null for something only seen on the wire. */
  readonly called?: number | null
  /** Its tries; a scene makes an exchange for each. `with` joins items of one request. */
  readonly tries?: readonly Try[]
  readonly claimed?: number
}

/** One try: when, how it ended, and which request it was where several items share one. */
interface Try {
  readonly at: number
  readonly status?: number | null
  readonly outcome?: Attempt['outcome']
  readonly words?: string
  readonly with?: string
  readonly url?: string
  readonly size?: number
  /** What it carried, where that matters. */
  readonly text?: string
  /** The address that its answer sent the browser on to. */
  readonly redirect?: string
  /** The status that the page told, where the browser saw another answer. */
  readonly claimed?: number
  readonly sender?: string
  /** The document that sent it, where it is not the item's. */
  readonly by?: string
}

/** A moment without what a scene fills in. */
export type MomentPart = { [K in Moment['kind']]: { kind: K; at: number } & Partial<MomentOf<K>> }[Moment['kind']]

/** What a scene is made of. */
export interface Scene {
  readonly items?: readonly ItemPart[]
  readonly moments?: readonly MomentPart[]
  readonly trackers?: readonly Partial<Tracker>[]
  readonly documents?: readonly Partial<DocumentState>[]
}

/** A customer by hard and soft ids. */
export function as(hard: Readonly<Record<string, string>>, soft: Readonly<Record<string, string>> = {}): Customer {
  return { hard, soft }
}

/** The state of a scene. `vendor` is that of everything in it. */
export function stateOf(scene: Scene, vendor: string): State {
  const exchanges = new Map<string, Exchange>()
  const items = (scene.items ?? []).map((part, n) => itemOf(part, n, vendor, exchanges))
  const trackers = (scene.trackers ?? [{}]).map((part) => trackerOf(part, vendor, items))
  const moments = (scene.moments ?? []).map((part, fact) => momentOf(part, fact))
  const documents = (scene.documents ?? [{}]).map(documentOf)
  return {
    ...emptyState,
    facts: items.length + moments.length,
    items: List(items),
    moments: List(moments),
    exchanges: List(exchanges.values()),
    trackers: OrderedMap(trackers.map((tracker) => [tracker.id, tracker])),
    documents: OrderedMap(documents.map((document) => [document.id, document])),
  }
}

function itemOf(part: ItemPart, n: number, vendor: string, exchanges: Map<string, Exchange>): Item {
  const { called = n * 5000, tries = [], claimed, ...rest } = part
  const doc = rest.doc ?? 'd1'
  const attempts = tries.map((each, i): Attempt => {
    const key = each.with ?? `${n}.${i}`
    const status = each.status === undefined ? 200 : each.status
    const outcome = each.outcome ?? (status === null ? 'failed' : status < 400 ? 'delivered' : 'rejected')
    const known = exchanges.get(key)
    const exchange = known ?? exchangeOf(exchanges.size, { doc: each.by ?? doc, vendor }, each, status)
    exchanges.set(key, { ...exchange, items: [...exchange.items, n] })
    return {
      exchange: exchange.n,
      sentAt: T + each.at,
      endedAt: T + each.at + 50,
      outcome,
      status,
      words: each.words ?? null,
    }
  })
  const last = attempts.at(-1)
  const delivery: Delivery = last ? (last.outcome === 'failed' ? 'lost' : last.outcome) : 'queued'
  const calledAt = called === null ? null : T + called
  const properties = rest.properties ?? {}
  const customer = as({}, vendor === 'customerio' ? { anonymousId: 'a1' } : { cookie: 'c1' })
  return {
    n,
    tracker: `${vendor}:k1`,
    vendor,
    doc,
    type: 'event',
    name: 'view_item',
    wireProperties: attempts.length ? properties : null,
    id: `m${n}`,
    seenAt: calledAt ?? attempts[0]?.sentAt ?? T,
    calledAt,
    claimedAt: claimed === undefined ? null : T + claimed,
    calledAs: calledAt === null ? null : customer,
    sentAs: attempts.length ? (rest.calledAs ?? customer) : null,
    method: calledAt === null ? null : 'track',
    stack: null,
    seenBy: { call: calledAt !== null, page: attempts.length > 0, browser: false },
    trigger: null,
    automatic: false,
    destructive: false,
    error: null,
    delivery,
    why: 'Because.',
    call: calledAt === null ? null : n + 1,
    notes: [],
    ...rest,
    properties,
    attempts,
  }
}

function exchangeOf(n: number, from: Pick<Exchange, 'doc' | 'vendor'>, each: Try, status: number | null): Exchange {
  const body = { text: each.text ?? null, size: each.text?.length ?? each.size ?? 500 }
  const url = each.url ?? 'https://collect.example/t'
  const error = status === null ? 'Failed to fetch' : null
  const seenBy = { page: true, browser: false }
  const rest = { answer: null, tracker: `${from.vendor}:k1`, items: [], carried: [], unreadable: null }
  return {
    n,
    ...from,
    via: 'fetch',
    method: 'POST',
    url,
    body,
    sentAt: T + each.at,
    endedAt: null,
    status,
    error,
    seenBy,
    sender: each.sender ?? 'wire',
    aside: null,
    ...rest,
    ...(each.claimed === undefined ? {} : { claimed: each.claimed }),
    ...(each.redirect && status
      ? { trail: { hops: [{ from: url, status, to: each.redirect }], end: null, last: null } }
      : {}),
  }
}

function trackerOf(part: Partial<Tracker>, vendor: string, items: readonly Item[]): Tracker {
  const key = part.key === undefined ? 'k1' : part.key
  const id = part.id ?? `${vendor}:${key}`
  const counts = Object.fromEntries(
    DELIVERIES.map((each) => [each, items.filter((item) => item.tracker === id && item.delivery === each).length]),
  ) as Record<Delivery, number>
  return {
    id,
    vendor,
    surface: 'inspector',
    key,
    version: null,
    status: 'running',
    config: null,
    instance: { doc: 'd1', name: 'i1' },
    customer: as({}),
    traits: {},
    pushToken: null,
    session: { state: 'unknown', startedAt: null, endedAt: null, automatic: null, timeout: null },
    consent: {},
    counts,
    lastFlush: null,
    flushMode: null,
    ...part,
  }
}

/** Fills in a moment; its time counts from the scene's beginning. Only page consent belongs to no tracker. */
function momentOf(part: MomentPart, fact: number): Moment {
  const base = {
    tracker: null,
    doc: 'd1',
    fact,
    text: 'so it was',
    from: as({}),
    to: as({}),
    by: 'call',
    source: 'gcm',
    automatic: false,
  }
  return { ...base, ...part, at: T + part.at } as Moment
}

function documentOf(part: Partial<DocumentState>): DocumentState {
  return {
    id: 'd1',
    url: 'https://shop.example/',
    title: 'Shop',
    top: true,
    frame: 0,
    late: false,
    startedAt: T - 1000,
    left: false,
    online: true,
    visible: true,
    held: [],
    lastSeq: 1,
    ...part,
  }
}
