/** Comparing ids: an id that one side does not tell is not known to differ. */
import type { Customer } from './item'

/** Ids by name: the soft or the hard ones of a customer. */
export type Ids = Customer['soft']

/** Whether both sides know an id of some name, and it is not the same one. */
export function clash(a: Ids, b: Ids): boolean {
  for (const name in a) if (Object.hasOwn(b, name) && a[name] !== b[name]) return true
  return false
}

/** Whether there is no id at all. */
export function isEmpty(ids: object): boolean {
  for (const _ in ids) return false
  return true
}

/** One id as a key: `cookie=c1`. */
export function idKey(name: string, value: string): string {
  return `${name}=${value}`
}

/** The keys of all ids. */
export function idKeys(ids: Ids): readonly string[] {
  return Object.entries(ids).map(([name, value]) => idKey(name, value))
}
