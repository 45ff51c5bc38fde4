// @vitest-environment node
/** Tests of old recordings: what is said of their coverage is what the version that made them said. */
import { describe, expect, it } from 'vitest'
import { emptyState } from '../../core/state'
import { inspect } from '../../inspection'
import { reduceAll } from '../../providers/fold'
import { expectedOf, factsOf, RECORDED, savedText } from '../../testing/recordings'
import { coverageOf } from './coverage'
import { edgesOf } from './edges'
import type { Sources } from './host'
import { Store } from './store'

/** What has been learnt of the browsers since, and is said of every record alike. */
const LEARNT = [
  'In Chromium, requests of workers whose answer nobody reads',
  'In Firefox, requests that a service worker makes itself',
]

const inUtc = (at: number) => new Date(at).toISOString().slice(11, 19)

describe.each(RECORDED)('the coverage of the walk that was recorded in %s', (browser) => {
  const state = reduceAll(emptyState, factsOf(savedText(browser)))
  const expected = expectedOf(browser).coverage as unknown as Record<string, { readonly sources: Sources }>

  it.each(Object.keys(expected))('is what it was, as heard by %s', (name) => {
    const { sources, ...said } = expected[name] as { readonly sources: Sources }
    const { limits, ...rest } = coverageOf(state, sources, inUtc)
    const known = [...limits, ...edgesOf(state, sources, inUtc)].filter(({ what }) => !LEARNT.includes(what))
    expect(JSON.parse(JSON.stringify({ ...rest, limits: known }))).toEqual(said)
  })

  it('is judged by the panel as by whoever else asks, as of when it was saved', () => {
    const facts = factsOf(savedText(browser))
    const now = (facts.at(-1)?.at ?? 0) + 60_000
    const options = { empty: emptyState, reduceAll, now: () => 0, later: (run: () => void) => run() }
    const store = new Store(options, { order() {}, clear() {}, save() {}, askForOutcomes: null })
    store.openRecording('walk', now).add(facts)
    const { findings } = inspect(facts, { now })
    expect(store.findings.value.counts).toEqual(findings.counts)
    const plain = ({ byCheck }: typeof findings) => byCheck.map((found) => found.toObject()).toObject()
    expect(plain(store.findings.value)).toEqual(plain(findings))
  })
})
