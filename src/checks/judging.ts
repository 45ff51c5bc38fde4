/**
 * Judging a state by checks, incrementally: only items, moments and documents that changed since the previous state are
 * looked at again.
 */
import { changesBetween } from '../core/collections/changes'
import type { State } from '../core/state'
import type { Check } from './check'
import { Book, type Findings, type Judged } from './findings'
import { keysOf, Lens, Tables } from './past'

/**
 * Makes the evaluator for some checks. It is pure: the same previous findings and state give the same findings. A later
 * state, an earlier one (time travel) and one of another recording are all fine; what they have in common with the
 * previous one is not judged again.
 */
export function createFindings(checks: readonly Check[]): (previous: Findings | null, state: State) => Findings {
  const keys = keysOf(checks)
  const itemChecks = byVendor(checks.filter((check) => check.item))
  const momentChecks = checks.filter((check) => check.moment)
  const trackerChecks = checks.filter((check) => check.tracker)
  const documentChecks = checks.filter((check) => check.document)
  const severities = new Map(checks.map((check) => [check.id, check.severity]))

  return (previous, state) => {
    if (previous?.judged.state === state) return previous
    const before = previous?.judged ?? null
    const changed = {
      items: changesBetween(before?.state.items ?? null, state.items),
      moments: changesBetween(before?.state.moments ?? null, state.moments),
    }
    const tables = nextTables(before, state, changed, keys)
    const round: Round = {
      before: before?.state ?? null,
      state,
      lens: new Lens(state, tables),
      book: new Book(previous, severities),
    }
    judgeItems(round, changed.items, itemChecks)
    judgeMoments(round, changed.moments, momentChecks)
    judgeTrackers(round, trackerChecks)
    judgeDocuments(round, documentChecks)
    return round.book.close({ state, tables })
  }
}

/** One round of judging: from which state to which, what checks may look at, and where it is written down. */
interface Round {
  readonly before: State | null
  readonly state: State
  readonly lens: Lens
  readonly book: Book
}

/** The numbers of what changed since the state before. */
interface Changed {
  readonly items: readonly number[]
  readonly moments: readonly number[]
}

function judgeItems({ before, state, lens, book }: Round, changed: readonly number[], checksOf: ChecksOf): void {
  const { items } = state
  const oldItems = before?.items ?? null
  if (oldItems && items.size < oldItems.size) book.forgetFrom('item ', items.size)
  for (const n of changed) {
    const item = items.get(n)
    if (!item) continue
    const was = oldItems && n < oldItems.size ? oldItems.get(n) : undefined
    if (was && was.vendor !== item.vendor) book.forget(`item ${n}`, checksOf(was.vendor))
    for (const check of checksOf(item.vendor)) {
      const said = check.item?.(item, lens.onItem(check, item)) ?? null
      book.put(check, `item ${n}`, said, { items: [n], tracker: item.tracker, doc: item.doc, at: item.seenAt })
    }
  }
}

function judgeMoments(
  { before, state, lens, book }: Round,
  changed: readonly number[],
  checks: readonly Check[],
): void {
  const { moments } = state
  if (before && moments.size < before.moments.size) book.forgetFrom('moment ', moments.size)
  for (const n of changed) {
    const moment = moments.get(n)
    if (!moment) continue
    const vendor = moment.tracker === null ? undefined : state.trackers.get(moment.tracker)?.vendor
    for (const check of checks) {
      const judges = check.vendor === null || check.vendor === vendor
      const said = judges ? (check.moment?.(moment, lens.onMoment(check, n, moment.at)) ?? null) : null
      book.put(check, `moment ${n}`, said, { items: [], tracker: moment.tracker, doc: moment.doc, at: moment.at })
    }
  }
}

function judgeTrackers({ before, state, lens, book }: Round, checks: readonly Check[]): void {
  for (const id of before?.trackers.keys() ?? []) if (!state.trackers.has(id)) book.forget(`tracker ${id}`, checks)
  const at = Math.max(state.items.last()?.seenAt ?? 0, state.moments.last()?.at ?? 0)
  for (const tracker of state.trackers.values()) {
    for (const check of checks) {
      if (check.vendor !== null && check.vendor !== tracker.vendor) continue
      const said = check.tracker?.(tracker, lens.onOther(check)) ?? null
      const subject = `tracker ${tracker.id}`
      const since = book.known(check.id, subject)?.at ?? at
      book.put(check, subject, said, { items: [], tracker: tracker.id, doc: tracker.instance?.doc ?? null, at: since })
    }
  }
}

function judgeDocuments({ before, state, lens, book }: Round, checks: readonly Check[]): void {
  if (before?.documents === state.documents) return
  for (const id of before?.documents.keys() ?? []) if (!state.documents.has(id)) book.forget(`document ${id}`, checks)
  for (const document of state.documents.values()) {
    if (before?.documents.get(document.id) === document) continue
    for (const check of checks) {
      const said = check.document?.(document, lens.onOther(check)) ?? null
      book.put(check, `document ${document.id}`, said, {
        items: [],
        tracker: null,
        doc: document.id,
        at: document.startedAt,
      })
    }
  }
}

/**
 * The tables at this state: those of the previous one carried on, or new ones where another state has already carried
 * them on.
 */
function nextTables(
  before: Judged | null,
  state: State,
  changed: Changed,
  keys: readonly NonNullable<Check['key']>[],
): Tables {
  const { items, moments } = state
  const kept = before !== null && before.tables.owner === before.state ? before : null
  const tables = kept?.tables ?? new Tables(keys)
  tables.owner = state
  const old = kept?.state.items ?? null
  if (old && items.size < old.size) tables.items.cut(items.size)
  if (old)
    for (const n of changed.items) {
      const item = items.get(n)
      if (item) tables.enterItem(item, n < old.size ? old.get(n) : undefined)
    }
  else for (const item of items) tables.enterItem(item, undefined)
  // Moments never change by themselves; when a tracker gets its key they all do, and their table is made anew.
  const seen = kept?.state.moments.size ?? 0
  const appended = kept !== null && moments.size >= seen && (changed.moments[0] ?? seen) >= seen
  if (!appended) {
    tables.moments.clear()
    for (const [n, moment] of moments.entries()) tables.enterMoment(moment, n)
    return tables
  }
  for (const n of changed.moments) {
    const moment = moments.get(n)
    if (moment) tables.enterMoment(moment, n)
  }
  return tables
}

/** Which checks judge the items of a vendor. */
type ChecksOf = (vendor: string | undefined) => readonly Check[]

function byVendor(checks: readonly Check[]): ChecksOf {
  const tables = new Map<string, readonly Check[]>()
  return (vendor = '') => {
    const known = tables.get(vendor)
    if (known) return known
    const made = checks.filter((check) => check.vendor === null || check.vendor === vendor)
    tables.set(vendor, made)
    return made
  }
}
