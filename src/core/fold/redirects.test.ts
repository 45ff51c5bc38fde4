/** Redirected sends, told by the page and the browser in any order: what they lost, and that they are one send. */
import { describe, expect, it } from 'vitest'
import { reduce, reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import type { Body, Happening } from '../fact'
import { emptyState, type State } from '../state'

const A = 'http://old.test/v1/t'
const B = 'https://new.test/v1/t'
const C = 'https://third.test/v1/t'
/** Addresses that have nothing in common. */
const [E, F, G] = ['https://e.test/one', 'https://f.test/two', 'https://g.test/three'] as const
const text = (json: unknown): Body => ({ text: JSON.stringify(json), size: 1 })
const body = (id = 'm1') => text({ type: 'track', event: 'buy', messageId: id, anonymousId: 'a', writeKey: 'k' })
const page: Happening = {
  ...{ kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 900 },
}
type Via = 'fetch' | 'xhr' | 'beacon'
const sent = (via: Via = 'fetch', request = 1, method = 'POST'): Happening => ({
  ...{ kind: 'request', vendor: 'customerio', request, via, method, url: A, body: body() },
})
const answered = (redirected?: string, status = 200, said: Body = text({})): Happening => ({
  ...{ kind: 'response', request: 1, status, body: said, ...(redirected ? { redirected } : {}) },
})
const failed: Happening = { kind: 'failure', request: 1, reason: 'network', error: 'Failed to fetch' }
/** The browser's record; every story here sends at 1,010 ms. */
const record = (url: string, status: number, redirect?: string, startedAt = 1012): Happening => ({
  ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url, body: body(), status },
  ...{ answer: redirect ? { text: null, size: 0 } : text({}), startedAt, endedAt: startedAt + 5 },
  ...(redirect ? { redirect } : {}),
})

/** Tells what a page and the browser saw, `p` for the page's and `b` for the browser's. */
function fold(...told: readonly (readonly ['p' | 'b', Happening])[]): State {
  const tale = story().tell('d', page)
  for (const [who, what] of told) tale.tell(who === 'p' ? 'd' : 'devtools:1', what)
  const state = reduceAll(emptyState, tale.facts)
  expect(JSON.stringify(tale.facts.reduce(reduce, emptyState))).toBe(JSON.stringify(state))
  return state
}
const rows = (state: State) =>
  state.items.toArray().map(({ name, delivery, attempts }) => [name, delivery, attempts.map(({ outcome }) => outcome)])
const why = (state: State) => state.items.last()?.why

