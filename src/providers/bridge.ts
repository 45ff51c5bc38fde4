/**
 * The page part of a mobile-shaped SDK object in a web view: every method it has is a call, promises that reject are
 * outcomes.
 */
import type { PageKit } from '../core/contract/surface'
import { matches, resolve } from './matches'

/** Methods that only ask or listen. */
const ASKS = /^(?:is|get|on|fetch|add|remove|constructor$|then$)|Callback$|Listener$/

const { getOwnPropertyNames, getPrototypeOf } = Object
const { apply } = Reflect
const { toString: textOf } = Function.prototype

/** The surface of such an object, the same word for every vendor. */
const SURFACE = 'bridge'
/** So many prototypes of one are looked at: a page's proxy may name one more without an end. */
const HEIGHT = 1_000
/** Where a bridge keeps the one object that has its methods, as the mobile SDKs themselves do. */
const SHARED = /^(?:shared|default)$/

/**
 * Watches a bridge's methods, wherever in its prototypes they are: an object, a class with static methods, what it
 * `shared`, and the parts that it has, whose methods are told as `part.method`. Its own class keeps them: what the page
 * puts there later runs as without us. Several parts may be of one class. `tracker` is the name of its global.
 */
export function watchBridge(kit: PageKit, tracker: string): void {
  const first = kit.firsts()
  /** The method that is running: an SDK whose one method calls another of its own tells the page's call only. */
  let running = false

  function around(method: string, args: unknown[], invoke: () => unknown): unknown {
    if (running) return invoke()
    if (kit.drops(method, args, () => around(method, args, invoke))) return resolve()
    return kit.tell({ surface: SURFACE, tracker, method, args }, () => {
      running = true
      try {
        return invoke()
      } finally {
        running = false
      }
    })
  }

  function watchOne(bridge: object): void {
    let said = false

    /** Watches the methods of the bridge, or of a part of it; `prefix` is the way there. */
    function watch(object: object, prefix: string, isPart?: true): void {
      let any = false
      let owner: object | null = object
      for (let height = 0; height < HEIGHT && owner; height++, owner = getPrototypeOf(owner) as object | null) {
        const made: unknown = owner !== object && kit.own(owner, 'constructor')?.value
        // A list, a map or an element that it has is no part of it: their methods are the browser's.
        if (typeof made === 'function' && matches(/\[native code\]\s*}$/, apply(textOf, made, []))) break
        const target = isPart ? object : owner
        // The page has made another one of a class that is watched already.
        if (target !== object && !first(owner)) {
          any = true
          break
        }
        const names = getOwnPropertyNames(owner)
        for (let i = 0; i < names.length; i++) {
          const name = names[i] as string
          const found = kit.own(owner, name)
          const value: unknown = found?.value
          if (owner !== target && kit.own(object, name)) continue
          if (typeof value === 'function') {
            if (matches(ASKS, name)) continue
            any = true
            const standIn = kit.wrap(value as () => unknown, (_, args, invoke) => around(prefix + name, args, invoke))
            kit.put(target, name, standIn, found)
          } else if (!isPart && name !== 'prototype' && first(value))
            watch(value, matches(SHARED, name) ? '' : `${name}.`, true)
        }
      }
      if (!any || prefix || said) return
      said = true
      kit.say({ kind: 'sdk', surface: SURFACE, tracker, state: 'running' })
      kit.instance(tracker, object)
    }

    watch(bridge, '')
  }

  kit.watchGlobal(tracker, (value) => first(value) && watchOne(value), true)
}
