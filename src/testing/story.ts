/** Tells facts as short stories for tests and benches: stamps are added, so that a story reads as what happened. */
import type { Fact, Happening } from '../core/fact'

/** A story under way. `at` of the first fact is 1,000 ms since 1970; every fact is 10 ms later than the one before. */
export interface Story {
  /** Adds facts to a document's stream. */
  readonly tell: (doc: string, ...happenings: Happening[]) => Story
  /** Lets time pass before the next fact; milliseconds. */
  readonly wait: (ms: number) => Story
  readonly facts: readonly Fact[]
}

/** Begins a story without any fact. */
export function story(): Story {
  const facts: Fact[] = []
  const seqs = new Map<string, number>()
  let at = 1000
  const told: Story = {
    facts,
    wait: (ms) => {
      at += ms
      return told
    },
    tell: (doc, ...happenings) => {
      for (const happening of happenings) {
        const seq = (seqs.get(doc) ?? 0) + 1
        seqs.set(doc, seq)
        facts.push({ doc, seq, at, frame: 0, ...happening })
        at += 10
      }
      return told
    },
  }
  return told
}
