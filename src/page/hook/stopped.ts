/** What a stop of Tracklens' own holds back in this document, as the hook knows it. */
import { bare } from './natives'

/** Vendors that are held back. */
export interface Stopped {
  readonly holds: (vendor: string) => boolean
  /** Begins to hold a vendor back, or lets it go; returns whether that changed anything. */
  readonly hold: (vendor: string, on: boolean) => boolean
}

/**
 * `ask` makes the relay order what is held back, before it returns: once, when first needed, since most pages never
 * need to know.
 */
export function createStopped(ask: () => void): Stopped {
  const held: Record<string, boolean> = bare({})
  let asked = false
  return {
    holds(vendor) {
      if (!asked) {
        asked = true
        ask()
      }
      return !!held[vendor]
    },
    hold(vendor, on) {
      if (!!held[vendor] === on) return false
      held[vendor] = on
      return true
    },
  }
}
