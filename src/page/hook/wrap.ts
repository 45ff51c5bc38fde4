/** Replacing functions and properties of the page's so that the page cannot tell, except by what they are there for. */
import {
  apply,
  bare,
  construct,
  defineProperty,
  functionToString,
  getOwnPropertyDescriptor,
  NativeProxy,
  NativeWeakMap,
  weakGet,
  weakSet,
} from './natives'
import { enter } from './stack'

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
        if (state === 2) throw outcome
        return state === 1 ? outcome : apply(target as never, self, args)
      } finally {
        enter(leave)
      }
    },
  })
  const standIn = new NativeProxy(original, handler as ProxyHandler<F>)
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
  const standIn = new NativeProxy(
    original,
    bare({
      construct(target: F, args: unknown[], newTarget: Anything) {
        let made: ReturnType<Making>
        try {
          made = making(args)
        } catch {
          // Then nothing is noted of this one.
        }
        const instance = construct(target as never, args, newTarget as never) as object
        try {
          made?.(instance)
        } catch {
          // Whatever could not be noted is of no concern to the page.
        }
        return instance
      },
    }),
  )
  weakSet(originals, standIn, original)
  return standIn
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

/** Makes `toString` of stand-ins give the original's text, also when asked through `Function.prototype`. */
export function maskToString(): void {
  replace(Function.prototype, 'toString', (original) => {
    const standIn = new NativeProxy(
      original,
      bare({
        apply: (_: unknown, self: unknown, args: unknown[]) =>
          apply(functionToString, typeof self === 'function' ? originalOf(self) : self, args),
      }),
    )
    weakSet(originals, standIn, original)
    return standIn
  })
}
