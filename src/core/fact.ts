/** The facts: everything Tracklens ever observes, immutable and numbered. All state is folded from these. */
import type { CallFact, Stamp } from './call-fact'
import type { Checkpoint } from './checkpoint'
import type { FileFact, Untold } from './file-fact'
import type { ForeignAnswer } from './item'
import type { Json } from './json'
import type { Body, Via } from './request'
import type { Transport } from './transport'

export type { CallFact, Stamp } from './call-fact'
export type { Body, Via } from './request'

/** The number of the form of facts; it goes up with what a reader of older ones must know (`files/upgrade.ts`). */
export const FACT_FORMAT = 3

/** Whether a `doc` names an observer that is no document: no page may speak under such a name. */
export function isObserver(doc: string): boolean {
  return /^(browser|devtools|journal|file):/.test(doc)
}

/** The kinds of facts that tell of items; all others are what these are read by. */
export const OF_ITEMS: ReadonlySet<Fact['kind']> = new Set([
  'call',
  'outcome',
  'signal',
  'request',
  'response',
  'failure',
  'exchange',
  'blocked',
])

/** A document began to be observed. The first fact of every document that says anything. */
export interface DocumentFact {
  readonly kind: 'document'
  readonly url: string
  readonly title: string
  readonly top: boolean
  /** The hook arrived after the page's own scripts had begun: earlier calls were not seen. */
  readonly late: boolean
  /** When the document's navigation began, in milliseconds since 1970. */
  readonly startedAt: number
  /** The browser has loaded it ahead, and shows it to nobody (`document.prerendering`) until a page fact says so. */
  readonly prerendering?: boolean
  /** A page of the same origin made its window, and could change its built-in functions before any script came. */
  readonly shared?: boolean
  /** Which tab it is in, where the facts of several are together: pages of one follow each other. No page says it. */
  readonly tab?: string
}

/** An SDK instance was seen, or something about it became known. `tracker` names the instance within its document. */
export interface SdkFact {
  readonly kind: 'sdk'
  readonly vendor: string
  readonly surface: string
  readonly tracker: string
  /**
   * `stub`: a snippet's buffer stands in for it; `running`: the SDK itself; `gone`: it was replaced or removed;
   * `foreign`: an object of the page's own that is neither the SDK nor a snippet's stub.
   */
  readonly state: 'stub' | 'running' | 'gone' | 'foreign'
  /** Project token, stream id or write key, where known. */
  readonly key?: string
  readonly version?: string
  readonly config?: Json
}

/** A call ended other than well. */
export interface OutcomeFact {
  readonly kind: 'outcome'
  readonly call: number
  readonly result: 'threw' | 'rejected'
  readonly error: string
}

/** An SDK said something about itself (its own delivery events, a reset, a flush). */
export interface SignalFact {
  readonly kind: 'signal'
  readonly vendor: string
  readonly surface: string
  readonly tracker: string
  readonly name: string
  readonly id?: string
  readonly detail?: Json
}

