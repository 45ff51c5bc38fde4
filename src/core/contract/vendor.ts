/**
 * What a vendor's folder must export: the pure part that reads calls and traffic. The page's part is in `surface.ts`.
 */
import type { Body, CallFact, SdkFact, SignalFact, StorageFact } from '../fact'
import type { Customer, ForeignAnswer, Item, ItemType, Note, WireItem } from '../item'
import type { Json, JsonObject } from '../json'
import type { Moment, Session, Tracker } from '../state'
import type { CommandName, Offer } from './offer'
import type { AfterTry, Tried } from './tries'

/** One thing that a call tracks, as the vendor documents it. */
export interface CallItem {
  readonly type: ItemType
  readonly name: string
  readonly properties: JsonObject
  /** What the SDK was told to add to it when it sends it; absent where nothing, or where that is not known. */
  readonly adds?: JsonObject
  /** The vendor's message id, where the SDK has given one. */
  readonly id?: string | undefined
  /** Who it is tracked as, where the call itself says; else the tracker's current customer. */
  readonly as?: Customer
  readonly automatic?: boolean
  readonly destructive?: boolean
  readonly notes?: readonly Note[]
  /** The public method that the page called, where the fact only names the SDK's own event. */
  readonly method?: string | undefined
  /** The time that it claims, where the call says it; milliseconds since 1970. */
  readonly claimedAt?: number | null
  /** Why the SDK is known to refuse the call without a word and to send nothing: the item is lost from the start. */
  readonly refused?: string
  /** It is refused as far as can be told, but not for sure: should it be sent after all, it is found again. */
  readonly doubted?: boolean
  /** What it waits for in the SDK, as a sentence, where that is known. */
  readonly waits?: string
  /** Why it is lost where it goes into a stub although the SDK of its page runs; absent where the SDK may read it. */
  readonly stale?: string
  /**
   * Why the SDK cannot send it, nor what it gathers with it: what is called so many milliseconds before or after it is
   * lost as well; of what it gathers at once, as many as go into one request at `most`.
   */
  readonly spoils?: { readonly within: number; readonly most: number; readonly text: string }
}

/** What a request turned out to be. */
export interface Decoded {
  /** Project token, stream id or write key, the first one where things have several; null where the body has none. */
  readonly key: string | null
  readonly version: string | null
  /** The tracker's surface where only requests are seen, for example `ios`, `android`, `rest`, `wire`. */
  readonly surface: string
  readonly items: readonly WireItem[]
  /** What it is when it carries nothing tracked; null for tracking. */
  readonly aside: string | null
  /** Why it could not be decoded; null when it could. */
  readonly unreadable: string | null
  /**
   * What the request changes beside its items: an identity, a session, a consent. What has a place holds in the turn of
   * that item; the rest is of the request as a whole, at the time of sending.
   */
  readonly effects?: readonly PlacedEffect[]
}

/**
 * What the server said of one item. `rejected` has the server's words; `unknown` says what came instead of an answer of
 * this vendor's.
 */
export interface Verdict {
  readonly outcome: 'delivered' | 'rejected' | 'unknown'
  readonly words: string | null
  /** A 2xx that is not the vendor's kind of answer, and may yet be declared to be one. */
  readonly foreign?: ForeignAnswer
  /** A refusal in the form that the vendor's own servers use, where an SDK counts it apart from others. */
  readonly inForm?: true
}

