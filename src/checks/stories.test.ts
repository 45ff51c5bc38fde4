/** Findings on real facts, folded as the panel folds them. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { emptyState, type State } from '../core/state'
import { reduce } from '../providers/fold'
import { findingsOf } from '.'

const START = 1_763_788_400_000

/** Folds what happened, one fact every 10 ms. */
function after(...happenings: readonly Happening[]): State {
  return happenings.reduce<State>(
    (state, what, i) => reduce(state, { ...what, doc: 'd', seq: i + 1, at: START + i * 10, frame: 0 }),
    emptyState,
  )
}

const page: Happening = {
  kind: 'document',
  url: 'https://shop.example/',
  title: 'Shop',
  top: true,
  late: false,
  startedAt: START,
}
const body = (event: string, userId: string | null) => {
  const timestamp = new Date(START).toISOString()
  const text = JSON.stringify({
    type: 'track',
    event,
    properties: {},
    userId,
    anonymousId: 'a1',
    messageId: `ajs-next-${event}`,
    timestamp,
    writeKey: 'k',
  })
  return { text, size: text.length }
}
const request = (number: number, event: string, userId: string | null): Happening => ({
  kind: 'request',
  request: number,
  vendor: 'customerio',
  via: 'fetch',
  method: 'POST',
  url: 'https://cdp.customer.io/v1/t',
  body: body(event, userId),
})
const answer = (number: number, status: number): Happening => ({
  kind: 'response',
  request: number,
  status,
  body: { text: '{}', size: 2 },
})

it('finds a refused event, and nothing about an accepted one', () => {
  const found = findingsOf(
    null,
    after(page, request(1, 'buy', 'jane'), answer(1, 500), request(2, 'view', 'jane'), answer(2, 200)),
    START,
  )
  expect(found.byItem.get(0)?.map((finding) => finding.check)).toContain('customerio-believed-delivered')
  expect(
    found.byItem
      .get(0)
      ?.map((finding) => finding.text)
      .join(),
  ).toContain('answered with 500')
  expect(found.byItem.get(1)).toBeUndefined()
})

it('finds what left before and against the page’s consent', () => {
  const denied: Happening = { kind: 'consent', platform: 'gcm', signal: { analytics_storage: 'denied' } }
  const found = findingsOf(
    null,
    after(page, request(1, 'early', null), answer(1, 200), denied, request(2, 'late', null), answer(2, 200)),
    START,
  )
  expect(found.byItem.get(0)?.map((finding) => finding.check)).toContain('any-before-consent')
  expect(found.byItem.get(1)?.map((finding) => finding.check)).toContain('any-without-consent')
})

it('finds a destructive event by a name that is not the one on the wire', () => {
  const found = findingsOf(null, after(page, request(1, 'Delete Person', 'jane'), answer(1, 200)), START)
  expect(found.byItem.get(0)?.map((finding) => finding.check)).toContain('customerio-action-title')
})

it('finds that the browser knows of no request that the page says was answered, and trusts the browser', () => {
  const saw = (n: number, at: number): Happening => ({
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST', url: 'https://cdp.customer.io/v1/t' },
    ...{ body: body(`e${n}`, 'jane'), status: 200, answer: { text: '{}', size: 2 }, startedAt: at, endedAt: at + 5 },
  })
  const told: (readonly [number, string, Happening])[] = [[START, 'd', page]]
  for (let n = 1; n <= 4; n++) {
    const at = START + n * 8_000
    told.push([at, 'd', request(n, `e${n}`, 'jane')], [at + 5, 'd', answer(n, 200)])
    if (n !== 2) told.push([at + 9, 'devtools:1', saw(n, at)])
  }
  const seqs: Record<string, number> = {}
  const state = told.reduce<State>((state, [at, doc, what]) => {
    seqs[doc] = (seqs[doc] ?? 0) + 1
    return reduce(state, { ...what, doc, seq: seqs[doc] ?? 1, at, frame: 0 })
  }, emptyState)
  const found = findingsOf(null, state, START + 60_000)
  const contradicted = state.items.map(({ n }) =>
    found.byItem.get(n)?.some(({ check }) => check === 'any-contradicted'),
  )
  expect(contradicted.toArray().map(Boolean)).toEqual([false, true, false, false])
  expect(state.items.map(({ delivery }) => delivery).toArray()).toEqual([
    ...['delivered', 'unknown', 'delivered', 'delivered'],
  ])
})

describe('one cause is one finding', () => {
  const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
  const sdk: Happening = { kind: 'sdk', ...web, state: 'running', key: 'k' }
  const call = (number: number, method: string, ...args: readonly Json[]): Happening => {
    return { kind: 'call', ...web, call: number, method, args }
  }
  const checksOf = (...calls: readonly Happening[]) => {
    const found = findingsOf(null, after(page, sdk, ...calls), START + 100)
    return calls.map((_, n) => found.byItem.get(n)?.map(({ check }) => check) ?? [])
  }

  it('a call that the SDK refused was not tracked: neither nameless nor twice', () => {
    expect(checksOf(call(1, 'track'), call(2, 'track'), call(3, 'identify'))).toEqual(
      Array.from({ length: 3 }, () => ['any-never-sent']),
    )
    expect(checksOf(call(1, 'track', '', {}), call(2, 'track'))).toEqual([['any-empty-name'], ['any-never-sent']])
  })

  it('what JSON refuses was never sent; what JSON only changes is told', () => {
    const big: Json = { $tl: 'bigint', text: '1' }
    const nan: Json = { $tl: 'NaN', text: 'NaN' }
    expect(checksOf(call(1, 'track', 'a', { big }), call(2, 'track', 'b', {}))).toEqual([
      ['any-never-sent'],
      ['any-never-sent'],
    ])
    expect(checksOf(call(1, 'track', 'a', { nan }))).toEqual([['any-not-json']])
  })
})

