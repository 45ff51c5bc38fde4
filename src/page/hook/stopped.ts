/** What a stop of Tracklens' own holds back in this document, as the hook knows it. */
import { bare, NativePromise } from './natives'

/** Vendors that are held back. */
export interface Stopped {
  /**
   * Whether a vendor is held back. Where only a note of an earlier document says so: what ends with the background's
   * word. Without a name: whether any vendor is or was; if not, whose something is need not be known.
   */
  readonly holds: (vendor: string) => boolean | Promise<unknown>
  /**
   * Begins to hold a vendor back, or lets it go. `noted`: only a note says so, and whatever can wait does, until this
   * is called without.
   */
  readonly hold: (vendor: string, on: boolean, noted?: boolean) => void
}

/** No vendor's name. */
const ANY = ''

/**
 * `ask` makes the relay order what is held back, before it returns: once, when first needed, since most pages never
 * need to know.
 */
export function createStopped(ask: () => void): Stopped {
  const held: Record<string, boolean | Promise<unknown>> = bare({})
  const ends: Record<string, (value?: unknown) => void> = bare({})
  let asked = false
  return {
    holds(vendor) {
      if (!asked) {
        asked = true
        ask()
      }
      return held[vendor] ?? false
    },
    hold(vendor, on, noted) {
      held[ANY] = true
      held[vendor] = noted
        ? new NativePromise((resolve) => {
            ends[vendor] = resolve
          })
        : on
      if (!noted) ends[vendor]?.()
    },
  }
}
