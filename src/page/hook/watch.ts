/** Seeing what the page assigns to a global or to a property, while it reads and writes it as before. */
import { bare, defineProperty, getOwnPropertyDescriptor } from './natives'

/**
 * Tells of the present value of a property and of every later one. What `seen` returns, if anything, is read in its
 * place. A property that cannot be redefined is told once and left alone.
 */
export function watchProperty(owner: object, name: string, seen: (value: unknown) => unknown): void {
  const found = getOwnPropertyDescriptor(owner, name)
  let value: unknown
  const take = (next: unknown) => {
    value = next
    try {
      const standIn = seen(next)
      if (standIn !== undefined) value = standIn
    } catch {
      // The page's assignment stands whatever we make of it.
    }
  }
  if (found?.get) return
  if (found) take(found.value)
  if (found && (!found.configurable || !found.writable)) {
    if (found.writable && value !== found.value) (owner as Record<string, unknown>)[name] = value
    return
  }
  // A global that the page has not made yet stays out of its enumeration.
  let enumerable = found?.enumerable ?? false
  const place = () =>
    defineProperty(
      owner,
      name,
      bare({
        configurable: true,
        enumerable,
        get: () => value,
        set: (next: unknown) => {
          take(next)
          if (found || enumerable) return
          enumerable = true
          place()
        },
      }),
    )
  place()
}

/** The same for a global. */
export function watchGlobal(name: string, seen: (value: unknown) => void): void {
  watchProperty(globalThis, name, (value) => {
    seen(value)
    return undefined
  })
}
