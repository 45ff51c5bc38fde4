/**
 * Decoding beside the recordings: the HTTP API, iOS, Segment, the classic snippet, in-app, asides, and everything
 * broken.
 */
import { describe, expect, it } from 'vitest'
import type { Body } from '../../../core/fact'
import { vendorOf } from '../../registry'
import { vendor } from '..'
import { claims, makerOf } from '../claims'
import recorded from '../samples/recorded.json'
import { decode } from '.'

const body = (value: unknown, change: Partial<Body> = {}): Body => {
  const text = typeof value === 'string' || value === null ? value : JSON.stringify(value)
  return { text, size: text?.length ?? 0, ...change }
}
const post = (url: string, value: unknown, change: Partial<Body> = {}) =>
  decode({ method: 'POST', url, body: body(value, change) })
const EVENT = {
  type: 'track',
  event: 'x',
  messageId: 'ajs-next-1',
  anonymousId: 'a',
  userId: null,
  writeKey: 'k',
  properties: { p: 1 },
}

it('claims every recorded request, but for the event stream on a host of its own', () => {
  // An EventSource is no fetch: only the browser sees it, and in production its host tells whose it is.
  const unclaimed = recorded.requests.filter(({ method, url }) => !claims(method, url))
  expect(unclaimed.map(({ url }) => url.replace(/\?.*/, ''))).toEqual(['http://localhost:3009/api/v3/sse'])
  expect(claims('GET', 'https://realtime.cloud.gist.build/api/v3/sse?userToken=t')).toBe(true)
})

describe('whose request', () => {
  it('takes the family on any host, by path and body', () => {
    expect(post('https://shop.example/proxy/t', EVENT)).toMatchObject({
      key: 'k',
      items: [{ name: 'x', id: 'ajs-next-1' }],
    })
  })
  it('leaves others alone', () => {
    for (const [url, value] of [
      ['https://shop.example/t', { type: 'track' }],
      ['https://shop.example/t', 'hello'],
      ['https://shop.example/t', { hello: 1 }],
      ['https://shop.example/b', { batch: [{ hello: 1 }] }],
      ['https://shop.example/v1/track', { name: 'x' }],
      ['https://shop.example/api/v1/branding', {}],
      ['https://shop.example/m', { a: 1 }],
      ['https://shop.example/basket', EVENT],
    ] as const)
      expect(post(url, value), url).toBeNull()
  })
  it('says by the message’s library, then by the host, whose SDK it is; what says nothing is Customer.io’s', () => {
    const by = (name: string, version = '1') => ({ ...EVENT, context: { library: { name, version } } })
    const bundled = (name: string) => ({ ...by('analytics.js', 'npm:next-1.84.3'), _metadata: { bundled: [name] } })
    for (const [maker, url, event] of [
      ['segment', 'https://shop.example/v1/t', { ...EVENT, _metadata: { bundled: ['Segment.io'] } }],
      ['segment', 'https://shop.example/v1/t', by('analytics.js', 'next-1.84.3')],
      ['segment', 'https://shop.example/v1/b', { batch: [by('@segment/analytics-node')] }],
      ['segment', 'https://api.segment.io/v1/t', EVENT],
      ['rudderstack', 'https://shop.example/v1/track', by('RudderLabs JavaScript SDK', '3.34.1')],
      ['rudderstack', 'https://shop.example/v1/batch', { batch: [by('RudderLabs JavaScript SDK')] }],
      ['rudderstack', 'https://cdp.customer.io/v1/t', by('rudder-android')],
      ['rudderstack', 'https://acme.dataplane.rudderstack.com/v1/track', EVENT],
      ['customerio', 'https://shop.example/v1/t', by('analytics.js', 'npm:next-0.5.11')],
      ['customerio', 'https://shop.example/v1/t', bundled('Customer.io Data Pipelines')],
      ['customerio', 'https://api.segment.io/v1/t', bundled('Customer.io Data Pipelines')],
      ['customerio', 'https://shop.example/v1/t', { ...EVENT, properties: { name: 'rudder of a boat' } }],
      ['customerio', 'https://cdp.customer.io/v1/t', EVENT],
      ['customerio', 'https://notsegment.io/v1/t', EVENT],
    ] as const) {
      const body = { text: JSON.stringify(event), size: 0 }
      const takers = ['customerio', 'rudderstack', 'segment'].filter((id) =>
        vendorOf(id)?.decode({ method: 'POST', url, body }),
      )
      expect(takers, `${url} ${body.text}`).toEqual([maker])
      expect(makerOf(body.text, url)).toBe(maker)
    }
  })
})

