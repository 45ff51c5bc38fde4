/** What was seen of a page, counted state after state, is what counting from scratch says. */
import fc from 'fast-check'
import type { List } from 'immutable'
import { describe, expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { answers, calling, left, opened, running, sends } from '../../testing/page-story'
import { story } from '../../testing/story'
import type { Happening } from '../fact'
import { emptyState } from '../state'
import { TrafficCount, trafficOf } from './traffic'

const WEB = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const url = 'http://shop.test/track/v2/projects/P/customers/events'
const sent = (request: number): Happening =>
  sends(
    'bloomreach',
    request,
    { url },
    { customer_ids: { cookie: 'c' }, event_type: 'e', timestamp: 1, properties: {} },
  )
const unreadable: Happening = {
  ...(sent(90) as Extract<Happening, { kind: 'request' }>),
  body: { text: '{"a', size: 3 },
}

const byBrowser: Happening = {
  ...{ kind: 'exchange', vendor: 'bloomreach', via: 'devtools', method: 'POST', url, startedAt: 1000, endedAt: 1005 },
  ...{ body: { text: '{"customer_ids":{},"event_type":"w","properties":{}}', size: 52 } },
  ...{ status: 200, answer: { text: '{"success":true}', size: 16 } },
}

/** What may happen in one of some documents, and in which. */
const happening = fc.tuple(
  fc.constantFrom('a', 'b', 'frame'),
  fc.constantFrom<Happening>(
    ...[opened(), opened('next'), left, running(WEB, 'P'), calling(WEB, 'track', 'e', {}), unreadable, byBrowser],
    ...[sent(1), sent(2), answers(1, 200, { success: true }), answers(2, 200, '<html>')],
  ),
)

describe('the traffic of a page', () => {
  it('is the same counted at once and after any other states, earlier or later ones', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), fc.array(fc.nat(40)), (told, stops) => {
        const all = story()
        for (const [doc, each] of told)
          all.tell(doc, doc === 'frame' && each.kind === 'document' ? { ...each, top: false } : each)
        const count = new TrafficCount()
        for (const stop of [...stops, told.length]) {
          const state = reduceAll(emptyState, all.facts.slice(0, stop))
          expect(count.of(state)).toEqual(trafficOf(state))
        }
      }),
    )
  })

  it('is counted by what changed: of thousands of items, those that are new are looked at', () => {
    const many = Array.from({ length: 3000 }, (_, n) => [sent(n + 1), answers(n + 1, 200, { success: true })]).flat()
    const before = reduceAll(emptyState, story().tell('d', opened(), running(WEB, 'P'), ...many).facts)
    const count = new TrafficCount()
    expect(count.of(before)).toMatchObject({ tracked: true, uncalled: 3000, unwatched: 0 })
    const facts = story().tell('d', ...many, opened(), running(WEB, 'P'), sent(9000)).facts
    const after = reduceAll(before, facts.slice(-1))
    let looks = 0
    const watched = <T extends object>(list: List<T>) =>
      new Proxy(list, {
        get: (target, name) => {
          const value = Reflect.get(target, name)
          if (name !== 'get') return value
          return (n: number) => {
            looks++
            return target.get(n)
          }
        },
      })
    const [items, exchanges] = [watched(after.items), watched(after.exchanges)]
    expect(count.of({ ...after, items, exchanges })).toEqual({ ...trafficOf(after), uncalled: 3001 })
    expect(looks).toBeGreaterThan(0)
    expect(looks).toBeLessThan(100)
  })
})
