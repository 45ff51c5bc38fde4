/** Keeps groups of a list up to date while a view shows them, in slices that never hold a frame up. */
import type { List } from 'immutable'
import { useEffect, useMemo, useReducer } from 'preact/hooks'
import type { Groups } from '../../core/collections/groups'
import { later } from './after-paint'

/** The longest that one slice reads, in milliseconds. */
const SLICE = 12

/**
 * The groups of a list as it is now. `complete` is false while they still fill; the view is drawn again when more is
 * read.
 */
export function useGroups<T extends object>(
  make: () => Groups<T>,
  list: List<T>,
): { readonly groups: Groups<T>; readonly complete: boolean } {
  const groups = useMemo(make, [])
  const [round, again] = useReducer((times: number) => times + 1, 0)
  const began = performance.now()
  const complete = groups.update(list, () => performance.now() - began > SLICE)
  useEffect(() => {
    if (complete) return
    let wanted = true
    later(() => wanted && again(undefined))
    return () => {
      wanted = false
    }
  }, [complete, list, round])
  return { groups, complete }
}
