/** Tests of what is made of two sources that tell different answers to one request. */
import { describe, expect, it } from 'vitest'
import { reduce, reduceAll } from '../../providers/fold'
import { type Story, story } from '../../testing/story'
import type { BodyNote } from '../body-note'
import type { Body, Happening } from '../fact'
import { emptyState } from '../state'

const API = 'https://collect.test/v1/t'
const text = (json: unknown): Body => ({ text: JSON.stringify(json), size: 1 })
const body = text({ type: 'track', event: 'buy', messageId: 'm1', anonymousId: 'a', writeKey: 'k' })
const page: Happening = {
  ...{ kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 900 },
}
const sent: Happening = {
  ...{ kind: 'request', vendor: 'customerio', request: 1, via: 'fetch', method: 'POST', url: API, body },
}
const again: Happening = { ...sent, request: 2 } as Happening
const said = (status: number, more: object = {}): Happening =>
  ({ kind: 'response', request: 1, status, body: text({}), ...more }) as Happening
const saw = (status: number, more: object = {}): Happening =>
  ({
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url: API, body, status },
    ...{ answer: text({}), startedAt: 1022, endedAt: 1030, ...more },
  }) as Happening

/** How the last send ended, and what the page claims of it. */
function fold(...told: readonly (readonly ['p' | 'b', Happening])[]) {
  const tale = story().tell('d', page)
  for (const [who, what] of told) tale.tell(who === 'p' ? 'd' : 'devtools:1', what)
  const state = reduceAll(emptyState, tale.facts)
  expect(JSON.stringify(tale.facts.reduce(reduce, emptyState))).toBe(JSON.stringify(state))
  const { claimed, status } = state.exchanges.get(0) ?? {}
  return { claimed, status, delivery: state.items.first()?.delivery, rows: state.items.size }
}

