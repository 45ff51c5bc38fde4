/** What a tracker's id tells of its key, for those who have an item and no state (how ids are made: `core/fold`). */

/** The key that a tracker's id tells, whichever SDK of that key it is; null where it was not known. */
export function keyOfTracker(id: string, vendor: string): string | null {
  const key = id.slice(vendor.length + 1).replace(/(?!^)(?:\?[a-z]+\d*)+$/, '')
  return key.startsWith('?') ? null : key
}

/** What a tracker's id tells of its project, whichever SDK and device it is: the key, or that it has none. */
export function projectOfTracker(id: string, vendor: string): string {
  return keyOfTracker(id, vendor) ?? id.replace(/\?device\d+/, '')
}
