/** Answers that a page may not read, and answers of its own service worker: what is known of them, and what not. */
import { describe, expect, it } from 'vitest'
import { reduce, reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import type { Body, Happening } from '../fact'
import { emptyState, type State } from '../state'

const API = 'https://collect.test/v1/t'
const text = (json: unknown): Body => ({ text: JSON.stringify(json), size: 1 })
const body = text({ type: 'track', event: 'buy', messageId: 'm1', anonymousId: 'a', writeKey: 'k' })
const page: Happening = {
  ...{ kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 900 },
}
const sdk: Happening = {
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 't', state: 'running', key: 'k' },
}
const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }
const sent = (request = 1, url = API): Happening => ({
  ...{ kind: 'request', vendor: 'customerio', request, via: 'fetch', method: 'POST', url, body },
})
const failed = (request = 1): Happening => ({ kind: 'failure', request, reason: 'network', error: 'Failed to fetch' })
const answered = (status = 200, worker?: boolean): Happening => ({
  ...{ kind: 'response', request: 1, status, body: text({}), ...(worker ? { worker } : {}) },
})
/** The browser's record of a request that lasted from one time to another; a story's first one begins at 1,020 ms. */
const record = (status: number, [startedAt, endedAt] = [1022, 1030], more: object = {}): Happening =>
  ({
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url: API, body, status },
    ...{ answer: status ? text({}) : { text: null, size: 0 }, startedAt, endedAt },
    ...(status ? {} : { error: 'net::ERR_CONNECTION_RESET' }),
    ...more,
  }) as Happening
const served = { serviceWorker: true }

/** Tells what a page and the browser saw, `p` for the page's and `b` for the browser's. */
function fold(...told: readonly (readonly ['p' | 'b', Happening])[]): State {
  const tale = story().tell('d', page, sdk)
  for (const [who, what] of told) tale.tell(who === 'p' ? 'd' : 'devtools:1', what)
  const state = reduceAll(emptyState, tale.facts)
  expect(JSON.stringify(tale.facts.reduce(reduce, emptyState))).toBe(JSON.stringify(state))
  return state
}
const rows = (state: State) =>
  state.items.toArray().map(({ delivery, attempts }) => [delivery, attempts.map(({ outcome }) => outcome)])
const five = [1, 2, 3, 4, 5].flatMap(
  (n) =>
    [
      ['p', sent(n)],
      ['p', failed(n)],
    ] as const,
)

describe('a cross-origin answer that the page may not read', () => {
  it('is unknown after the SDK’s last try, and not lost', () => {
    expect(rows(fold(...five.slice(0, 2)))).toEqual([['retrying', ['failed']]])
    const state = fold(...five)
    expect(rows(state)[0]?.[0]).toBe('unknown')
    expect(state.items.first()?.why).toBe('Sent; the page could not read an answer: CORS, blocker or network.')
  })

  it('is unknown where the page is left before another try, kept or not', () => {
    const wait = { kind: 'page', change: 'visible' } as const
    const waits = Array.from({ length: 60 }, () => ['p', wait] as const)
    expect(rows(fold(...five.slice(0, 2), ...waits, ['p', left]))).toEqual([['unknown', ['failed']]])
  })

  it('stays lost on the page’s own origin, and where the browser saw no answer either', () => {
    const own = [1, 2, 3, 4, 5].flatMap(
      (n) =>
        [
          ['p', sent(n, 'https://shop.test/v1/t')],
          ['p', failed(n)],
        ] as const,
    )
    expect(rows(fold(...own))[0]?.[0]).toBe('lost')
    const seen = [1, 2, 3, 4, 5].flatMap((n, i) => {
      const at = 1022 + 30 * i
      return [
        ['p', sent(n)],
        ['p', failed(n)],
        ['b', record(0, [at, at + 5])],
      ] as const
    })
    expect(rows(fold(...seen))).toEqual([['lost', ['failed', 'failed', 'failed', 'failed', 'failed']]])
  })

  it('is delivered by the browser’s word, and then CORS is the one cause', () => {
    for (const tale of [
      [
        ['p', sent()],
        ['p', failed()],
        ['b', record(200)],
      ],
      [
        ['p', sent()],
        ['b', record(200)],
        ['p', failed()],
      ],
      [
        ['b', record(200)],
        ['p', sent()],
        ['p', failed()],
      ],
    ] as const) {
      const state = fold(...tale)
      expect(rows(state)).toEqual([['delivered', ['delivered']]])
      expect(state.trackers.get('customerio:k')?.withheld).toEqual({
        ...{ times: 1, origin: 'https://collect.test', status: 200 },
      })
      expect(state.exchanges.first()?.unread).toBe(true)
    }
  })
})