/** Something that a call, a signal, a stored value or a request changes beside the items it tracks. */
export type Effect =
  | {
      readonly kind: 'identity'
      readonly change: Extract<Moment, { kind: 'identity' }>['change']
      /** Ids that become known; they are added to the customer, or replace it where `replace`. */
      readonly soft?: Readonly<Record<string, string>>
      readonly hard?: Readonly<Record<string, string>>
      /** `hard`: only the hard ones are replaced, and the soft ones stay. */
      readonly replace?: boolean | 'hard'
      readonly traits?: JsonObject
      /** Traits replace those known before instead of being merged into them. */
      readonly replaceTraits?: boolean
      readonly text: string
    }
  | {
      readonly kind: 'tracker'
      readonly key?: string
      readonly version?: string
      readonly status?: Tracker['status']
      readonly config?: Json
      readonly flushMode?: string
      /** How sessions are configured (automatic, timeout): a setting, no change of the session itself. */
      readonly session?: Partial<Pick<Session, 'automatic' | 'timeout'>>
    }
  | {
      readonly kind: 'session'
      readonly change: Extract<Moment, { kind: 'session' }>['change']
      readonly session: Partial<Session>
      readonly text: string
    }
  | {
      readonly kind: 'consent'
      readonly category: string
      readonly granted: boolean
      /** When it is over by itself; milliseconds since 1970. Absent where it is not. */
      readonly until?: number
      readonly text: string
    }
  /**
   * `of`: it holds only while this is the customer; absent where it always does. `moves`: the device has one, which no
   * other SDK of it has from now on.
   */
  | { readonly kind: 'push'; readonly token: string | null; readonly of?: Customer; readonly moves?: true }
  | { readonly kind: 'flush'; readonly by: string }
  /**
   * A snippet's buffered calls are now with the SDK: `buffered` items of this tracker become `queued`, or are lost
   * where `drops` says why, or because they are more than its queue takes.
   */
  | {
      readonly kind: 'loaded'
      readonly drops?: string
      readonly takes?: { readonly most: number; readonly full: string }
    }
  /** The SDK starts to track, which counts once in a document; `drops` says why what was called before is lost. */
  | { readonly kind: 'started'; readonly drops: string | null }
  /**
   * What the SDK keeps on the device changes: it holds for every tracker of the surface, and not at all if the SDK
   * refuses the call.
   */
  | { readonly kind: 'device'; readonly effects: readonly Effect[] }
  /** What the SDK is documented to track by itself because of this call, one entry for each time. */
  | { readonly kind: 'causes'; readonly things: readonly Thing[] }
  /** The SDK does nothing of what the call asks for, and says nothing of it: why, as a sentence. */
  | { readonly kind: 'ignored'; readonly text: string }
  /**
   * Unsent items of this tracker are gone for good. `sendsAfter`: the SDK sends by itself, so many milliseconds after a
   * call; null or left out where it does not, or nobody knows.
   */
  | { readonly kind: 'wiped'; readonly text: string; readonly sendsAfter?: number | null }
  /** The item with this message id was written to storage and will be sent by a later page. */
  | { readonly kind: 'persisted'; readonly ids: readonly string[] }
  /** The SDK has given up on the item, in its own words. */
  | { readonly kind: 'dropped'; readonly id: string; readonly text: string }

/**
 * An effect of something on the wire: `place` is the index in `items` of the thing that brings it, if one does; `key`
 * is its project's, where it can be another one than the request's.
 */
export type PlacedEffect = Effect & { readonly place?: number; readonly key?: string }

/** A kind of item, as it goes over the wire. */
export interface Thing {
  readonly type: ItemType
  readonly name: string
}

/** What a call, signal or stored value means. */
export interface Reading {
  readonly items: readonly CallItem[]
  readonly effects: readonly Effect[]
  /** The same call was already told by another surface; nothing is to be counted. */
  readonly echo?: boolean
  /**
   * As far as is known, the SDK has not made the call yet: it is not loaded, or not configured. What the call changes
   * is held until it is. `kept`: the SDK makes it then; `ignored`: it only counts if the SDK was configured all the
   * time, where nobody saw.
   */
  readonly early?: 'kept' | 'ignored'
}

/** What a call is read from: the same whether the page made it, a trigger would make it, or a stop held it back. */
export type ReadableCall = Pick<CallFact, 'surface' | 'method' | 'args' | 'id' | 'buffered'> & {
  /** When it was made, in milliseconds since 1970; absent where it has not reached the SDK. */
  readonly at?: number
}

