/** The state that the facts fold to: trackers, items, exchanges and moments. Plain values in persistent collections. */
import { Map as HashMap, Set as HashSet, List, OrderedMap } from 'immutable'
import type { Cause, EarlyCall } from './call-effects'
import { NOWHERE, type Places } from './collections/places'
import type { Prints } from './collections/prints'
import type { Blind, DocumentState } from './document'
import type { FileFact, Untold } from './file-fact'
import type { Customer, Delivery, HostAnswers, Item, WireItem } from './item'
import type { Json, JsonObject } from './json'
import type { Body, Via } from './request'
import type { Ties } from './tie'
import type { Trail } from './trail'
import type { Transport } from './transport'

/** One SDK instance, or what only requests tell of one. Its id is `vendor:key`; without a key `vendor:?surface`. */
export interface Tracker {
  readonly id: string
  readonly vendor: string
  /**
   * How the page reaches it: `inspector`, `snippet`, `web`, `bridge`, `classic`; `wire` where only requests were seen.
   */
  readonly surface: string
  readonly key: string | null
  /** The number of its device, where files of several are together; absent for the first one's. */
  readonly device?: number
  readonly version: string | null
  /**
   * `foreign`: an object of the page's own stands there, neither the SDK nor a stub. `left`: its page is gone, or the
   * SDK went over to another project.
   */
  readonly status: 'stub' | 'running' | 'stopped' | 'wiped' | 'foreign' | 'left'
  readonly config: Json
  /** The live instance that triggers can reach: its document and its name there. Null once its document is gone. */
  readonly instance: { readonly doc: string; readonly name: string } | null
  /** The document of its last request, as far as the page told it, or that it left; absent where neither is known. */
  readonly doc?: string
  readonly customer: Customer
  /** Calls that its SDK has not made yet, as far as is known, the oldest first; absent or empty for none. */
  readonly early?: List<EarlyCall>
  /** The document in which its SDK has started to track, where it says so. */
  readonly startedIn?: string
  /** Until when what is called in a document is lost with something that cannot be sent; milliseconds since 1970. */
  readonly spoiled?: { readonly doc: string; readonly until: number; readonly text: string }
  /** As of when the customer is who it is; milliseconds since 1970. Absent while nobody was known. */
  readonly customerAt?: number
  /** The number of the exchange that told who it is; null where no request did. */
  readonly customerIn?: number | null
  /** Who was last forgotten without a new customer becoming known at once, and when; milliseconds since 1970. */
  readonly forgotten?: { readonly at: number; readonly customer: Customer }
  /** When all that it kept unsent was last taken from the device; milliseconds since 1970. */
  readonly removedAt?: number
  /** Its items with a lower number went out of sight, or ended otherwise; absent for none. */
  readonly inSight?: number
  /** Traits or customer properties as far as they were seen. */
  readonly traits: JsonObject
  readonly pushToken: string | null
  readonly session: Session
  /** The present customer's consent by category, as the vendor's own consent events said. */
  readonly consent: Readonly<Record<string, Consent>>
  /** Who said it, where more was known of them than of the present customer. */
  readonly consentOf?: Customer | undefined
  /** What customers of before have said, the last one at the end; absent for nobody. */
  readonly consents?: readonly { readonly customer: Customer; readonly consent: Tracker['consent'] }[]
  readonly counts: Readonly<Record<Delivery, number>>
  /** When the last flush began and how it was asked for; milliseconds since 1970. */
  readonly lastFlush: { readonly at: number; readonly by: string } | null
  readonly flushMode: string | null
  /** How other pages and frames have it: open ones, those loaded ahead, and those that may come back; by document. */
  readonly elsewhere?: OrderedMap<string, Omit<Tracker, 'elsewhere'>>
  /** Answers that the browser had and did not hand to the page (CORS): how many, the last one's origin and status. */
  readonly withheld?: { readonly times: number; readonly origin: string; readonly status: number }
}

/** What the page said of a consent. Times are milliseconds since 1970. */
interface Consent {
  readonly granted: boolean
  /** As of when. */
  readonly at: number
  /** When it is over by itself; absent where it is not. */
  readonly until?: number
  /** The item that tells the server; null where none does. */
  readonly item: number | null
}

/** The document that a tracker is on, or was on when it was left; null where none is known. */
export function pageOf({ instance, doc }: Pick<Tracker, 'instance' | 'doc'>): string | null {
  return instance?.doc ?? doc ?? null
}