describe('page and browser tell different answers', () => {
  it.each([
    [[said(200), saw(400)], 200, 'rejected'],
    [[saw(400), said(200)], 200, 'rejected'],
    [[said(400), saw(200)], 400, 'delivered'],
    [[saw(200), said(400)], 400, 'delivered'],
  ] as const)('the browser is right, whoever tells first: %#', ([first, second], claimed, delivery) => {
    const who = (what: Happening) => (what.kind === 'exchange' ? 'b' : 'p')
    const status = delivery === 'delivered' ? 200 : 400
    expect(fold(['p', sent], [who(first), first], [who(second), second])).toEqual({
      ...{ claimed, status, delivery, rows: 1 },
    })
  })

  it('so it is with the text of an answer', () => {
    const forged = said(200, { body: text({ success: true }) })
    expect(fold(['p', sent], ['p', forged], ['b', saw(200, { answer: text({ success: false }) })])).toMatchObject({
      claimed: 200,
    })
    const accents = (city: string) => ({ text: `{"city":"${city}"}`, size: 1 })
    const same = said(200, { body: accents('Zürich') })
    expect(fold(['p', sent], ['p', same], ['b', saw(200, { answer: accents('Z\ufffdrich') })]).claimed).toBeUndefined()
  })

  it.each([
    ['the same answer', said(200), saw(200)],
    ['an answer from the browser’s cache', said(200), saw(400, { cached: true })],
    ['an answer that the cache was still good for', said(200), saw(304)],
    ['an answer of the page’s service worker', said(200, { worker: true }), saw(400)],
    ['what the worker passed on', said(200), saw(400, { serviceWorker: true })],
    ['a redirect', said(200, { redirected: `${API}/2` }), saw(307, { redirect: `${API}/2` })],
    ['a text that one of them cut', said(200, { body: { text: '{', size: 9, note: 'part' } }), saw(200)],
  ] as const)('%s is none', (_, page, browser) => {
    expect(fold(['p', sent], ['p', page], ['b', browser]).claimed).toBeUndefined()
    expect(fold(['p', sent], ['b', browser], ['p', page]).claimed).toBeUndefined()
  })

  describe('the page says that it was answered, and the browser knows of no such request', () => {
    const other = (n: number) => text({ ...JSON.parse(body.text ?? ''), messageId: `m${n}` })
    /** Sends of one page, each five seconds after the last; `seen` are told by the browser too, by this observer. */
    function told(seen: readonly (string | null)[], change: object = {}) {
      const tale = story().tell('d', page)
      seen.forEach((by, n) => {
        const request = { ...sent, request: n + 1, body: other(n) } as Happening
        const answer = { ...said(200), request: n + 1, ...(by ? {} : change) } as Happening
        const startedAt = 2_000 + n * 5_000
        tale.wait(startedAt - 10 - (tale.facts.at(-1)?.at ?? 0)).tell('d', request, answer)
        if (by) tale.tell(by, saw(200, { body: other(n), startedAt, endedAt: startedAt + 8 }))
      })
      return tale
    }
    /** What became of each send, or why nobody knows. */
    function endsOf({ facts }: Pick<Story, 'facts'>) {
      const state = reduceAll(emptyState, facts)
      return state.exchanges.map(({ untold, items }) => untold ?? state.items.get(items[0] ?? -1)?.delivery).toArray()
    }
    const deliveries = (...given: Parameters<typeof told>) => endsOf(told(...given))
    const by = 'devtools:1'

    it('is known once one was told before it, and one ten seconds after it', () => {
      expect(deliveries([by, null, by, by])).not.toContain('unseen')
      expect(deliveries([by, null, by, by, by])).toEqual(['delivered', 'unseen', ...Array(3).fill('delivered')])
    })

    it('is taken back should the browser tell of it after all', () => {
      const tale = told([by, null, by, by, by])
      tale.tell(by, saw(200, { body: other(1), startedAt: 7_000, endedAt: 7_008 }))
      expect(endsOf(tale)).toEqual(Array(5).fill('delivered'))
    })

    it('a form is none: the browser tells it as it was written', () => {
      const { facts } = told([by, null, by, by, by])
      const asForm = facts.map((fact) =>
        fact.kind === 'request' && fact.request === 2
          ? { ...fact, body: { ...fact.body, note: 'form' as const } }
          : fact,
      )
      expect(endsOf({ facts: asForm })).not.toContain('unseen')
    })

    const without = (note: BodyNote): Body => ({ text: null, size: 0, note })

    it.each([
      ['was not there before', [null, null, by, by, by], {}, 'delivered'],
      ['was there by another panel', [by, null, 'devtools:2', 'devtools:2', 'devtools:2'], {}, 'delivered'],
      ['may know it by another address', [by, null, by, by, by], { redirected: `${API}/2` }, 'unknown'],
      ['may have told of it as the worker’s', [by, null, by, by, by], { worker: true }, 'unknown'],
      ['waits for a stream', [by, null, by, by, by], { body: without('live') }, 'unknown'],
      ['waits for an answer that stays open', [by, null, by, by, by], { body: without('late') }, 'delivered'],
      ['waits for what the page has no use for', [by, null, by, by, by], { body: without('part') }, 'delivered'],
      ['waits for what broke off', [by, null, by, by, by], { body: without('broken') }, 'delivered'],
    ] as const)('nothing is said where the browser %s', (...[, seen, change, delivery]) => {
      expect(deliveries(seen, change)[1]).toBe(delivery)
      expect(deliveries(seen, change)).not.toContain('unseen')
    })
  })

  it('CORS is none: the page heard nothing but that it failed', () => {
    const failed: Happening = { kind: 'failure', request: 1, reason: 'network', error: 'Failed to fetch' }
    expect(fold(['p', sent], ['p', failed], ['b', saw(200)]).claimed).toBeUndefined()
    expect(fold(['p', sent], ['b', saw(200)], ['p', failed]).claimed).toBeUndefined()
  })

  it('two sends that are alike are none: nobody knows which is which', () => {
    expect(fold(['p', sent], ['p', again], ['p', said(200)], ['b', saw(500)]).claimed).toBeUndefined()
  })
})
