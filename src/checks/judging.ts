/**
 * Judging a state by checks. What is found follows from the state and the time alone; it is reached incrementally, by
 * looking again at what changed since the previous state and at what was judged in the light of it.
 */
import { changesBetween } from '../core/collections/changes'
import { remembered } from '../core/collections/remembered'
import type { Item, ItemType } from '../core/item'
import type { Moment, State } from '../core/state'
import { Book } from './book'
import type { Check } from './check'
import type { Findings, Judged } from './findings'
import { keysOf, Lens, Reach, Tables } from './past'
import { wentWell } from './reading'
import { type Changed, toJudge } from './touched'

/**
 * Makes the evaluator for some checks. It is pure: the same state and time give the same findings, whatever was judged
 * before. A later state, an earlier one (time travel) and one of another recording are all fine as the next; what they
 * have in common with the previous one is not judged again. `now` is in milliseconds since 1970.
 */
export function createFindings(
  checks: readonly Check[],
): (previous: Findings | null, state: State, now: number) => Findings {
  const keys = keysOf(checks)
  const of = {
    items: checks.filter((check) => check.item),
    moments: checks.filter((check) => check.moment),
    trackers: checks.filter((check) => check.tracker),
    documents: checks.filter((check) => check.document),
  }
  const itemChecks = byVendor(of.items)
  const severities = new Map(checks.map((check) => [check.id, check.severity]))
  const reach = new Reach()

  return (last, state, now) => {
    const previous = last && isNear(last.judged.state, state) ? last : null
    const before = previous?.judged ?? null
    const changed = changesSince(before?.state ?? null, state)
    const tables = nextTables(before, state, changed, () => new Tables(keys, of.moments))
    const lens = new Lens(state, now, tables, reach)
    const book = new Book(previous, severities)
    const round: Round = { before: before?.state ?? null, state, lens, book }
    const again = toJudge({ changed, state, tables, reach }, of.items, of.moments)
    judgeItems(round, again.whole, again.parts, itemChecks)
    judgeMoments(round, again.moments, again.byMoment, of.moments)
    judgeTrackers(round, of.trackers)
    judgeDocuments(round, of.documents)
    const nothing = previous !== null && previous.judged.state === state && !book.written
    return nothing ? previous : book.close({ state, tables })
  }
}

/** Whether a state has enough in common with the one before that looking at what changed is less than starting anew. */
function isNear(before: State, state: State): boolean {
  return before.items.size - state.items.size <= state.items.size
}

/** One round of judging: from which state to which, what checks may look at, and where it is written down. */
interface Round {
  readonly before: State | null
  readonly state: State
  readonly lens: Lens
  readonly book: Book
}

function changesSince(before: State | null, state: State): Changed {
  const known = before?.items ?? null
  const items = changesBetween(known, state.items)
  const gone: number[] = []
  for (let n = state.items.size; known && n < known.size; n++) gone.push(n)
  return {
    before,
    items: gone.length ? [...items, ...gone] : items,
    moments: changesBetween(before?.moments ?? null, state.moments),
    exchanges: before?.exchanges === state.exchanges ? [] : changesBetween(before?.exchanges ?? null, state.exchanges),
  }
}

function judgeItems(
  { before, state, lens, book }: Round,
  whole: ReadonlySet<number>,
  parts: ReadonlyMap<Check, ReadonlySet<number>>,
  checksOf: ChecksOf,
): void {
  const { items } = state
  const known = before?.items
  if (known && items.size < known.size) book.forgetFrom('item ', items.size)
  const judge = (check: Check, item: Item, subject: string, told = false): boolean => {
    const said = told ? null : (check.item?.(item, lens.onItem(check, item)) ?? null)
    if (said !== null)
      book.put(check, subject, said, { items: [item.n], tracker: item.tracker, doc: item.doc, at: item.seenAt })
    // Of an item that is new nothing was said before.
    else if (known && item.n < known.size) book.takeBack(check, subject)
    return said !== null
  }
  for (const n of whole) {
    const item = items.get(n)
    if (!item) continue
    const was = known && n < known.size ? known.get(n) : undefined
    if (was && was.vendor !== item.vendor) book.forget(`item ${n}`, checksOf(was.vendor))
    const subject = `item ${n}`
    let told: readonly string[] = NONE
    // Of an item that is new nothing was said before that had to be taken back.
    for (const check of known && n < known.size ? checksOf(item.vendor) : checksOf(item.vendor, item))
      if (judge(check, item, subject, told.includes(check.id)) && check.instead) told = [...told, ...check.instead]
  }
  for (const [check, numbers] of parts)
    for (const n of numbers) {
      const item = whole.has(n) ? undefined : items.get(n)
      if (item && (check.vendor === null || check.vendor === item.vendor)) judge(check, item, `item ${n}`)
    }
}

