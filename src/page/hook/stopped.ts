/** What a stop of Tracklens' own holds back in this document, as the hook knows it. */
import { bare, NativePromise } from './natives'

/** Vendors that are held back. */
export interface Stopped {
  readonly holds: (vendor: string) => boolean
  /** Where only a note of an earlier document says so: what ends with the background's word. Asked after `holds`. */
  readonly word: (vendor: string) => Promise<unknown> | undefined
  /**
   * Begins to hold a vendor back, or lets it go. `noted`: only a note says so, and whatever can wait does, until this
   * is called without.
   */
  readonly hold: (vendor: string, on: boolean, noted?: boolean) => void
}

/**
 * `ask` makes the relay order what is held back, before it returns: once, when first needed, since most pages never
 * need to know.
 */
export function createStopped(ask: () => void): Stopped {
  const held: Record<string, boolean> = bare({})
  const words: Record<string, Promise<unknown> | undefined> = bare({})
  const ends: Record<string, (value?: unknown) => void> = bare({})
  let asked = false
  return {
    holds(vendor) {
      if (!asked) {
        asked = true
        ask()
      }
      return !!held[vendor]
    },
    word: (vendor) => words[vendor],
    hold(vendor, on, noted) {
      words[vendor] = noted
        ? new NativePromise((resolve) => {
            ends[vendor] = resolve
          })
        : undefined
      if (noted) return
      held[vendor] = on
      ends[vendor]?.()
    },
  }
}
