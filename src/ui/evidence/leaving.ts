/** Makes what leaves the panel, masked or not: the one way for files, tickets and copies. Loaded when it is needed. */

import type { Check } from '../../checks/check'
import type { Finding, Findings } from '../../checks/findings'
import type { Fact } from '../../core/fact'
import type { Item } from '../../core/item'
import { completeness, heardBrowser } from '../../core/query/completeness'
import { parseFilter } from '../../core/query/filter'
import { peopleIn } from '../../core/query/whose'
import type { State } from '../../core/state'
import { type About, type Evidence, evidenceInSteps, evidenceOf } from '../../files/evidence'
import { createMask, type Mask, type Masking, maskInSteps } from '../../files/mask/mask'
import { type Offered, offeredIn } from '../../files/mask/offered'
import type { Masked } from '../../files/mask/report'
import { type Planned, plannedOf } from '../../files/planned'
import { finish, joined, type Steps, within } from '../../files/steps'
import { factsOfItems } from '../../files/subset'
import { csvParts } from '../../files/write/csv'
import { harParts } from '../../files/write/har'
import { htmlParts } from '../../files/write/html'
import { jiraParts } from '../../files/write/jira'
import { markdownParts } from '../../files/write/markdown'
import { ndjsonLines } from '../../files/write/ndjson'
import { recordingParts } from '../../files/write/recording'
import { rowsInSteps } from '../../files/write/result'
import { browserName, exportKey, OWN_VERSION } from '../browser/about'
import { clockTime } from '../parts/text'
import { vendorName } from '../parts/vendor'
import { coverageOf } from '../store/coverage'
import { findingsInView } from '../store/findings'
import type { Store } from '../store/store'
import type { Form } from './forms'

/** What is to leave: the chosen items, those that the filter lists, or all. */
export type Scope = 'selected' | 'shown' | 'everything'

/** An export as it is asked for. */
export interface Wish {
  readonly scope: Scope
  /** Items that were cleared, or belong to earlier pages that are not listed, too. Only with `everything`. */
  readonly cleared: boolean
  readonly form: Form
  readonly personal: boolean
  /** Names of fields that are masked beside those that are known to be personal. */
  readonly chosen: readonly string[]
}

/** What an export would be. */
export interface Preview {
  readonly items: number
  readonly masked: readonly Masked[]
  readonly offered: readonly Offered[]
  readonly text: string
}

const WRITERS: Readonly<Record<Exclude<Form, 'recording' | 'ndjson'>, (evidence: Evidence) => Iterable<string>>> = {
  markdown: markdownParts,
  jira: jiraParts,
  html: htmlParts,
  csv: csvParts,
  har: harParts,
}

/** The items of a scope, in the order of the ledger. */
export function itemsIn(store: Store, scope: Scope, cleared = false): readonly Item[] {
  const { items } = store.state.value
  if (scope === 'selected') {
    const one = store.selected.value
    const numbers =
      store.chosen.value.size > 0 ? [...store.chosen.value].sort((a, b) => a - b) : one === null ? [] : [one]
    return numbers.map((n) => items.get(n)).filter((item) => item !== undefined)
  }
  const from = scope === 'everything' && cleared ? 0 : store.hiddenBelow.value
  const listed = items.slice(from).toArray()
  if (scope === 'everything') return listed
  const filter = parseFilter(
    store.filterText.value,
    vendorName,
    peopleIn(() => store.state.value),
  )
  return listed.filter(filter.matches)
}

/** Makes an export in steps, and says what is in it: of what was seen at the first one, whatever comes meanwhile. */
export function* exportInSteps(store: Store, wish: Wish): Steps<Preview> {
  const seen = seenIn(store, wish)
  const items = itemsIn(store, wish.scope, wish.cleared)
  const facts = wish.form === 'recording' ? yield* within(factsFor(store, wish, items), 0, 0.15) : []
  const mask = yield* within(maskInSteps(maskingFor(wish), seen.state), 0.15, 0.3)
  const text =
    wish.form === 'recording'
      ? yield* recordingText(seen.now, wish, mask, facts)
      : wish.form === 'ndjson'
        ? yield* rowsText(store, seen, items, mask)
        : yield* reportText(store, seen, { wish, items, mask })
  return { items: items.length, masked: mask.report(), offered: offeredIn(items), text }
}

/** The same at once. */
export function makeExport(store: Store, wish: Wish): Preview {
  return finish(exportInSteps(store, wish))
}

