/** Replacing functions and properties of the page's so that the page cannot tell, except by what they are there for. */
import type { After, Before, MakeUnseen, Native, Trap } from '../channel/names'
import {
  apply,
  bare,
  construct,
  defineProperty,
  functionToString,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  HEIGHT,
  indexOf,
  isFirefox,
  NativeProxy,
  NativeWeakMap,
  quiet,
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
        return around(self, bare(args), invoke)
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
 * Before a call; gets `this` and the arguments, in the list that the function will get. The list inherits nothing: one
 * that was not given is not what the page may have put on the prototype of all lists.
 */
export type Calling = Before<unknown, unknown[]>
/** Before a construction; gets the arguments likewise. */
export type Making = Before<unknown[], Anything>

let makeUnseen: MakeUnseen | undefined

/** From now on stand-ins for the browser's functions get such traps, where there are any; see `unseen.ts`. */
export function useUnseen(make: MakeUnseen | undefined): void {
  makeUnseen = make
}

/**
 * A stand-in for a function of the browser's, which runs between what is done before and after it: of ours only the
 * trap is on the stack then. Whatever fails in ours, the page gets what it would have got.
 */
export function wrapNative<F extends Anything>(
  original: F,
  how: 'apply' | 'construct',
  before: Before<never, never>,
): F {
  const native = (how === 'apply' ? apply : construct) as Native
  const trap: Trap = (target, first, second) => {
    let then: ReturnType<typeof before>
    try {
      then = before(first as never, second as never)
    } catch {
      // Then it goes on as if there were no stand-in.
    }
    if (typeof then === 'object') return then.value
    let outcome: unknown
    try {
      outcome = native(target as object, first as never, second as never)
    } catch (error) {
      if (then && then.length > 1) quiet(() => (then as After)(error as never, error))(0)
      hideOwnFrames(error)
      throw error
    }
    try {
      return then?.(outcome as never) ?? outcome
    } catch {
      return outcome
    }
  }
  const unseen = isFirefox ? makeUnseen?.(native, before) : undefined
  const get = () => {
    try {
      unseen?.()
      return unseen
    } catch {
      return trap
    }
  }
  return standInFor(original, defineProperty(bare({}), how, bare(unseen ? { get } : { value: trap })))
}

/** The function that a stand-in stands for; the function itself where it is none. */
function originalOf(candidate: object): object {
  return weakGet(originals, candidate) ?? candidate
}

/** Replaces a method by a stand-in in place, all else of the property unchanged. Does nothing where there is none. */
export function replaceMethod(owner: object | undefined, name: string, calling: Calling): void {
  replace(owner, name, (original) => wrapNative(original, 'apply', (self, args) => calling(self, bare(args))))
}

/** Replaces a global constructor, and the `constructor` of its instances with it. */
export function replaceConstructor(name: string, making: Making): void {
  replace(globalThis, name, (original) => {
    const made = wrapNative(original, 'construct', (args, by) => making(bare(args), by))
    replace(original.prototype as object, 'constructor', () => made)
    return made
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
  let above = prototype
  for (let i = 0; i < HEIGHT && above; i++, above = getPrototypeOf(above) as object | null)
    if (originalOf(above) === target) setPrototypeOf(target, target)
  return setPrototype(target, prototype)
}

/** How the text of a function begins that has no name, as a stand-in of another window has none. */
const NAMELESS = 'function () {'

/** Makes `toString` of stand-ins give the original's text, whichever of the page's windows is asked. */
export function maskToString(): void {
  const own = Function.prototype
  replaceMethod(own, 'toString', (self, args) => {
    if (typeof self !== 'function') return undefined
    const text = apply(functionToString, originalOf(self), args) as string
    const home = indexOf(text, NAMELESS) === 0 && (getPrototypeOf(self) as object)
    // The window that it comes from knows it: `toString` is a stand-in there, too.
    const theirs: unknown = home && home !== own && getOwnPropertyDescriptor(home, 'toString')?.value
    return bare({
      value:
        typeof theirs === 'function' && indexOf(apply(functionToString, theirs, []), NAMELESS) === 0
          ? apply(theirs as never, self, args)
          : text,
    })
  })
}
