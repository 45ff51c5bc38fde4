/**
 * What shows that something else speaks for the hook: a second one that offers itself, and an answer to a trigger that
 * nobody asked for.
 */
import type { GapFact } from '../../core/fact'

/** Who was asked, and what may still be answered. */
export interface Answers {
  /** A trigger is on its way to the hook. */
  asked(trigger: string): void
  /** Passes a happening on; an answer that nobody asked for is told as such instead. */
  heard(happening: string): void
  /** Another one than the hook has offered itself to the relay. Told once, where that is evidence. */
  imitated(): void
}

/** Words that every trigger's outcome has, as the hook writes them. Nothing else is parsed here. */
const OUTCOME = '"kind":"trigger"'

/**
 * `pass` takes happenings as JSON text. In a document that was there before this script, a hook of an earlier one may
 * have offered itself, too: that is no evidence.
 */
export function createAnswers(pass: (happening: string) => void, late: boolean): Answers {
  const open = new Set<string>()
  const suspect = (detail: string) =>
    pass(JSON.stringify({ kind: 'gap', missing: 0, reason: 'invalid', detail } satisfies GapFact))
  let imitated = late
  return {
    asked: (trigger) => void open.add(trigger),
    heard(happening) {
      const trigger = happening.includes(OUTCOME) ? triggerOf(happening) : null
      if (trigger === null || open.delete(trigger)) return pass(happening)
      suspect('A trigger was answered that nobody had asked for: a script of the page may be speaking in our place.')
    },
    imitated() {
      if (imitated) return
      imitated = true
      suspect('A script of the page has offered itself in our place: it may want to listen, or to speak for us.')
    },
  }
}

/** The trigger that a happening is the outcome of; null where it is none. */
function triggerOf(happening: string): string | null {
  try {
    const { kind, trigger } = JSON.parse(happening) as { kind?: unknown; trigger?: unknown }
    return kind === 'trigger' ? String(trigger) : null
  } catch {
    // The background will say that it cannot be read.
    return null
  }
}
