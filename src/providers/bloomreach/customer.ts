/** Customer IDs: which of them are soft, and how they are read from what a call or a request carries. */
import type { Customer } from '../../core/item'
import { isMark, isObject, type Json } from '../../core/json'

/**
 * The IDs that stand for a browser or a device. `cookie` is the SDKs' own (guide line 180), `google_analytics` is added
 * by the Web SDK. A project may define further soft IDs, which the traffic does not tell apart from hard ones.
 */
export const SOFT_IDS: readonly string[] = ['cookie', 'google_analytics']

/** The hard ID of the guide's examples (line 108); a project may define others. */
export const HARD_IDS: readonly string[] = ['registered']

/** What is to be said of every other one. */
export const OPEN_IDS =
  'Your project decides whether this ID is hard: documented as one is `registered` alone (guide line 108).'

/** Nobody known. */
const NOBODY: Customer = { soft: {}, hard: {} }

/** An ID's value as text; null for what is no ID at all (null, a mark, a list, an object). Numbers are legal IDs. */
export function idText(value: Json | undefined): string | null {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : null
}

/** Sorts an object of IDs into soft and hard ones. Anything that is no object gives nobody. */
export function customerOf(ids: Json | undefined): Customer {
  if (!isObject(ids) || isMark(ids)) return NOBODY
  const soft: Record<string, string> = {}
  const hard: Record<string, string> = {}
  for (const name of Object.keys(ids)) {
    const text = idText(ids[name])
    if (text !== null) (SOFT_IDS.includes(name) ? soft : hard)[name] = text
  }
  return { soft, hard }
}
