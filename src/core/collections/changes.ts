/**
 * What differs between two versions of a persistent list, found in the time of what differs and not of what there is.
 */
import type { List } from 'immutable'

/**
 * How `List` of immutable 5 lays its entries out: leaves of 32 below nodes of 32, and the last leaf apart. Two versions
 * share every node that is the same in both. These fields are the library's own business, so their shape is checked
 * before they are used, and where it is another one every entry is compared instead.
 */
interface Layout {
  readonly size: number
  readonly _origin: number
  readonly _capacity: number
  readonly _level: number
  readonly _root: Node | null | undefined
  readonly _tail: Node | null | undefined
}

interface Node {
  readonly array: readonly unknown[]
}

const SHIFT = 5
const LEAF = 1 << SHIFT
const BLOCK = LEAF << SHIFT

/**
 * The numbers of the entries of `after` that `before` has not, or has as another object; ascending. Entries that only
 * `before` has are not told of. Null: there was nothing before.
 */
export function changesBetween<T>(before: List<T> | null, after: List<T>): readonly number[] {
  if (before === after) return []
  const old = before?.size ? layoutOf(before) : null
  const fresh = after.size ? layoutOf(after) : null
  const numbers: number[] = []
  if (!old || !fresh) {
    const known = before?.size ? before.toArray() : []
    after.forEach((entry, n) => {
      if (n >= known.length || known[n] !== entry) numbers.push(n)
    })
    return numbers
  }
  for (let block = 0; block < fresh.size; block += BLOCK) {
    const [was, is] = [nodeAt(old, block, SHIFT), nodeAt(fresh, block, SHIFT)]
    // The last block may have its last leaf apart, so only one wholly before both tails can be passed by as a whole.
    if (was !== null && was === is && block + BLOCK <= Math.min(tailStart(old), tailStart(fresh))) continue
    for (let leaf = block; leaf < Math.min(block + BLOCK, fresh.size); leaf += LEAF) {
      const wasLeaf = nodeAt(old, leaf, 0)?.array
      const isLeaf = nodeAt(fresh, leaf, 0)?.array
      if (wasLeaf === isLeaf && leaf + LEAF <= old.size) continue
      for (let n = leaf; n < Math.min(leaf + LEAF, fresh.size); n++)
        if (n >= old.size || wasLeaf?.[n - leaf] !== isLeaf?.[n - leaf]) numbers.push(n)
    }
  }
  return numbers
}

function layoutOf(list: unknown): Layout | null {
  const { size, _origin, _capacity, _level, _root, _tail } = list as Partial<Layout>
  const known =
    size !== undefined &&
    _origin === 0 &&
    _capacity === size &&
    typeof _level === 'number' &&
    Array.isArray(_tail?.array) &&
    (size <= LEAF || Array.isArray(_root?.array))
  return known ? { size, _origin, _capacity, _level, _root, _tail } : null
}

/** The number of the first entry that lies in the last leaf. */
function tailStart({ size }: Layout): number {
  return size < LEAF ? 0 : ((size - 1) >>> SHIFT) << SHIFT
}

/** The node of this level (0: a leaf) that holds an entry; null where there is none. */
function nodeAt(layout: Layout, n: number, level: number): Node | null {
  if (n >= layout.size) return null
  if (n >= tailStart(layout)) return level === 0 ? (layout._tail ?? null) : null
  let node = layout._root ?? null
  for (let at = layout._level; node && at > level; at -= SHIFT)
    node = (node.array[(n >>> at) & (LEAF - 1)] as Node | undefined) ?? null
  return layout._level < level ? null : node
}