/** A tracker's session as far as it is known. Times are milliseconds since 1970. */
export interface Session {
  readonly state: 'unknown' | 'none' | 'active' | 'background' | 'ended'
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly automatic: boolean | null
  /** The timeout in seconds, where it was seen configured. */
  readonly timeout: number | null
  /** The documented timeout in seconds, which holds unless another one is configured, where nobody saw that. */
  readonly documented?: number
  /** The last time that requests tell of it; milliseconds since 1970. Absent where its SDK is seen. */
  readonly heardAt?: number
  /** Whose it is, where each of many customers has their own: what is sent by hand is of no one device. */
  readonly of?: string
}

/** One request and its answer, seen by the page, by the browser, or by both. */
export interface Exchange {
  /** Its number, from 0: its index in `State.exchanges`. */
  readonly n: number
  readonly doc: string
  readonly vendor: string
  readonly via: Via
  readonly method: string
  readonly url: string
  readonly body: Body
  readonly sentAt: number
  readonly endedAt: number | null
  readonly status: number | null
  readonly answer: Body | null
  readonly error: string | null
  readonly seenBy: { readonly page: boolean; readonly browser: boolean }
  /** The surface of its sender, by what it carries; it need not be its tracker's: a page can send requests itself. */
  readonly sender: string
  /** The tracker that it belongs to, by its first key; null for what carries nothing tracked. */
  readonly tracker: string | null
  /** The ledger numbers of the items that it carries, in the order of the body. */
  readonly items: readonly number[]
  /** What was read from its body, as long as an answer may still come; empty afterwards. */
  readonly carried: readonly WireItem[]
  /** What else it is where it carries nothing tracked: `settings`, `metrics`, `in-app` …; null for tracking. */
  readonly aside: string | null
  /** Why its body could not be decoded. */
  readonly unreadable: string | null
  /** Who it is, as the answer says, where it does; by tracker, where it carries things of several. */
  readonly named?: Customer
  readonly namedBy?: Readonly<Record<string, Customer>>
  /** Where it was sent on to; absent where no source told of a redirect. */
  readonly trail?: Trail
  /** The page was told no more than that it failed (with a status, the answer was withheld), or called it off. */
  readonly unread?: boolean | 'called off'
  /** The browser answered from its cache. */
  readonly cached?: boolean
  /** The status that the page told, where the browser saw another answer: `status` and `answer` are the browser's. */
  readonly claimed?: number
  /** The page's service worker answered: `forwarded` where the browser showed that it asked the server. */
  readonly worker?: 'answered' | 'forwarded'
  /** Why nobody knows what a server made of it (`unseen`: see `contradiction.ts`); absent where that is known. */
  readonly untold?: Untold | 'unseen'
  /** The observer by which the browser told of it; absent where it did not, or a file did. */
  readonly toldBy?: string
  /** The vendor's path that its own one stands for, as the user said. */
  readonly standsFor?: string
  /** Headers and times; absent where no source gave them. */
  readonly transport?: Transport
}

/** Something that changed and is worth a mark on the time axis. */
export type Moment = {
  /** Milliseconds since 1970. */
  readonly at: number
  /** How many facts had been folded when it happened. */
  readonly fact: number
  readonly tracker: string | null
  readonly doc: string
} & (
  | {
      readonly kind: 'identity'
      readonly change:
        | 'seen'
        | 'identify'
        | 'merge'
        | 'anonymize'
        | 'reset'
        | 'switch'
        | 'alias'
        | 'rotated'
        | 'project'
      readonly from: Customer
      readonly to: Customer
      readonly by: 'call' | 'wire' | 'cookie' | 'local' | 'session'
      readonly text: string
    }
  | {
      readonly kind: 'session'
      readonly change: 'start' | 'end' | 'resumed' | 'expired' | 'background' | 'active'
      readonly automatic: boolean
      /** The tracker's session as it stood after this change. */
      readonly session?: Session
      readonly text: string
    }
  | {
      readonly kind: 'consent'
      readonly source: 'vendor' | 'tcf' | 'gcm'
      readonly category: string
      readonly granted: boolean | null
      /** When it is over by itself, in milliseconds since 1970; absent where it is not. */
      readonly until?: number
      /** The item that says it to the server, where one does. */
      readonly item?: number
      readonly text: string
    }
  | { readonly kind: 'status'; readonly status: Tracker['status'] | 'held' | 'resumed'; readonly text: string }
  | { readonly kind: 'flush'; readonly text: string }
  | { readonly kind: 'page'; readonly change: string; readonly text: string }
  | {
      readonly kind: 'trigger'
      readonly phase: 'asked' | 'done' | 'failed'
      readonly command: string
      readonly text: string
    }
  | { readonly kind: 'gap'; readonly missing: number; readonly text: string }
)

