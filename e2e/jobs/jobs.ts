/**
 * The fourteen jobs of a day's work with the panel, and how many acts each takes: a click, a key or a chord, a text
 * typed at one go, a file dropped, a command. `README.md` has the same table for readers; `e2e/tests/jobs.test.ts`
 * counts.
 */

/** What a peer offers for a job, with the acts that it takes where they can be told; null: nothing. */
type Offer = string | null

/** One job. */
interface Job {
  readonly job: string
  /** What it takes, as counted by a test. */
  readonly acts: number
  /** What it should take at most. */
  readonly goal: number
  /** Firefox's Network Monitor, by reading its sources. */
  readonly network: Offer
  /** Chromium's Network panel, by doing it there. */
  readonly chromium: Offer
  /** Omnibug 2.1.0, for products that it knows. */
  readonly omnibug: Offer
}

const NOBODY = { network: null, chromium: null, omnibug: null }

/** By their numbers. */
export const JOBS: Readonly<Record<number, Job>> = {
  1: {
    ...{ job: 'It fired, with the right properties, and arrived', acts: 1, goal: 1 },
    network: '3: the request, its body, its answer; what the vendor said inside a 200 has to be read',
    chromium: '3: the request, its payload, its response; the same has to be read',
    omnibug: '1: the request’s fields; answers only where they are HTTP errors',
  },
  2: { job: 'Which events went out as the wrong user', acts: 2, goal: 2, ...NOBODY },
  3: { job: 'Anonymize, and see the new customer', acts: 2, goal: 2, ...NOBODY },
  4: {
    ...{ job: 'Stop, prove that nothing goes out, resume', acts: 5, goal: 5 },
    network: '4: blocks and unblocks one address at a time',
    chromium: '4: blocks and unblocks one address or one host at a time',
    omnibug: null,
  },
  5: { job: 'Flush, and watch the queue', acts: 2, goal: 2, ...NOBODY },
  6: {
    ...{ job: 'Everything that failed, as evidence, opened again', acts: 4, goal: 4 },
    network: '4: HAR of everything',
    chromium: '3: a HAR, which it opens again',
    omnibug: 'CSV or TSV of everything, which nothing opens again',
  },
  7: { job: 'Compare two purchases', acts: 2, goal: 2, ...NOBODY },
  8: {
    ...{ job: 'Filter by a value, save the filter, use it another day', acts: 8, goal: 8 },
    network: 'filters by text, domain and kind, none saved by name',
    chromium: 'filters by address or status, not by what is sent; the last one stays',
    omnibug: '3: by account and product; one is kept as the default',
  },
  9: { job: '70 seconds in the background', acts: 5, goal: 5, ...NOBODY },
  10: {
    ...{ job: 'Send a colleague what was seen', acts: 3, goal: 3 },
    network: '3: HAR of everything',
    chromium: '2: a HAR',
    omnibug: '2: CSV or TSV of everything',
  },
  11: {
    ...{ job: 'Look at the newest item and close it, by keyboard alone', acts: 3, goal: 3 },
    network: '2: its keys open what they go to',
    chromium: '2, and one for each request in between: no key goes to the newest',
    omnibug: 'each request unfolds by keyboard too',
  },
  12: {
    ...{ job: 'Put an earlier page out of the way', acts: 2, goal: 2 },
    network: '1: only by clearing, which loses it',
    chromium: '1: only by clearing, which loses it',
    omnibug: '1: only by clearing, which loses it',
  },
  13: {
    ...{ job: 'First run: a shop with the panel open', acts: 1, goal: 1 },
    network: '1: it is in the browser',
    chromium: '2: it is in the browser',
    omnibug: 'installed from a store',
  },
  14: { job: 'From a finding to the item it is about', acts: 2, goal: 2, ...NOBODY },
}
