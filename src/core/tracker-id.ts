/** The ids of trackers: what they are made of, and what can be read from one. */

/** The id of a tracker: by its key, or by its surface while the key is unknown; of the first SDK with that key. */
export function trackerId(vendor: string, surface: string, key: string | null): string {
  return key === null ? `${vendor}:?${surface}` : `${vendor}:${key}`
}

/** The id of another SDK with a key that a first one has already: an app's beside its page's. */
export function furtherId(first: string, surface: string): string {
  return `${first}?${surface}`
}

/** The key that a tracker's id tells, whichever SDK of it this is; null where it was not known. */
export function keyOfTracker(id: string, vendor: string): string | null {
  const key = id.slice(vendor.length + 1).replace(/(?!^)\?[a-z]+$/, '')
  return key.startsWith('?') ? null : key
}
