/** What a tracker's id tells of its key, for those who have an item and no state (how ids are made: `core/fold`). */

/** The key that a tracker's id tells, whichever SDK of that key it is; null where it was not known. */
export function keyOfTracker(id: string, vendor: string): string | null {
  const key = id.slice(vendor.length + 1).replace(/(?!^)\?[a-z]+$/, '')
  return key.startsWith('?') ? null : key
}
