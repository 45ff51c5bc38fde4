/**
 * Whether all that a page has said by now may be here: while a flood of it comes in late, on a machine that is busy,
 * more of it is on its way, and nobody has counted that.
 */
import type { Fact } from '../../core/fact'

/** So many facts that come in at once, the first of them so old (milliseconds), are no page that says a few things. */
const MANY = 100
const LATE = 1_000
/** A busy machine makes pauses: it is over when nothing has come for so long, in milliseconds. */
const PAUSE = 3_000

/** What it needs: a clock in milliseconds since 1970, a timer, and who is told when the answer is another one. */
export interface FlowOptions {
  readonly now: () => number
  readonly after: (milliseconds: number, run: () => void) => void
  readonly tell: (more: boolean) => void
}

/** Returns what takes all facts as they come in, and whether the background has more to tell than these. */
export function createFlow({ now, after, tell }: FlowOptions): (facts: readonly Fact[], more: boolean) => void {
  let told = false
  let times = 0
  const say = (more: boolean) => {
    if (more === told) return
    told = more
    tell(more)
  }
  return (facts, more) => {
    const time = ++times
    const [first] = facts
    const isLate = (told || facts.length >= MANY) && first !== undefined && now() - first.at > LATE
    say(more || isLate)
    // These may have been the last: nothing says so but that no others come.
    if (isLate && !more)
      after(PAUSE, () => {
        if (time === times) say(false)
      })
  }
}