/** What is shown, when an export is asked for. */
interface Seen {
  readonly state: State
  readonly findings: Findings
  readonly checks: readonly Check[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** What was found is told as far as it is in view, as the items are. */
function seenIn(store: Store, { cleared }: Wish): Seen {
  const findings = store.findings.peek()
  return {
    state: store.state.peek(),
    findings: cleared ? findings : findingsInView(findings, store.inView.start.peek()),
    checks: store.checks.peek(),
    now: store.now.peek() || Date.now(),
  }
}

function* factsFor(store: Store, { scope, cleared }: Wish, items: readonly Item[]): Steps<readonly Fact[]> {
  return scope === 'everything'
    ? store.inView.facts(cleared)
    : yield* factsOfItems(store.inView.facts(true), new Set(items.map(({ n }) => n)))
}

function* recordingText(savedAt: number, wish: Wish, mask: Mask, facts: readonly Fact[]): Steps<string> {
  const masked = yield* within(mask.factsInSteps(facts), 0.3, 0.8)
  const parts = recordingParts(masked, savedAt, !wish.personal)
  return yield* within(joined(parts, masked.length), 0.8, 1)
}

/** The same rows as the command line writes. */
function* rowsText(store: Store, seen: Seen, items: readonly Item[], mask: Mask): Steps<string> {
  const { state, findings, checks } = seen
  const judged = { state, findings, completeness: completeness(state, heardBrowser(state)) }
  const recording = store.recording.peek()
  const asked = { mask, failOn: 'never', ignored: new Set<string>(), files: [], checks } as const
  const told = rowsInSteps(judged, { ...asked, sourceOf: () => recording ?? 'panel' }, items)
  const rows = yield* within(told, 0.3, 0.8)
  return yield* within(joined(ndjsonLines(rows), rows.length), 0.8, 1)
}

/** An export that is made of evidence. */
interface Report {
  readonly wish: Wish
  readonly items: readonly Item[]
  readonly mask: Mask
}

function* reportText(store: Store, seen: Seen, { wish, items, mask }: Report): Steps<string> {
  const { form, scope, personal } = wish
  if (form === 'recording' || form === 'ndjson') return ''
  const whole =
    scope === 'everything'
      ? {
          told: 'all' as const,
          planned: plannedIn(store, seen.state.items.slice(items[0]?.n ?? seen.state.items.size), mask),
        }
      : {}
  const wanted = { ...seen, items: items.map(({ n }) => n), ...whole, about: aboutOf(store, personal) }
  const evidence = yield* within(evidenceInSteps(wanted, mask), 0.3, 0.8)
  // Of each item a report has some blocks.
  const about = form === 'csv' || form === 'har' ? items.length : items.length * 6
  return yield* within(joined(WRITERS[form](evidence), about + 1), 0.8, 1)
}

/** What a ticket is about: items with all that was found of them, or one finding with its items. */
export type Subject = readonly number[] | Finding

/** A ticket's text. */
export function ticketOf(store: Store, subject: Subject, form: 'markdown' | 'jira', personal: boolean): string {
  const what = 'check' in subject ? { items: subject.items, told: [subject] } : { items: subject }
  const wanted = {
    state: store.state.value,
    findings: findingsInView(store.findings.value, store.inView.start.value),
    checks: store.checks.value,
    about: aboutOf(store, personal),
    ...what,
  }
  return [...WRITERS[form](evidenceOf(wanted, maskFor(store, { personal })))].join('')
}

/** Anything that is copied, masked or not; without secrets in either case. */
export function copyOf<T>(store: Store, value: T, personal: boolean): T {
  return maskFor(store, { personal }).json(value)
}

function maskFor(store: Store, masking: Pick<Masking, 'personal'>): Mask {
  return createMask(maskingFor(masking), store.state.value)
}

function maskingFor({ personal, chosen = [] }: Pick<Masking, 'personal' | 'chosen'>): Masking {
  return { personal, key: exportKey(), chosen }
}

/** What these items are of the plan in force; null without one. */
function plannedIn(store: Store, items: State['items'], mask: Mask): Planned | null {
  const plan = store.plan.value
  return plan && plannedOf(plan.plan.name, plan.coverage({ items }), mask)
}

function aboutOf(store: Store, personal: boolean): About {
  return {
    madeAt: Date.now(),
    ...(store.recording.value && { filesUntil: store.now.value || null }),
    version: OWN_VERSION,
    browser: browserName(),
    completeness: completenessOf(store),
    masked: !personal,
  }
}

/** How complete the record is, and each thing that is missing in it, and why. */
function completenessOf(store: Store): string {
  const state = store.state.value
  const recording = store.recording.value
  if (recording === null) {
    const beside = { behind: store.log.value.behind.value, traffic: store.inView.traffic.value }
    const { line, limits } = coverageOf(state, store.sources.value, clockTime, beside)
    const missing = limits.filter(({ weight }) => weight === 'broken')
    return [line, ...missing.map(({ what, why }) => `Not seen: ${what}. ${why}`)].join('\n')
  }
  const gaps = state.blind.size
  const { doubts } = completeness(state, heardBrowser(state))
  const counted = `${gaps.toLocaleString('en')} ${gaps === 1 ? 'gap' : 'gaps'} counted in it`
  return [`From the recording ${recording}; ${counted}`, ...doubts.map(({ text }) => text)].join('\n')
}
