/** What the hook knows of the vendors in this document, and what it lends to a vendor's surface. */
import type { PageKit } from '../../core/contract/surface'
import type { Happening } from '../../core/fact'
import { copy, copyList } from './copy'
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
  quiet,
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

/** What a vendor's surface works with. Nothing of it throws. */
export function kitFor(vendor: string, { reporter, instances, stopped }: HookContext): PageKit {
  // The relay makes a sentence of the name.
  const unseen = (name: string) => say({ kind: 'gap', missing: 0, reason: 'lost', detail: name })
  const say = (happening: Happening) => void kit.guard(() => reporter.say(happening))
  const kit: PageKit = {
    say: (happening) => say({ ...happening, vendor }),
    call: (called) => kit.guard(() => reporter.call(vendor, called)) ?? 0,
    outcome: (call, result, error) => void kit.guard(() => reporter.outcome(call, result, error)),
    site: callSite,
    json: copy,
    watchGlobal: (name, seen, caught) => watchGlobal(name, seen, caught && (() => unseen(name))),
    watchProperty: (owner, name, seen) => void kit.guard(() => watchProperty(owner, name, seen)),
    own: getOwnPropertyDescriptor,
    nearest,
    put: (owner, name, value, like) => void kit.guard(() => put(owner, name, value, like)),
    watchScripts: (seen) => watchScripts((script, src) => void kit.guard(() => seen(script, src))),
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
    soon: (run) => void later(quiet(run), 0),
    guard: (run) => asked(run, 0),
    instance: (tracker, target) => {
      instances[instanceKey(vendor, tracker)] = target
      // Nothing can be put in the place of what it has.
      if (asked(isSealed, target)) unseen(tracker)
    },
    drops: (method, args, again) => {
      if (!stopped.holds(vendor)) {
        const word = stopped.word(vendor)
        // Whatever it comes to now, nobody waits for it any more.
        if (word) settled(word, () => followed(again(), nothing, nothing), nothing)
        return !!word
      }
      say({ kind: 'blocked', vendor, what: 'call', method, args: copyList(args) })
      return true
    },
    firsts,
  }
  return kit
}
