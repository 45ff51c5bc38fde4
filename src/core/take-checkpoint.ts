/** Takes the checkpoint of a state: what of it stays listed, and under which numbers. */
import {
  type Checkpoint,
  type CheckpointTables,
  FORGOTTEN,
  factsOf,
  type Numbering,
  type NumbersByKey,
  type PlainTracker,
  renumberTracker,
} from './checkpoint'
import type { Blind, DocumentState } from './document'
import type { Item } from './item'
import type { Exchange, Moment, State, Tracker } from './state'
import type { Tie } from './tie'

/** How much a checkpoint may hold of the ledger: `size` in characters of JSON, the others in pieces. */
export interface CheckpointBounds {
  readonly size: number
  /** What is newest stays, settled or not: its second telling, or its next try, is still to come. */
  readonly newest: number
}

const BOUNDS: CheckpointBounds = { size: 128 * 1024, newest: 256 }
/** So many of the newest moments, documents and blind spots stay. */
const MOMENTS = 256
const DOCUMENTS = 64
const BLINDS = 64

/** The checkpoint of a state: folding it and what follows gives the same totals, and the same summary. */
export function checkpointOf(state: State, bounds: CheckpointBounds = BOUNDS): Checkpoint {
  const { items, exchanges } = choose(state, bounds)
  const item = numbering(items)
  const exchange = numbering(exchanges)
  const documents = chooseDocuments(state, items)
  const known = new Set(documents.map(({ id }) => id))
  return {
    facts: factsOf(state),
    unlisted: (state.earlier?.items ?? 0) + state.items.size - items.length,
    trackers: [...state.trackers.values()].map((tracker) => renumberTracker(plain(tracker), item, exchange)),
    documents,
    items: items.flatMap((n) => renumberItem(state.items.get(n), item(n), exchange)),
    exchanges: exchanges.flatMap((n) => renumberExchange(state.exchanges.get(n), exchange(n), item)),
    moments: [...state.moments.takeLast(MOMENTS)].map((moment) => renumberMoment(moment, item)),
    blind: fewer([...state.blind]),
    ties: [...state.ties].map(([tracker, { bySoft, byHard }]) => [
      tracker,
      [...bySoft].map(([soft, ties]) => [soft, [...ties].map((tie) => renumberTie(tie, item))] as const),
      [...byHard].map(([hard, soft]) => [hard, [...soft]] as const),
    ]),
    accepted: state.accepted,
    files: state.files,
    mismatches: state.mismatches,
    tables: tablesOf(state, { item, exchange, known }),
  }
}

function numbering(numbers: readonly number[]): Numbering {
  const places = new Map(numbers.map((n, place) => [n, place]))
  return (n) => places.get(n) ?? FORGOTTEN
}

/** The numbers of what stays listed, ascending: what matters most first, until there is no room. */
function choose(state: State, { size, newest }: CheckpointBounds) {
  const items = new Set<number>()
  const exchanges = new Set<number>()
  let room = size
  const take = (n: number) => {
    const item = items.has(n) ? undefined : state.items.get(n)
    if (!item) return
    const sends = item.attempts.map((attempt) => attempt.exchange).filter((each) => !exchanges.has(each))
    const cost = [item, ...sends.map((each) => state.exchanges.get(each))].reduce((sum, each) => sum + sizeOf(each), 0)
    if (cost > room) return
    room -= cost
    items.add(n)
    for (const each of sends) exchanges.add(each)
  }
  for (const n of wanted(state, newest)) take(n)
  for (let n = state.exchanges.size - 1; n >= Math.max(0, state.exchanges.size - newest); n--) {
    const cost = exchanges.has(n) ? 0 : sizeOf(state.exchanges.get(n))
    if (cost > room) continue
    room -= cost
    exchanges.add(n)
  }
  const ascending = (numbers: ReadonlySet<number>) => [...numbers].sort((a, b) => a - b)
  return { items: ascending(items), exchanges: ascending(exchanges) }
}

const plain = ({ elsewhere, ...own }: Tracker): PlainTracker => ({
  ...own,
  ...(elsewhere ? { elsewhere: elsewhere.toObject() } : {}),
})

const sizeOf = (value: object | undefined) => (value ? JSON.stringify(value).length : 0)

