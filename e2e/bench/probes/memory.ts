/** Measures the heap with the facts of a flood, then with their folded state too. Prints bytes per item. */
import type { Fact } from '../../../src/core/fact'
import { emptyState } from '../../../src/core/state'
import { reduceAll } from '../../../src/providers/fold'
import { flood } from '../flood'

const ITEMS = 20_000

function live(): number {
  for (let i = 0; i < 3; i++) globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

// Each step in a function of its own: whatever a frame has held in passing may live on until the frame ends, and what
// is freed between the two looks at the heap would be taken off the state's share.
const textsOf = (items: number): readonly string[] =>
  flood({ items, start: Date.UTC(2026, 0, 5, 9) }).map((fact) => JSON.stringify(fact))
const factsOf = (texts: readonly string[]): readonly Fact[] => texts.map((text) => JSON.parse(text) as Fact)
const sizeOf = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0)

function recording(items: number): { facts: readonly Fact[]; payload: number } {
  const texts = textsOf(items)
  return { facts: factsOf(texts), payload: sizeOf(texts) / items }
}

function measure(items: number): { beyond: number; payload: number } {
  const { facts, payload } = recording(items)
  const before = live()
  const state = reduceAll(emptyState, facts)
  const after = live()
  if (state.items.size !== items || facts.length === 0)
    throw new Error(`the flood folds to ${state.items.size} items instead of ${items}`)
  return { beyond: (after - before) / items, payload }
}

// Once for what is compiled and cached on first use, which is no item's.
measure(500)
process.stdout.write(JSON.stringify(measure(ITEMS)))
