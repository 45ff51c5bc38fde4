/** What a collector is: what it logs, how it answers, and how it is told to misbehave. */
import type { Rule } from './rule'

/** Who a thing was tracked as, as it stood on the wire. Keys are the vendor's id names. */
export interface SentAs {
  readonly soft: Readonly<Record<string, string>>
  readonly hard: Readonly<Record<string, string>>
}

/** One tracked thing in a request, read independently of the extension's own decoders. */
export interface Thing {
  /** The vendor's message id; null for vendors without one. */
  readonly id: string | null
  readonly type: string
  /** The event's name; null for things without a name of their own, such as identify. */
  readonly name: string | null
  readonly as: SentAs
  readonly properties: Readonly<Record<string, unknown>>
  /** The project it was sent to; absent where the vendor's requests name none. */
  readonly project?: string
  /** The time that it claims, in milliseconds since 1970; absent where it claims none. */
  readonly time?: number
  /** How long before it was sent it happened, in milliseconds, where the wire says so: made anew at each try. */
  readonly age?: number
}

/** One request as it arrived and what became of it. Times are milliseconds since 1970. */
export interface Arrival {
  readonly n: number
  readonly at: number
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** The body as text, unpacked where it came packed. */
  readonly text: string
  /** The body as JSON; undefined where it is none. */
  readonly body: unknown
  readonly things: readonly Thing[]
  /** `held` is a delayed answer that is still to come. */
  readonly fate: 'answered' | 'reset' | 'hung' | 'held'
  readonly status: number | null
  readonly answer: string | null
  /** Words for single things refused inside an answer that says 200, by their index. */
  readonly refused: Readonly<Record<number, string>>
  /** The client hung up before it was answered. */
  readonly abandoned: boolean
}

/** What a vendor's server says. */
export interface Answer {
  readonly status: number
  readonly body: string | Buffer
  readonly type?: string
}

/** What makes a collector a particular vendor's. */
export interface Manner {
  readonly vendor: string
  /** The tracked things in a request; empty for everything else. */
  readonly things: (path: string, body: unknown) => readonly Thing[]
  /**
   * The vendor's normal answer; null for a path that it does not serve (404). `refused` has words by index of a thing.
   */
  readonly answer: (request: Asked, refused: Readonly<Record<number, string>>) => Answer | null
}

/** A request as the vendor's manner sees it. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly origin: string
}

/** A tracked thing with the request that brought it. */
interface Received {
  readonly arrival: Arrival
  readonly thing: Thing
}

/** A running collector. */
export interface Collector {
  readonly vendor: string
  /** For example `http://127.0.0.1:40123`. */
  readonly origin: string
  /** Everything that arrived, oldest first, without its own control requests. */
  readonly log: readonly Arrival[]
  /** The tracked things of the log, each with its arrival. */
  readonly received: () => readonly Received[]
  /** What arrived of this name, or of this type where things of that type have no name. */
  readonly named: (name: string) => readonly Received[]
  /** Waits until so many (default 1) of this name arrived, and gives them; throws if that takes too long. */
  readonly arrived: (name: string, times?: number) => Promise<readonly Received[]>
  /** Makes it misbehave; the newest matching rule wins. Gives a function that takes the rule back. */
  readonly rule: (rule: Rule) => () => void
  /** Takes all rules back. Requests that hang go on hanging. */
  readonly behave: () => void
  readonly rules: () => readonly Rule[]
  /** Waits until the log is as wished; throws with what was there if that takes too long. */
  readonly until: (wished: (log: readonly Arrival[]) => boolean, what: string) => Promise<void>
  readonly clear: () => void
  readonly close: () => Promise<void>
}
