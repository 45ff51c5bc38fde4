/** Items: the things that were tracked, each with its delivery and with whom it was tracked as. */
import type { JsonObject } from './json'

/** What kind of thing was tracked, in words that hold for every vendor. */
export type ItemType =
  | 'event'
  | 'identify'
  | 'page'
  | 'screen'
  | 'group'
  | 'alias'
  | 'session'
  | 'consent'
  | 'push'
  | 'device'
  | 'payment'
  | 'installation'
  | 'banner'
  | 'campaign'
  | 'report'

/** Who something was tracked as. Keys are the vendor's id names (`cookie`, `registered`, `anonymousId`, `userId`). */
export interface Customer {
  readonly soft: Readonly<Record<string, string>>
  readonly hard: Readonly<Record<string, string>>
}

/** Whether two customers have the same ids, in whatever order; nobody (null) is the same as nobody only. */
export function sameCustomer(a: Customer | null, b: Customer | null): boolean {
  return a === b || (a !== null && b !== null && sameIds(a.soft, b.soft) && sameIds(a.hard, b.hard))
}

function sameIds(a: Customer['soft'], b: Customer['soft']): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/**
 * Where an item is on its way.
 * `buffered`: only in a snippet's stub; `queued`: in the SDK; `in flight`: sent, no answer yet; `delivered` and
 * `rejected`: the server said so; `retrying`: failed, the SDK is documented to send it again; `lost`: nobody will send
 * it any more; `unknown`: it was sent, or may have been out of sight, and what came back, if anything was seen at all,
 * does not tell whether it arrived; `blocked`: held back by Tracklens' own stop.
 */
export type Delivery =
  | 'buffered'
  | 'queued'
  | 'in flight'
  | 'delivered'
  | 'rejected'
  | 'retrying'
  | 'lost'
  | 'unknown'
  | 'blocked'

/** Every delivery state, in the order of an item's life. */
export const DELIVERIES: readonly Delivery[] = [
  'buffered',
  'queued',
  'in flight',
  'retrying',
  'delivered',
  'rejected',
  'lost',
  'unknown',
  'blocked',
]

/** The SDK, its stub or the server still has something to do with the item. */
export const PENDING: readonly Delivery[] = ['buffered', 'queued', 'in flight', 'retrying']

/** It did not arrive, and nobody will try again. `blocked` and `unknown` are neither this nor pending. */
export const FAILED: readonly Delivery[] = ['rejected', 'lost']

/** Nothing more is expected of the page: all that is not pending. */
export const SETTLED: readonly Delivery[] = DELIVERIES.filter((delivery) => !PENDING.includes(delivery))

/**
 * Answers with a status of 2xx that are not the vendor's kind: a `denial` says of itself that what was asked for was
 * not done, `other` is anything else (a page, a mock without results, nothing).
 */
export type ForeignAnswer = 'other' | 'denial'

/** Such answers of one host, by name and port as an address has them. */
export interface HostAnswers {
  readonly host: string
  readonly answers: ForeignAnswer
}

/**
 * One try to send an item. `exchange` is the number of its `Exchange` in the state. Times are milliseconds since 1970.
 */
export interface Attempt {
  readonly exchange: number
  readonly sentAt: number
  readonly endedAt: number | null
  readonly outcome: 'in flight' | 'delivered' | 'rejected' | 'failed' | 'unknown' | 'blocked'
  /** The HTTP status; null while there is none. */
  readonly status: number | null
  /** The server's own words about this item, or how the request failed. */
  readonly words: string | null
  /** It got an answer that counts as accepted only where the user declares it; absent for any other answer. */
  readonly declarable?: HostAnswers
  /** It was refused in the form that the vendor's own servers use, which some SDKs count apart; absent else. */
  readonly inForm?: true
}

/**
 * What a note is about, for rules to ask by.
 * `argument`: one that does not do what it seems to; `refusal`: the SDK refuses the call, and tracks nothing; `value`:
 * does not reach the wire as given; `context`: an option that ends up beside the properties; `requirement`: the
 * specification's, not met; `limit`: beyond the server's; `time`: in a wrong unit or form; `name`: empty, or nearly
 * another one; `meaning`: what the server does on receiving it; `destructive`: the same, where it deletes or
 * suppresses; `identity`: who it is tracked as; `consent`: an odd consent event; `session`: one that is open or
 * missing; `stub`: called where nobody may listen; `stand-in`: went into a function of the page's own; `ahead`: tracked
 * by a page that the browser had only loaded ahead; `origin`: which method made it; `undocumented`: nobody says what it
 * does; `message-id`: another thing has the same one.
 */
