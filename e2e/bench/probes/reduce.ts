/** Folds a recording and parses its text, in turns. Prints the best of each in µs a fact. */
import type { Fact } from '../../../src/core/fact'
import { emptyState } from '../../../src/core/state'
import { reduceAll } from '../../../src/providers/fold'
import { flood } from '../flood'

const ITEMS = 10_000
const ROUNDS = 6

const texts = flood({ items: ITEMS, start: Date.UTC(2026, 0, 5, 9) }).map((fact) => JSON.stringify(fact))
let fold = Number.POSITIVE_INFINITY
let parse = Number.POSITIVE_INFINITY
for (let round = 0; round < ROUNDS; round++) {
  const began = performance.now()
  const facts = texts.map((text) => JSON.parse(text) as Fact)
  const parsed = performance.now()
  const state = reduceAll(emptyState, facts)
  const folded = performance.now()
  if (state.items.size !== ITEMS) throw new Error(`the flood folds to ${state.items.size} items instead of ${ITEMS}`)
  parse = Math.min(parse, parsed - began)
  fold = Math.min(fold, folded - parsed)
}
const each = 1000 / texts.length
process.stdout.write(JSON.stringify({ fold: fold * each, parse: parse * each, facts: texts.length }))
