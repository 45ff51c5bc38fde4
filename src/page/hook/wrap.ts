/** Replacing functions and properties of the page's so that the page cannot tell, except by what they are there for. */
import {
  apply,
  bare,
  construct,
  defineProperty,
  functionToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  indexOf,
  NativeProxy,
  NativeWeakMap,
  setPrototype,
  setPrototypeOf,
  weakGet,
  weakSet,
} from './natives'
import { enter, hideOwnFrames } from './stack'

type Anything = (...args: never[]) => unknown

/** What runs in a function's place. `invoke` calls the original once, with the page's own `this` and arguments. */
export type Around = (self: unknown, args: unknown[], invoke: () => unknown) => unknown

/** Our stand-ins and what they stand for: `toString` must give the original's text. */
const originals = new NativeWeakMap<object, object>()

/**
 * A stand-in for a function. Name, length, own properties and prototype are the original's. What the original throws
 * reaches the page as it is; what `around` itself throws never does: the call then goes on as if there were no
 * `around`.
 */
export function wrap<F extends Anything>(original: F, around: Around): F {
  const handler = bare({
    apply(target: F, self: unknown, args: unknown[]) {
      const leave = enter(handler.apply)
      let state = 0
      let outcome: unknown
      const invoke = () => {
        state = 1
        try {
          outcome = apply(target as never, self, args)
          return outcome
        } catch (error) {
          state = 2
          outcome = error
          throw error
        }
      }
      try {
        return around(self, args, invoke)
      } catch {
        if (state === 2) {
          hideOwnFrames(outcome)
          throw outcome
        }
        return state === 1 ? outcome : apply(target as never, self, args)
      } finally {
        enter(leave)
      }
    },
  })
  return standInFor(original, handler)
}

/** A stand-in that does what these traps say, and is known to stand for its original. */
function standInFor<F extends Anything>(original: F, traps: ProxyHandler<F>): F {
  traps.setPrototypeOf = inherit
  const standIn = new NativeProxy(original, traps)
  weakSet(originals, standIn, original)
  return standIn
}

/**
 * What is done when something is constructed: gets the arguments before, in the list that the constructor will get, and
 * may return what is to see the new instance.
 */
export type Making = (args: unknown[]) => ((instance: object) => void) | undefined

/** A stand-in for a constructor. */
export function wrapConstructor<F extends Anything>(original: F, making: Making): F {
  return standInFor(
    original,
    bare({
      construct(target: F, args: unknown[], newTarget: Anything) {
        let made: ReturnType<Making>
        try {
          made = making(args)
        } catch {
          // Then nothing is noted of this one.
        }
        let instance: object
        try {
          instance = construct(target as never, args, newTarget as never)
        } catch (error) {
          hideOwnFrames(error)
          throw error
        }
        try {
          made?.(instance)
        } catch {
          // Whatever could not be noted is of no concern to the page.
        }
        return instance
      },
    }),
  )
}

/** The function that a stand-in stands for; the function itself where it is none. */
function originalOf(candidate: object): object {
  return weakGet(originals, candidate) ?? candidate
}

/** Replaces a method by a stand-in in place, all else of the property unchanged. Does nothing where there is none. */
export function replaceMethod(owner: object | undefined, name: string, around: Around): void {
  replace(owner, name, (original) => wrap(original, around))
}

/** Replaces a global constructor, and the `constructor` of its instances with it. */
export function replaceConstructor(name: string, making: Making): void {
  replace(globalThis, name, (original) => {
    const standIn = wrapConstructor(original, making)
    replace(original.prototype as object, 'constructor', () => standIn)
    return standIn
  })
}

function replace(owner: object | undefined, name: string, by: (original: Anything) => unknown): void {
  const found = owner && getOwnPropertyDescriptor(owner, name)
  if (!found || typeof found.value !== 'function') return
  if (!found.configurable && !found.writable) return
  defineProperty(owner, name, bare({ ...found, value: by(found.value) }))
}

/** Refuses a stand-in a prototype that inherits from it, as every function does. */
function inherit(target: object, prototype: object | null): boolean {
  for (let above = prototype; above; above = getPrototypeOf(above) as object | null)
    if (originalOf(above) === target) setPrototypeOf(target, target)
  return setPrototype(target, prototype)
}

/** How the text of a function begins that has no name, as a stand-in of another window has none. */
const NAMELESS = 'function () {'

/** Makes `toString` of stand-ins give the original's text, whichever of the page's windows is asked. */
export function maskToString(): void {
  const own = Function.prototype
  replaceMethod(own, 'toString', (self, args, invoke) => {
    if (typeof self !== 'function') return invoke()
    const text = apply(functionToString, originalOf(self), args) as string
    const home = indexOf(text, NAMELESS) === 0 && (getPrototypeOf(self) as object)
    // The window that it comes from knows it: `toString` is a stand-in there, too.
    const theirs: unknown = home && home !== own && getOwnPropertyDescriptor(home, 'toString')?.value
    return typeof theirs === 'function' && indexOf(apply(functionToString, theirs, []), NAMELESS) === 0
      ? apply(theirs as never, self, args)
      : text
  })
}
