/** What files amount to, as plain values for whoever writes a verdict: rows of items, findings, counts; masked. */
import { checks } from '../../checks'
import { type Check, SEVERITIES, type Severity } from '../../checks/check'
import type { Finding, Findings } from '../../checks/findings'
import { DELIVERIES, type Delivery, type Item } from '../../core/item'
import { isTime, type Json, type JsonObject } from '../../core/json'
import type { Completeness } from '../../core/query/completeness'
import type { State } from '../../core/state'
import { doubtOfId } from '../../providers/id-kind'
import { vendorOf } from '../../providers/registry'
import { isOfPerson } from '../mask/known'
import type { Mask } from '../mask/mask'
import type { Planned } from '../planned'
import { finish, inParts, type Steps, within } from '../steps'

/** One item. Its keys are a promise: whoever reads NDJSON depends on them. Times are ISO 8601, UTC, milliseconds. */
export interface Row {
  readonly v: 1
  readonly time: string
  readonly name: string
  readonly type: Item['type']
  readonly vendor: string
  /** The project token, stream id or write key; null where none was seen. */
  readonly key: string | null
  /** Who it was on the wire, else when it was called; null where nobody knows. */
  /** IDs by name in `soft` and `hard`; `hardOrSoft` names those of which nobody knows whether they are hard. */
  readonly customer: Json
  readonly delivery: Delivery
  readonly why: string
  readonly attempts: readonly Try[]
  readonly properties: Json
  readonly findings: readonly RowFinding[]
  /** The file that tells of it. */
  readonly source: string
}

/** One try to send an item. */
interface Try {
  readonly time: string
  readonly status: number | null
  readonly outcome: string
  readonly words: string | null
}

/** What was found about a row. */
interface RowFinding {
  readonly check: string
  readonly severity: Severity
  readonly text: string
}

/** One finding, with the numbers of the rows that it is about, from 0. */
export interface Found extends RowFinding {
  readonly title: string
  readonly advice: string
  readonly time: string
  readonly items: readonly number[]
}

/** Findings of this severity and worse fail; `never` lets everything pass. */
export type FailOn = 'error' | 'warning' | 'never'

/** The whole answer to “is it fine?”. */
export interface Result {
  readonly verdict: 'pass' | 'fail' | 'nothing tracked'
  readonly failOn: FailOn
  readonly files: readonly string[]
  readonly items: readonly Row[]
  readonly counts: Readonly<Partial<Record<Delivery, number>>>
  readonly findings: readonly Found[]
  readonly severities: Readonly<Record<Severity, number>>
  /** How many findings fail. */
  readonly failing: number
  /** Whether nothing speaks against having all; what does, in sentences. */
  readonly complete: boolean
  readonly lacks: readonly string[]
  /** What was seen of the tracking plan; null without one. */
  readonly plan: Planned | null
}

/** What a result is made of. */
export interface Judged {
  readonly state: State
  readonly findings: Findings
  readonly completeness: Completeness
}

/** How a result is made. */
export interface Asked {
  readonly mask: Mask
  readonly failOn: FailOn
  /** Ids of checks that are not asked. */
  readonly ignored: ReadonlySet<string>
  /** The checks by which was judged; absent: everybody's. With a plan there are more. */
  readonly checks?: readonly Check[]
  /** What was seen of the plan by which was judged. */
  readonly planned?: Planned | null
  readonly files: readonly string[]
  /** The file that a document's facts came from. */
  readonly sourceOf: (doc: string) => string
}

/** Findings at or above this severity. */
export function fails(failOn: FailOn, severity: Severity): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn)
}

/** The rows of some items, in steps. */
export function* rowsInSteps(judged: Judged, asked: Asked, items: readonly Item[]): Steps<readonly Row[]> {
  return yield* rowsOf(items, foundIn(judged, asked), judged.state, asked)
}

function* rowsOf(items: readonly Item[], found: readonly Found[], state: State, asked: Asked): Steps<readonly Row[]> {
  const byItem = new Map<number, Found[]>()
  for (const each of found) for (const n of each.items) byItem.set(n, [...(byItem.get(n) ?? []), each])
  const rows: Row[] = []
  // Everything is looked through before anything is masked: what is known from one row is replaced in the others.
  yield* within(
    inParts(items, (part) => asked.mask.learn(part.map(({ name, why, attempts }) => ({ name, why, attempts })))),
    0,
    0.3,
  )
  yield* within(
    inParts(items, (part) => {
      for (const item of part) rows.push(rowOf(item, byItem.get(item.n) ?? [], state, asked))
    }),
    0.3,
    1,
  )
  return rows
}