it('is no CORS where the request ended because the page was left', () => {
  for (const tale of [
    [
      ['p', sent()],
      ['p', failed()],
      ['b', record(200)],
      ['p', left],
    ],
    [
      ['p', sent()],
      ['p', failed()],
      ['p', left],
      ['b', record(200)],
    ],
    [
      ['p', sent()],
      ['b', record(200)],
      ['p', failed()],
      ['p', left],
    ],
    [
      ['p', sent()],
      ['p', left],
      ['p', failed()],
      ['b', record(200)],
    ],
  ] as const) {
    const state = fold(...tale)
    expect(rows(state)).toEqual([['delivered', ['delivered']]])
    expect(state.trackers.get('customerio:k')?.withheld).toBeUndefined()
  }
})

describe('the page’s service worker', () => {
  it('that answers itself is not the vendor: unknown', () => {
    for (const tale of [
      [
        ['p', sent()],
        ['p', answered()],
        ['b', record(200, [1022, 1030], served)],
      ],
      [
        ['p', sent()],
        ['b', record(200, [1022, 1030], served)],
        ['p', answered()],
      ],
      [
        ['b', record(200, [1022, 1030], served)],
        ['p', sent()],
        ['p', answered()],
      ],
      [['b', record(200, [1022, 1030], served)]],
      [
        ['p', sent()],
        ['p', answered(200, true)],
      ],
      [
        ['p', sent()],
        ['p', answered(503, true)],
        ['b', record(503, [1022, 1030], served)],
      ],
    ] as const) {
      const state = fold(...tale)
      expect(rows(state)).toEqual([['unknown', ['unknown']]])
      expect(state.items.first()?.why).toMatch(/^Answered by the page’s service worker/)
    }
  })

  it('that forwards is one send, delivered when its own request was seen and accepted', () => {
    const own = ['b', record(200, [1024, 1028])] as const
    const outer = ['b', record(200, [1022, 1030], served)] as const
    for (const tale of [
      [['p', sent()], ['p', answered()], own, outer],
      [['p', sent()], ['p', answered()], outer, own],
      [['p', sent()], own, outer, ['p', answered()]],
      [['p', sent()], outer, own, ['p', answered()]],
      [own, outer, ['p', sent()], ['p', answered()]],
      [outer, own, ['p', sent()], ['p', answered()]],
      [['p', sent()], ['p', answered(200, true)], own, outer],
      [own, outer],
    ] as const) {
      const state = fold(...tale)
      expect(rows(state)).toEqual([['delivered', ['delivered']]])
      expect(state.exchanges.size).toBe(1)
    }
  })

  it('that made a 200 of a refusal does not hide it', () => {
    const own = ['b', record(400, [1024, 1028])] as const
    const outer = ['b', record(200, [1022, 1030], served)] as const
    for (const two of [
      [own, outer],
      [outer, own],
    ])
      expect(rows(fold(['p', sent()], ['p', answered(200, true)], ...two))).toEqual([['rejected', ['rejected']]])
  })

  it('that answers by itself what it could not pass on is one try, and unknown', () => {
    const own = ['b', record(0, [1024, 1028])] as const
    const outer = ['b', record(200, [1022, 1030], served)] as const
    for (const answer of [answered(), answered(200, true)])
      for (const tale of [
        [['p', sent()], ['p', answer], own, outer],
        [['p', sent()], ['p', answer], outer, own],
        [['p', sent()], own, outer, ['p', answer]],
        [['p', sent()], outer, own, ['p', answer]],
        [['p', sent()], own, ['p', answer], outer],
        [['p', sent()], outer, ['p', answer], own],
        [own, outer, ['p', sent()], ['p', answer]],
        [own, outer],
      ] as const) {
        const state = fold(...tale)
        expect(rows(state)).toEqual([['unknown', ['unknown']]])
        expect(state.items.first()?.why).toMatch(/^Answered by the page’s service worker/)
        expect(state.exchanges.size).toBe(1)
      }
  })

  it('that fails makes two entries of one try', () => {
    const tries = [1, 2, 3].flatMap((n, i) => {
      const at = 1022 + 40 * i
      const outer = { error: 'net::ERR_FAILED' }
      return [
        ...([
          ['p', sent(n)],
          ['p', failed(n)],
          ['b', record(0, [at + 3, at + 6])],
        ] as const),
        ['b', record(0, [at, at + 9], outer)] as const,
      ]
    })
    expect(rows(fold(...tries))).toEqual([['retrying', ['failed', 'failed', 'failed']]])
  })
})

