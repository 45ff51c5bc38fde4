/** Opens a state's collections and the fold's tables, to be written in place, and closes the tables again. */
import type { OrderedMap } from 'immutable'
import type { Index, State } from '../state'
import { Table } from './table'

type Tables = 'trackers' | 'documents'

/** A state's parts but what the draft keeps by itself, each by itself to be replaced. */
export type Parts = { -readonly [K in Exclude<keyof State, 'index' | 'mismatches' | Tables>]: State[K] } & {
  readonly [K in Tables]: Table<State[K] extends OrderedMap<string, infer V> ? V : never>
}

/** A state's parts to write on; its collections too where the draft is open. */
export function partsOf(state: State, open: boolean): Parts {
  const own = <C extends { asMutable(): C }>(collection: C): C => (open ? collection.asMutable() : collection)
  return {
    facts: state.facts,
    items: own(state.items),
    trackers: new Table(state.trackers, open),
    exchanges: own(state.exchanges),
    moments: own(state.moments),
    documents: new Table(state.documents, open),
    blind: own(state.blind),
    ties: own(state.ties),
    accepted: state.accepted,
    files: state.files,
    earlier: state.earlier,
  }
}

/** The tables, each by itself to be replaced; where `open`, their collections are writable in place too. */
export function opened(index: Index, open: boolean): { -readonly [K in keyof Index]: Index[K] } {
  const own = <C extends { asMutable(): C }>(collection: C): C => (open ? collection.asMutable() : collection)
  return {
    byId: own(index.byId),
    waiting: own(index.waiting),
    uncalled: own(index.uncalled),
    sent: own(index.sent),
    failed: own(index.failed),
    kept: own(index.kept),
    instances: own(index.instances),
    places: own(index.places),
    nameless: own(index.nameless),
    open: own(index.open),
    unpaired: own(index.unpaired),
    requests: own(index.requests),
    firsts: own(index.firsts),
    tied: own(index.tied),
    taken: own(index.taken),
    causes: own(index.causes),
  }
}

/** The tables as nobody can change them any more. */
export function closed(own: Index): Index {
  return {
    byId: own.byId.asImmutable(),
    waiting: own.waiting.asImmutable(),
    uncalled: own.uncalled.asImmutable(),
    sent: own.sent.asImmutable(),
    failed: own.failed.asImmutable(),
    kept: own.kept.asImmutable(),
    instances: own.instances.asImmutable(),
    places: own.places.asImmutable(),
    nameless: own.nameless.asImmutable(),
    open: own.open.asImmutable(),
    unpaired: own.unpaired.asImmutable(),
    requests: own.requests.asImmutable(),
    firsts: own.firsts.asImmutable(),
    tied: own.tied.asImmutable(),
    taken: own.taken.asImmutable(),
    causes: own.causes.asImmutable(),
  }
}
