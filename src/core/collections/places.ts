/** Where the instances of trackers are: by document, and the other way round. */
import { Map as HashMap, Set as HashSet } from 'immutable'

/** Names of instances in documents, and what each belongs to. */
export interface Places {
  /** Document → name of an instance in it → tracker id. */
  readonly instances: HashMap<string, HashMap<string, string>>
  /** Tracker id → the documents in which it has instances. */
  readonly places: HashMap<string, HashSet<string>>
}

/** Nothing is anywhere yet. */
export const NOWHERE: Places = { instances: HashMap(), places: HashMap() }

const NO_NAMES = HashMap<string, string>()
const NO_PLACES = HashSet<string>()

/** The instances of a document, each with its tracker. */
export function instancesIn({ instances }: Places, doc: string): HashMap<string, string> {
  return instances.get(doc, NO_NAMES)
}

/** The places with this instance given to a tracker. */
export function bound({ instances, places }: Places, doc: string, name: string, tracker: string): Places {
  const known = places.get(tracker, NO_PLACES)
  return {
    instances: instances.set(doc, instances.get(doc, NO_NAMES).set(name, tracker)),
    places: known.has(doc) ? places : places.set(tracker, known.add(doc)),
  }
}

/** The places with a tracker's instances given to another one; only those in this document, unless `doc` is null. */
export function rebound(known: Places, from: string, to: string, doc: string | null): Places {
  let now = known
  for (const place of doc === null ? known.places.get(from, NO_PLACES) : [doc]) {
    for (const [name, tracker] of instancesIn(now, place)) if (tracker === from) now = bound(now, place, name, to)
    const rest = now.places.get(from, NO_PLACES).delete(place)
    now = { ...now, places: rest.size > 0 ? now.places.set(from, rest) : now.places.delete(from) }
  }
  return now
}
