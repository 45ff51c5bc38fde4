/** Values of the look-up tables that are nearly always one: a list for each of them would cost as much as the item that it leads to. */

/** The one empty list, for whatever has none of something. */
export const NOTHING: readonly never[] = []

/** One value, or several in the order in which they were added. */
export type Few<T extends string | number> = T | readonly T[]

/** The values as a list. */
export function listed<T extends string | number>(few: Few<T> | undefined): readonly T[] {
  if (few === undefined) return NOTHING
  return isList(few) ? few : [few]
}

/** The values with one more at the end; one that was there already goes there. */
export function withOne<T extends string | number>(few: Few<T> | undefined, value: T): Few<T> {
  return few === undefined || few === value ? value : [...listed(few).filter((known) => known !== value), value]
}

/** The values without one; undefined where none is left. */
export function withoutOne<T extends string | number>(few: Few<T> | undefined, value: T): Few<T> | undefined {
  const rest = listed(few).filter((known) => known !== value)
  return rest.length > 1 ? rest : rest[0]
}

function isList<T extends string | number>(few: Few<T>): few is readonly T[] {
  return typeof few === 'object'
}