/** Items by how much depends on them: what carries a consent, what is on its way, what is new. */
function* wanted({ items, exchanges, trackers }: State, newest: number): Generator<number> {
  for (const { consent } of trackers.values())
    for (const { item } of Object.values(consent)) if (item !== null) yield item
  let pending = 0
  for (const { counts } of trackers.values())
    pending += counts.buffered + counts.queued + counts['in flight'] + counts.retrying
  for (let n = items.size - 1; n >= 0 && pending > 0; n--) {
    const delivery = items.get(n)?.delivery
    if (delivery !== 'buffered' && delivery !== 'queued' && delivery !== 'in flight' && delivery !== 'retrying')
      continue
    pending--
    yield n
  }
  for (let n = 1; n <= newest; n++) {
    yield* exchanges.get(exchanges.size - n < 0 ? FORGOTTEN : exchanges.size - n)?.items ?? []
    if (n <= items.size) yield items.size - n
  }
}

/** The documents that are open, the newest ones, and those that what stays speaks of; in their order. */
function chooseDocuments({ documents, items, trackers }: State, kept: readonly number[]): readonly DocumentState[] {
  const named = new Set(kept.map((n) => items.get(n)?.doc))
  for (const { doc, instance, elsewhere } of trackers.values())
    for (const each of [doc, instance?.doc, ...(elsewhere?.keys() ?? [])]) named.add(each)
  const newest = documents.size - DOCUMENTS
  return [...documents.values()].filter(
    (document, place) => place >= newest || !document.left || named.has(document.id),
  )
}

/** The newest blind spots; what is missing in the others is counted with the oldest of them. */
function fewer(blind: readonly Blind[]): readonly Blind[] {
  const [first, ...rest] = blind.slice(-BLINDS)
  if (!first || blind.length <= BLINDS) return blind
  const missing = blind.slice(0, -BLINDS).reduce((sum, each) => sum + (each.reason === 'cleared' ? 0 : each.missing), 0)
  return [{ ...first, missing: first.missing + missing }, ...rest]
}

function renumberItem(item: Item | undefined, n: number, exchange: Numbering): readonly Item[] {
  if (!item) return []
  return [{ ...item, n, attempts: item.attempts.map((each) => ({ ...each, exchange: exchange(each.exchange) })) }]
}

function renumberExchange(exchange: Exchange | undefined, n: number, item: Numbering): readonly Exchange[] {
  return exchange ? [{ ...exchange, n, items: exchange.items.map(item) }] : []
}

/** In the new count they have all happened before the first fact after the checkpoint. */
function renumberMoment(moment: Moment, item: Numbering): Moment {
  if (moment.kind !== 'consent' || moment.item === undefined) return { ...moment, fact: 1 }
  const { item: n, ...said } = moment
  const carrier = item(n)
  return { ...said, fact: 1, ...(carrier === FORGOTTEN ? {} : { item: carrier }) }
}

function renumberTie(tie: Tie, item: Numbering): Tie {
  const carrier = tie.item === null ? FORGOTTEN : item(tie.item)
  return { ...tie, item: carrier === FORGOTTEN ? null : carrier }
}

/** What `tablesOf` goes by: the new numbers, and the documents that stay. */
interface Kept {
  readonly item: Numbering
  readonly exchange: Numbering
  readonly known: ReadonlySet<string>
}

function tablesOf({ index }: State, { item, exchange, known }: Kept): CheckpointTables {
  const numbers = (all: Iterable<number>, by: Numbering) => [...all].map(by).filter((n) => n !== FORGOTTEN)
  const byKey = (table: Iterable<[string, Iterable<number>]>): NumbersByKey =>
    [...table].map(([key, all]) => [key, numbers(all, item)] as const).filter(([, all]) => all.length > 0)
  const unpaired: [number, number][] = []
  for (const bucket of index.unpaired)
    for (let i = 0; i < bucket.length; i += 2) unpaired.push([bucket[i] as number, exchange(bucket[i + 1] as number)])
  const sent: number[] = []
  for (const bucket of index.sent) for (let i = 1; i < bucket.length; i += 2) sent.push(bucket[i] as number)
  const requests: [string, number, number][] = []
  for (const [doc, list] of index.requests)
    list.forEach((n, request) => {
      if (n !== undefined) requests.push([doc, request, exchange(n)])
    })
  return {
    waiting: byKey(index.waiting),
    uncalled: byKey(index.uncalled),
    failed: byKey(index.failed),
    sent: numbers(sent, item),
    kept: numbers(index.kept, item),
    instances: [...index.instances].flatMap(([doc, names]) =>
      known.has(doc) ? [...names].map(([name, tracker]) => [`${doc}|${name}`, tracker] as const) : [],
    ),
    unpaired: unpaired.filter(([, n]) => n !== FORGOTTEN),
    requests: requests.filter(([, , n]) => n !== FORGOTTEN),
    causes: [...index.causes],
  }
}
