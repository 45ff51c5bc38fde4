/** What a stop of Tracklens' own holds back in this document, as the hook knows it. */
import { ownMap } from './natives'

/** Vendors that are held back. */
export interface Held {
  readonly has: (vendor: string) => boolean
  /** Returns whether that changed anything. */
  readonly set: (vendor: string, on: boolean) => boolean
}

/**
 * `ask` makes the relay order what is held back, before it returns: once, when first needed, since most pages never
 * need to know.
 */
export function createHeld(ask: () => void): Held {
  const held = ownMap<string, true>()
  let asked = false
  return {
    has(vendor) {
      if (!asked) {
        asked = true
        ask()
      }
      return held.has(vendor)
    },
    set(vendor, on) {
      if (held.has(vendor) === on) return false
      if (on) held.set(vendor, true)
      else held.delete(vendor)
      return true
    },
  }
}
