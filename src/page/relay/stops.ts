/**
 * What Tracklens' own stop holds back in this document, and the note of it that the next document of the same origin
 * reads.
 */
import { isVendor } from '../../providers/stores'

/**
 * The entry in the page's session storage: the vendors' names with commas between, there only while a stop is in force.
 * The background's word takes a few milliseconds, and a page's first script does not wait for it; of what a content
 * script can read at once, only this belongs to the tab. A page that writes it holds back nothing but its own tracking,
 * until the background's word comes.
 */
const NOTE = 'tracklens-stop'

/** The relay's knowledge of what is held back. */
export interface Stops {
  /** Stops what the note of an earlier document names. */
  recall(): void
  /** Begins to hold a vendor back, or lets it go. */
  set(vendor: string, on: boolean): void
  /** The background's whole word: these vendors are held back in this tab, and no others. */
  settle(vendors: readonly string[]): void
}

/** `tell` passes on to the hook what changes. */
export function createStops(tell: (vendor: string, on: boolean) => void): Stops {
  const held = new Set<string>()

  const holds: Stops = {
    recall() {
      for (const vendor of read()) if (isVendor(vendor)) set(vendor, true)
    },
    set(vendor, on) {
      set(vendor, on)
      write(held)
    },
    settle(vendors) {
      for (const vendor of held) if (!vendors.includes(vendor)) set(vendor, false)
      for (const vendor of vendors) set(vendor, true)
      write(held)
    },
  }

  function set(vendor: string, on: boolean) {
    if (held.has(vendor) === on) return
    if (on) held.add(vendor)
    else held.delete(vendor)
    tell(vendor, on)
  }

  return holds
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
