/**
 * The page part of a mobile-shaped SDK object in a web view: every method it has is a call, promises that reject are
 * outcomes.
 */
import type { PageKit } from '../core/contract/surface'
import { matches } from './matches'

/** Methods that only ask or listen. */
const ASKS = /^(?:is|get|on|fetch|add|remove|constructor$|then$)|Callback$|Listener$/

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object
const root = Object.prototype
const resolve = Promise.resolve.bind(Promise)

/** The surface of such an object, the same word for every vendor. */
const SURFACE = 'bridge'

/** Watches an object's methods, wherever in its prototypes they are. `tracker` is the name of its global. */
export function watchBridge(kit: PageKit, vendor: string, tracker: string, object: object): void {
  kit.say({ kind: 'sdk', vendor, surface: SURFACE, tracker, state: 'running' })
  kit.instance(tracker, object)
  /** The method that is running: an SDK whose one method calls another of its own tells the page's call only. */
  let running = false
  for (let owner: object | null = object; owner && owner !== root; owner = getPrototypeOf(owner)) {
    const names = getOwnPropertyNames(owner)
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string
      const found = getOwnPropertyDescriptor(owner, name)
      if (!found || typeof found.value !== 'function' || matches(ASKS, name)) continue
      if (owner !== object && getOwnPropertyDescriptor(object, name)) continue
      const value = kit.wrap(found.value, (_, args, invoke) => {
        if (running) return invoke()
        if (kit.drops(name, args)) return resolve()
        const call = kit.call({ surface: SURFACE, tracker, method: name, args })
        running = true
        try {
          return kit.settle(invoke(), (error) => kit.outcome(call, 'rejected', error))
        } catch (error) {
          kit.outcome(call, 'threw', error)
          throw error
        } finally {
          running = false
        }
      })
      kit.guard(() => defineProperty(object, name, { ...found, value, configurable: true }))
    }
  }
}
