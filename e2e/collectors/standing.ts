/** The rules that a collector is under: which of them a request falls under, and the answers that they hold. */

import type { Collector, Thing } from './contract'
import { matches, type Rule } from './rule'

/** A rule in force: how many requests it is still about, and what answers those that it holds. */
interface Standing {
  readonly rule: Rule
  left: number
  readonly held: (() => void)[]
}

/** The rules of one collector; the newest that matches counts. */
export interface StandingRules extends Pick<Collector, 'rule' | 'rules' | 'behave'> {
  /** The rule that a request falls under, counted as used once more. */
  of(path: string, things: readonly Thing[]): Standing | undefined
}

/** No rules so far. */
export function createRules(): StandingRules {
  let all: readonly Standing[] = []
  const takeBack = (gone: readonly Standing[]) => {
    all = all.filter((one) => !gone.includes(one))
    for (const answer of gone.flatMap(({ held }) => held)) answer()
  }
  return {
    of(path, things) {
      const found = all.findLast(({ rule, left }) => left > 0 && matches(rule, path, things))
      if (found) found.left--
      return found
    },
    rule(rule) {
      const entry: Standing = { rule, left: rule.times ?? Number.POSITIVE_INFINITY, held: [] }
      all = [...all, entry]
      return () => takeBack([entry])
    },
    behave: () => takeBack(all),
    rules: () => all.filter((one) => one.left > 0).map((one) => one.rule),
  }
}
