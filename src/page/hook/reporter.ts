/** What the hook tells: happenings as JSON text, and numbered calls. */

import type { Called } from '../../core/contract/surface'
import type { Happening } from '../../core/fact'
import { copyList, textOf, wordsOf } from './copy'
import { bare, slice, stringify } from './natives'
import { callSite } from './stack'
import { lookAgain } from './watch'

/** Tells the relay what happens. */
export interface Reporter {
  readonly say: (happening: Happening) => void
  /** Tells a call; returns its number in the document. `trigger` is the order that made it. */
  readonly call: (vendor: string, called: Called) => number
  readonly outcome: (call: number, result: 'threw' | 'rejected', error: unknown) => void
  /** Runs something in which every call is the trigger's. */
  readonly asTrigger: <T>(trigger: string, run: () => T) => T
  /** Runs once, as soon as anything was told. */
  readonly onFirst: (run: () => void) => void
}

/** A reporter for one document; `tell` takes the JSON text of a happening. */
export function createReporter(tell: (happening: string) => void): Reporter {
  let calls = 0
  let trigger: string | undefined
  let told = false
  const first: (() => void)[] = bare([])
  /**
   * The last call site, and its JSON text: what is called in a loop is called from one place, and to write it costs as
   * much as a payload.
   */
  let site = ''
  let siteText = ''

  const say = (happening: Happening) => sayText(textOf(happening))

  function sayText(happening: string): void {
    tell(happening)
    if (told) return
    told = true
    for (let i = 0; i < first.length; i++) first[i]?.()
  }

  return {
    say,
    call(vendor, called) {
      // What a consent platform has said before the call is told before it.
      lookAgain()
      // A page's `id` or `stack` on `Object.prototype` is none of the call's.
      const { surface, tracker, method, args, id, buffered, foreign, stack = callSite() } = bare(called)
      const call = ++calls
      // What is undefined is left out of the text.
      const kept = buffered || undefined
      const text = textOf({
        kind: 'call',
        vendor,
        surface,
        tracker,
        method,
        call,
        args: copyList(args),
        id,
        buffered: kept,
        foreign: foreign || undefined,
        trigger,
      })
      if (stack !== site) {
        site = stack
        siteText = stringify(stack)
      }
      sayText(stack === '' ? text : `${slice(text, 0, -1)},"stack":${siteText}}`)
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
    onFirst(run) {
      if (told) run()
      else first[first.length] = run
    },
  }
}
