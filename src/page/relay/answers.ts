/** Answers to triggers, which the hook gives once each: another one is evidence that something else speaks for it. */
import type { GapFact } from '../../core/fact'

/** Who was asked, and what may still be answered. */
export interface Answers {
  /** A trigger is on its way to the hook. */
  asked(trigger: string): void
  /** Passes a happening on; an answer that nobody asked for is told as such instead. */
  heard(happening: string): void
}

/** Words that every trigger's outcome has, as the hook writes them. Nothing else is parsed here. */
const OUTCOME = '"kind":"trigger"'

/** `pass` takes happenings as JSON text. */
export function createAnswers(pass: (happening: string) => void): Answers {
  const open = new Set<string>()
  return {
    asked: (trigger) => void open.add(trigger),
    heard(happening) {
      const trigger = happening.includes(OUTCOME) ? triggerOf(happening) : null
      if (trigger === null || open.delete(trigger)) return pass(happening)
      const gap: GapFact = {
        kind: 'gap',
        missing: 0,
        reason: 'invalid',
        detail: 'A trigger was answered that nobody had asked for: a script of the page may be speaking in our place.',
      }
      pass(JSON.stringify(gap))
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
