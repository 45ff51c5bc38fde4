/** Ordered lists of numbers: one is found, added or taken out without going through its list. */
import { type Map as HashMap, List } from 'immutable'

/** The place of a number in a list that is in order, or where it would be. */
export function placeOf(list: List<number>, n: number): number {
  let [from, to] = [0, list.size]
  // Nearly always it is the newest, or the oldest.
  if (to > 0 && (list.last() as number) < n) return to
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((list.get(middle) as number) < n) from = middle + 1
    else to = middle
  }
  return from
}

/** An ordered list with one number more, if it is not there. */
export function withEntry(list: List<number>, n: number): List<number> {
  const at = placeOf(list, n)
  if (at === list.size) return list.push(n)
  return list.get(at) === n ? list : spliced(list, at, at, [n])
}

/** A table of lists with a number more at the end of one of them. */
export function withLast(table: HashMap<string, List<number>>, key: string, n: number): HashMap<string, List<number>> {
  // Not by the table's own `update`, which goes down to it twice.
  return table.set(key, (table.get(key) ?? List<number>()).push(n))
}

/** A list with others in the place of the numbers from `at` to before `end`; cut where fewer have to be moved. */
function spliced(list: List<number>, at: number, end: number, others: readonly number[]): List<number> {
  return at < list.size / 2
    ? list.slice(end).unshift(...list.slice(0, at), ...others)
    : list.slice(0, at).push(...others, ...list.slice(end))
}

/** A table of ordered lists without one entry of one list; an emptied list is removed. */
export function without(
  table: HashMap<string, List<number>>,
  key: string,
  entry: number,
): HashMap<string, List<number>> {
  const list = table.get(key)
  if (!list) return table
  const at = placeOf(list, entry)
  if (list.get(at) !== entry) return table
  const rest = at === 0 ? list.shift() : spliced(list, at, at + 1, [])
  return rest.size ? table.set(key, rest) : table.delete(key)
}