/** All orders of a list. */
const orders = <T>(list: readonly T[]): readonly (readonly T[])[] =>
  list.length < 2
    ? [list]
    : list.flatMap((one, i) => orders([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [one, ...rest]))

describe('a POST that became a GET lost its body', () => {
  it.each([301, 302, 303])('after %i, whoever tells first', (status) => {
    const hop = ['b', record(A, status, B)] as const
    const tales = [
      [['p', sent()], ['p', answered(B)], hop],
      [['p', sent()], hop, ['p', answered(B)]],
      [hop, ['p', sent()], ['p', answered(B)]],
      [hop],
      [['p', sent('beacon')], hop],
      [['p', sent('xhr')], hop, ['p', answered(B, 404)]],
      [['p', sent()], hop, ['p', failed]],
    ] as const
    for (const tale of tales) {
      const state = fold(...tale)
      expect(rows(state)).toEqual([['buy', 'lost', ['failed']]])
      expect(why(state)).toBe(`Redirected with ${status} to ${B}: the browser sends it on as a GET without the body.`)
      expect(state.items.first()?.attempts[0]?.status).toBe(status)
      expect(state.exchanges.first()?.trail?.hops).toEqual([{ from: A, status, to: B }])
    }
  })

  it('at the second hop as well', () => {
    const facts = [
      ['b', record(A, 307, B)],
      ['b', record(B, 302, C)],
      ['p', sent()],
    ] as const
    for (const tale of orders(facts)) {
      const state = fold(...tale)
      expect(rows(state)).toEqual([['buy', 'lost', ['failed']]])
      expect(why(state)).toMatch(/with 302 to https:\/\/third/)
    }
  })
})

describe('a 307 or 308 is one attempt', () => {
  it.each([307, 308])('%i, whatever order the facts come in', (status) => {
    const facts = [
      ['p', sent()],
      ['p', answered(B)],
      ['b', record(A, status, B)],
      ['b', record(B, 200, undefined, 1018)],
    ] as const
    for (const tale of orders(facts)) {
      if (tale.indexOf(facts[1]) < tale.indexOf(facts[0])) continue
      const state = fold(...tale)
      expect(rows(state)).toEqual([['buy', 'delivered', ['delivered']]])
      expect(state.exchanges.size).toBe(1)
      expect(state.exchanges.first()).toMatchObject({ url: A, trail: { hops: [{ from: A, status, to: B }], end: B } })
    }
  })

  it('over several hops', () => {
    const facts = [
      ['p', sent()],
      ['b', record(A, 307, B)],
      ['b', record(B, 308, C, 1018)],
      ['b', record(C, 200, undefined, 1024)],
    ] as const
    const [first, ...hops] = facts
    const pageFirst: readonly (readonly (readonly ['p' | 'b', Happening])[])[] = orders(hops).map((rest) => [
      first,
      ...rest,
    ])
    for (const tale of [...pageFirst, ...[1, 2, 3].map((at) => [...hops.slice(0, at), first, ...hops.slice(at)])]) {
      const state = fold(...tale)
      expect([tale.map(([who]) => who).join(), rows(state)]).toEqual([
        ...[tale.map(([who]) => who).join(), [['buy', 'delivered', ['delivered']]]],
      ])
      const told = state.exchanges.first()?.trail?.hops.map(({ from, to }) => [from, to])
      expect(told).toEqual([
        [A, B],
        [B, C],
      ])
    }
  })

  it.each([
    ['the middle', [A, E], [F, G]],
    ['the first', [E, F], [F, G]],
    ['the last', [A, E], [E, F]],
  ] as const)('over three hops of which %s was not told', (which, one, two) => {
    const [asked, end] = [['p', sent()] as const, ['b', record(G, 200, undefined, 1030)] as const]
    const hops = [one, two].map(([from, to], i) => ['b', record(from, 307, to, 1012 + 6 * i)] as const)
    const pageEnds = [
      ['p', answered(G)],
      ['p', answered()],
      ['p', failed],
    ] as const
    for (const hop of orders(hops)) {
      const first = [asked, ...hop, end]
      const tales = [first, ...(which === 'the first' ? [] : [[...hops.slice(0, 1), asked, ...hops.slice(1), end]])]
      for (const tale of [...tales, ...pageEnds.flatMap((told) => [[...first, told]])]) {
        const state = fold(...tale)
        expect(rows(state)).toEqual([['buy', 'delivered', ['delivered']]])
        expect([state.exchanges.size, state.exchanges.first()?.trail?.hops.length]).toEqual([1, 2])
      }
    }
  })

  it('whose middle was not told is not the try before, whose end was', () => {
    const again = { ...sent(), request: 2 } as Happening
    const first = [
      ['p', sent()],
      ['b', record(A, 307, E)],
      ['b', record(G, 0, undefined, 1030)],
      ['p', failed],
    ] as const
    const [hop, end] = [['b', record(A, 307, E, 1062)] as const, ['b', record(G, 200, undefined, 1070)] as const]
    const state = fold(...first, ['p', again], hop, end)
    expect(rows(state)).toEqual([['buy', 'delivered', ['failed', 'delivered']]])
  })

  it('then 400 is refused, then a page is unknown', () => {
    const refused = fold(['p', sent()], ['p', answered(B, 400)], ['b', record(A, 307, B)], ['b', record(B, 400)])
    expect(rows(refused)).toEqual([['buy', 'rejected', ['rejected']]])
    const html: Body = { text: '<html><title>Hello</title>', size: 9 }
    const sign = fold(['p', sent()], ['b', record(A, 307, B)], ['p', answered(B, 200, html)], ['b', record(B, 200)])
    expect(rows(sign)).toEqual([['buy', 'unknown', ['unknown']]])
    expect(why(sign)).toMatch(/an HTML page, “Hello”/)
  })

  it('and the next try is another one', () => {
    const again = { ...sent(), request: 2 } as Happening
    const state = fold(
      ...([
        ['p', sent()],
        ['p', failed],
        ['b', record(A, 307, B)],
        ['b', record(B, 0)],
      ] as const),
      ...([
        ['p', again],
        ['b', record(A, 307, B, 1062)],
        ['b', record(B, 200, undefined, 1070)],
      ] as const),
    )
    expect(rows(state)).toEqual([['buy', 'delivered', ['failed', 'delivered']]])
  })

  it('which leads to the same address again, once or as a loop', () => {
    const hop = (n: number, to = A) => ['b', record(A, 307, to, 1012 + n)] as const
    for (const times of [1, 2, 19]) {
      const hops = Array.from({ length: times }, (_, n) => hop(n))
      const state = fold(['p', sent()], ...hops, ['b', record(A, 200, undefined, 1040)], ['p', answered(A)])
      expect(rows(state)).toEqual([['buy', 'delivered', ['delivered']]])
      expect(state.exchanges.first()?.trail?.hops.length).toBe(times)
      const gone = fold(['p', sent()], ...hops, ['b', record(A, 0, undefined, 1040)], ['p', failed])
      expect(rows(gone)).toEqual([['buy', 'retrying', ['failed']]])
      const away = fold(['b', hop(0)[1]], ...hops.slice(1), ['b', record(A, 302, B, 1040)])
      expect(rows(away)).toEqual([['buy', 'lost', ['failed']]])
    }
    const around = [
      hop(0, B),
      ['b', record(B, 307, A, 1016)],
      hop(8, C),
      ['b', record(C, 200, undefined, 1030)],
    ] as const
    expect(rows(fold(...around))).toEqual([['buy', 'delivered', ['delivered']]])
    expect(fold(...around).exchanges.first()?.url).toBe(A)
  })

  it('where the browser upgrades the address by itself', () => {
    const https = A.replace('http:', 'https:')
    const state = fold(['p', sent()], ['b', record(A, 307, https)], ['p', answered(https)], ['b', record(https, 200)])
    expect(rows(state)).toEqual([['buy', 'delivered', ['delivered']]])
  })
})

describe('where only the page saw a redirect', () => {
  it('the item says unknown: redirected, and whether the body went along can’t be seen', () => {
    for (const to of [B, `${A}/`, A.replace('http:', 'https:'), A]) {
      const state = fold(['p', sent()], ['p', answered(to)])
      expect(rows(state)).toEqual([['buy', 'unknown', ['unknown']]])
      expect(why(state)).toBe(`Redirected to ${to}: the page cannot see whether the body went along.`)
    }
  })

  it('an XHR that was led back to its own address is an answer like any other, unless the browser tells', () => {
    expect(rows(fold(['p', sent('xhr')], ['p', answered()]))).toEqual([['buy', 'delivered', ['delivered']]])
    const around = [
      ['b', record(A, 307, B)],
      ['b', record(B, 302, A, 1016)],
    ] as const
    for (const told of [around, [around[1]], [...around].reverse()]) {
      expect(rows(fold(['p', sent('xhr')], ['p', answered()], ...told))).toEqual([['buy', 'lost', ['failed']]])
      expect(rows(fold(['p', sent('xhr')], ...told, ['p', answered()]))).toEqual([['buy', 'lost', ['failed']]])
    }
    // Where it was sent on to is known, and not how it came back.
    const away = fold(['p', sent('xhr')], ['p', answered()], around[0])
    expect(rows(away)).toEqual([['buy', 'unknown', ['unknown']]])
    expect(why(away)).toBe(`Redirected to ${B} and on: nobody knows whether the body went along.`)
  })

  it('a refusal stays a refusal, and a page behind it is named', () => {
    expect(rows(fold(['p', sent()], ['p', answered(B, 405)]))).toEqual([['buy', 'rejected', ['rejected']]])
    const state = fold(['p', sent()], ['p', answered(B, 200, { text: '<html>', size: 6 })])
    expect(why(state)).toMatch(/^Redirected to .* an HTML page\.$/)
  })
})

describe('a redirect that the page asked not to follow', () => {
  const manual: Happening = { ...answered(undefined, 0, { text: null, size: 0, note: 'unfollowed' }) }

  it.each([302, 303, 307])('a %i is not followed, so that nothing lost its body and CORS hid nothing', (status) => {
    const told = [['p', manual] as const, ['b', record(A, status, B)] as const]
    for (const tale of [told.slice(0, 1), ...orders(told)]) {
      const state = fold(['p', sent()], ...tale)
      expect(rows(state)).toEqual([['buy', 'unknown', ['unknown']]])
      expect(why(state)).toMatch(/no server said that it took this\.$/)
      expect(why(state)).not.toMatch(/CORS|GET/)
    }
  })
})

describe('where the browser told of a redirect, and the page only that it failed', () => {
  it('what became of it there is unknown once the SDK gives up', () => {
    const again = (n: number): readonly (readonly ['p' | 'b', Happening])[] => [
      ['p', { ...sent('fetch', n) }],
      ['b', record(A, 307, B, 1012 + 40 * (n - 1))],
      ['p', { ...failed, request: n } as Happening],
    ]
    const state = fold(...[1, 2, 3, 4, 5].flatMap(again))
    expect(rows(state)[0]?.slice(0, 2)).toEqual(['buy', 'unknown'])
    expect(why(state)).toMatch(/^Sent; the page could not read an answer/)
  })

  it('a redirect is no answer that CORS withheld, and an answer behind it is its own origin’s', () => {
    expect(fold(['p', sent()], ['p', failed], ['b', record(A, 307, B)]).trackers.first()?.withheld).toBeUndefined()
    expect(fold(['p', sent()], ['b', record(A, 302, B)], ['p', failed]).trackers.first()?.withheld).toBeUndefined()
    const state = fold(['p', sent()], ['b', record(A, 307, B)], ['b', record(B, 200)], ['p', failed])
    expect(state.trackers.first()?.withheld).toEqual({ times: 1, origin: 'https://new.test', status: 200 })
  })
})

describe('a pixel that is sent on to another region', () => {
  const [US, EU] = ['', '-eu'].map((region) => `https://track${region}.customer.io/events/page.gif?name=home`)
  const none = { method: 'GET', body: { text: null, size: 0 } } as const
  const gif: Body = { text: 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', size: 35, binary: true }
  const hop = (at = 1012): Happening => ({ ...record(US as string, 301, EU, at), ...none }) as Happening
  const end = (at = 1018): Happening =>
    ({ ...record(EU as string, 200, undefined, at), ...none, answer: gif }) as Happening

  it('is one send, whichever of its hops is told first', () => {
    for (const tale of orders([hop(), end()])) {
      const state = fold(...tale.map((each) => ['b', each] as const))
      expect(rows(state)).toEqual([['home', 'delivered', ['delivered']]])
      expect(state.exchanges.first()).toMatchObject({ url: US, trail: { hops: [{ from: US, to: EU }], end: EU } })
    }
  })

  it('is another one the next time, also where the end of the first was never told', () => {
    const twice = fold(...[hop(), end(), hop(3012), end(3018)].map((each) => ['b', each] as const))
    expect(rows(twice).map(([, delivery]) => delivery)).toEqual(['delivered', 'delivered'])
    const later = fold(...[hop(), hop(33_012), end(33_018)].map((each) => ['b', each] as const))
    expect(rows(later).map(([, delivery]) => delivery)).toEqual(['unknown', 'delivered'])
  })

  it('is another one after one that was refused, or of which nobody knows', () => {
    const gone = { ...end(), url: US, status: 404 } as Happening
    const cached = { ...end(), url: US, cached: true } as Happening
    for (const first of [gone, cached]) {
      const again = { ...end(), url: US, startedAt: 5012, endedAt: 5017 } as Happening
      expect(rows(fold(['b', first], ['b', again])).length).toBe(2)
    }
  })

  it('does not stay in flight where nobody tells what came of it there, and says why', () => {
    const pixel = fold(['b', hop()])
    expect(rows(pixel)).toEqual([['home', 'unknown', ['unknown']]])
    expect(why(pixel)).toBe(`Sent on to ${EU}: nobody knows what became of it there.`)
    for (const told of [
      [['b', record(A, 307, B)]],
      [
        ['p', sent('beacon')],
        ['b', record(A, 307, B)],
      ],
    ] as const) {
      const state = fold(...told)
      expect(rows(state)).toEqual([['buy', 'unknown', ['unknown']]])
      expect(why(state)).toBe(`Sent on to ${B}: nobody knows what became of it there.`)
      expect(rows(fold(...told, ['b', record(B, 200, undefined, 1018)]))).toEqual([['buy', 'delivered', ['delivered']]])
      expect(rows(fold(...told, ['b', record(B, 400, undefined, 1018)]))).toEqual([['buy', 'rejected', ['rejected']]])
      expect(rows(fold(...told, ['b', record(B, 302, C, 1018)]))).toEqual([['buy', 'lost', ['failed']]])
    }
  })
})

it('what is sent on to where nobody looks does not stay in flight, unless its page will tell the end', () => {
  const away = record(A, 307, 'https://elsewhere.test/inbox')
  expect(rows(fold(['b', away]))).toEqual([['buy', 'unknown', ['unknown']]])
  expect(rows(fold(['p', sent('beacon')], ['b', away]))).toEqual([['buy', 'unknown', ['unknown']]])
  expect(rows(fold(['p', sent()], ['b', away]))).toEqual([['buy', 'in flight', ['in flight']]])
})

it('takes two requests with one body to two addresses for two', () => {
  const other = { ...sent(), request: 2, url: C } as Happening
  const state = fold(['p', sent()], ['p', other], ['b', record(C, 200)], ['b', record(A, 200)])
  expect(rows(state)).toEqual([['buy', 'delivered', ['delivered', 'delivered']]])
})
