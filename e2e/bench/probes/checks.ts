/** Folds a recording and judges it, in turns. Prints the best of each in µs a fact, and how much was found. */

import { emptyState } from '../../../src/core/state'
import { judge } from '../../../src/inspection'
import { reduceAll } from '../../../src/providers/fold'
import { flood } from '../flood'

const ITEMS = 10_000
const ROUNDS = 6

const facts = flood({ items: ITEMS, start: Date.UTC(2026, 0, 5, 9) })
const now = facts.at(-1)?.at ?? 0
let fold = Number.POSITIVE_INFINITY
let judged = Number.POSITIVE_INFINITY
let found = 0
for (let round = 0; round < ROUNDS; round++) {
  const began = performance.now()
  const state = reduceAll(emptyState, facts)
  const folded = performance.now()
  found = judge(null, state, { now }).byCheck.size
  judged = Math.min(judged, performance.now() - folded)
  fold = Math.min(fold, folded - began)
}
if (found === 0) throw new Error('nothing was found in the flood: the checks did not run')
const each = 1000 / facts.length
process.stdout.write(JSON.stringify({ fold: fold * each, judged: judged * each, facts: facts.length }))
