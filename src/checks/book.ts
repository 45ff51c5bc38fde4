/** The book in which findings are changed while a state is judged. */
import { Map as HashMap } from 'immutable'
import type { Check, Severity, Verdict } from './check'
import type { Finding, Findings, Judged } from './findings'

/** The findings while they are being changed. */
export class Book {
  readonly #byCheck: Map<string, HashMap<string, Finding>> = new Map()
  readonly #before: HashMap<string, HashMap<string, Finding>>
  readonly #severities: ReadonlyMap<string, Severity>
  readonly #counts: Record<Severity, number>
  readonly #byItemBefore: HashMap<number, readonly Finding[]>
  /** What is found now about the items of which anything else was found before, in no order. */
  readonly #byItem = new Map<number, Set<Finding>>()
  /** Whether anything was entered that was not there before. */
  written = false

  constructor(previous: Findings | null, severities: ReadonlyMap<string, Severity>) {
    this.#before = previous?.byCheck ?? HashMap()
    this.#byItemBefore = previous?.byItem ?? HashMap()
    this.#counts = { ...(previous?.counts ?? { error: 0, warning: 0, note: 0 }) }
    this.#severities = severities
  }

  /** What the check has found of a subject so far. */
  known(check: string, subject: string): Finding | undefined {
    return this.#of(check)?.get(subject)
  }

  /** Enters what the check says of a subject; null takes back what it said before. */
  put(check: Check, subject: string, said: Verdict | null, about: Omit<Finding, 'check' | 'subject' | 'text'>): void {
    if (said === null) {
      this.takeBack(check, subject)
      return
    }
    const old = this.known(check.id, subject)
    const told = typeof said === 'string' ? { text: said } : said
    const finding: Finding = { ...about, check: check.id, subject, ...told }
    if (!old || !sameFinding(old, finding)) this.#replace(check.id, subject, old, finding)
  }

  /** Takes back what the check said of a subject, if it said anything. */
  takeBack({ id }: Check, subject: string): void {
    const old = this.known(id, subject)
    if (old) this.#replace(id, subject, old, null)
  }

  /** Takes back what the checks said of a subject. */
  forget(subject: string, checks: readonly Check[]): void {
    for (const check of checks) this.takeBack(check, subject)
  }

  /** Forgets what was found in items or moments with a number from `size` on: they are gone. */
  forgetFrom(prefix: 'item ' | 'moment ', size: number): void {
    for (const check of this.#before.keys())
      for (const [subject, finding] of this.#of(check)?.toArray() ?? [])
        if (subject.startsWith(prefix) && Number(subject.slice(prefix.length)) >= size)
          this.#replace(check, subject, finding, null)
  }

  /** The findings as they are now; the book is not written any more. */
  close(judged: Judged): Findings {
    const byCheck = this.#before.withMutations((map) => {
      for (const [id, entries] of this.#byCheck) {
        if (entries.size) map.set(id, entries.asImmutable())
        else map.delete(id)
      }
    })
    const byItem = this.#byItemBefore.withMutations((map) => {
      for (const [n, found] of this.#byItem) {
        if (found.size) map.set(n, [...found].sort(inOrder))
        else map.delete(n)
      }
    })
    return { byCheck, byItem, counts: this.#counts, judged }
  }

  #of(check: string): HashMap<string, Finding> | undefined {
    return this.#byCheck.get(check) ?? this.#before.get(check)
  }

  #replace(check: string, subject: string, old: Finding | undefined, next: Finding | null): void {
    this.written = true
    const entries = this.#byCheck.get(check) ?? (this.#before.get(check) ?? HashMap<string, Finding>()).asMutable()
    this.#byCheck.set(check, next ? entries.set(subject, next) : entries.delete(subject))
    this.#counts[this.#severities.get(check) ?? 'note'] += (next ? 1 : 0) - (old ? 1 : 0)
    if (old) for (const n of old.items) this.#about(n).delete(old)
    if (next) for (const n of next.items) this.#about(n).add(next)
  }

  /** What is found about an item. One may be told of by thousands: they are brought into order once, at the end. */
  #about(n: number): Set<Finding> {
    const known = this.#byItem.get(n)
    if (known) return known
    const fresh = new Set(this.#byItemBefore.get(n))
    this.#byItem.set(n, fresh)
    return fresh
  }
}

/** An order that does not tell what was judged first. */
function inOrder(a: Finding, b: Finding): number {
  if (a.check !== b.check) return a.check < b.check ? -1 : 1
  return a.subject < b.subject ? -1 : 1
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