export type NoteAbout =
  | 'argument'
  | 'refusal'
  | 'value'
  | 'context'
  | 'requirement'
  | 'limit'
  | 'time'
  | 'name'
  | 'meaning'
  | 'destructive'
  | 'identity'
  | 'consent'
  | 'session'
  | 'stub'
  | 'stand-in'
  | 'ahead'
  | 'origin'
  | 'undocumented'
  | 'message-id'

/** Something that a vendor's reader noticed about a call or a thing on the wire. The text is a sentence for people. */
export interface Note {
  readonly about: NoteAbout
  readonly text: string
}

/** One thing tracked: an event, an identify, a session start …, with its call, its requests and its delivery. */
export interface Item {
  /** Its number in the ledger, from 0: its index in `State.items`. */
  readonly n: number
  /** The id of its tracker in `State.trackers`. */
  readonly tracker: string
  readonly vendor: string
  readonly doc: string
  readonly type: ItemType
  /** Its name on the wire or, as long as it was not sent, in the call. */
  readonly name: string
  /** What the call named it, where that is another name than on the wire. */
  readonly calledName?: string
  /** Properties as the page gave them, or as they were on the wire where no call was seen. */
  readonly properties: JsonObject
  /** Properties on the wire; null until it was sent. */
  readonly wireProperties: JsonObject | null
  /** What the SDK was told to add to it, default properties for example; absent where nothing, or where not known. */
  readonly adds?: JsonObject
  /** The vendor's message id. */
  readonly id: string | null
  /** When Tracklens first saw it, by call or by request; milliseconds since 1970. */
  readonly seenAt: number
  /** When the page called; null where only the request was seen. */
  readonly calledAt: number | null
  /** The time that it claims for itself on the wire; milliseconds since 1970. */
  readonly claimedAt: number | null
  readonly calledAs: Customer | null
  readonly sentAs: Customer | null
  readonly method: string | null
  readonly stack: string | null
  /** Which sources saw it: the page's call, the page hook's request, the browser's own request. */
  readonly seenBy: { readonly call: boolean; readonly page: boolean; readonly browser: boolean }
  /** The trigger that made it; null for the page's own. */
  readonly trigger: string | null
  /** Tracked by the SDK on its own account. */
  readonly automatic: boolean
  /** Deletes or suppresses something on the server. */
  readonly destructive: boolean
  /** The call threw or was refused by the SDK: its words. */
  readonly error: string | null
  readonly delivery: Delivery
  /** Why it is where it is, in one sentence for people. */
  readonly why: string
  readonly attempts: readonly Attempt[]
  /** The call number in its document; null without a call. */
  readonly call: number | null
  /** What Tracklens noticed while reading it (an ignored argument, a value that JSON drops). */
  readonly notes: readonly Note[]
}

/** One thing that a request carries. */
export interface WireItem {
  readonly type: ItemType
  readonly name: string
  readonly properties: JsonObject
  readonly id: string | null
  readonly as: Customer | null
  /** Its own project token or write key, where it is another one than its request's. */
  readonly key?: string
  /** The time that it claims; milliseconds since 1970. */
  readonly claimedAt: number | null
  /**
   * How long before it was sent it happened, in milliseconds, where the wire says so; tells the time where `claimedAt`
   * is null.
   */
  readonly age?: number | undefined
  readonly automatic?: boolean
  /** It is among the first things that an SDK tracks for a new customer, and never the last of an earlier one. */
  readonly begins?: boolean
  readonly destructive?: boolean
  readonly notes?: readonly Note[]
  /**
   * Names by which its call may wait for it, where the SDK's version decides on the name and was not known at the call.
   */
  readonly otherNames?: readonly string[] | undefined
  /** Whom it makes one customer once it is accepted, where that is not who it is tracked as: a merge of profiles. */
  readonly ties?: Customer
  /** Its SDK says with it that it knows of no person, and not merely of none in it. */
  readonly nobody?: true
  /** Why the server is documented to accept it and not to process it, without a full stop; absent where it is not. */
  readonly unprocessed?: string
  /** Its place in the server's answer, where commands and results are matched by index. */
  readonly index: number
  /** The endpoint is known to answer with a result for each thing: an answer that has none for it proves nothing. */
  readonly hasResult?: boolean
  /** It was asked for as a picture: one is its answer. */
  readonly pixel?: boolean
}

/** `text` is a whole sentence for the person who looks at the item. */
export function note(about: NoteAbout, text: string): Note {
  return { about, text }
}
