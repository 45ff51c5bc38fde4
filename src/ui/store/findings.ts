/** What was found in the shown state, by rule and worst first, without what was cleared away. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { type Check, SEVERITIES, type Severity } from '../../checks/check'
import type { Finding, Findings } from '../../checks/findings'
import { presentPage } from '../../core/query/present'
import type { ViewStart } from './in-view'
import type { Mute } from './preferences'
import type { Store } from './store'

/** One rule with what it found, as far as it is not cleared away. */
export interface FindingGroup {
  readonly check: Check
  readonly findings: readonly Finding[]
}

const WRONG_USER: readonly string[] = ['any-sent-as-other', 'any-late-bound']

/** Whether a rule finds what went out as somebody else: whatever else is wrong, this is asked for first. */
export function findsWrongUser(check: Check): boolean {
  return WRONG_USER.includes(check.id)
}

/**
 * A finding as far as it is in view, with those of its items that are; null where nothing of it is. One without items
 * is in view where it came since. What is of the page that the view begins with is, although that page, or its tracker,
 * was there before it was heard of.
 */
function asInView(finding: Finding, start: ViewStart): Finding | null {
  const { items, at, doc } = finding
  if (items.length === 0) return at > start.at || (doc !== null && doc === start.doc) ? finding : null
  const shown = items.filter((n) => n >= start.items)
  const hidden = items.length - shown.length
  if (shown.length === 0 || hidden === 0) return shown.length === 0 ? null : finding
  // The sentence may count them, or name one of them.
  const text = `${finding.text} ${hidden} of its ${items.length} items ${hidden === 1 ? 'is' : 'are'} not in view.`
  return { ...finding, text, items: shown }
}

/** What was found, as far as it is in view; of an item that is not, what was found of it stays. */
export function findingsInView(findings: Findings, start: ViewStart): Findings {
  if (start.position === 0) return findings
  const cut = new Map<Finding, Finding | null>()
  const within = (finding: Finding): Finding | null => {
    const known = cut.get(finding)
    if (known !== undefined) return known
    const shown = asInView(finding, start)
    cut.set(finding, shown)
    return shown
  }
  return {
    ...findings,
    byCheck: findings.byCheck.map((found) => found.map(within).filter((each) => each !== null)),
    byItem: findings.byItem.map((found, n) => (n < start.items ? found : found.flatMap((each) => within(each) ?? []))),
  }
}

/** What was found in a store's shown state, sorted for people. */
const judged = new WeakMap<Store, ReadonlySignal<readonly FindingGroup[]>>()

/** What was found in the shown state, by rule: judged once for every view that asks. */
export function findingGroupsOf(store: Store): ReadonlySignal<readonly FindingGroup[]> {
  const known = judged.get(store)
  if (known) return known
  const cache = new Map<
    string,
    { readonly entries: unknown; readonly start: ViewStart; readonly findings: readonly Finding[] }
  >()
  const made = computed(() => {
    const found = store.findings.value
    const start = store.inView.start.value
    const groups: FindingGroup[] = []
    for (const check of store.checks.value) {
      const entries = found.byCheck.get(check.id)
      if (!entries) continue
      const old = cache.get(check.id)
      const same = old?.entries === entries && old.start === start
      const findings = same
        ? old.findings
        : [...entries.values()]
            .flatMap((each) => asInView(each, start) ?? [])
            .sort((a, b) => a.at - b.at || first(a) - first(b))
      cache.set(check.id, { entries, start, findings })
      if (findings.length) groups.push({ check, findings })
    }
    const isWrongUser = ({ check }: FindingGroup): number => (findsWrongUser(check) ? 0 : 1)
    return groups.sort(
      (a, b) =>
        isWrongUser(a) - isWrongUser(b) || rank(a.check) - rank(b.check) || b.findings.length - a.findings.length,
    )
  })
  judged.set(store, made)
  return made
}

const first = (finding: Finding): number => finding.items[0] ?? -1
const rank = (check: Check): number => SEVERITIES.indexOf(check.severity)

/** The host of the site that is looked at, as mutes know it; null where no page is known, or it has none. */
export function siteOf(store: Store): string | null {
  const { documents } = store.state.value
  const page = presentPage(store.state.value) ?? documents.findLast(({ top }) => top)
  return (page && URL.canParse(page.url) && new URL(page.url).host) || null
}

/** Whether the findings of a rule are not to be shown on a site. */
function isMuted(muted: readonly Mute[], rule: string, site: string | null): boolean {
  return muted.some((each) => each.rule === rule && (each.site === null || each.site === site))
}

/** What was found by the rules that are not muted, and by those that are. */
export function heardOf(store: Store): {
  readonly heard: readonly FindingGroup[]
  readonly muted: readonly FindingGroup[]
} {
  const groups = findingGroupsOf(store).value
  const { muted } = store.preferences.value.value
  const site = siteOf(store)
  return {
    heard: groups.filter(({ check }) => !isMuted(muted, check.id, site)),
    muted: groups.filter(({ check }) => isMuted(muted, check.id, site)),
  }
}

/** How many of these findings are that severe. */
export function countOf(groups: readonly FindingGroup[], severity: Severity): number {
  return groups.reduce((sum, { check, findings }) => sum + (check.severity === severity ? findings.length : 0), 0)
}
