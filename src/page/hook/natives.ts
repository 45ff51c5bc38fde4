/**
 * The browser's built-ins as they were before any page script ran: what the page patches later does not reach the
 * capture.
 */
import { LENT } from '../channel/names'

/** Whether what only Firefox can is built in: the bytes of it are of no use in the other browsers. */
export const isFirefox = import.meta.env.MODE !== 'chrome'

/** The frame of the window that the relay has lent; null where there is none. */
export let lent: Element | null = null

/**
 * What they are taken from: where a page of the same origin has made this window, and may have changed what is in it,
 * the relay lends another one that nobody has reached (its `realm.ts`). What a page is handed comes from its own.
 */
export const realm: typeof globalThis = (() => {
  try {
    // By its index, which nobody can define anew.
    const first = window[0] as unknown as Window & typeof globalThis
    if (first.name === LENT) {
      lent = first.frameElement
      return first
    }
  } catch {
    // None, or a frame of another origin in a page that was there before.
  }
  return globalThis
})()

const { bind, call } = realm.Function.prototype

/** A method as a function that takes its `this` as first argument, out of reach of the page's patches. */
export function uncurry<A extends unknown[], R>(method: (...args: A) => R): (self: unknown, ...args: A) => R {
  return bind.call(call as never, method) as never
}

// Below, what has no comment of its own is the built-in of that name; a method takes its `this` as first argument.

export const NativeProxy = realm.Proxy
export const NativeError = Error
/** Leaves a function and the frames above it out of a stack. All browsers that we run in have it. */
export const { captureStackTrace } = Error as {
  captureStackTrace: (holder: object, above: (...args: never[]) => unknown) => void
}
export const NativeTypeError = TypeError
export const NativeCustomEvent = realm.CustomEvent
export const NativeUint8Array = Uint8Array
export const NativeURL = URL
export const NativeTextDecoder = TextDecoder
export const NativeWeakMap = realm.WeakMap
export const NativePromise = Promise

export const { apply, construct, get: read, setPrototypeOf: setPrototype } = realm.Reflect
const {
  defineProperty,
  getOwnPropertyDescriptor: descriptor,
  getPrototypeOf,
  hasOwn,
  isFrozen,
  isSealed,
  keys,
  setPrototypeOf,
} = realm.Object

export { defineProperty, getPrototypeOf, hasOwn, isFrozen, isSealed, keys, setPrototypeOf }
export const { parse, stringify } = realm.JSON
/** What it makes is the page's to keep. */
export const { parse: parseForPage } = JSON
export const { isArray } = realm.Array
export const { isFinite: isFiniteNumber } = Number
export const { isView } = ArrayBuffer
export const fromCharCode = realm.String.fromCharCode
export const base64 = btoa.bind(globalThis)

export const functionToString = realm.Function.prototype.toString
export const tagOf = uncurry(realm.Object.prototype.toString)
export const dateToISO = uncurry(Date.prototype.toISOString)
/** The text of a primitive, symbols among them. */
export const textFrom = realm.String as (value: bigint | symbol) => string
export const addListener = uncurry(realm.EventTarget.prototype.addEventListener)
export const dispatch = uncurry(realm.EventTarget.prototype.dispatchEvent)
export const indexOf = uncurry(realm.String.prototype.indexOf)
export const lastIndexOf = uncurry(realm.String.prototype.lastIndexOf)
export const slice = uncurry(realm.String.prototype.slice as (start?: number, end?: number) => string)
export const upper = uncurry(realm.String.prototype.toUpperCase)
const then = uncurry(realm.Promise.prototype.then)
const promises = NativePromise.prototype
const { species } = Symbol
const ownSpecies = getOwnPropertyDescriptor(NativePromise, species)?.get

/** The class of a promise, for as long as it is followed. */
const asOurs = bare({ configurable: true, value: bare({ [species]: NativePromise }) })

/**
 * Follows a promise that the browser has made. `then` asks it for its class: one of the page's would be asked once more
 * than without us, and handed what the promise comes to. Only where there is one the promise is given ours for a
 * moment: to give it any makes all promises of the page slower.
 */