describe('HTTP API', () => {
  it.each(['identify', 'track', 'page', 'screen', 'group', 'alias'])('/v1/%s without a type', (type) => {
    const decoded = post(`https://cdp-eu.customer.io/v1/${type}`, {
      userId: 'u',
      event: 'x',
      groupId: 'g',
      previousId: 'p',
      traits: {},
    })
    expect(decoded).toMatchObject({ key: null, surface: 'rest', unreadable: null })
    expect(decoded?.items[0]?.type).toBe(type === 'track' ? 'event' : type)
  })
  it('reads /v1/batch', () => {
    const decoded = post('https://cdp.customer.io/v1/batch', {
      batch: [{ type: 'track', event: 'a', userId: 'u' }, { type: 'page' }],
    })
    expect(decoded?.items.map(({ name, index }) => [name, index])).toEqual([
      ['a', 0],
      ['page', 1],
    ])
  })
  it('reads the iOS SDK’s direct metric (RichPushDeliveryTracker.swift:20-40)', () => {
    const metric = {
      anonymousId: 'd1',
      properties: { recipient: 't', metric: 'delivered', deliveryId: 'd1' },
      event: 'Report Delivery Event',
    }
    const item = post('https://cdp.customer.io/v1/track', metric)?.items[0]
    expect(item).toMatchObject({ type: 'report', name: 'Report Delivery Event', automatic: true, id: null })
    expect(item?.notes?.map(({ text }) => text).join()).toMatch(/names no visitor/)
  })
})

describe('native batches', () => {
  const agent = 'Customer.io iOS Client/4.7.5 (iPhone; iOS 17) shop/1.0'
  const native = (change: object) => ({
    ...EVENT,
    context: { userAgent: agent, device: { token: 'tok', type: 'ios' } },
    ...change,
  })
  it('tell of the person and the device', () => {
    const decoded = post('https://cdp.customer.io/v1/b', {
      batch: [
        native({ userId: undefined }),
        native({ type: 'identify', userId: 'u', traits: { plan: 'trial' } }),
        native({ userId: 'u', event: 'Device Created or Updated' }),
        native({ userId: undefined, anonymousId: 'b' }),
      ],
      sentAt: '2026-01-01T00:00:00.000Z',
      writeKey: 'k',
    })
    expect(decoded).toMatchObject({ key: 'k', surface: 'ios', version: '4.7.5' })
    expect(decoded?.items[2]).toMatchObject({ type: 'device', automatic: true })
    expect(decoded?.effects).toMatchObject([
      {
        kind: 'identity',
        change: 'identify',
        soft: { anonymousId: 'a' },
        hard: { userId: 'u' },
        traits: { plan: 'trial' },
      },
      { kind: 'push', token: 'tok' },
      { kind: 'identity', change: 'reset', soft: { anonymousId: 'b' }, hard: {}, replace: true },
    ])
  })
  // State.swift:144-151, Events.swift:134-138.
  it('tell a change of person from a repetition, and an alias as the new user', () => {
    const identify = (userId: string) => native({ type: 'identify', userId, traits: {} })
    const batch = [identify('u'), identify('u'), identify('v'), native({ type: 'alias', userId: 'w', previousId: 'v' })]
    expect(post('https://cdp.customer.io/v1/b', { batch })?.effects).toMatchObject([
      { change: 'identify', text: 'Identified as u' },
      { change: 'identify', text: 'u identified again' },
      { change: 'switch', hard: { userId: 'v' }, text: 'u → v; the anonymous ID stays' },
      { change: 'alias', hard: { userId: 'w' }, text: 'v is merged into w' },
    ])
  })
  it('leave the JavaScript SDK’s identity to its calls', () => {
    expect(
      post('https://cdp.customer.io/v1/b', { batch: [{ ...EVENT, type: 'identify', userId: 'u' }] })?.effects,
    ).toBeUndefined()
  })
})