function foundIn({ findings }: Judged, asked: Asked): readonly Found[] {
  const { mask, ignored } = asked
  const known = new Map((asked.checks ?? checks).map((check) => [check.id, check]))
  const told = [...findings.byCheck.values()]
    .flatMap((entries) => [...entries.values()])
    .filter(({ check }) => !ignored.has(check))
  mask.learn(told.map(({ text }) => text))
  return told
    .flatMap((finding): Found[] => foundOf(finding, known.get(finding.check), mask))
    .sort((a, b) => rank(a) - rank(b) || (a.check < b.check ? -1 : a.check > b.check ? 1 : 0) || byTime(a, b))
}

/** Makes the result of what was judged. */
export function resultOf(judged: Judged, asked: Asked): Result {
  const { state, completeness } = judged
  const { mask, failOn, files } = asked
  const found = foundIn(judged, asked)
  const items = finish(rowsOf(state.items.toArray(), found, state, asked))
  const failing = found.filter(({ severity }) => fails(failOn, severity)).length
  return {
    verdict: items.length === 0 ? 'nothing tracked' : failing > 0 ? 'fail' : 'pass',
    failOn,
    files: files.map(mask.text),
    items,
    counts: countsOf(items),
    findings: found,
    severities: {
      error: found.filter(({ severity }) => severity === 'error').length,
      warning: found.filter(({ severity }) => severity === 'warning').length,
      note: found.filter(({ severity }) => severity === 'note').length,
    },
    failing,
    complete: completeness.complete,
    lacks: completeness.doubts.map(({ text }) => mask.text(text)),
    plan: asked.planned ?? null,
  }
}

function rowOf(item: Item, found: readonly Found[], state: State, { mask, sourceOf }: Asked): Row {
  const who = item.sentAs ?? item.calledAs
  const doubted = Object.keys(who?.hard ?? {}).filter((name) => doubtOfId(item.vendor, name) !== null)
  const place = isOfPerson(item) ? 'traits' : 'properties'
  const key = state.trackers.get(item.tracker)?.key
  return {
    v: 1,
    time: iso(item.seenAt),
    name: mask.text(item.name),
    type: item.type,
    vendor: vendorOf(item.vendor)?.name ?? item.vendor,
    key: key == null ? null : mask.text(key),
    customer: who && {
      ...mask.json<JsonObject>({ soft: who.soft, hard: who.hard }, 'sentAs'),
      ...(doubted.length > 0 ? { hardOrSoft: doubted } : {}),
    },
    delivery: item.delivery,
    why: mask.text(item.why),
    attempts: item.attempts.map(({ sentAt, status, outcome, words }) => ({
      time: iso(sentAt),
      status,
      outcome,
      words: words === null ? null : mask.text(words),
    })),
    properties: mask.json<JsonObject>(item.wireProperties ?? item.properties, place),
    findings: found.map(({ check, severity, text }) => ({ check, severity, text })),
    source: mask.text(sourceOf(item.doc)),
  }
}

function foundOf(finding: Finding, check: Check | undefined, mask: Mask): Found[] {
  if (!check) return []
  const { id, severity, title, advice } = check
  const { text, items, at } = finding
  return [{ check: id, severity, title, advice, text: mask.text(text), items, time: iso(at) }]
}

function countsOf(items: readonly Row[]): Result['counts'] {
  const counts = new Map<Delivery, number>()
  for (const { delivery } of items) counts.set(delivery, (counts.get(delivery) ?? 0) + 1)
  return Object.fromEntries(DELIVERIES.flatMap((each) => (counts.has(each) ? [[each, counts.get(each)]] : [])))
}

/** A time for machines; one that is beyond all dates is left as the beginning of time. */
function iso(at: number): string {
  return new Date(isTime(at) ? at : 0).toISOString()
}

const rank = ({ severity }: Found): number => SEVERITIES.indexOf(severity)
const byTime = (a: Found, b: Found): number => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)
