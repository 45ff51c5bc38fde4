/** What was seen of the page that is open now, counted by what changed: the line that says so is drawn all the time. */
import { Groups } from '../collections/groups'
import { remembered } from '../collections/remembered'
import { Tally } from '../collections/tally'
import type { DocumentState } from '../document'
import type { Item } from '../item'
import { type Exchange, pageOf, type State } from '../state'
import { nextPageAt, sinceOf } from './completeness'
import { firstPresentPage, isShown } from './present'

/** What was seen of the page that is open now, and what of it speaks against having seen all. */
export interface Traffic {
  /** Whether anything was tracked on it, in whatever frame. */
  readonly tracked: boolean
  /** How many things its documents sent of which no call was seen, but for what SDKs track by themselves. */
  readonly uncalled: number
  /** Those of them where no SDK was seen either: whoever called did so on an object that Tracklens does not watch. */
  readonly unwatched: number
  /** How many of its tracking requests could not be read. */
  readonly unread: number
  /**
   * How many tracking requests only the browser told of, with something in them of which no call was seen, since
   * nothing of what the documents told is missing: no script of ours was where they came from.
   */
  readonly untold: number
}

const NOTHING: Traffic = { tracked: false, uncalled: 0, unwatched: 0, unread: 0, untold: 0 }

/** What was seen of one document: the vendors of which a call or an SDK was, and of the things without a call. */
interface Seen {
  readonly isHere: boolean
  readonly watched: Set<string>
  /** How many of each vendor. */
  readonly uncalled: Map<string, number>
}

/** Whether and how an item was told of: by its call, without one, or so that it says nothing of either. */
type ItemMark = 'called' | 'uncalled' | 'other'
/** What a request says: it could not be read, or it carries something. */
type ExchangeMark = 'unread' | 'carrying'

/** A mark, the vendor where it matters, and the document, which comes last since it may be anything. */
const named = remembered((mark) => remembered((vendor) => remembered((doc) => `${mark}|${vendor}|${doc}`)))

function parsed(key: string): readonly [mark: string, vendor: string, doc: string] {
  const [mark = '', vendor = ''] = key.split('|', 2)
  return [mark, vendor, key.slice(mark.length + vendor.length + 2)]
}

/** What was seen of the present page, state after state: any state may follow any other. */
export class TrafficCount {
  /** When the page began of which is counted, in milliseconds since 1970. */
  #since = Number.NaN
  #items = itemsSince(0)
  #exchanges = exchangesSince(0)
  readonly #alone = byBrowserAlone()

  /** What was seen of the newest top document and of what is, or was, open in it. */
  of(state: State): Traffic {
    const top = firstPresentPage(state)
    if (!top) return NOTHING
    if (top.startedAt !== this.#since) {
      this.#since = top.startedAt
      this.#items = itemsSince(top.startedAt)
      this.#exchanges = exchangesSince(top.startedAt)
    }
    const seenOf = documentsOf(state, top)
    for (const tracker of state.trackers.values())
      for (const { vendor, instance } of [tracker, ...(tracker.elsewhere?.values() ?? [])]) {
        const doc = instance || tracker.status === 'left' ? (instance?.doc ?? pageOf(tracker)) : null
        if (doc !== null) seenOf(doc).watched.add(vendor)
      }
    let tracked = false
    const here = new Set<Seen>()
    for (const [key, count] of this.#items.of(state.items)) {
      const [mark, vendor, doc] = parsed(key)
      const seen = seenOf(doc)
      if (!seen.isHere) continue
      tracked = true
      if (mark === 'called') seen.watched.add(vendor)
      else if (mark === 'uncalled') seen.uncalled.set(vendor, count)
      here.add(seen)
    }
    let unread = 0
    for (const [key, count] of this.#exchanges.of(state.exchanges)) {
      const [mark, , doc] = parsed(key)
      if (!seenOf(doc).isHere) continue
      tracked = true
      if (mark === 'unread') unread += count
    }
    return { tracked, unread, untold: this.#untold(state, sinceOf(top, state), seenOf), ...uncalledOf(here) }
  }

  #untold(state: State, since: number, seenOf: (doc: string) => Seen): number {
    this.#alone.update(state.exchanges)
    let untold = 0
    for (const n of this.#alone.of(ALONE)) {
      const exchange = this.#alone.at(n)
      if (exchange && exchange.sentAt >= since && seenOf(exchange.doc).isHere && isUncalled(state, exchange)) untold++
    }
    return untold
  }
}

/** What was seen in one state of its present page. */
export function trafficOf(state: State): Traffic {
  return new TrafficCount().of(state)
}

/** What is known of each document that is asked for, as the page that is open has it. */
function documentsOf(state: State, top: DocumentState): (doc: string) => Seen {
  const until = nextPageAt(state, top)
  const documents = new Map<string, Seen>()
  return (doc) => {
    const known = documents.get(doc)
    if (known) return known
    const document = state.documents.get(doc)
    const isHere = document === undefined || isShown(document) || isFrameOf(top, document, until)
    const seen: Seen = { isHere, watched: new Set(), uncalled: new Map() }
    documents.set(doc, seen)
    return seen
  }
}

function uncalledOf(documents: Iterable<Seen>): Pick<Traffic, 'uncalled' | 'unwatched'> {
  let [uncalled, unwatched] = [0, 0]
  for (const seen of documents)
    for (const [vendor, count] of seen.uncalled) {
      uncalled += count
      if (!seen.watched.has(vendor)) unwatched += count
    }
  return { uncalled, unwatched }
}

function itemsSince(since: number): Tally<Item> {
  return new Tally((item) => (item.seenAt >= since ? named(markOf(item))(item.vendor)(item.doc) : null))
}

function markOf(item: Item): ItemMark {
  if (item.seenBy.call) return 'called'
  return item.seenBy.page && isCalled(item) ? 'uncalled' : 'other'
}

function exchangesSince(since: number): Tally<Exchange> {
  return new Tally(({ sentAt, aside, unreadable, items, body, doc }) => {
    if (sentAt < since || aside !== null || (unreadable === null && items.length === 0)) return null
    // One that was cut is among the doubts.
    const mark: ExchangeMark = unreadable !== null && !body.cut ? 'unread' : 'carrying'
    return named(mark)('')(doc)
  })
}

/** Whether a thing was called for: a device's token is its SDK's own business, and what was held back was not sent. */
function isCalled({ automatic, delivery, type }: Item): boolean {
  return !automatic && type !== 'push' && delivery !== 'blocked'
}

/** Whether a document that was left was a frame of this page, which has been taken out or gone elsewhere since. */
function isFrameOf(page: DocumentState, { top, prerendering, startedAt }: DocumentState, until: number): boolean {
  return !top && !prerendering && startedAt >= page.startedAt && startedAt < until
}

/** What only the browser told of. Of a collector of the user's own, and of what is in a file, no page tells. */
function byBrowserAlone(): Groups<Exchange> {
  return new Groups(({ seenBy, via, standsFor, aside }) => {
    const isAlone = !seenBy.page && via !== 'file' && standsFor === undefined && aside === null
    return isAlone ? [ALONE] : NONE
  })
}

const ALONE = 'alone'
const NONE: readonly string[] = []

/** Whether there is anything in a request of which no call was seen. */
function isUncalled({ items }: State, exchange: Exchange): boolean {
  const isUnseen = (n: number) => {
    const item = items.get(n)
    return item !== undefined && !item.seenBy.call && !item.automatic
  }
  return exchange.unreadable !== null || exchange.items.some(isUnseen)
}
