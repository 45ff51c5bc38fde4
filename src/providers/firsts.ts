/** Telling what is seen for the first time, inside pages whose `WeakSet` may be the page's own by the time it is needed. */

const NativeWeakSet = WeakSet
const { has, add } = WeakSet.prototype
const { bind, call } = Function.prototype
const hasOf = bind.call(call, has) as unknown as (set: WeakSet<object>, object: object) => boolean
const addTo = bind.call(call, add) as unknown as (set: WeakSet<object>, object: object) => void

/** Returns what says whether a value is an object or function that it has not been given before. */
export function firsts(): (value: unknown) => value is object {
  const known = new NativeWeakSet<object>()
  return (value): value is object => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || hasOf(known, value)) return false
    addTo(known, value)
    return true
  }
}
