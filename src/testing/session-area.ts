/**
 * For tests: a storage area that keeps and refuses as `storage.session` does, and can lose its user at any operation.
 */
import type { StorageArea } from '../background/saved'

/**
 * A storage area in memory with `storage.session`'s rules: values are copies, one `set` is all or nothing, and there is
 * a quota.
 */
export interface SessionArea extends StorageArea {
  readonly data: Map<string, string>
  /**
   * From now on no operation does anything or returns: whoever used it is dead. Returns what carries out the writes
   * that were under way, as a browser may at any later time.
   */
  kill(): () => void
}

/** An area over the given data. The quota counts keys and values in UTF-8 bytes. */
export function sessionArea(data = new Map<string, string>(), quota = 10 * 1024 * 1024): SessionArea {
  let dead = false
  const asked = new Set<() => unknown>()
  const never = <T>() => new Promise<T>(() => {})
  const bytes = (entries: Iterable<readonly [string, string]>) => {
    let sum = 0
    for (const [key, value] of entries) sum += Buffer.byteLength(key) + Buffer.byteLength(value)
    return sum
  }
  const operate = async <T>(run: () => T): Promise<T> => {
    if (dead) return never()
    asked.add(run)
    await null
    if (dead) return never()
    asked.delete(run)
    const result = run()
    await null
    return dead ? never() : result
  }
  return {
    data,
    kill: () => {
      dead = true
      return () => {
        for (const run of asked) run()
      }
    },
    get: (keys) =>
      operate(() => {
        const found = [...data].filter(([key]) => keys?.includes(key) ?? true)
        return Object.fromEntries(found.map(([key, value]) => [key, JSON.parse(value) as unknown]))
      }),
    set: (items) =>
      operate(() => {
        const next = new Map(data)
        for (const [key, value] of Object.entries(items)) next.set(key, JSON.stringify(value))
        if (bytes(next) > quota) throw new Error('Session storage quota bytes exceeded. Values were not stored.')
        for (const [key, value] of next) data.set(key, value)
      }),
    remove: (keys) =>
      operate(() => {
        for (const key of keys) data.delete(key)
      }),
  }
}
