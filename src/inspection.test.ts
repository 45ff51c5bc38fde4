// @vitest-environment node
/** The same facts and the same moment give the same answers, whoever asks and however the facts were sliced. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Findings } from './checks/findings'
import type { Happening } from './core/fact'
import type { Json } from './core/json'
import { emptyState } from './core/state'
import { inspect, judge } from './inspection'
import { loadPlan } from './plan'
import { planOf } from './plan/format'
import { reduceAll } from './providers/fold'
import { factsOf, RECORDED, savedText } from './testing/recordings'
import { story } from './testing/story'

const LATER = 60_000

describe.each(RECORDED)('the walk recorded in %s', (browser) => {
  const facts = factsOf(savedText(browser))
  const now = (facts.at(-1)?.at ?? 0) + LATER

  it('is the same in any slices', () => {
    const whole = inspect(facts, { now })
    fc.assert(
      fc.property(fc.array(fc.nat(facts.length), { maxLength: 20 }), (cuts) => {
        let [state, found, at] = [emptyState, null as Findings | null, 0]
        for (const cut of [...cuts.sort((a, b) => a - b), facts.length]) {
          state = reduceAll(state, facts.slice(at, cut))
          found = judge(found, state, { now })
          at = cut
        }
        expect(found && sorted(found)).toEqual(sorted(whole.findings))
        expect(state.items.toJS()).toEqual(whole.state.items.toJS())
      }),
      { numRuns: 3 },
    )
  })
})

it('a record without the browser’s own lacks pixels and workers, one with it is complete', () => {
  const page = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 900 } as const
  const alone = story().tell('d', page)
  expect(inspect(alone.facts, { now: 0 }).completeness.doubts.map(({ reason }) => reason)).toEqual(['browser'])
  const body = { text: '{"type":"track","event":"e","messageId":"m","anonymousId":"a"}', size: 61 }
  alone.tell('devtools:1', {
    kind: 'exchange',
    vendor: 'customerio',
    via: 'devtools',
    method: 'POST',
    url: 'https://cdp.customer.io/v1/t',
    body,
    status: 200,
    answer: { text: '{"success":true}', size: 16 },
    startedAt: 1000,
    endedAt: 1010,
  })
  expect(inspect(alone.facts, { now: 0 }).completeness).toMatchObject({ complete: true, doubts: [] })
})

/** All that can be seen of findings, in an order that does not tell how they were reached. */
function sorted({ byCheck, counts }: Findings) {
  const all = [...byCheck.values()].flatMap((entries) => [...entries.values()])
  return { counts, all: all.sort((a, b) => (`${a.check} ${a.subject}` < `${b.check} ${b.subject}` ? -1 : 1)) }
}

it('a plan’s findings and coverage come with the others, the same in any slices', () => {
  const facts = factsOf(savedText('chromium'))
  const read = planOf({
    'tracklens-plan': 1,
    events: [
      { name: 'Product Viewed', delivered: true, schema: { required: ['sku'] } },
      { name: 'Refunded', required: true },
    ],
  })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const plan = loadPlan(read.plan)
  const now = (facts.at(-1)?.at ?? 0) + LATER
  const { findings, coverage } = inspect(facts, { now, plan })
  const ids = [...findings.byCheck.keys()].filter((id) => id.startsWith('plan-'))
  expect(ids.sort()).toEqual(expect.arrayContaining(['plan-never-seen', 'plan-unplanned']))
  expect(coverage?.events.map(({ seen }) => seen > 0)).toEqual([true, false])
  let [state, found] = [emptyState, null as Findings | null]
  for (let at = 0; at < facts.length; at += 40) {
    state = reduceAll(state, facts.slice(at, at + 40))
    found = judge(found, state, { now, plan, ended: true })
  }
  expect(found && sorted(found)).toEqual(sorted(findings))
  expect(inspect(facts, { now, plan, ended: false }).findings.byCheck.has('plan-never-seen')).toBe(false)
})

it('what time alone makes of the facts by the moment that is asked about is a part of the answer', () => {
  const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
  const page = { kind: 'document', url: 'https://a.test/', title: '', top: true, late: false, startedAt: 0 } as const
  const { facts } = story().tell('d', page, { kind: 'sdk', ...app, state: 'running' }, configured, tracked)
  const at = (now: number) => inspect(facts, { now }).state.items.first()?.delivery
  expect([at(10_000), at(20_000)]).toEqual(['queued', 'unknown'])
})
const call = (n: number, method: string, ...args: readonly Json[]): Happening => ({
  ...{ kind: 'call', vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea', call: n, method, args },
})
const configured = call(1, 'configure', { projectToken: 'k' })
const tracked = call(2, 'trackEvent', 'x', {})
