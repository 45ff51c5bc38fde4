/**
 * Judging a state by checks, incrementally: only items, moments and documents that changed since the previous state are
 * looked at again.
 */
import { Map as HashMap } from 'immutable'
import { changesBetween } from '../core/collections/changes'
import type { State } from '../core/state'
import type { Check, Severity, Verdict } from './check'
import { keysOf, Lens, Tables } from './past'

/** One thing found. */
export interface Finding {
  /** The id of the check. */
  readonly check: string
  /**
   * What was judged: `item 12`, `moment 3`, `tracker …`, `document …`; with the check's id it names the finding for
   * good.
   */
  readonly subject: string
  /** The sentence with the concrete values. */
  readonly text: string
  /** Ledger numbers of the items it is about, ascending; may be empty. */
  readonly items: readonly number[]
  readonly tracker: string | null
  readonly doc: string | null
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Everything found in a state. */
export interface Findings {
  /** Check id → subject → finding. A check without findings has no entry. */
  readonly byCheck: HashMap<string, HashMap<string, Finding>>
  /** Item number → what was found about it. */
  readonly byItem: HashMap<number, readonly Finding[]>
  readonly counts: Readonly<Record<Severity, number>>
  /** What was judged, for the next comparison; nobody else's business. */
  readonly judged: Judged
}

interface Judged {
  readonly state: State
  readonly tables: Tables
}

/**
 * The same findings, to judge another line of states from: whoever goes on from the original keeps its look-up tables.
 */
export function branchOff(findings: Findings): Findings {
  return { ...findings, judged: { ...findings.judged, tables: new Tables([]) } }
}

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
    const { items, moments } = state
    const oldItems = before?.state.items ?? null
    const changedItems = changesBetween(oldItems, items)
    const changedMoments = changesBetween(before?.state.moments ?? null, moments)
    const tables = nextTables(before, state, changedItems, changedMoments, keys)
    const book = new Book(previous, severities)
    const lens = new Lens(state, tables)

    if (oldItems && items.size < oldItems.size) book.forgetFrom('item ', items.size)
    for (const n of changedItems) {
      const item = items.get(n)
      if (!item) continue
      const was = oldItems && n < oldItems.size ? oldItems.get(n) : undefined
      if (was && was.vendor !== item.vendor) book.forget(`item ${n}`, itemChecks(was.vendor))
      for (const check of itemChecks(item.vendor)) {
        const said = check.item?.(item, lens.onItem(check, item)) ?? null
        book.put(check, `item ${n}`, said, { items: [n], tracker: item.tracker, doc: item.doc, at: item.seenAt })
      }
    }

    if (before && moments.size < before.state.moments.size) book.forgetFrom('moment ', moments.size)
    for (const n of changedMoments) {
      const moment = moments.get(n)
      if (!moment) continue
      const vendor = moment.tracker === null ? undefined : state.trackers.get(moment.tracker)?.vendor
      for (const check of momentChecks) {
        const judges = check.vendor === null || check.vendor === vendor
        const said = judges ? (check.moment?.(moment, lens.onMoment(check, n, moment.at)) ?? null) : null
        book.put(check, `moment ${n}`, said, { items: [], tracker: moment.tracker, doc: moment.doc, at: moment.at })
      }
    }

    judgeTrackers(before?.state ?? null, state, trackerChecks, lens, book)
    judgeDocuments(before?.state ?? null, state, documentChecks, lens, book)
    return book.close({ state, tables })
  }
}

