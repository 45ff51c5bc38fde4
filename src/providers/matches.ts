/**
 * Built-ins for what runs inside pages, where they may be the page's own by the time they are needed: patterns and
 * lists tried on texts, and what else the vendors' surfaces use.
 */

export const { isArray } = Array
export const { hasOwn } = Object
/** So many members of a page's list are looked at: that of a proxy may have no end. */
export const MOST = 100_000
/** A promise of the page's window that comes to nothing. */
export const resolve = Promise.resolve.bind(Promise)

const { exec } = RegExp.prototype
const { call } = Function.prototype
const native = call.bind(exec as never) as unknown as (pattern: RegExp, text: string) => RegExpExecArray | null

/** Whether a value is one of a list's. */
export function isOneOf(list: readonly unknown[], value: unknown): boolean {
  for (let i = 0; i < list.length; i++) if (list[i] === value) return true
  return false
}

/** Whether a pattern is found in a text. */
export function matches(pattern: RegExp, text: string): boolean {
  return native(pattern, text) !== null
}

/** The first piece of a text that a pattern finds; null where it finds none. */
export function found(pattern: RegExp, text: string): string | null {
  return native(pattern, text)?.[0] ?? null
}

/** A text; undefined, which is not told, for anything else. */
export function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
