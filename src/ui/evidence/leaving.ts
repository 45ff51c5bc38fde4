/** Makes what leaves the panel, masked or not: the one way for files, tickets and copies. Loaded when it is needed. */

import type { Finding } from '../../checks/findings'
import type { Fact } from '../../core/fact'
import type { Item } from '../../core/item'
import { completeness, heardBrowser } from '../../core/query/completeness'
import { parseFilter } from '../../core/query/filter'
import { idsOf } from '../../core/query/whose'
import { type About, type Evidence, evidenceOf } from '../../files/evidence'
import { createMask, type Mask, type Masking } from '../../files/mask/mask'
import { type Offered, offeredIn } from '../../files/mask/offered'
import type { Masked } from '../../files/mask/report'
import { type Planned, plannedOf } from '../../files/planned'
import { factsOfItems } from '../../files/subset'
import { writeCsv } from '../../files/write/csv'
import { writeHar } from '../../files/write/har'
import { writeHtml } from '../../files/write/html'
import { writeJira } from '../../files/write/jira'
import { writeMarkdown } from '../../files/write/markdown'
import { ndjson } from '../../files/write/ndjson'
import { writeRecording } from '../../files/write/recording'
import { resultOf } from '../../files/write/result'
import { browserName, exportKey, OWN_VERSION } from '../browser/about'
import { clockTime } from '../parts/text'
import { vendorName } from '../parts/vendor'
import { coverageOf } from '../store/coverage'
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

const WRITERS: Readonly<Record<Exclude<Form, 'recording' | 'ndjson'>, (evidence: Evidence) => string>> = {
  markdown: writeMarkdown,
  jira: writeJira,
  html: writeHtml,
  csv: writeCsv,
  har: writeHar,
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
  const filter = parseFilter(store.filterText.value, vendorName, (item) => idsOf(store.state.value, item))
  return listed.filter(filter.matches)
}

/** Makes an export, and says what is in it. */
export function makeExport(store: Store, wish: Wish): Preview {
  const items = itemsIn(store, wish.scope, wish.cleared)
  const mask = maskFor(store, wish)
  const text = written(store, wish, { items, mask })
  return { items: items.length, masked: mask.report(), offered: offeredIn(items), text }
}

function written(
  store: Store,
  wish: Wish,
  { items, mask }: { readonly items: readonly Item[]; readonly mask: Mask },
): string {
  if (wish.form === 'recording') return recordingOf(store, wish, mask)
  if (wish.form === 'ndjson') return rowsOf(store, items, mask)
  return WRITERS[wish.form](gather(store, items, mask, wish))
}

/** The same rows as the command line writes. */
function rowsOf(store: Store, items: readonly Item[], mask: Mask): string {
  const state = store.state.value
  const result = resultOf(
    { state, findings: store.findings.value, completeness: completeness(state, heardBrowser(state)) },
    {
      ...{ mask, failOn: 'never', ignored: new Set(), files: [], checks: store.checks.value },
      sourceOf: () => store.recording.value ?? 'panel',
    },
  )
  return ndjson({ ...result, items: items.flatMap(({ n }) => result.items[n] ?? []) })
}

/** What a ticket is about: items with all that was found of them, or one finding with its items. */
export type Subject = readonly number[] | Finding

/** A ticket's text. */
export function ticketOf(store: Store, subject: Subject, form: 'markdown' | 'jira', personal: boolean): string {
  const { state, findings } = store
  const what = 'check' in subject ? { items: subject.items, told: [subject] } : { items: subject }
  const wanted = {
    state: state.value,
    findings: findings.value,
    checks: store.checks.value,
    about: aboutOf(store, personal),
    ...what,
  }
  return WRITERS[form](evidenceOf(wanted, maskFor(store, { personal })))
}

/** Anything that is copied, masked or not; without secrets in either case. */
export function copyOf<T>(store: Store, value: T, personal: boolean): T {
  return maskFor(store, { personal }).json(value)
}

function maskFor(store: Store, { personal, chosen = [] }: Partial<Masking>): Mask {
  return createMask({ personal: personal === true, key: exportKey(), chosen }, store.state.value)
}

function gather(store: Store, items: readonly Item[], mask: Mask, wish: Wish): Evidence {
  return evidenceOf(
    {
      state: store.state.value,
      findings: store.findings.value,
      items: items.map(({ n }) => n),
      checks: store.checks.value,
      ...(wish.scope === 'everything' ? { told: 'all' as const, planned: plannedIn(store, mask) } : {}),
      about: aboutOf(store, wish.personal),
    },
    mask,
  )
}

/** What was seen of the plan in force; null without one. */
function plannedIn(store: Store, mask: Mask): Planned | null {
  const plan = store.plan.value
  return plan && plannedOf(plan.plan.name, plan.coverage(store.state.value), mask)
}

function recordingOf(store: Store, wish: Wish, mask: Mask): string {
  const everything = store.inView.facts(wish.cleared)
  const whole: readonly Fact[] = wish.scope === 'everything' ? everything : store.inView.facts(true)
  const facts =
    wish.scope === 'everything' ? whole : factsOfItems(whole, new Set(itemsIn(store, wish.scope).map(({ n }) => n)))
  return writeRecording(mask.facts(facts), store.now.value || Date.now(), !wish.personal)
}

function aboutOf(store: Store, personal: boolean): About {
  const recording = store.recording.value
  return {
    madeAt: Date.now(),
    version: OWN_VERSION,
    browser: browserName(),
    completeness:
      recording === null
        ? coverageOf(store.state.value, store.sources.value, clockTime).line
        : `From the recording ${recording}; ${store.state.value.blind.size.toLocaleString('en')} gaps counted in it`,
    masked: !personal,
  }
}