describe('semantic events on the wire', () => {
  it('names missing fields', () => {
    const item = post('https://cdp.customer.io/v1/t', { ...EVENT, event: 'Device Created or Updated' })?.items[0]
    expect(item?.type).toBe('device')
    expect(item?.notes?.map(({ text }) => text).join()).toMatch(/userId and context\.device\.token/)
  })
  it('says of a name that it begins or ends with a space', () => {
    const said = (event: string) => post('https://cdp.customer.io/v1/t', { ...EVENT, event })?.items[0]?.notes
    expect(said(' buy')).toMatchObject([{ text: 'The name begins or ends with a space.' }])
    expect(said('buy now')).toEqual([])
  })
  it('notes a time that will be misread (iOS SDK BackgroundDeliveryHttpClient.swift:115)', () => {
    const noted = (timestamp: unknown) =>
      post('https://cdp.customer.io/v1/t', { ...EVENT, timestamp })
        ?.items[0]?.notes?.map(({ text }) => text)
        .join()
    expect(noted(1_700_000_000)).toMatch(/silently read as milliseconds: 1970-01-20/)
    expect(noted(1_700_000_000_000_000)).toMatch(/looks like microseconds: .* of the year 55840/)
    expect(noted('1700000000')).toMatch(/no ISO-8601 time/)
    expect(noted(1e300)).toMatch(/timestamp is no time/)
    for (const fine of [1_700_000_000_000, '2026-01-01T00:00:00.000Z', '2026-01-01', null, undefined])
      expect(noted(fine)).toBe('')
  })
  it('names content ids that are no integers (in-app plugin of 0.5.11)', () => {
    const content = (contentId: unknown) =>
      post('https://cdp.customer.io/v1/t', {
        ...EVENT,
        event: 'Report Content Event',
        properties: { actionType: 'viewed_content', contentId, templateId: 2 },
      })
        ?.items[0]?.notes?.map(({ text }) => text)
        .join()
    expect(content('1')).toMatch(/integers for contentId: the server drops/)
    expect(content(1)).not.toMatch(/integers|requires/)
    expect(content(undefined)).toMatch(/requires properties\.contentId/)
  })
  it('marks alias and User Suppressed as destructive', () => {
    expect(
      post('https://cdp.customer.io/v1/a', { ...EVENT, type: 'alias', userId: 'n', previousId: 'o' })?.items[0],
    ).toMatchObject({
      destructive: true,
      as: { hard: { userId: 'o' } },
    })
    expect(
      post('https://cdp.customer.io/v1/t', { ...EVENT, event: 'User Suppressed', userId: 'u' })?.items[0]?.destructive,
    ).toBe(true)
  })
  it('notes an event over 32 KB', () => {
    const big = post('https://cdp.customer.io/v1/t', { ...EVENT, properties: { s: 'z'.repeat(40_000) } })
    expect(big?.items[0]?.notes?.map(({ text }) => text).join()).toMatch(/over the 32 KB/)
    expect(post('https://cdp.customer.io/v1/t', EVENT)?.items[0]?.notes).toEqual([])
  })
})

describe('beside tracking', () => {
  it.each([
    ['GET', 'https://cdp.customer.io/v1/projects/wk/settings', null, { aside: 'settings', key: 'wk' }],
    [
      'GET',
      'https://cdp.customer.io/v1/analytics-js/snippet/wk/analytics.min.js',
      null,
      { aside: 'script', key: 'wk' },
    ],
    ['POST', 'https://cdp.customer.io/v1/m', { series: [] }, { aside: 'metrics', key: null }],
    ['PATCH', 'https://consumer.cloud.gist.build/api/v1/messages/q1', { opened: true }, { aside: 'in-app', key: null }],
    ['POST', 'https://consumer.inapp.customer.io/api/v4/users?sessionId=1', {}, { aside: 'in-app', key: null }],
    ['POST', 'https://proxy.example/api/v4/users?sessionId=1', {}, { aside: 'in-app', key: null }],
    ['POST', 'https://cdp.customer.io/v1/geofences/nearest', {}, { aside: 'geofences', key: null }],
    ['POST', 'https://track.customer.io/push/events', {}, { aside: 'push metrics', key: null }],
  ] as const)('%s %s', (method, url, value, what) => {
    expect(decode({ method, url, body: body(value) })).toMatchObject({ ...what, items: [], unreadable: null })
  })
})

