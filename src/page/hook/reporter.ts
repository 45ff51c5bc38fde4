/** What the hook tells: happenings as JSON text, and numbered calls. */

import type { Called, CallSite } from '../../core/contract/surface'
import type { CallFact, GapFact, Happening } from '../../core/fact'
import type { TriggerOutcome } from '../../link/messages'
import { SITES_OF } from '../channel/names'
import { lookForConsent } from './consent'
import { textOf, wordsOf } from './copy'
import { bare, stringify } from './natives'
import { callSite, siteText } from './stack'

/** What happens; a call without its arguments, and a gap as a name of which the relay makes the rest. */
type Told =
  | Exclude<Happening, CallFact | GapFact>
  | Omit<CallFact, 'args'>
  | Pick<GapFact, 'kind' | 'detail'>
  | TriggerOutcome

/** Tells the relay what happens. */
export interface Reporter {
  /** `args`: what a call is given, of which copies are told. */
  readonly say: (happening: Told, args?: ArrayLike<unknown>) => void
  /** Tells a call; returns its number in the document. `trigger` is the order that made it. */
  readonly call: (vendor: string, called: Called) => number
  readonly outcome: (call: number, result: 'threw' | 'rejected', error: unknown) => void
  /**
   * Tells where the calls were made that were told since the last time. What a stack's text costs is as much as the
   * rest of a call: the page pays it when what was told is about to be sent.
   */
  readonly tellSites: () => void
  /** Runs something in which every call is the trigger's. */
  readonly asTrigger: <T>(trigger: string, run: () => T) => T
}

/** So many call sites wait; no relay that lives lets it come to that, unless the page floods it. */
const SITES = 250

/**
 * A reporter for one document; `tell` takes the JSON text of a happening, or call sites as `names.ts` says. `first`
 * runs once, as soon as anything was told.
 */
export function createReporter(tell: (text: string) => void, first?: () => void): Reporter {
  let calls = 0
  let trigger: string | undefined
  /** Where the last calls were made. */
  const sites: CallSite[] = bare([])

  function say(happening: Told, args?: ArrayLike<unknown>): void {
    tell(textOf(happening, args))
    const run = first
    first = undefined
    run?.()
  }

  function tellSites(): void {
    let last: string | undefined
    let text = `${SITES_OF}${calls - sites.length + 1}`
    for (let i = 0; i < sites.length; i++) {
      const site = siteText(sites[i] as CallSite)
      // What is called in a loop is called from one place.
      text += `\n${site === last ? '' : stringify(site)}`
      last = site
    }
    sites.length = 0
    tell(text)
  }

  return {
    say,
    tellSites,
    call(vendor, called) {
      // What a consent platform has said before the call is told before it.
      lookForConsent()
      // A page's `id` or `site` on `Object.prototype` is none of the call's.
      const { surface, tracker, method, args, id, buffered, foreign, site = callSite() } = bare(called)
      if (sites.length >= SITES) tellSites()
      const call = ++calls
      sites[sites.length] = site
      say(
        {
          // The relay reads the number, to add the call site.
          kind: 'call',
          call,
          vendor,
          surface,
          tracker,
          method,
          id,
          // What is undefined is left out of the text.
          buffered: buffered || undefined,
          foreign: foreign || undefined,
          trigger,
        },
        args,
      )
      return call
    },
    outcome: (call, result, error) => say({ kind: 'outcome', call, result, error: wordsOf(error) }),
    asTrigger(id, run) {
      const before = trigger
      trigger = id
      try {
        return run()
      } finally {
        trigger = before
      }
    },
  }
}