it('an answer from the browser’s cache is not the server’s, whoever tells first', () => {
  const cached = ['b', record(200, [1022, 1030], { cached: true })] as const
  for (const tale of [
    [['p', sent()], ['p', answered()], cached],
    [['p', sent()], cached, ['p', answered()]],
    [cached, ['p', sent()], ['p', answered()]],
  ] as const) {
    const state = fold(...tale)
    expect(rows(state)).toEqual([['unknown', ['unknown']]])
    expect(state.items.first()?.why).toMatch(/from the browser’s cache/)
  }
})

describe('a request that ended before it can have been at a server', () => {
  const soon = (what: Happening): State => {
    const { facts } = story().tell('d', page, sdk)
    const told = [1, 2, 3, 4, 5].flatMap((n) => [sent(n), { ...what, request: n } as Happening])
    const at = (i: number) => 2000 + 100 * Math.floor(i / 2) + (i % 2) * 0.3
    const more = told.map((each, i) => ({ ...each, doc: 'd', seq: 10 + i, at: at(i), frame: 0 }))
    return reduceAll(emptyState, [...facts, ...more])
  }

  it('keepalive over its quota, CSP, mixed content: unknown, and not said to be sent', () => {
    const [item] = soon(failed()).items
    expect(item?.delivery).toBe('unknown')
    expect(item?.why).toMatch(/^It failed at once, .* most likely the browser never sent it.*64 KB of keepalive/)
  })

  it('called off by the page at once: the same', () => {
    const [item] = soon({ ...failed(), reason: 'aborted' } as Happening).items
    expect([item?.delivery, item?.why]).toEqual(['unknown', expect.stringMatching(/never sent it\.$/)])
  })
})

describe('a request that the page called off while it was under way', () => {
  it.each(['aborted', 'timeout'] as const)('%s: it may have arrived, on its own origin too', (reason) => {
    const off = (n: number, url = API): readonly (readonly ['p' | 'b', Happening])[] => [
      ['p', sent(n, url)],
      ['p', { ...failed(n), reason } as Happening],
    ]
    for (const url of [API, 'https://shop.test/v1/t']) {
      expect(rows(fold(...off(1, url)))).toEqual([['retrying', ['failed']]])
      const state = fold(...[1, 2, 3, 4, 5].flatMap((n) => off(n, url)))
      expect(rows(state)[0]?.[0]).toBe('unknown')
      expect(state.items.first()?.why).toMatch(/^Sent; the page called it off before an answer came/)
      expect(rows(fold(...off(1, url), ['p', left]))[0]?.[0]).toBe('unknown')
    }
    expect(rows(fold(...off(1), ['b', record(200)]))).toEqual([['delivered', ['delivered']]])
    expect(rows(fold(...off(1), ['b', record(0)]))).toEqual([['retrying', ['failed']]])
  })
})
