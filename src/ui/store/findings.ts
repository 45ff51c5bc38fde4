/** What was found in the shown state, by rule and worst first, without what was cleared away. */
import { computed, type ReadonlySignal } from '@preact/signals'
import { checks } from '../../checks'
import { type Check, SEVERITIES } from '../../checks/check'
import type { Finding } from '../../checks/findings'
import type { Store } from './store'

/** One rule with what it found, as far as it is not cleared away. */
export interface FindingGroup {
  readonly check: Check
  readonly findings: readonly Finding[]
}

/** What was found in a store's shown state, sorted for people. */
const judged = new WeakMap<Store, ReadonlySignal<readonly FindingGroup[]>>()

/** What was found in the shown state, by rule: judged once for every view that asks. */
export function findingGroupsOf(store: Store): ReadonlySignal<readonly FindingGroup[]> {
  const known = judged.get(store)
  if (known) return known
  const cache = new Map<
    string,
    { readonly entries: unknown; readonly since: number; readonly findings: readonly Finding[] }
  >()
  const made = computed(() => {
    const found = store.findings.value
    const { items: below, at: since } = store.inView.start.value
    const groups: FindingGroup[] = []
    for (const check of checks) {
      const entries = found.byCheck.get(check.id)
      if (!entries) continue
      const old = cache.get(check.id)
      const shown = (finding: Finding): boolean =>
        finding.items.length ? finding.items.some((n) => n >= below) : finding.at >= since
      const same = old?.entries === entries && old.since === since
      const findings = same
        ? old.findings
        : [...entries.values()].filter(shown).sort((a, b) => a.at - b.at || first(a) - first(b))
      cache.set(check.id, { entries, since, findings })
      if (findings.length) groups.push({ check, findings })
    }
    return groups.sort((a, b) => rank(a.check) - rank(b.check) || b.findings.length - a.findings.length)
  })
  judged.set(store, made)
  return made
}

const first = (finding: Finding): number => finding.items[0] ?? -1
const rank = (check: Check): number => SEVERITIES.indexOf(check.severity)
