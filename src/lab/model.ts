/**
 * What a vendor's model must export: the documented SDK as a state machine, pure, driven by inputs that carry time and
 * chance.
 */
import type { Vendor, Verdict } from '../core/contract/vendor'
import type { Customer, ItemType } from '../core/item'
import type { Json, JsonObject } from '../core/json'

/** Something that happens to the SDK. Every step also gets `at`, milliseconds since 1970. */
export type ModelInput =
  /** The app calls the SDK. `method` is one of the model's operations. */
  | { readonly input: 'call'; readonly method: string; readonly args: readonly Json[] }
  /** The app's life. `killed` ends the process; `launched` starts a new one with what was stored. */
  | { readonly input: 'app'; readonly change: 'active' | 'background' | 'killed' | 'launched' }
  /** Time passes up to the step's `at`; whatever is due by then happens, in order and at its own time. */
  | { readonly input: 'time' }
  | { readonly input: 'network'; readonly online: boolean }
  /** The server answers a request of the model's; `status` null means that no answer came. */
  | { readonly input: 'answer'; readonly request: string; readonly status: number | null; readonly body: Json }

/** One thing that the model tracked. */
export interface ModelItem {
  readonly id: string
  readonly type: ItemType
  readonly name: string
  readonly properties: JsonObject
  /** Seconds since 1970 with fractions; null where the vendor leaves it to the server. */
  readonly timestamp: number | null
  readonly customer: Customer
  /** The project token or write key that it goes to. */
  readonly key: string
  /** How often sending it failed so far. */
  readonly tries: number
}

/** One request in the vendor's wire format. Everything that a `fetch` or a cURL line needs. */
export interface ModelRequest {
  readonly id: string
  readonly method: 'POST' | 'GET'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Ids of the model items that it carries. */
  readonly items: readonly string[]
}

/** What a step brings about, in order. */
export type ModelEffect =
  | { readonly effect: 'tracked'; readonly at: number; readonly item: ModelItem }
  /** An item that waits is changed before it is sent: it is `item` from now on. */
  | { readonly effect: 'amended'; readonly at: number; readonly item: ModelItem }
  | { readonly effect: 'request'; readonly at: number; readonly request: ModelRequest }
  | {
      readonly effect: 'delivered' | 'rejected' | 'dropped' | 'wiped'
      readonly at: number
      readonly items: readonly string[]
      readonly text: string
    }
  /** A change of what the SDK keeps on the device; null removes. */
  | { readonly effect: 'stored'; readonly at: number; readonly key: string; readonly value: Json }
  /** A line that the SDK would log. */
  | { readonly effect: 'log'; readonly at: number; readonly level: 'info' | 'warning' | 'error'; readonly text: string }

/** What a person sees of a model's state. Times are milliseconds since 1970. */
export interface ModelView {
  readonly status: 'not configured' | 'running' | 'stopped'
  readonly app: 'active' | 'background' | 'killed'
  readonly online: boolean
  readonly customer: Customer
  /** The names of the project's hard IDs, where its settings say them. */
  readonly hardIds?: readonly string[]
  readonly pushToken: string | null
  readonly session: { readonly active: boolean; readonly startedAt: number | null; readonly endedAt: number | null }
  readonly defaultProperties: JsonObject
  /** Not yet delivered, oldest first. */
  readonly queue: readonly ModelItem[]
  /** Ids of requests without an answer yet. */
  readonly inFlight: readonly string[]
  /** Messages of the SDK's own: for which cookie they are loaded, and what is on the screen. */
  readonly content?: { readonly loadedFor: string | null; readonly shown: readonly string[] }
}

/** One argument or setting that a person fills in. */
export interface Field {
  readonly name: string
  readonly kind: 'text' | 'json' | 'number' | 'boolean' | 'choice'
  readonly choices?: readonly string[]
  readonly required: boolean
  /** What it means, its unit, and what leaving it out does. */
  readonly hint: string
  readonly example: Json
}

/** One thing that the app can ask the SDK for. */
export interface Operation {
  readonly method: string
  /** Other names of the same, as the guide or another SDK of the vendor's has them. */
  readonly also?: readonly string[]
  readonly fields: readonly Field[]
  /** The labels that the native SDK's parameters have, in the order of the fields, where they are others. */
  readonly labels?: readonly string[]
  /** The same of a newer version of the native SDK. */
  readonly newerLabels?: readonly string[]
  /**
   * The property by which the native SDK does the same: it is set or read, or a closure is appended to it. `of` is the
   * case of an enumeration whose value alone is the argument: `.periodic(60)`.
   */
  readonly property?: { readonly name: string; readonly by: 'set' | 'get' | 'append'; readonly of?: string }
  /** What the vendor documents that it does, in one sentence, with the guide's line. */
  readonly hint: string
  readonly destructive: boolean
}

/** A named variant of the documented behaviour. */
export interface Profile {
  readonly id: string
  readonly name: string
  readonly hint: string
}

/** The result of a step. */
export interface Stepped<S> {
  readonly state: S
  readonly effects: readonly ModelEffect[]
}

/**
 * The documented SDK as a state machine. Every function is pure and total: a call that the SDK would refuse gives a log
 * effect. `at` is milliseconds since 1970; `uuid` yields a fresh id at each call and is the only source of chance.
 */
export interface Model<S> {
  readonly vendor: string
  readonly name: string
  readonly profiles: readonly Profile[]
  readonly settings: readonly Field[]
  readonly operations: readonly Operation[]
  /** What cases of the native SDK’s enumerations stand for, by their names in Swift. Absent: their names. */
  readonly cases?: JsonObject
  /** Methods of the native SDK’s that do nothing here, and why, as the end of a sentence. */
  readonly idle?: Readonly<Record<string, string>>
  /** A device on which the app was just installed; `stored` is what an earlier process left (see `stored` effects). */
  readonly create: (options: {
    readonly profile: string
    readonly settings: JsonObject
    readonly stored: JsonObject
    readonly at: number
  }) => S
  readonly step: (state: S, input: ModelInput, at: number, uuid: () => string) => Stepped<S>
  /** When the next timer is due, in milliseconds since 1970; null without one. */
  readonly due: (state: S) => number | null
  readonly view: (state: S) => ModelView
  /**
   * What an answer says of each thing that a request carries, in its order, by the rule by which observation reads it.
   * Absent: what the SDK makes of the answer is all that is known.
   */
  readonly said?: (request: ModelRequest, status: number, body: Json) => readonly Said[]
}

/** What a server said of one thing. */
export type Said = Verdict['outcome']

/** What answers say of requests, by a vendor's own rules. */
export function saidBy({ decode, verdict }: Pick<Vendor, 'decode' | 'verdict'>): NonNullable<Model<unknown>['said']> {
  const bodyOf = (text: string) => ({ text, size: text.length })
  return ({ method, url, body: carried }, status, body) => {
    const items = decode({ method, url, body: bodyOf(carried) })?.items ?? []
    // A text is what the server says as it is: a page, say.
    const answer = bodyOf(typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body))
    return items.map((item) => verdict(item, status, answer).outcome)
  }
}

/** A field that a person may leave out. */
export function optional(name: string, kind: Field['kind'], hint: string, example: Json): Field {
  return { name, kind, required: false, hint, example }
}

/** A field that a person must fill in. */
export function required(name: string, kind: Field['kind'], hint: string, example: Json): Field {
  return { name, kind, required: true, hint, example }
}
