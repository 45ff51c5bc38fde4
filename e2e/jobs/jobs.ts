/**
 * The fourteen jobs of a day's work with the panel, and how many acts each takes: a click, a key or a chord, a text
 * typed at one go. `README.md` has the same table for readers; `e2e/tests/jobs.test.ts` counts.
 */

/** One job. */
interface Job {
  readonly job: string
  /** What it takes, as counted by a test; null: no test counts it yet. */
  readonly acts: number | null
  /** What it should take at most. */
  readonly goal: number
}

/** By their numbers. */
export const JOBS: Readonly<Record<number, Job>> = {
  1: { job: 'It fired, with the right properties, and arrived', acts: 1, goal: 1 },
  2: { job: 'Which events went out as the wrong user', acts: null, goal: 2 },
  3: { job: 'Anonymize, and see the new customer', acts: 2, goal: 2 },
  4: { job: 'Stop, prove that nothing goes out, resume', acts: 5, goal: 5 },
  5: { job: 'Flush, and watch the queue', acts: null, goal: 2 },
  6: { job: 'Everything that failed, as evidence, opened again', acts: null, goal: 4 },
  7: { job: 'Compare two purchases', acts: 2, goal: 2 },
  8: { job: 'Filter by a value, save the filter, use it another day', acts: 8, goal: 8 },
  9: { job: '70 seconds in the background', acts: null, goal: 5 },
  10: { job: 'Send a colleague what was seen', acts: null, goal: 3 },
  11: { job: 'Look at the newest item and close it, by keyboard alone', acts: 3, goal: 3 },
  12: { job: 'Put an earlier page out of the way', acts: 2, goal: 2 },
  13: { job: 'First run: a shop with the panel open', acts: null, goal: 1 },
  14: { job: 'From a finding to the item it is about', acts: null, goal: 2 },
}
