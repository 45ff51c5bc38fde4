/** What is said where the page has put something else in the place of a global that the hook watches, or froze it. */
import type { GapFact } from '../../core/fact'

const GAP = '{"kind":"gap"'

/** Returns what passes happenings (JSON text) on: a gap of the hook's, which tells a global's name, as a whole one. */
export function createReplaced(pass: (happening: string) => void): (happening: string) => void {
  return (happening) => pass(happening.startsWith(GAP) ? inWords(happening) : happening)
}

function inWords(happening: string): string {
  try {
    const { detail: name } = JSON.parse(happening) as GapFact
    const detail = `The page replaced or froze ${name}: calls on it may be missing.`
    return JSON.stringify({ kind: 'gap', missing: 0, reason: 'lost', detail } satisfies GapFact)
  } catch {
    // The background will say that it cannot be read.
    return happening
  }
}
