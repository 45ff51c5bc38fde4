/** The recorder's side of the link: drops what it already has, keeps the order, and counts what is missing. */
import type { Fact, GapFact, Stamp } from '../core/fact'
import type { UpMessage } from './messages'
import { parseFact } from './parse'

/** Receives the facts of any number of producers. */
export interface Receiver {
  /**
   * The facts of a batch that are new, in order. A jump in the numbers and facts that do not parse become gap facts,
   * which stand at the number of the last fact they count. `frame` is the browser's frame id, from the port's sender.
   * Never throws.
   */
  take(batch: UpMessage, frame: number): readonly Fact[]
  /** The last number taken from a producer; 0 for one never seen. */
  seen(doc: string): number
  /** Continues with a producer after the number `seq`, as after a restart. */
  resume(doc: string, seq: number): void
  forget(doc: string): void
}

/** A receiver that has seen nothing yet. */
export function createReceiver(): Receiver {
  const last = new Map<string, number>()

  function take({ doc, first, facts }: UpMessage, frame: number): readonly Fact[] {
    const taken: Fact[] = []
    let seen = last.get(doc) ?? 0
    let invalid = 0
    let why = ''
    let at = 0
    const gap = (seq: number, missing: number, reason: GapFact['reason'], detail: string) => {
      const stamp: Stamp = { doc, seq, at, frame }
      taken.push({ ...stamp, kind: 'gap', missing, reason, detail })
    }
    const tellInvalid = () => {
      if (invalid > 0) gap(seen, invalid, 'invalid', `${invalid} records could not be read: ${why}`)
      invalid = 0
    }
    for (let i = Math.max(0, seen + 1 - first); i < facts.length; i++) {
      const seq = first + i
      const fact = parseFact(facts[i] ?? '', doc, seq, frame)
      if (typeof fact === 'string') {
        if (seq > seen + 1) gap(seq - 1, seq - 1 - seen, 'lost', 'Records got lost on their way to the recorder.')
        invalid++
        why = fact
        seen = seq
        continue
      }
      tellInvalid()
      at = fact.at
      const covers = fact.kind === 'gap' && fact.reason === 'overflow' ? Math.max(1, fact.missing) : 1
      const lost = seq - covers - seen
      if (lost > 0) gap(seq - covers, lost, 'lost', 'Records got lost on their way to the recorder.')
      // The sender cannot know which of the facts it dropped had already arrived: only those after `seen` are missing.
      taken.push(lost < 0 && fact.kind === 'gap' ? { ...fact, missing: seq - seen } : fact)
      seen = seq
    }
    tellInvalid()
    last.set(doc, seen)
    return taken
  }

  return {
    take,
    seen: (doc) => last.get(doc) ?? 0,
    resume: (doc, seq) => void last.set(doc, Math.max(seq, last.get(doc) ?? 0)),
    forget: (doc) => void last.delete(doc),
  }
}
