/** The bound on a page that floods: what is told beyond it is counted, not kept. */
import type { GapFact } from '../../core/fact'
import { later } from './timer'

/** A page may tell so many facts and characters at once, and so many more in each second that follows. */
export const FLOOD = { facts: 40_000, factsASecond: 5_000, text: 32_000_000, textASecond: 4_000_000 } as const

/** Returns what passes happenings on as long as they are no flood; once it ebbs, one gap tells how many are missing. */
export function createFloodLimit(pass: (happening: string) => void): (happening: string) => void {
  let facts: number = FLOOD.facts
  let text: number = FLOOD.text
  let filledAt = performance.now()
  let missing = 0

  function refill(): void {
    const at = performance.now()
    const seconds = (at - filledAt) / 1000
    filledAt = at
    facts = Math.min(FLOOD.facts, facts + seconds * FLOOD.factsASecond)
    text = Math.min(FLOOD.text, text + seconds * FLOOD.textASecond)
  }

  function recover(): void {
    refill()
    if (facts < 1 || text < 1) return void later(1000, recover)
    const gap: GapFact = {
      kind: 'gap',
      missing,
      reason: 'flood',
      detail: 'The page said more at once than Tracklens takes from one page.',
    }
    missing = 0
    pass(JSON.stringify(gap))
  }

  return (happening) => {
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
        later(1000, recover)
        return
      }
    }
    pass(happening)
  }
}