/** The pure part of a vendor. Every function is total: odd input gives a note, never an exception. */
export interface Vendor {
  /** Stable and short; part of tracker ids: `customerio`. */
  readonly id: string
  readonly name: string
  /**
   * Every way by which its SDKs are met, as trackers, calls and decoded requests name it: `web`, `bridge`, `ios`,
   * `wire`. A recording of another version may have others.
   */
  readonly surfaces: readonly string[]
  /** The names of the ids that tell one visitor's browser or device, not a person; every other id is a hard ID. */
  readonly softIds: readonly string[]
  /**
   * The names of a person's ids that the vendor documents, the most usual first: offered where a person fills in an
   * identify call.
   */
  readonly hardIds?: readonly string[]
  /** Why an id that is among neither of them may be soft as well as hard, as a sentence; absent where it is hard. */
  readonly openIds?: string
  /** The vendor whose cookies and storage entries this one's SDK keeps its visitor in too; absent for its own. */
  readonly storesOf?: string
  /**
   * The names of properties that its SDKs put beside the page's own on things of a type; absent: none is known. Asked
   * where the call was not seen: nothing else tells then what the page gave.
   */
  readonly adds?: (type: ItemType) => readonly string[]
  /**
   * Paths to which its SDKs send what they track, the most usual first: what a site's own address can stand for. What
   * the site fills in stands in angle brackets.
   */
  readonly paths: readonly string[]
  /** Whether a request may be the vendor's, by method and address alone: cheap, generous, host-blind. */
  readonly claims: (method: string, url: string) => boolean
  /** What a request carries; null where a look at the body says that it is not the vendor's. */
  readonly decode: (request: { readonly method: string; readonly url: string; readonly body: Body }) => Decoded | null
  /**
   * What the server said of an item of a request that was answered. A 2xx proves a delivery only where it is an answer
   * that the vendor's endpoint is known to give or, where none is documented, one that does not deny success.
   */
  readonly verdict: (item: WireItem, status: number, answer: Body) => Verdict
  /** What an answer changes beside the items' delivery (an id that the server gives). Absent where answers never do. */
  readonly readAnswer?: (
    request: { readonly method: string; readonly url: string; readonly body: Body },
    status: number,
    answer: Body,
  ) => readonly PlacedEffect[]
  /**
   * Whether a request may be an SDK's that is known as this tracker. `sender` is the request's `Decoded.surface`: a
   * page with an SDK can send requests of its own beside it.
   */
  readonly sentBy: (tracker: Tracker, sender: string) => boolean
  /** What the SDK does after a try that failed, or that the server refused. */
  readonly afterTry: (tracker: Tracker, tried: Tried) => AfterTry
  /**
   * How long a running SDK keeps what it is called with while nothing is in its way, in milliseconds; null where that
   * is not known, or up to somebody else (an app, a flush by hand). Absent where it is known of none of its SDKs.
   */
  readonly gathersFor?: (tracker: Tracker) => number | null
  /**
   * How long after a call an app's SDK, whose requests need not be the page's, sends by itself, in milliseconds;
   * infinite where it does not, or nobody knows. Null for an SDK of the page's. Absent where the vendor has no other.
   */
  readonly sendsAfter?: (tracker: Tracker) => number | null
  /**
   * What the sight of an SDK instance tells beside its status, version, configuration and key: those the fold takes
   * from the fact itself.
   */
  readonly readSdk: (fact: SdkFact, tracker: Tracker | null) => readonly Effect[]
  /** `beside` are the trackers that share the SDK's device, itself included; asked where a call depends on them. */
  readonly readCall: (call: ReadableCall, tracker: Tracker, beside?: () => readonly Tracker[]) => Reading
  readonly readSignal: (fact: SignalFact, tracker: Tracker) => Reading
  readonly readStorage: (fact: StorageFact, tracker: Tracker | null) => readonly Effect[]
  /** Which ID the SDK keeps under the name of a cookie or storage entry; absent where it keeps none there. */
  readonly storedIds?: Readonly<Record<string, string>>
  /**
   * Whether a thing goes out with the soft IDs of its first try however often it is sent: with other ones it is another
   * thing. Absent: nothing is known of it.
   */
  readonly keepsVisitor?: (tracker: Tracker) => boolean
  /** Whether a call and a wire item without a common id are the same thing. Both already agree in type and name. */
  readonly joins: (called: Item, wire: WireItem) => boolean
  /**
   * Where the SDK of a tracker keeps who its customer is: in the memory of its page, and only an ID of the browser
   * beyond it; in the storage of its host, which it reads with every call; or on a device, whichever page it is.
   */
  readonly keepsCustomer: (tracker: Pick<Tracker, 'surface'>) => 'page' | 'storage' | 'device'
  /**
   * Whether an unsent item outlives its page without having been seen in storage, as the SDK of its tracker is
   * documented to keep it; the rest is lost with the page.
   */
  readonly survives: (item: Item, tracker: Tracker) => boolean
  readonly offers: (tracker: Tracker) => Readonly<Record<CommandName, Offer>>
}
