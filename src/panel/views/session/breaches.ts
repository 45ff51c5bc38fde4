/**
 * Items that were sent before consent was known, without consent, or after a stop: the findings of exactly those rules.
 */
import type { Finding } from '../../../checks/findings'
import type { FindingGroup } from '../../../ui/store/findings'

/** The rules, worst first, with the short word for the picture. */
const RULES: readonly { readonly id: string; readonly word: string }[] = [
  { id: 'any-after-stop', word: 'after stop' },
  { id: 'any-without-consent', word: 'without consent' },
  { id: 'any-before-consent', word: 'before consent' },
]

/** One item that stands out. */
export interface Breach {
  readonly item: number
  readonly word: string
  readonly text: string
}

/** The items that the findings of those rules are about, in the order of the ledger. */
export function breachesOf(groups: readonly FindingGroup[]): readonly Breach[] {
  const byItem = new Map<number, Breach>()
  for (const { id, word } of RULES) {
    for (const finding of groups.find(({ check }) => check.id === id)?.findings ?? []) enter(byItem, finding, word)
  }
  return [...byItem.values()].sort((a, b) => a.item - b.item)
}

/** The worst rule's word stands where several apply. */
function enter(byItem: Map<number, Breach>, finding: Finding, word: string): void {
  for (const item of finding.items) if (!byItem.has(item)) byItem.set(item, { item, word, text: finding.text })
}