export function follow<T, R>(
  self: Promise<T>,
  done: ((value: T) => R) | undefined,
  failed?: (reason: unknown) => R,
): Promise<R> {
  const isChanged =
    getOwnPropertyDescriptor(promises, 'constructor')?.value !== NativePromise ||
    getOwnPropertyDescriptor(NativePromise, species)?.get !== ownSpecies
  if (isChanged) defineProperty(self, 'constructor', asOurs)
  const next = then(self, done as never, failed) as Promise<R>
  if (isChanged) delete (self as { constructor?: unknown }).constructor
  return next
}

/** Follows what may be a promise; undefined where it is none, which only the browser is asked. */
export function followed(
  value: unknown,
  done: (value: unknown) => unknown,
  failed: (reason: unknown) => unknown,
): Promise<unknown> | undefined {
  return isObject(value) ? (asked(() => then(value, done, failed), value) as Promise<unknown>) : undefined
}

/** For what runs as a listener or timer in the page: an exception of it would be told as the page's own. */
export function quiet<T>(run: (value: T) => unknown): (value: T) => void {
  return (value) => {
    try {
      run(value)
    } catch {
      // Nobody but us could do anything about it.
    }
  }
}

const wait = setTimeout.bind(globalThis)

/** Runs something after so many milliseconds. */
export const later = (run: () => unknown, milliseconds: number) => void wait(quiet(run), milliseconds)

/** A listener for the browser's own events: those that a script of the page dispatches are no word of the browser's. */
export const trusted = (run: (event: Event) => unknown): EventListener =>
  quiet((event) => event.isTrusted && run(event))

/**
 * Takes what a promise comes to and ends it there: whatever it comes to, and whatever is thrown over it, the page hears
 * of no rejection that nobody handles.
 */
export function settled<T>(
  promise: Promise<T>,
  done: (value: T) => unknown,
  failed: (reason: unknown) => unknown,
): void {
  follow(promise, quiet(done), quiet(failed))
}

/** The getter of an accessor property as a function of its object. Every browser that we run in has what we ask for. */
export function getter<T>(owner: object | undefined, name: string): (self: unknown) => T {
  return uncurry((owner && getOwnPropertyDescriptor(owner, name)?.get) as () => T)
}

/** The methods of WeakMap, with the map as first argument. */
export const weakGet = uncurry(realm.WeakMap.prototype.get) as <V>(
  map: WeakMap<object, V>,
  key: object,
) => V | undefined
export const weakSet = uncurry(realm.WeakMap.prototype.set as (key: object, value: unknown) => unknown) as <V>(
  map: WeakMap<object, V>,
  key: object,
  value: V,
) => unknown

/** A property's descriptor that inherits nothing: a `get` of `Object.prototype` makes no accessor of it. */
export function getOwnPropertyDescriptor(owner: object, name: PropertyKey): PropertyDescriptor | undefined {
  const found = descriptor(owner, name)
  return found && bare(found)
}

/** So many objects are looked at that inherit from each other: a page's proxy may name one more without an end. */
export const HEIGHT = 1_000

/** Describes an object's own property, or else the one that it inherits. Of what is no proxy, nothing is run. */
export function nearest(owner: object, name: PropertyKey): PropertyDescriptor | undefined {
  let found: PropertyDescriptor | undefined
  let at: object | null = owner
  for (let i = 0; i < HEIGHT && at && !found; i++, at = getPrototypeOf(at) as object | null)
    found = getOwnPropertyDescriptor(at, name)
  return found
}

/** Runs what may throw, as a getter of the browser's does for what is not of its class; undefined then. */
export function asked<T, V>(get: (self: V) => T, value: V): T | undefined {
  try {
    return get(value)
  } catch {
    return undefined
  }
}

/** Whether a value is an object or a function. */
export function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

/** For those of whom something must be called, and to whom nothing is left to do. */
export const nothing = () => {}

/** Returns what says whether a value is an object or function that it has not been given before. */
export function firsts(): (value: unknown) => value is object {
  const known = new NativeWeakMap<object, true>()
  return (value): value is object => {
    if (!isObject(value) || weakGet(known, value)) return false
    weakSet(known, value, true)
    return true
  }
}

/**
 * A literal that inherits nothing: whatever the page adds to `Object.prototype` is neither read as its own nor handed
 * it. Of a list too, before it is filled: a setter for `0` would be handed list and member.
 */
export function bare<T extends object>(literal: T): T {
  return setPrototypeOf(literal, null) as T
}
