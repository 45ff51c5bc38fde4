/** The model's state, and the run of one step over it. */
import type { Json, JsonObject } from '../../core/json'
import type { ModelEffect, ModelItem, ModelRequest } from '../model'
import type { Settings } from './settings'

/** One tracked thing with its event in the wire format, as far as it is fixed when it is tracked. */
export interface Entry {
  readonly item: ModelItem
  readonly wire: JsonObject
  /** JavaScript: it had to wait for the network before it was ever sent. */
  readonly waited?: boolean
}

/** Entries that go out together: a batch file of iOS, a single event or a batch of the JavaScript SDK. */
export interface Parcel {
  readonly id: string
  readonly entries: readonly Entry[]
  /** The request that is under way with it. */
  readonly request: string | null
  /** When it is sent next, in milliseconds since 1970; null: by the next flush, or never before the network is back. */
  readonly dueAt: number | null
  /** The entry that a failed batch of the JavaScript SDK keeps; null: none. */
  readonly keeps: string | null
}

/** The SDK on its device. Times are milliseconds since 1970. */
export interface CustomerioState {
  readonly profile: 'ios' | 'js'
  readonly settings: Settings
  readonly app: 'active' | 'background' | 'killed'
  readonly online: boolean
  /** What is kept on the device, by the SDK's own key names. */
  readonly stored: JsonObject
  readonly anonymousId: string | null
  readonly userId: string | null
  readonly traits: JsonObject
  readonly groupId: string | null
  readonly groupTraits: JsonObject
  readonly token: string | null
  /** Written but not yet in a parcel: the open batch file of iOS, the batching buffer of the JavaScript SDK. */
  readonly open: readonly Entry[]
  readonly parcels: readonly Parcel[]
  /** When the flush timer fires next. */
  readonly timer: number | null
  /** The page was hidden once: the JavaScript SDK batches no more. */
  readonly unloaded: boolean
  /** Nothing was called since the launch. */
  readonly fresh: boolean
  /** The last identify of this process, to tell a repetition. */
  readonly identified: string | null
  /** The process has begun: its first step has been taken. */
  readonly started: boolean
}

/** One step over a state: what it changes and brings about, in order. */
export interface Run {
  state: CustomerioState
  readonly at: number
  readonly uuid: () => string
  readonly effects: ModelEffect[]
}

/** Changes the run's state. */
export function put(run: Run, change: Partial<CustomerioState>) {
  run.state = { ...run.state, ...change }
}

/** Keeps a value on the device under the SDK's own key; null removes it. Nothing happens where it is there already. */
export function store(run: Run, key: string, value: Json) {
  if (JSON.stringify(run.state.stored[key] ?? null) === JSON.stringify(value)) return
  const { [key]: _old, ...rest } = run.state.stored
  put(run, { stored: value === null ? rest : { ...rest, [key]: value } })
  run.effects.push({ effect: 'stored', at: run.at, key, value })
}

/** Adds a line that the SDK would log. */
export function log(run: Run, level: 'info' | 'warning' | 'error', text: string) {
  run.effects.push({ effect: 'log', at: run.at, level, text })
}

/** Puts a parcel on its way. */
export function send(run: Run, parcel: Parcel, request: Omit<ModelRequest, 'id' | 'items'>) {
  const id = `request-${run.uuid()}`
  const items = parcel.entries.map(({ item }) => item.id)
  replace(run, parcel.id, { ...parcel, request: id, dueAt: null })
  run.effects.push({ effect: 'request', at: run.at, request: { ...request, id, items } })
}

/** Replaces a parcel, or removes it with null. */
export function replace(run: Run, id: string, parcel: Parcel | null) {
  put(run, { parcels: run.state.parcels.flatMap((known) => (known.id === id ? (parcel ? [parcel] : []) : [known])) })
}

/** Says what became of entries. */
export function tell(
  run: Run,
  effect: 'delivered' | 'rejected' | 'dropped' | 'wiped',
  entries: readonly Entry[],
  text: string,
) {
  if (entries.length) run.effects.push({ effect, at: run.at, items: entries.map(({ item }) => item.id), text })
}

/** The entries with one failed try more. */
export function tried(entries: readonly Entry[]): readonly Entry[] {
  return entries.map((entry) => ({ ...entry, item: { ...entry.item, tries: entry.item.tries + 1 } }))
}

/** A number in [0, 1) from the only source of chance. */
export function chance(run: Run): number {
  let hash = 0
  for (const char of run.uuid()) hash = (hash * 31 + char.charCodeAt(0)) % 1_000_003
  return hash / 1_000_003
}
