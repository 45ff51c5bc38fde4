/** What the hook tells: happenings as JSON text, numbered calls, and the bound on a page that floods. */
import type { GapFact, Happening } from '../core/fact'
import type { Called } from '../core/surface'
import { copyList, quote, textOf, wordsOf } from './copy'
import { later, min, now, ownMap } from './natives'
import { callSite } from './stack'

/** A page may tell so many facts and characters at once, and so many more in each second that follows. */
export const FLOOD = { facts: 40_000, factsASecond: 5_000, text: 32_000_000, textASecond: 4_000_000 } as const

/** The means to tell. */
export interface Report {
  readonly say: (happening: Happening) => void
  /** Tells a happening that is JSON text already. */
  readonly sayText: (happening: string) => void
  /** Tells a call; returns its number in the document. `trigger` is the order that made it. */
  readonly call: (vendor: string, called: Called) => number
  readonly outcome: (call: number, result: 'threw' | 'rejected', error: unknown) => void
  /** Runs something in which every call is the trigger's. */
  readonly asTrigger: <T>(trigger: string, run: () => T) => T
  /** Runs once, as soon as anything was told. */
  readonly onFirst: (run: () => void) => void
}

/** Makes the means to tell; `tell` takes the JSON text of a happening. */
export function createReport(tell: (happening: string) => void): Report {
  let calls = 0
  let trigger: string | null = null
  let facts: number = FLOOD.facts
  let text: number = FLOOD.text
  let filledAt = now()
  let missing = 0
  let told = false
  const first: (() => void)[] = []
  const prefixes = ownMap<string, string>()
  /** The last call site and its JSON text: what is called in a loop is called from one place. */
  let site = ''
  let siteText = ''

  function refill(): void {
    const at = now()
    const seconds = (at - filledAt) / 1000
    filledAt = at
    facts = min(FLOOD.facts, facts + seconds * FLOOD.factsASecond)
    text = min(FLOOD.text, text + seconds * FLOOD.textASecond)
  }

  function recover(): void {
    refill()
    if (facts < 1 || text < 1) return void later(recover, 1000)
    const gap: GapFact = { kind: 'gap', missing, reason: 'flood', detail: 'The page told more at once than Tracklens takes from one page.' }
    missing = 0
    tell(textOf(gap))
  }

  function sayText(happening: string): void {
    if (missing > 0) {
      missing++
      return
    }
    facts--
    text -= happening.length
    if (facts < 0 || text < 0) {
      refill()
      if (facts < 0 || text < 0) {
        missing = 1
        later(recover, 1000)
        return
      }
    }
    tell(happening)
    if (told) return
    told = true
    for (let i = 0; i < first.length; i++) first[i]?.()
  }

  function prefixOf(vendor: string, surface: string, tracker: string, method: string): string {
    const key = `${vendor}|${surface}|${tracker}|${method}`
    const known = prefixes.get(key)
    if (known !== undefined) return known
    if (prefixes.size > 200) prefixes.clear()
    const prefix = `{"kind":"call","vendor":${quote(vendor)},"surface":${quote(surface)},"tracker":${quote(tracker)},"method":${quote(method)},"call":`
    prefixes.set(key, prefix)
    return prefix
  }

  function quoteSite(stack: string): string {
    if (stack !== site) {
      site = stack
      siteText = quote(stack)
    }
    return siteText
  }

  return {
    say: (happening) => sayText(textOf(happening)),
    sayText,
    call(vendor, { surface, tracker, method, args, id, buffered, stack = callSite() }) {
      const number = ++calls
      let fact = `${prefixOf(vendor, surface, tracker, method)}${number},"args":${copyList(args)}`
      if (typeof id === 'string') fact += `,"id":${quote(id)}`
      if (buffered) fact += ',"buffered":true'
      if (trigger !== null) fact += `,"trigger":${quote(trigger)}`
      if (stack) fact += `,"stack":${quoteSite(stack)}`
      sayText(`${fact}}`)
      return number
    },
    outcome: (call, result, error) => sayText(`{"kind":"outcome","call":${call},"result":"${result}","error":${quote(wordsOf(error))}}`),
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