function judgeTrackers(before: State | null, state: State, checks: readonly Check[], lens: Lens, book: Book): void {
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

function judgeDocuments(before: State | null, state: State, checks: readonly Check[], lens: Lens, book: Book): void {
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
  changedItems: readonly number[],
  changedMoments: readonly number[],
  keys: readonly NonNullable<Check['key']>[],
): Tables {
  const { items, moments } = state
  const kept = before !== null && before.tables.owner === before.state ? before : null
  const tables = kept?.tables ?? new Tables(keys)
  tables.owner = state
  const old = kept?.state.items ?? null
  if (old && items.size < old.size) tables.cutItems(items.size)
  if (old)
    for (const n of changedItems) {
      const item = items.get(n)
      if (item) tables.enterItem(item, n < old.size ? old.get(n) : undefined)
    }
  else for (const item of items) tables.enterItem(item, undefined)
  // Moments never change by themselves; when a tracker gets its key they all do, and their table is made anew.
  const seen = kept?.state.moments.size ?? 0
  const appended = kept !== null && moments.size >= seen && (changedMoments[0] ?? seen) >= seen
  if (!appended) {
    tables.dropMoments()
    for (const [n, moment] of moments.entries()) tables.enterMoment(moment, n)
    return tables
  }
  for (const n of changedMoments) {
    const moment = moments.get(n)
    if (moment) tables.enterMoment(moment, n)
  }
  return tables
}

/** Which checks judge the items of which vendor. */
function byVendor(checks: readonly Check[]): (vendor: string | undefined) => readonly Check[] {
  const tables = new Map<string, readonly Check[]>()
  return (vendor = '') => {
    const known = tables.get(vendor)
    if (known) return known
    const made = checks.filter((check) => check.vendor === null || check.vendor === vendor)
    tables.set(vendor, made)
    return made
  }
}

/** The findings while they are being changed. */
class Book {
  readonly #byCheck: Map<string, HashMap<string, Finding>> = new Map()
  readonly #before: HashMap<string, HashMap<string, Finding>>
  readonly #severities: ReadonlyMap<string, Severity>
  readonly #counts: Record<Severity, number>
  #byItem: HashMap<number, readonly Finding[]>

  constructor(previous: Findings | null, severities: ReadonlyMap<string, Severity>) {
    this.#before = previous?.byCheck ?? HashMap()
    this.#byItem = (previous?.byItem ?? HashMap<number, readonly Finding[]>()).asMutable()
    this.#counts = { ...(previous?.counts ?? { error: 0, warning: 0, info: 0 }) }
    this.#severities = severities
  }

  known(check: string, subject: string): Finding | undefined {
    return this.#of(check)?.get(subject)
  }

  put(check: Check, subject: string, said: Verdict | null, about: Omit<Finding, 'check' | 'subject' | 'text'>): void {
    const old = this.known(check.id, subject)
    if (said === null) {
      if (old) this.#replace(check.id, subject, old, null)
      return
    }
    const { text, items } = typeof said === 'string' ? { text: said, items: about.items } : said
    const finding: Finding = { ...about, check: check.id, subject, text, items }
    if (!old || !sameFinding(old, finding)) this.#replace(check.id, subject, old, finding)
  }

  forget(subject: string, checks: readonly Check[]): void {
    for (const { id } of checks) {
      const old = this.known(id, subject)
      if (old) this.#replace(id, subject, old, null)
    }
  }

  /** Forgets what was found in items or moments with a number from `size` on: they are gone. */
  forgetFrom(prefix: 'item ' | 'moment ', size: number): void {
    for (const check of this.#before.keys())
      for (const [subject, finding] of this.#of(check)?.toArray() ?? [])
        if (subject.startsWith(prefix) && Number(subject.slice(prefix.length)) >= size)
          this.#replace(check, subject, finding, null)
  }

  close(judged: Judged): Findings {
    const byCheck = this.#before.withMutations((map) => {
      for (const [id, entries] of this.#byCheck) {
        if (entries.size) map.set(id, entries.asImmutable())
        else map.delete(id)
      }
    })
    return { byCheck, byItem: this.#byItem.asImmutable(), counts: this.#counts, judged }
  }

  #of(check: string): HashMap<string, Finding> | undefined {
    return this.#byCheck.get(check) ?? this.#before.get(check)
  }

  #replace(check: string, subject: string, old: Finding | undefined, next: Finding | null): void {
    const entries = this.#byCheck.get(check) ?? (this.#before.get(check) ?? HashMap<string, Finding>()).asMutable()
    this.#byCheck.set(check, next ? entries.set(subject, next) : entries.delete(subject))
    this.#counts[this.#severities.get(check) ?? 'info'] += (next ? 1 : 0) - (old ? 1 : 0)
    for (const n of old?.items ?? [])
      this.#setItem(
        n,
        (this.#byItem.get(n) ?? []).filter((finding) => finding !== old),
      )
    for (const n of next?.items ?? []) if (next) this.#setItem(n, [...(this.#byItem.get(n) ?? []), next])
  }

  #setItem(n: number, list: readonly Finding[]): void {
    this.#byItem = list.length ? this.#byItem.set(n, list) : this.#byItem.delete(n)
  }
}

function sameFinding(a: Finding, b: Finding): boolean {
  return (
    a.text === b.text &&
    a.tracker === b.tracker &&
    a.doc === b.doc &&
    a.at === b.at &&
    a.items.length === b.items.length &&
    a.items.every((n, i) => n === b.items[i])
  )
}