/** A request of a vendor's left the page, seen by the page hook. `request` is its number within the document. */
interface RequestFact {
  readonly kind: 'request'
  readonly request: number
  readonly vendor: string
  readonly via: Via
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** The answer to a request, seen by the page hook. `status` is 0 where the page itself may not see it. */
interface ResponseFact {
  readonly kind: 'response'
  readonly request: number
  readonly status: number
  readonly body: Body
  /** The address that the answer came from, where a redirect led to another one than was asked. */
  readonly redirected?: string
  /** The page's service worker made this answer itself. */
  readonly worker?: boolean
}

/** A request that ended without an answer, seen by the page hook. */
export interface FailureFact {
  readonly kind: 'failure'
  readonly request: number
  readonly reason: 'network' | 'aborted' | 'timeout' | 'blocked' | 'refused'
  /** The browser's words; empty where it tells a page none. */
  readonly error: string
}

/**
 * A whole exchange seen by the browser itself: by `devtools.network` or, when granted, by `webRequest`; or by whoever
 * wrote a HAR or a trace. `status` 0 with an `error` means that no answer came. Times are milliseconds since 1970.
 */
export interface ExchangeFact {
  readonly kind: 'exchange'
  readonly vendor: string
  readonly via: 'devtools' | 'webRequest' | 'file'
  readonly method: string
  readonly url: string
  readonly body: Body
  readonly status: number
  readonly answer: Body
  readonly error?: string
  readonly startedAt: number
  readonly endedAt: number
  /** For a redirect: the whole address that the browser was sent on to. What it asks there is told as another one. */
  readonly redirect?: string
  /** The browser answered from its cache, without asking the server. */
  readonly cached?: boolean
  /** The page's service worker answered or passed it on, so the browser reports it twice. */
  readonly serviceWorker?: boolean
  /** Nobody knows what a server made of it, and why. */
  readonly untold?: Untold
  /** The number of the device that it left, where files of several are together; absent for the first one. */
  readonly device?: number
  /** The vendor's path that the request's own one stands for, as the user said: what it carries is read by that. */
  readonly standsFor?: string
  /** Headers and times, where the browser's own record gave them. */
  readonly transport?: Transport
}

/** A vendor's own cookie or storage entry had or got this value. Null: it is gone. */
export interface StorageFact {
  readonly kind: 'storage'
  readonly vendor: string
  readonly area: 'cookie' | 'local' | 'session'
  readonly key: string
  readonly value: string | null
}

/** The page's life; `activated`: it was loaded ahead, and is shown from now on (`prerenderingchange`). */
export interface PageFact {
  readonly kind: 'page'
  readonly change: 'visible' | 'hidden' | 'pagehide' | 'pageshow' | 'activated' | 'online' | 'offline' | 'route'
  /** For `pagehide` and `pageshow`: the page went into, or came from, the back-forward cache. */
  readonly persisted?: boolean
  /** For `route`: the new address of a page that changed it without a navigation. */
  readonly url?: string
}

/** The page's consent platform said something: IAB TCF or Google consent mode. */
interface ConsentFact {
  readonly kind: 'consent'
  readonly platform: 'tcf' | 'gcm'
  readonly signal: Json
}

/** A trigger pressed in the panel: asked for, then done or failed. */
export interface TriggerFact {
  readonly kind: 'trigger'
  readonly trigger: string
  readonly phase: 'asked' | 'done' | 'failed'
  readonly vendor: string
  /** Who does it: the page's SDK, or Tracklens itself, which then acts on all of the vendor's tracking in the tab. */
  readonly by: 'sdk' | 'tracklens'
  /** The tracker's id, where the panel says it. */
  readonly tracker?: string
  /** The name of the SDK's instance in this document, where the page says it. */
  readonly instance?: string
  /** The name of the command: `flush`, `anonymize`, `stop` … */
  readonly command: string
  /** The SDK method it calls; empty where Tracklens does it itself. */
  readonly method: string
  readonly args: readonly Json[]
  /** What the page hook found: no such instance (any more), no such method, or the SDK's rejection or exception. */
  readonly problem?: 'gone' | 'lacks' | 'refused' | 'threw'
  /** What came back, or what went wrong and what to do about it. */
  readonly message?: string
}

/** Tracklens itself began or ceased to hold a vendor's tracking back in this document. */
interface EnforceFact {
  readonly kind: 'enforce'
  readonly vendor: string
  readonly on: boolean
}

/**
 * The user declared that such answers of a host, with a status of 2xx, count as accepted; or took that back. Only a
 * panel says it: see `ForeignAnswer` for the kinds.
 */
interface AcceptFact {
  readonly kind: 'accept'
  readonly host: string
  readonly answers: ForeignAnswer
  readonly on: boolean
}

/** Tracklens held back one call or one request because a stop is in force. */
export interface BlockedFact {
  readonly kind: 'blocked'
  readonly vendor: string
  readonly what: 'call' | 'request'
  readonly method: string
  readonly url?: string
  readonly body?: Body
  readonly args?: readonly Json[]
}

/** Facts that are missing, counted. `missing` is 0 where the number cannot be known. */
export interface GapFact {
  readonly kind: 'gap'
  readonly missing: number
  readonly reason: 'overflow' | 'flood' | 'lost' | 'invalid' | 'quota' | 'cleared'
  readonly detail: string
  /** What they folded to, where an observer knew it: nothing of it is missing but the facts themselves. */
  readonly totals?: Checkpoint
}

/** What can happen on a page; a fact is one of these with its number, time and document. */
export type Happening =
  | DocumentFact
  | SdkFact
  | CallFact
  | OutcomeFact
  | SignalFact
  | RequestFact
  | ResponseFact
  | FailureFact
  | ExchangeFact
  | StorageFact
  | PageFact
  | ConsentFact
  | TriggerFact
  | EnforceFact
  | AcceptFact
  | BlockedFact
  | GapFact
  | FileFact

/** One fact: what happened, stamped with where and when. */
export type Fact = Stamp & Happening

/** The facts of one kind. */
export type FactOf<K extends Happening['kind']> = Extract<Fact, { readonly kind: K }>
