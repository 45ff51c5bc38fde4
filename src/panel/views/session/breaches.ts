/** Items that were sent before consent was known, without consent, or after a stop: the findings of exactly those rules. */
import { checks } from '../../../checks'
import { createFindings, type Finding, type Findings } from '../../../checks/findings'
import type { State } from '../../../core/state'

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

/** Makes the reader of one view: each state is judged from the one judged before. */
export function createBreaches(): (state: State) => readonly Breach[] {
  const judge = createFindings(checks.filter((check) => RULES.some(({ id }) => id === check.id)))
  let last: Findings | null = null
  let lists: readonly unknown[] = []
  let made: readonly Breach[] = []
  return (state) => {
    last = judge(last, state)
    const found = RULES.map(({ id }) => last?.byCheck.get(id))
    if (lists.length === found.length && found.every((list, i) => list === lists[i])) return made
    lists = found
    const byItem = new Map<number, Breach>()
    RULES.forEach(({ word }, i) => {
      for (const finding of found[i]?.values() ?? []) enter(byItem, finding, word)
    })
    made = [...byItem.values()].sort((a, b) => a.item - b.item)
    return made
  }
}

/** The worst rule's word stands where several apply. */
function enter(byItem: Map<number, Breach>, finding: Finding, word: string): void {
  for (const item of finding.items) if (!byItem.has(item)) byItem.set(item, { item, word, text: finding.text })
}
