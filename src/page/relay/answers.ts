/**
 * What shows that something else speaks for the hook: a second one that offers itself, and an answer to a trigger that
 * nobody asked for.
 */
import type { GapFact, TriggerFact } from '../../core/fact'
import type { Order, TriggerOutcome } from '../../link/messages'

type Call = Extract<Order, { order: 'call' }>

/** Who was asked, and what may still be answered. */
export interface Answers {
  /** A trigger is on its way to the hook. */
  asked(order: Call): void
  /**
   * Passes a happening on: an answer with what was asked for, by the order itself. One that nobody asked for is told as
   * such instead.
   */
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
  const open = new Map<string, Call>()
  const suspect = (detail: string) =>
    pass(JSON.stringify({ kind: 'gap', missing: 0, reason: 'invalid', detail } satisfies GapFact))
  let imitated = late
  return {
    asked: (order) => void open.set(order.trigger, order),
    heard(happening) {
      const outcome = happening.includes(OUTCOME) ? outcomeIn(happening) : null
      if (outcome === null) return pass(happening)
      const asked = open.get(outcome.trigger)
      open.delete(outcome.trigger)
      if (asked) return pass(JSON.stringify(inWhole(outcome, asked)))
      suspect('A trigger was answered that nobody had asked for: a script of the page may be speaking in our place.')
    },
    imitated() {
      if (imitated) return
      imitated = true
      suspect('A script of the page has offered itself in our place: it may want to listen, or to speak for us.')
    },
  }
}

/** What a happening says of a trigger; null where it is none of these. */
function outcomeIn(happening: string): TriggerOutcome | null {
  try {
    const told = JSON.parse(happening) as TriggerOutcome
    return told.kind === 'trigger' ? told : null
  } catch {
    // The background will say that it cannot be read.
    return null
  }
}

function inWhole(
  { phase, problem, message }: TriggerOutcome,
  { doc: _, order: __, path: ___, ...asked }: Call,
): TriggerFact {
  return { kind: 'trigger', by: 'sdk', ...asked, phase, problem, message }
}
