/** Tests of requests that the browser saw and no script in the page told of, and of all that only looks so. */
import { describe, expect, it } from 'vitest'
import { reduce, reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import type { Body, Happening } from '../fact'
import { trafficOf } from '../query/traffic'
import { emptyState } from '../state'

const API = 'https://cdp.customer.io/v1/t'
const text = (json: unknown): Body => ({ text: JSON.stringify(json), size: 1 })
const bodyOf = (messageId: string) =>
  text({ type: 'track', event: 'buy', messageId, anonymousId: 'a', writeKey: 'k', timestamp: '1970-01-01T00:00:01Z' })
const page = (more: object = {}): Happening => ({
  ...{ kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 900, ...more },
})
const sent = (more: object = {}): Happening =>
  ({
    ...{ kind: 'request', vendor: 'customerio', request: 1, via: 'fetch', method: 'POST', url: API },
    ...{ body: bodyOf('m1'), ...more },
  }) as Happening
const said = (status: number, more: object = {}): Happening =>
  ({ kind: 'response', request: 1, status, body: text({}), ...more }) as Happening
const saw = (more: object = {}): Happening =>
  ({
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url: API, body: bodyOf('m1') },
    ...{ status: 200, answer: text({}), startedAt: 1022, endedAt: 1030, ...more },
  }) as Happening
/** The same, told by `webRequest`, which has no text of an answer. */
const heard = (more: object = {}): Happening =>
  saw({ via: 'webRequest', answer: { text: null, size: 0, note: 'hidden' }, ...more })

/** What was told, by whom: the page `d`, the developer tools, or the background. */
function fold(...told: readonly Happening[]) {
  const tale = story()
  for (const what of told) {
    const doc = what.kind !== 'exchange' ? 'd' : what.via === 'devtools' ? 'devtools:1' : 'browser:1'
    tale.tell(doc, what)
  }
  const state = reduceAll(emptyState, tale.facts)
  expect(JSON.stringify(tale.facts.reduce(reduce, emptyState))).toBe(JSON.stringify(state))
  return state
}
const untold = (...told: readonly Happening[]) => trafficOf(fold(...told)).untold

describe('a request that the browser saw and no script in the page told of', () => {
  it('is an item of its own, seen by the browser only, beside those that a script told of', () => {
    const state = fold(page(), sent(), said(200), saw(), saw({ body: bodyOf('m2') }))
    expect(
      state.items.map(({ id, delivery, seenBy: { browser, page } }) => [id, delivery, browser, page]).toArray(),
    ).toEqual([
      ['m1', 'delivered', true, true],
      ['m2', 'delivered', true, false],
    ])
    expect(trafficOf(state).untold).toBe(1)
  })

  it.each([
    ['a worker’s, told by the developer tools', saw()],
    ['one that webRequest told of', heard()],
    ['one that failed', saw({ status: 0, error: 'refused', answer: { text: null, size: 0 } })],
    ['a form whose text is JSON', saw({ body: { ...bodyOf('m1'), text: `${bodyOf('m1').text}\r\n` } })],
    ['one whose body nobody can read, like a ping’s', saw({ body: { text: 'PING', size: 4 } })],
    ['a picture', saw({ method: 'GET', url: 'https://track.customer.io/events/t.gif?name=buy', body: text(null) })],
  ])('is counted: %s', (_, exchange) => {
    const { exchanges, items } = fold(page(), exchange)
    const tracks = exchanges.first()?.unreadable !== null || items.size > 0
    expect([exchanges.size, tracks]).toEqual([1, true])
    expect(untold(page(), exchange)).toBe(1)
  })

  it('is counted once where both interfaces of the browser tell of it, in either order', () => {
    for (const told of [
      [heard(), saw()],
      [saw(), heard()],
    ]) {
      const state = fold(page(), ...told)
      expect([state.exchanges.size, state.items.first()?.attempts.length]).toEqual([1, 1])
      expect(trafficOf(state).untold).toBe(1)
    }
  })
})

