/** Seeing what the page assigns to a global or to a property, while it reads and writes it as before. */
import {
  bare,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  hasOwn,
  isFrozen,
  nearest,
  quiet,
  read,
} from './natives'

/** Gives a property a value, and keeps what else it is. A new one is not enumerable, unless `like` is. */
export function put(owner: object, name: PropertyKey, value: unknown, like?: PropertyDescriptor): void {
  const found = like ?? getOwnPropertyDescriptor(owner, name)
  defineProperty(owner, name, bare({ writable: true, configurable: true, ...found, value }))
}

/**
 * Tells of the present value of a property, its own or inherited, and of every later one. What `seen` returns, if
 * anything, is read in its place. A property that cannot be redefined is told once and left alone, and an accessor of
 * the page's at all.
 */
export function watchProperty(owner: object, name: string, seen: (value: unknown) => unknown): void {
  const found = getOwnPropertyDescriptor(owner, name)
  let value: unknown
  const take = (next: unknown) => {
    value = next
    try {
      value = seen(next) ?? next
    } catch {
      // The page's assignment stands whatever we make of it.
    }
  }
  const near = nearest(owner, name)
  // What an object has and nobody has put there, a proxy makes up: it may look whether it is there by itself.
  if (near ? near.get || near.set : read(owner, name)) return
  take(near?.value)
  if (found && (!found.configurable || !found.writable)) {
    if (found.writable) (owner as Record<string, unknown>)[name] = value
    return
  }
  // A property that the page has not made yet stays out of its enumeration.
  let enumerable = found?.enumerable ?? false
  const place = () =>
    defineProperty(
      owner,
      name,
      bare({
        configurable: true,
        enumerable,
        get: () => value,
        set(this: object, next: unknown) {
          // What inherits from it gets one of its own, and what is frozen stays as it is.
          if (!hasOwn(this, name)) return put(this, name, next, { enumerable: true })
          if (isFrozen(owner)) return
          take(next)
          if (found || enumerable) return
          enumerable = true
          place()
        },
      }),
    )
  place()
}

/** Looks at each watched global. */
const looks: (() => void)[] = bare([])

/**
 * Tells of the value of a global, now and when somebody looks again and it is another one. The window has nothing of
 * this, unless what is assigned must be seen before the page goes on: then an accessor waits for the first assignment,
 * which is carried out as without us, and `replaced` is told of later ones, since they are found late. Returns what
 * looks again at this one.
 */
export function watchGlobal(name: string, seen: (value: unknown) => void, replaced?: () => void): () => void {
  const above = getPrototypeOf(globalThis) as object
  let last: unknown
  // What it stands before is read through it: an element of that name, say, which nobody has assigned.
  const get = () => read(above, name)
  const look = quiet(() => {
    const there = hasOwn(globalThis, name)
    const value = there ? read(globalThis, name) : undefined
    if (value !== last && getOwnPropertyDescriptor(globalThis, name)?.get !== get) {
      if (last && value) replaced?.()
      last = value
      seen(value)
    }
    if (there || !replaced) return
    const set = function (this: object, value: unknown) {
      put(this, name, value, { enumerable: true })
      look(value)
    }
    defineProperty(globalThis, name, bare({ configurable: true, get, set }))
  })
  looks[looks.length] = look as () => void
  look(0)
  return look as () => void
}

/** Looks again at all watched globals: the page may have assigned, removed or redefined them. */
export function lookAgain(): void {
  for (let i = 0; i < looks.length; i++) looks[i]?.()
}
