/** What the hook knows of the vendors in this document, and what it lends to a vendor's surface. */
import type { PageKit } from '../../core/contract/surface'
import { copy } from './copy'
import {
  asked,
  bare,
  firsts,
  followed,
  getOwnPropertyDescriptor,
  isSealed,
  later,
  nearest,
  nothing,
  settled,
} from './natives'
import type { Reporter } from './reporter'
import { watchScripts } from './scripts'
import { callSite } from './stack'
import type { Stopped } from './stopped'
import { put, watchGlobal, watchProperty } from './watch'
import { wrap } from './wrap'

/** What all parts of the hook share in one document. */
export interface HookContext {
  readonly reporter: Reporter
  /** The SDK instances that triggers reach, by `instanceKey`. */
  readonly instances: { [key: string]: object }
  readonly stopped: Stopped
}

/** The context of one document, without instances so far. */
export function createHookContext(reporter: Reporter, stopped: Stopped): HookContext {
  return { reporter, instances: bare({}), stopped }
}

/** The key of an instance in its document. */
export function instanceKey(vendor: string, name: string): string {
  return `${vendor}|${name}`
}

/** The same function, but that what it throws is nobody's. No function here has more parameters. */
function guarded<P extends unknown[]>(run: (...given: P) => unknown): (...given: P) => void {
  const same = run as unknown as (a: unknown, b: unknown, c: unknown, d: unknown) => unknown
  const safe = (a: unknown, b: unknown, c: unknown, d: unknown) => void asked(() => same(a, b, c, d), 0)
  return safe as (...given: unknown[]) => void
}

/** What a vendor's surface works with. Nothing of it throws. */
export function kitFor(vendor: string, { reporter, instances, stopped }: HookContext): PageKit {
  // The relay makes a gap of the name.
  const unseen = (name: string) => say({ kind: 'gap', detail: name })
  const say = guarded(reporter.say)
  const kit: PageKit = {
    say: (happening) => say({ ...happening, vendor }),
    call: (called) => asked(() => reporter.call(vendor, called), 0) ?? 0,
    outcome: guarded(reporter.outcome),
    site: callSite,
    json: copy,
    watchGlobal: (name, seen, caught) => watchGlobal(name, seen, caught && (() => unseen(name))),
    watchProperty: guarded(watchProperty),
    own: getOwnPropertyDescriptor,
    nearest,
    put: guarded(put),
    watchScripts: (seen) => watchScripts(guarded(seen)),
    wrap,
    settle: (result, failed) =>
      followed(
        result,
        (value) => value,
        (error) => {
          failed(error)
          throw error
        },
      ) ?? result,
    soon: (run) => later(run, 0),
    guard: (run) => asked(run, 0),
    tell: (called, invoke) => {
      const call = kit.call(called)
      try {
        return kit.settle(invoke(), (error) => kit.outcome(call, 'rejected', error))
      } catch (error) {
        kit.outcome(call, 'threw', error)
        throw error
      }
    },
    instance: (tracker, target) => {
      instances[instanceKey(vendor, tracker)] = target
      // Nothing can be put in the place of what it has.
      if (asked(isSealed, target)) unseen(tracker)
    },
    drops: (method, args, again) => {
      const held = stopped.holds(vendor)
      if (held !== true) {
        // Whatever it comes to now, nobody waits for it any more.
        if (held) settled(held, () => followed(again(), nothing, nothing), nothing)
        return !!held
      }
      say({ kind: 'blocked', vendor, what: 'call', method }, args)
      return true
    },
    firsts,
  }
  return kit
}