describe('classic', () => {
  it('labels by the last segment, and leaves the unknown unknown', () => {
    const pixel = (url: string) => decode({ method: 'GET', url, body: body(null) })
    const page = pixel('https://track.customer.io/events/page.gif?name=%2F&s=abc')
    expect(page).toMatchObject({
      surface: 'classic',
      key: null,
      items: [{ type: 'page', name: '/', properties: { name: '/', s: 'abc' } }],
    })
    expect(page?.items[0]?.notes?.[0]?.text).toMatch(/not documented/)
    expect(pixel('https://track-eu.customer.io/events/whatever.gif?a=%zz')?.items[0]).toMatchObject({
      name: 'whatever',
      properties: { a: '%zz' },
    })
    expect(pixel('https://track.customer.io/events/deeper/click.gif')?.items[0]).toMatchObject({
      type: 'event',
      name: 'click',
    })
  })
})

describe('broken bodies', () => {
  const URL = 'https://cdp.customer.io/v1/t'
  it.each([
    ['no text', body(null, { note: 'stream' }), /could not be read/],
    ['binary', body('H4sI', { binary: true }), /binary/],
    ['no JSON', body('{"type":'), /not JSON/],
    ['empty', body(''), /empty/],
    ['cut', body('{"type":"track","writeKey":"k",', { cut: true, size: 99 }), /Only the first/],
    ['a list', body('[1]'), /not an object/],
    [
      '10,000 deep',
      body(`{"type":"track","messageId":"1","properties":${'['.repeat(10_000)}${']'.repeat(10_000)}}`),
      /levels deep/,
    ],
    ['10 MB', body(`{"type":"track","s":"${'z'.repeat(10_000_000)}"}`), /too large/],
  ])('%s', (_, broken, reason) => {
    expect(decode({ method: 'POST', url: URL, body: broken })).toMatchObject({
      items: [],
      unreadable: expect.stringMatching(reason),
    })
  })
  it('saves the complete events of a batch that was cut', () => {
    const batch = [1, 2, 3].map((n) => ({ ...EVENT, messageId: `m${n}`, properties: { s: `a "}{[" \\` } }))
    const text = JSON.stringify({ batch, writeKey: 'k' })
    const decoded = post('https://cdp.customer.io/v1/b', text.slice(0, -60), { cut: true, size: text.length })
    expect(decoded?.items.map(({ id }) => id)).toEqual(['m1', 'm2'])
    expect(decoded).toMatchObject({ key: 'k', unreadable: expect.stringMatching(/first 2 events/) })
  })
  it('counts entries of a batch that are no events', () => {
    expect(post('https://cdp.customer.io/v1/b', { batch: [EVENT, 1, null, { type: 'odd' }] })).toMatchObject({
      items: [{ id: 'ajs-next-1' }],
      unreadable: '3 of 4 entries of the batch are not events.',
    })
  })
  it('never throws', () => {
    for (const url of [
      '',
      '/',
      'x',
      '//',
      'https://',
      'https://a/t',
      'https://cdp.customer.io/v1/b',
      'https://cdp.customer.io/v1/track',
      '%%',
    ])
      for (const value of [
        null,
        '',
        '{',
        '[]',
        '{}',
        'null',
        '1',
        '{"batch":1}',
        '{"batch":[[]]}',
        '{"type":1}',
        '{"type":"track","event":{}}',
      ])
        for (const method of ['GET', 'POST', ''])
          expect(() => vendor.decode({ method, url, body: body(value) })).not.toThrow()
  })
})
