/**
 * What Tracklens' own stop holds back in this document, and the note of it that the next document of the same origin
 * reads.
 */
import { isVendor } from '../../providers/stores'
import { later } from './timer'

/**
 * The entry in the page's session storage: the vendors' names with commas between, there only while a stop is in force.
 * The background's word takes a few milliseconds, and a page's first script does not wait for it; of what a content
 * script can read at once, only this belongs to the tab. A page can write it too: what it names waits for the word.
 */
const NOTE = 'tracklens-stop'

/** So long whatever can wait does, in milliseconds: a page whose background says nothing goes on without it. */
const PATIENCE = 3_000

/** The relay's knowledge of what is held back. */
export interface Stops {
  /** Lets what the note of an earlier document names wait; returns whether it needs the background's word. */
  recall(): boolean
  /** The background's word holds no longer: the page has slept. */
  doubt(): void
  /** Begins to hold a vendor back, or lets it go. */
  set(vendor: string, on: boolean): void
  /** The background's whole word: these vendors are held back in this tab, and no others. */
  settle(vendors: readonly string[]): void
}

/** `tell` passes on to the hook what changes; `noted`: only the note says so. `changed` hears what really did. */
export function createStops(
  tell: (vendor: string, on: boolean, noted: boolean) => void,
  changed: (vendor: string, on: boolean) => void,
): Stops {
  const held = new Set<string>()
  const noted = new Set<string>()
  /** The background has said what is held back. */
  let sure = false

  function change(vendor: string, on: boolean) {
    const waited = noted.delete(vendor)
    const same = held.has(vendor) === on
    if (same && !waited) return
    if (on) held.add(vendor)
    else held.delete(vendor)
    tell(vendor, on, false)
    if (!same) changed(vendor, on)
  }

  return {
    recall() {
      if (sure) return false
      const before = noted.size
      for (const vendor of read()) {
        if (!isVendor(vendor) || held.has(vendor) || noted.has(vendor)) continue
        noted.add(vendor)
        tell(vendor, true, true)
      }
      if (noted.size > before)
        later(PATIENCE, () => {
          for (const vendor of noted) change(vendor, false)
        })
      return noted.size > 0
    },
    doubt() {
      sure = false
    },
    set(vendor, on) {
      change(vendor, on)
      write(held)
    },
    settle(vendors) {
      sure = true
      for (const vendor of [...held, ...noted]) if (!vendors.includes(vendor)) change(vendor, false)
      for (const vendor of vendors) change(vendor, true)
      write(held)
    },
  }
}

function read(): string[] {
  try {
    return sessionStorage.getItem(NOTE)?.split(',') ?? []
  } catch {
    // A sandboxed frame has no storage: it learns of the stop from the background.
    return []
  }
}

function write(held: ReadonlySet<string>): void {
  try {
    if (held.size > 0) sessionStorage.setItem(NOTE, [...held].join(','))
    else if (sessionStorage.getItem(NOTE) !== null) sessionStorage.removeItem(NOTE)
  } catch {
    // No storage, or a full one.
  }
}