it('what the SDK keeps too long is found, also once the page has taken the SDK’s global away', () => {
  const sdk = { kind: 'sdk', vendor: 'bloomreach', surface: 'web', tracker: 'exponea', key: 'k' } as const
  const { vendor, surface, tracker } = sdk
  const kept: Happening = { kind: 'call', vendor, surface, tracker, call: 1, method: 'track', args: ['buy', {}] }
  const found = (...more: readonly Happening[]) => {
    const state = after(page, { ...sdk, state: 'running' }, kept, ...more)
    return [[...findingsOf(null, state, START + 20_000).byCheck.keys()], state.trackers.first()?.status]
  }
  expect(found()).toEqual([['any-kept-too-long'], 'running'])
  expect(found({ ...sdk, state: 'gone' })).toEqual([['any-kept-too-long'], 'running'])
  expect(found({ ...sdk, state: 'gone' }, { kind: 'page', change: 'pagehide' })).toEqual([['any-never-sent'], 'left'])
})

it('a session that an anonymize has removed is not one that the next start leaves open', () => {
  const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
  const call = (method: string, at: number): Happening => ({ kind: 'call', ...app, call: at, method, args: [] })
  const started = (between: readonly string[]) => {
    const names = ['trackSessionStart', ...between, 'trackSessionStart']
    const configured = { kind: 'call', ...app, call: 1, method: 'configure' } as const
    const args = [{ projectToken: 'k', automaticSessionTracking: false }]
    const state = after(page, { ...configured, args }, ...names.map((name, i) => call(name, i + 2)))
    return findingsOf(null, state, START + 1000).byCheck.has('bloomreach-session-not-ended')
  }
  expect(started([])).toBe(true)
  expect(started(['trackSessionEnd'])).toBe(false)
  expect(started(['anonymize'])).toBe(false)
})

describe('what Customer.io’s SDKs refuse is one finding, whatever was missing in the call', () => {
  const called = (surface: string, method: string, ...args: Json[]): Happening => {
    const met = { vendor: 'customerio', surface, tracker: 't' }
    return { kind: 'call', ...met, call: 1, method, args }
  }
  it.each([
    ['bridge', 'track', ['']],
    ['bridge', 'screen', ['']],
    ['bridge', 'identify', ['  ', { plan: 'x' }]],
    ['snippet', 'track', ['', { a: 1 }]],
    ['snippet', 'track', [12]],
  ])('%s: %s(%j)', (surface, method, args) => {
    const sdk: Happening = { kind: 'sdk', vendor: 'customerio', surface, tracker: 't', state: 'running', key: 'k' }
    const state = after(page, sdk, called(surface, method, ...args))
    expect(state.items.map(({ delivery }) => delivery).toArray()).toEqual(['lost'])
    expect([...findingsOf(null, state, START + 20_000).byCheck.keys()]).toEqual(['any-never-sent'])
  })
})

describe('what a request by hand to Bloomreach says', () => {
  const sent = (data: Readonly<Record<string, Json>>, path = 'customers/events') => {
    const text = JSON.stringify({ event_type: 'x', customer_ids: { registered: 'r' }, properties: {}, ...data })
    const url = `https://api.exponea.com/track/v2/projects/p/${path}`
    const to = { vendor: 'bloomreach', via: 'fetch', method: 'POST', url, body: { text, size: text.length } } as const
    const answered: Happening = {
      kind: 'response',
      request: 1,
      status: 200,
      body: { text: '{"success":true}', size: 16 },
    }
    const { byCheck } = findingsOf(null, after(page, { kind: 'request', request: 1, ...to }, answered), START + 20_000)
    return [...byCheck].flatMap(([id, found]) => [...found.values()].map(({ text }) => `${id}: ${text}`)).join()
  }

  it.each([
    [3, '3 h'],
    [95, '95 h'],
    [97, '4 days'],
    [24 * 400, '400 days'],
    [8766 * 70, '70 years'],
  ])('is %i hours ahead, in words', (hours, words) => {
    expect(sent({ timestamp: START / 1000 + hours * 3600 })).toBe(
      `any-future-time: “x” claims a time ${words} after it was sent.`,
    )
  })

  it.each(['...', '@', '{}', ' - '])('names nobody: %j', (registered) => {
    expect(sent({ customer_ids: { registered } })).toMatch(/any-empty-id/)
  })

  it('is a click without an address', () => {
    expect(sent({ url: '' }, 'campaigns/clicks')).toContain('The address is empty.')
  })
})