describe('nothing is said of', () => {
  const moved = `${API}/2`
  it.each<readonly [string, readonly Happening[]]>([
    ['one that the page told of, before or after the browser', [sent(), saw()]],
    ['what the panel saw before the word of the page had come', [saw(), sent(), said(200)]],
    ['what webRequest and the developer tools both told beside the page', [sent(), heard(), said(200), saw()]],
    ['the same, with the page last', [heard(), saw(), sent(), said(200)]],
    [
      'what a service worker passed on',
      [sent(), saw({ serviceWorker: true }), saw({ startedAt: 1023, endedAt: 1029 })],
    ],
    [
      'the same, told from the inside out',
      [sent(), saw({ startedAt: 1023, endedAt: 1029 }), saw({ serviceWorker: true })],
    ],
    ['the hops of a redirect', [sent(), saw({ status: 307, redirect: moved }), saw({ url: moved }), said(200)]],
    [
      'hops that both interfaces told',
      [
        ...[sent(), heard({ status: 307, redirect: moved }), heard({ url: moved })],
        ...[saw({ status: 307, redirect: moved }), saw({ url: moved, startedAt: 1025 }), said(200)],
      ],
    ],
    ['a body that only the browser could read', [sent({ body: { text: null, size: 0, note: 'stream' } }), saw()]],
    ['settings that an SDK loads', [saw({ method: 'GET', url: 'https://cdp.customer.io/v1/projects/k/settings' })]],
    ['a collector of the user’s own', [saw({ url: 'https://shop.test/c', standsFor: '/v1/t' })]],
    ['a request of the page before', [saw({ startedAt: 800, endedAt: 820 })]],
    [
      'what came before facts that are missing',
      [saw({ startedAt: 1005 }), { kind: 'gap', missing: 3, reason: 'flood', detail: 'Much.' }],
    ],
  ])('%s', (_, told) => {
    const state = fold(page(), ...told)
    expect(trafficOf(state).untold).toBe(0)
    expect(state.exchanges.size).toBe(1)
  })

  it('what was sent before the hook came to a page that was open', () => {
    expect(untold(page({ late: true }), saw({ startedAt: 990, endedAt: 995 }))).toBe(0)
  })

  it('what a worker sends for calls that were seen', () => {
    const sdk = { vendor: 'customerio', surface: 'inspector', tracker: 'a' } as const
    const called: Happening = { kind: 'call', ...sdk, call: 1, method: 'track', args: ['buy'], id: 'm1' }
    const running: Happening = { kind: 'sdk', ...sdk, state: 'running', key: 'k' }
    expect(untold(page(), running, called, saw())).toBe(0)
    expect(untold(page(), running, called, saw(), saw({ body: bodyOf('m2') }))).toBe(1)
  })

  it('the entries of a file', () => {
    expect(untold(page(), saw({ via: 'file' }))).toBe(0)
  })
})

describe('both interfaces of the browser tell of one send', () => {
  it('webRequest tells how it ended, the developer tools what the server said: a refusal in the text counts', () => {
    const url = 'https://api.exponea.com/track/v2/projects/p/customers/events'
    const body = text({ customer_ids: { cookie: 'c' }, event_type: 'buy', properties: {}, timestamp: 1 })
    const ask = { vendor: 'bloomreach', url, body }
    const refused = { answer: text({ success: false, errors: ['no'] }) }
    for (const told of [
      [
        sent(ask),
        heard(ask),
        said(200, { body: { text: null, size: 0, note: 'opaque' } }),
        saw({ ...ask, ...refused }),
      ],
      [heard(ask), saw({ ...ask, ...refused })],
    ]) {
      const { exchanges, items } = fold(page(), ...told)
      expect([exchanges.size, items.first()?.delivery, items.first()?.attempts.length]).toEqual([1, 'rejected', 1])
    }
  })

  it('a send that is repeated stays two, each with its own answer', () => {
    const again = { startedAt: 1522, endedAt: 1530 }
    const state = fold(page(), heard({ status: 500 }), heard(again), saw({ status: 500 }), saw(again))
    expect(state.exchanges.map(({ status }) => status).toArray()).toEqual([500, 200])
    expect(state.items.first()?.attempts.map(({ outcome }) => outcome)).toEqual(['rejected', 'delivered'])
  })
})

it('a body that the page hook could not read is the browser’s to tell, once', () => {
  const state = fold(page(), sent({ body: { text: null, size: 0, note: 'stream' } }), said(200), saw())
  expect(state.exchanges.size).toBe(1)
  expect(state.items.map(({ id, delivery }) => [id, delivery]).toArray()).toEqual([['m1', 'delivered']])
  expect(trafficOf(state).unread).toBe(0)
})
