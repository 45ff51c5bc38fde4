/** Opens the fold's tables, to be written in place, and closes them again. */
import type { Index } from '../state'

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
