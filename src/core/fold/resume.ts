/** Makes the state again that a checkpoint was made of, but for what is only in its totals. */
import { Map as HashMap, Set as HashSet, List, OrderedMap } from 'immutable'
import type { Checkpoint, CheckpointTables, PlainTracker } from '../checkpoint'
import { emptyState, type Index, type State, type Tracker } from '../state'
import { waitingKey } from './keys'
import { Lookups } from './lookups'

/** The state of a checkpoint that was made `at` this time, in milliseconds since 1970. No fact is folded on it yet. */
export function resume(checkpoint: Checkpoint, at: number): State {
  const { facts, unlisted, trackers, documents, items, exchanges, moments, blind, ties } = checkpoint
  const { accepted, files, mismatches } = checkpoint
  return {
    ...{ ...emptyState, accepted, files, mismatches },
    earlier: facts > 0 ? { facts, items: unlisted, at } : null,
    items: List(items),
    trackers: OrderedMap(trackers.map((tracker) => [tracker.id, trackerOf(tracker)])),
    exchanges: List(exchanges),
    moments: List(moments),
    documents: OrderedMap(documents.map((document) => [document.id, document])),
    blind: List(blind),
    ties: HashMap(
      ties.map(([tracker, bySoft, byHard]) => [
        tracker,
        {
          bySoft: HashMap(bySoft.map(([soft, list]) => [soft, List(list)])),
          byHard: HashMap(byHard.map(([hard, soft]) => [hard, HashSet(soft)])),
        },
      ]),
    ),
    index: indexOf(checkpoint),
  }
}

function trackerOf({ elsewhere, ...own }: PlainTracker): Tracker {
  return elsewhere ? { ...own, elsewhere: OrderedMap(elsewhere) } : own
}

function indexOf({ tables, items, ties, documents, trackers }: Checkpoint): Index {
  const lists = (table: CheckpointTables['waiting']) => HashMap(table.map(([key, numbers]) => [key, List(numbers)]))
  const index: Index = {
    ...emptyState.index,
    waiting: lists(tables.waiting),
    uncalled: lists(tables.uncalled),
    failed: lists(tables.failed),
    kept: HashSet(tables.kept),
    causes: HashMap(tables.causes),
  }
  const lookups = new Lookups(index, true)
  for (const item of items) {
    lookups.remember(item)
    lookups.belongs(item.n, item.doc)
  }
  for (const [place, tracker] of tables.instances) {
    const at = place.indexOf('|')
    lookups.bind(place.slice(0, at), place.slice(at + 1), tracker)
  }
  for (const { id, left } of documents) if (!left) lookups.setOpen(id, true)
  for (const { id, key } of trackers) if (key === null) lookups.beginsNameless(id, 0)
  for (const [, bySoft] of ties)
    for (const { item, sentAt } of bySoft.flatMap(([, list]) => list)) if (item !== null) lookups.tie(item, sentAt)
  for (const n of tables.sent) {
    const item = items[n]
    if (item) lookups.rememberSent(waitingKey(item), item)
  }
  for (const [print, exchange] of tables.unpaired) lookups.awaitPair(print, exchange)
  for (const [doc, request, exchange] of tables.requests) lookups.nameRequest(doc, request, exchange)
  return lookups.close()
}
