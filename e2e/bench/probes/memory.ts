/** Measures the heap with the facts of a flood, then with their folded state too. Prints bytes an item. */
import type { Fact } from '../../../src/core/fact'
import { emptyState } from '../../../src/core/state'
import { reduceAll } from '../../../src/providers/fold'
import { flood } from '../flood'

const ITEMS = 20_000

function live(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

function measure(items: number): { beyond: number; payload: number } {
  const texts = flood({ items, start: Date.UTC(2026, 0, 5, 9) }).map((fact) => JSON.stringify(fact))
  const payload = texts.reduce((sum, text) => sum + text.length, 0)
  const facts = texts.map((text) => JSON.parse(text) as Fact)
  texts.length = 0
  const before = live()
  const state = reduceAll(emptyState, facts)
  const after = live()
  if (state.items.size !== items || facts.length === 0) throw new Error(`the flood folds to ${state.items.size} items instead of ${items}`)
  return { beyond: (after - before) / items, payload: payload / items }
}

// Once for what is compiled and cached on first use, which is no item's.
measure(500)
process.stdout.write(JSON.stringify(measure(ITEMS)))
