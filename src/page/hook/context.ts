/** The means that the hook lends to a vendor's surface. */
import type { PageKit } from '../../core/contract/surface'
import { copy, copyList } from './copy'
import { firsts, follow, isPromise, later, ownMap } from './natives'
import type { Report } from './reporter'
import { callSite } from './stack'
import type { Held } from './stopped'
import { watchGlobal, watchProperty } from './watch'
import { wrap } from './wrap'

/** What Tracklens knows of the vendors in this document. */
export interface Ground {
  readonly report: Report
  /** `vendor|tracker` → the instance that triggers reach. */
  readonly instances: Map<string, object>
  readonly held: Held
}

/** The ground of one document. */
export function createGround(report: Report, held: Held): Ground {
  return { report, instances: ownMap(), held }
}

/** The kit for one vendor. */
export function kitFor(vendor: string, { report, instances, held }: Ground): PageKit {
  const kit: PageKit = {
    say: (happening) => void kit.guard(() => report.say(happening)),
    call: (called) => kit.guard(() => report.call(vendor, called)) ?? 0,
    outcome: (call, result, error) => void kit.guard(() => report.outcome(call, result, error)),
    site: callSite,
    json: copy,
    watchGlobal,
    watchProperty,
    wrap,
    settle: (result, failed) => {
      if (!isPromise(result)) return result
      return follow(
        result,
        (value) => value,
        (error) => {
          kit.guard(() => failed(error))
          throw error
        },
      )
    },
    soon: (run) => void later(() => kit.guard(run), 0),
    guard: (run) => {
      try {
        return run()
      } catch {
        return undefined
      }
    },
    instance: (tracker, target) => {
      if (target) instances.set(`${vendor}|${tracker}`, target)
      else instances.delete(`${vendor}|${tracker}`)
    },
    drops: (method, args) => {
      if (!held.has(vendor)) return false
      kit.guard(() => report.say({ kind: 'blocked', vendor, what: 'call', method, args: copyList(args) }))
      return true
    },
    firsts,
  }
  return kit
}
