/** Seeing what the page assigns to a global or to a property, while it reads and writes it as before. */
import { bare, defineProperty, getOwnPropertyDescriptor } from './natives'

/**
 * Tells of the present value of a property and of every later one. What `seen` returns, if anything, is read in its
 * place. A property that cannot be redefined is told once and left alone. Returns the property's getter, where it has
 * one of ours now.
 */
export function watchProperty(owner: object, name: string, seen: (value: unknown) => unknown): unknown {
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
  if (found?.get) return undefined
  if (found) take(found.value)
  if (found && (!found.configurable || !found.writable)) {
    if (found.writable && value !== found.value) (owner as Record<string, unknown>)[name] = value
    return undefined
  }
  // A global that the page has not made yet stays out of its enumeration.
  let enumerable = found?.enumerable ?? false
  const get = () => value
  const place = () =>
    defineProperty(
      owner,
      name,
      bare({
        configurable: true,
        enumerable,
        get,
        set: (next: unknown) => {
          take(next)
          if (found || enumerable) return
          enumerable = true
          place()
        },
      }),
    )
  place()
  return get
}

/** Looks at each watched global of which the page has made a property of its own. */
const looks: (() => void)[] = bare([])

/** The same for a global. `seen` may get the same value again. */
export function watchGlobal(name: string, seen: (value: unknown) => void): void {
  const ours = watchProperty(globalThis, name, (value) => {
    seen(value)
    return undefined
  })
  looks[looks.length] = () => {
    const now = getOwnPropertyDescriptor(globalThis, name)
    if (now && now.get !== ours) seen((globalThis as Record<string, unknown>)[name])
  }
}

/** Looks again at globals that the page has taken over by an accessor of its own, which tells us of no assignment. */
export function lookAgain(): void {
  for (let i = 0; i < looks.length; i++) {
    try {
      looks[i]?.()
    } catch {
      // The page's accessor, or what it gave, is nothing we can use.
    }
  }
}