function judgeMoments(
  { before, state, lens, book }: Round,
  whole: ReadonlySet<number>,
  parts: ReadonlyMap<Check, ReadonlySet<number>>,
  checks: readonly Check[],
): void {
  const { moments } = state
  if (before && moments.size < before.moments.size) book.forgetFrom('moment ', moments.size)
  const judge = (check: Check, n: number, moment: Moment) => {
    const judges = check.vendor === null || check.vendor === state.trackers.get(moment.tracker ?? '')?.vendor
    const said = judges ? (check.moment?.(moment, lens.onMoment(check, n, moment)) ?? null) : null
    book.put(check, `moment ${n}`, said, { items: [], tracker: moment.tracker, doc: moment.doc, at: moment.at })
  }
  for (const n of whole) {
    const moment = moments.get(n)
    if (moment) for (const check of checks) judge(check, n, moment)
  }
  for (const [check, numbers] of parts)
    for (const n of numbers) {
      const moment = whole.has(n) ? undefined : moments.get(n)
      if (moment) judge(check, n, moment)
    }
}

function judgeTrackers({ before, state, lens, book }: Round, checks: readonly Check[]): void {
  for (const id of before?.trackers.keys() ?? []) if (!state.trackers.has(id)) book.forget(`tracker ${id}`, checks)
  for (const tracker of state.trackers.values()) {
    for (const check of checks) {
      if (check.vendor !== null && check.vendor !== tracker.vendor) continue
      const said = check.tracker?.(tracker, lens.onTracker(check)) ?? null
      const at = said === null ? 0 : lens.firstSight(tracker.id)
      book.put(check, `tracker ${tracker.id}`, said, {
        items: [],
        tracker: tracker.id,
        doc: tracker.instance?.doc ?? null,
        at,
      })
    }
  }
}

function judgeDocuments({ before, state, book }: Round, checks: readonly Check[]): void {
  const vendors = vendorsOf(state)
  const same = before !== null && [...vendorsOf(before)].join() === [...vendors].join()
  if (same && before.documents === state.documents) return
  for (const id of before?.documents.keys() ?? []) if (!state.documents.has(id)) book.forget(`document ${id}`, checks)
  for (const document of state.documents.values()) {
    if (same && before.documents.get(document.id) === document) continue
    for (const check of checks)
      book.put(check, `document ${document.id}`, check.document?.(document, vendors) ?? null, {
        items: [],
        tracker: null,
        doc: document.id,
        at: document.startedAt,
      })
  }
}

function vendorsOf({ trackers }: State): ReadonlySet<string> {
  return new Set([...trackers.values()].map(({ vendor }) => vendor).sort())
}

/**
 * The tables at this state: those of the previous one carried on, or new ones where another state has already carried
 * them on.
 */
function nextTables(before: Judged | null, state: State, changed: Changed, make: () => Tables): Tables {
  const { items, moments } = state
  const kept = before?.tables?.owner === before?.state ? before : null
  const tables = kept?.tables ?? make()
  tables.owner = state
  const old = kept?.state.items ?? null
  if (old) for (const n of changed.items) tables.enterItem(n, items.get(n), n < old.size ? old.get(n) : undefined)
  else for (const item of items) tables.enterItem(item.n, item, undefined)
  // Moments never change by themselves; when a tracker gets its key they all do, and their table is made anew.
  const seen = kept?.state.moments.size ?? 0
  const appended = kept !== null && moments.size >= seen && (changed.moments[0] ?? seen) >= seen
  if (!appended) {
    tables.clearMoments()
    for (const [n, moment] of moments.entries()) tables.enterMoment(moment, n)
    return tables
  }
  for (const n of changed.moments) {
    const moment = moments.get(n)
    if (moment) tables.enterMoment(moment, n)
  }
  return tables
}

const NONE: readonly string[] = []

/**
 * Which checks judge the items of a vendor, or those of them that may find anything in this one; those that speak
 * instead of others come first.
 */
type ChecksOf = (vendor: string | undefined, item?: Item) => readonly Check[]

function byVendor(checks: readonly Check[]): ChecksOf {
  const all = remembered((vendor) =>
    checks
      .filter((check) => check.vendor === null || check.vendor === vendor)
      .sort((a, b) => Number(b.instead !== undefined) - Number(a.instead !== undefined)),
  )
  const ofType = remembered((vendor) =>
    remembered((type) => all(vendor).filter(({ types }) => types === undefined || types.includes(type as ItemType))),
  )
  const smooth = remembered((vendor) =>
    remembered((type) => ofType(vendor)(type).filter(({ troubled }) => troubled !== true)),
  )
  return (vendor = '', item) => (item ? (wentWell(item) ? smooth : ofType)(vendor)(item.type) : all(vendor))
}
