/** What a tracking plan is: which events are planned, with which properties, and what else must hold for them. */
import type { ItemType } from '../core/item'
import type { Json } from '../core/json'

/** The version of the format, under the name `tracklens-plan` in the file. */
export const PLAN_FORMAT = 1

/** How bad an event is that the plan does not know; `ignore`: it is none of the plan's business. */
type Unplanned = 'error' | 'warning' | 'note' | 'ignore'

/** A plan as it stands in its file. */
export interface Plan {
  readonly 'tracklens-plan': typeof PLAN_FORMAT
  readonly name: string
  readonly description?: string
  readonly unplanned: Unplanned
  /** Pattern of hosts → the project keys that belong there: see `hosts.ts`. */
  readonly keys: Readonly<Record<string, readonly string[]>>
  readonly events: readonly PlannedEvent[]
}

/** One event, or one kind of call, that is planned. */
export interface PlannedEvent {
  /** Its name on the wire; absent: every item of the type. */
  readonly name?: string
  /** Absent: an event of that name, whatever kind of event it is. */
  readonly type?: ItemType
  /** The vendor's id; absent: any vendor. */
  readonly vendor?: string
  readonly description?: string
  /** A recording without it is not as planned. */
  readonly required?: boolean
  /** `hard`: it is sent as an identified person, by an id that is not only the device's. */
  readonly as?: 'hard'
  /** It arrives. Where nobody knows, that is a warning, or an error where it must be `proven`. */
  readonly delivered?: boolean | 'proven'
  /** The property (a path with dots) of which a customer has each value only once. */
  readonly once?: string
  /** JSON Schema of its properties: draft 2020-12, or draft-07 where its `$schema` says so. */
  readonly schema?: Json
}

/** Every type that is an event on the wire: what a planned event without a type means. */
export const EVENTS: ReadonlySet<ItemType> = new Set<ItemType>([
  'event',
  'session',
  'consent',
  'push',
  'device',
  'payment',
  'installation',
  'banner',
  'campaign',
  'report',
])

/** How a planned event is called: by its name, else by its type. */
export function titleOf({ name, type }: PlannedEvent): string {
  return name ?? `any ${type ?? 'event'}`
}

/** Every format that is read, for people. */
export const READ =
  'Tracklens’ own plans, Segment’s (Public API, Typewriter’s plan.json, Config API), RudderStack’s YAML, ' +
  'mParticle’s data plans, and sheets saved as CSV'