/** Everything known, folded from `facts` facts. */
export interface State {
  readonly facts: number
  readonly items: List<Item>
  readonly trackers: OrderedMap<string, Tracker>
  readonly exchanges: List<Exchange>
  readonly moments: List<Moment>
  readonly documents: OrderedMap<string, DocumentState>
  readonly blind: List<Blind>
  /** Tracker → which soft IDs belong to whom. `query/whose.ts` reads it. */
  readonly ties: HashMap<string, Ties>
  /** What the user declared: such answers count as accepted. In the order in which it was said. */
  readonly accepted: readonly HostAnswers[]
  /** The files of other tools that facts came from. */
  readonly files: readonly FileFact[]
  /** Requests and answers whose two views (page, browser) could not be brought together, counted. */
  readonly mismatches: { readonly callsWithoutRequest: number; readonly requestsWithoutCall: number }
  /** So many facts and items of a log that was full are only totals, since `at` (milliseconds); null where none are. */
  readonly earlier: { readonly facts: number; readonly items: number; readonly at: number } | null
  /** The fold's own look-up tables; nobody else's business, but for where trackers were seen (`query/sessions.ts`). */
  readonly index: Index
}

/** Look-up tables that keep the fold at constant time per fact. */
export interface Index extends Places {
  /** Message id → its item; several where it went to several trackers. */
  readonly byId: Prints
  /** `tracker|type|name` → items that a request may still carry: unsent, or to be sent again; the oldest first. */
  readonly waiting: HashMap<string, List<number>>
  /** `tracker|type|name` → items that only the browser saw so far and whose call may still be told. */
  readonly uncalled: HashMap<string, List<number>>
  /** Print of tracker, type, name and moment → items without a message id that were sent with a time in that moment. */
  readonly sent: Prints
  /** `tracker|type|name|doc` → items without a message id and a time that did not arrive; the oldest first, and few. */
  readonly failed: HashMap<string, List<number>>
  /** Items that were seen in the storage of their SDK. */
  readonly kept: HashSet<number>
  /** Tracker id → how many moments there were before it, as long as it has no key: what tells of it is newer. */
  readonly nameless: HashMap<string, number>
  /** Documents that were not left. */
  readonly open: HashSet<string>
  /** Fingerprint of method, address and body → exchanges that one source saw and the other has not yet. */
  readonly unpaired: Prints
  /** Document → number of a request in it → exchange. */
  readonly requests: HashMap<string, List<number>>
  /** doc → its lowest item number: what a page leaves behind is looked for from there on, once, when it is left. */
  readonly firsts: HashMap<string, number>
  /** Item → when the tie that it made was sent, so that a later word of it finds that tie; milliseconds since 1970. */
  readonly tied: HashMap<number, number>
  /** `doc#call` → what the call took from the device, for the case that the SDK refuses it. */
  readonly taken: HashMap<string, Taken>
  /** tracker → the last calls that make the SDK track something by itself, and what of it has not been seen yet. */
  readonly causes: HashMap<string, readonly Cause[]>
}

/** What trackers knew, and which items waited, before a call took it all from the device. */
export interface Taken {
  readonly trackers: readonly Tracker[]
  readonly items: readonly Item[]
}

const NO_INDEX: Index = {
  ...{ byId: List(), sent: List(), unpaired: List() },
  waiting: HashMap(),
  uncalled: HashMap(),
  failed: HashMap(),
  ...{ kept: HashSet<number>(), open: HashSet<string>() },
  ...NOWHERE,
  nameless: HashMap(),
  requests: HashMap(),
  firsts: HashMap(),
  tied: HashMap(),
  taken: HashMap(),
  causes: HashMap(),
}

/** The state before the first fact. */
export const emptyState: State = {
  ...{ facts: 0, accepted: [], files: [], earlier: null },
  ...{ items: List(), trackers: OrderedMap() },
  exchanges: List(),
  moments: List(),
  documents: OrderedMap(),
  ...{ blind: List(), ties: HashMap() },
  mismatches: { callsWithoutRequest: 0, requestsWithoutCall: 0 },
  index: NO_INDEX,
}
