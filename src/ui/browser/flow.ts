/**
 * Whether all that a page has said by now may be here. While a flood of it comes in, more of it is on its way, and
 * nobody has counted that: it is over when the background, asked after a pause, has nothing more to tell.
 */
import type { Fact } from '../../core/fact'

/** So many facts that come in at once, the first of them so old (milliseconds), are no page that says a few things. */
const MANY = 100
const LATE = 1_000
/** Nor are so many that come in without a pause, however young they are. */
const FLOOD = 1_000
/** A busy machine makes pauses: the background is asked when nothing has come for so long, in milliseconds. */
const PAUSE = 500

/** What it needs: a clock in milliseconds since 1970, a timer, who is asked, and who is told of another answer. */
export interface FlowOptions {
  readonly now: () => number
  readonly after: (milliseconds: number, run: () => void) => void
  /** Has the background tell what it has, even if that is nothing: it comes after all that waits to be taken in. */
  readonly ask: () => void
  readonly tell: (more: boolean) => void
}

/** Returns what takes all facts as they come in, and whether the background has more to tell than these. */
export function createFlow({ now, after, ask, tell }: FlowOptions): (facts: readonly Fact[], more: boolean) => void {
  let told = false
  let times = 0
  /** How many facts have come in without a pause, and when the last of them did. */
  let run = 0
  let last = 0
  const say = (more: boolean) => {
    if (more === told) return
    told = more
    tell(more)
  }
  return (facts, more) => {
    const time = ++times
    const at = now()
    const [first] = facts
    run = at - last < PAUSE ? run + facts.length : facts.length
    last = at
    const isLate = (told || facts.length >= MANY) && first !== undefined && at - first.at > LATE
    say(more || isLate || run >= FLOOD)
    if (told && !more) after(PAUSE, () => time === times && ask())
  }
}
