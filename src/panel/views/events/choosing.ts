/** Which items are chosen: one with its details open, or several. */
import type { Store } from '../../../ui/store/store'
import type { Choosing } from './grid-props'
import type { Lines } from './lines'

/** What choosing needs: the lines between two rows, where a range began, and where one is. */
export interface Place {
  readonly lines: Lines
  readonly anchor: number | null
  readonly cursor: number | null
}

const NONE: ReadonlySet<number> = new Set()

/** Chooses an item; gives the number of the item from which the next range goes. */
export function choose(store: Store, n: number, how: Choosing, { lines, anchor, cursor }: Place): number {
  const before = store.chosen.peek()
  const only = store.selected.peek()
  if (how === 'only') {
    settle(store, NONE, n)
    return n
  }
  if (how === 'toggle') {
    const next = new Set(before.size === 0 && only !== null ? [only] : before)
    if (!next.delete(n)) next.add(n)
    settle(store, next, only === null ? null : ([...next].at(-1) ?? null))
    return n
  }
  const from = anchor ?? only ?? cursor ?? n
  const [a, b] = [lines.lineOf(from), lines.lineOf(n)]
  const between = new Set<number>()
  // From where it began, so that two of them are told in their order.
  for (let line = Math.min(a, b); line >= 0 && line <= Math.max(a, b); line++) {
    const item = lines.at(line)
    if (item) between.add(item.n)
  }
  settle(store, between, only === null ? null : n)
  return from
}

/** Chooses everything that is listed. */
export function chooseAll(store: Store, lines: Lines): void {
  const all = new Set<number>()
  for (let line = 0; line < lines.size; line++) {
    const item = lines.at(line)
    if (item) all.add(item.n)
  }
  settle(store, all, store.selected.peek())
}

/** One alone is no choice of several. */
function settle(store: Store, chosen: ReadonlySet<number>, selected: number | null): void {
  const alone = chosen.size === 1 && selected !== null
  store.chosen.value = alone ? NONE : chosen
  store.selected.value = alone ? ([...chosen][0] ?? null) : selected
}
