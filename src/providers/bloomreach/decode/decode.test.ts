/**
 * The recorded and documented requests decode without an unknown field that matters; odd ones get a reason, never an
 * exception.
 */
import { gzipSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Body } from '../../../core/fact'
import type { WireItem } from '../../../core/item'
import type { Json } from '../../../core/json'
import { readAnswer, verdict } from '../answer'
import { claims } from '../claims'
import api from '../samples/tracking-api.json'
import web from '../samples/web-3.15.0.json'
import { decode } from '.'
import { route } from './route'

const TOKEN = '11111111-2222-3333-4444-555555555555'
const COOKIE = '0f0e0d0c-0000-4000-8000-000000000001'
const text = (value: unknown): Body => {
  const json = typeof value === 'string' ? value : JSON.stringify(value)
  return { text: json, size: json.length }
}
const zipped = (value: string): Body => {
  const bytes = gzipSync(strToU8(value))
  return { text: Buffer.from(bytes).toString('base64'), size: bytes.length, binary: true }
}
const recorded = (scenario: string, n = 0) => {
  const found = web.requests.filter((request) => request.scenario === scenario && request.url === '/bulk')[n]
  if (!found) throw new Error(`nothing recorded for ${scenario}`)
  return found
}
const bulk = (scenario: string, n = 0) =>
  decode({ method: 'POST', url: 'https://any.example/bulk', body: text(recorded(scenario, n).body) })
const names = (items: readonly WireItem[] = []) => items.map((item) => `${item.type} ${item.name}`)
const item = (index: number): WireItem => ({
  type: 'event',
  name: 'x',
  properties: {},
  id: null,
  as: null,
  claimedAt: null,
  index,
})

describe('the Web SDK, recorded with 3.15.0', () => {
  it.each(web.requests.map((request, n) => [n, request] as const))(
    'reads recorded request %i as its collector did',
    (_, request) => {
      const at = { method: request.method, url: `https://shop.example${request.url}`, body: text(request.body) }
      expect(claims(at.method, at.url)).toBe(true)
      const decoded = decode(at)
      expect(decoded?.unreadable).toBeNull()
      if (request.url !== '/bulk') return expect(decoded?.aside).toBe('personalisation')
      const { commands } = request.body as unknown as { commands: { name: string; data: Record<string, Json> }[] }
      const tracking = commands.filter(({ name }) => !name.startsWith('system/'))
      expect(decoded?.key).toBe(TOKEN)
      expect(decoded?.items.map((read) => commands[read.index])).toEqual(tracking)
      for (const read of decoded?.items ?? []) {
        const data: Record<string, Json> = commands[read.index]?.data ?? {}
        expect(read.properties).toEqual(data.properties)
        expect({ ...read.as?.soft, ...read.as?.hard }).toEqual(data.customer_ids ?? data.ids)
        if (data.type) expect(read.name).toBe(data.type)
        if (typeof data.age === 'number') expect(read.age).toBeCloseTo(data.age * 1000)
      }
    },
  )

  it('tells the customer as of sending, the hard ID apart from the cookie', () => {
    const decoded = bulk('track then identify in one tick')
    expect(names(decoded?.items)).toEqual(['event cart', 'identify customer update', 'event purchase'])
    for (const read of decoded?.items ?? [])
      expect(read.as).toEqual({ soft: { cookie: COOKIE }, hard: { registered: 'jane@example.com' } })
  })

  it('takes timestamp − age for the real time, and only the age where there is no timestamp', () => {
    const later = bulk('track and leave', 1)?.items.find((read) => read.name === 'before_start')
    expect(later?.claimedAt).toBeCloseTo((1795313622.6035 - 0.10599994659423828) * 1000, 1)
    const first = bulk('track')?.items[0]
    expect(first?.claimedAt).toBeNull()
    expect(first?.age).toBeCloseTo(100, 1)
  })

  it('reads the beacon, which names no SDK', () => {
    expect(bulk('track and leave')).toMatchObject({
      key: TOKEN,
      version: null,
      surface: 'web',
      items: [{ name: 'leaving' }],
    })
  })

  it('marks what the SDK tracks of itself as automatic', () => {
    const decoded = bulk('load')
    const automatic = decoded?.items.filter((read) => read.automatic).map((read) => read.name)
    expect(automatic).toEqual(['customer update', 'page_visit'])
    expect(decoded?.version).toBe('v3.15.0')
  })

  it('learns the cookie from the answer, and the new one from what anonymize sends', () => {
    const { body, response } = recorded('load')
    expect(readAnswer({ body: text(body) }, 200, text(response))).toMatchObject([
      { kind: 'identity', soft: { cookie: COOKIE } },
    ])
    expect(readAnswer({ body: text(body) }, 500, text(response))).toEqual([])
    const after = bulk('anonymize')
    expect(after).toMatchObject({ items: [], aside: null })
    expect(after?.effects).toMatchObject([
      { kind: 'identity', soft: { cookie: '1929de4b-7ca5-417e-991c-bc1ed064b574' }, hard: {} },
    ])
  })

  it('keeps a request that only asks out of the way', () => {
    const body = text({ sdk: 'js-client', commands: [{ name: 'system/time', data: { clientTS: 1 } }] })
    expect(decode({ method: 'POST', url: '/bulk', body })).toMatchObject({ items: [], aside: 'settings' })
  })
})

describe('the tracking API', () => {
  it.each(api.requests)('reads $scenario of $sender', (request) => {
    expect(claims('POST', request.url)).toBe(true)
    for (const body of [text(request.body), zipped(JSON.stringify(request.body))]) {
      const decoded = decode({ method: 'POST', url: request.url, body })
      expect(decoded).toMatchObject({
        key: api.project,
        surface: request.expect.surface,
        aside: null,
        unreadable: null,
      })
      expect(decoded?.items.map((read) => [read.type, read.name])).toEqual(request.expect.items)
    }
  })

  it('reads seconds as milliseconds, ages, ISO times, and flags milliseconds (guide, “Track event”)', () => {
    const event = (data: object) =>
      decode({ method: 'POST', url: `/track/v2/projects/p/customers/events`, body: text({ event_type: 'x', ...data }) })
        ?.items[0]
    expect(event({ timestamp: 1763788412.5 })?.claimedAt).toBe(1763788412500)
    expect(event({ timestamp: '2025-11-22T05:13:32Z' })?.claimedAt).toBe(1763788412000)
    expect(event({ age: 0.5 })).toMatchObject({ claimedAt: null, age: 500 })
    expect(event({ timestamp: 1763788412500 })?.notes?.[0]?.text).toMatch(/milliseconds/)
    expect(event({ timestamp: 1763788412500123 })?.notes?.[0]?.text).toMatch(/looks like microseconds/)
    expect(event({ timestamp: 'yesterday' })?.notes?.[0]?.text).toMatch(/neither/)
    // A number too great for JavaScript is infinite once its text is read.
    const wired = (number: string) =>
      decode({
        ...{ method: 'POST', url: `/track/v2/projects/p/customers/events` },
        body: { text: `{"event_type":"x","timestamp":${number}}`, size: 1 },
      })?.items[0]
    for (const no of ['1e300', '-8.65e15', '1e999']) {
      const read = wired(no)
      expect(read?.claimedAt).toBeNull()
      expect(read?.notes?.map(({ text }) => text).join()).toMatch(/^The timestamp is no time/)
    }
    expect(event({ age: 1e300 })?.age).toBeUndefined()
  })

  it('flags an event without a type (guide, “Track event”) and properties that are a list', () => {
    const read = decode({
      method: 'POST',
      url: '/track/v2/projects/p/customers/events',
      body: text({ properties: [] }),
    })?.items[0]
    expect(read).toMatchObject({ name: '', properties: {}, as: null })
    expect(read?.notes).toHaveLength(2)
  })
})

describe('what the server says', () => {
  it('finds a rejected command inside a 200', () => {
    const { response, status } = recorded('rejected inside a 200')
    expect(verdict(item(0), status, text(response))).toEqual({
      outcome: 'rejected',
      words: 'Not authorized to add event of specified type',
    })
    const mixed = {
      results: [{ status: 'ok' }, { success: false, errors: ['At least one id should be specified.'] }],
      success: true,
    }
    expect(verdict(item(0), 200, text(mixed)).outcome).toBe('delivered')
    expect(verdict(item(1), 200, text(mixed))).toEqual({
      outcome: 'rejected',
      words: 'At least one id should be specified.',
    })
  })

  it('takes success:false in a 200 for a rejection, with the words in all their forms', () => {
    const said = (answer: unknown, status = 200) => verdict(item(0), status, text(answer))
    expect(said({ success: true })).toEqual({ outcome: 'delivered', words: null })
    expect(said({ success: false, errors: ['no permission'] })).toEqual({ outcome: 'rejected', words: 'no permission' })
    expect(said({ success: false, error: 'Invalid project id' }, 400).words).toBe('Invalid project id')
    expect(said({ success: false, message: 'No commands' }, 400).words).toBe('No commands')
    expect(said({ success: false, errors: [{ code: 1, description: 'gone' }] }, 404).words).toBe('gone')
    expect(said({ errors: { customer_ids: ['missing'] } }, 400).words).toBe('customer_ids: missing')
    expect(said('<html>', 502)).toEqual({ outcome: 'rejected', words: '<html>' })
    expect(verdict(item(0), 503, { text: null, size: 0 }).words).toBe('HTTP 503')
    expect(said('', 204)).toEqual({ outcome: 'delivered', words: null })
    // A 200 can hide a rejection: one that is cut says less than it did.
    expect(verdict(item(1), 200, { text: '{"results":[{"status":"ok"},{"sta', size: 90_000, cut: true }).words).toMatch(
      /first part/,
    )
  })
})

describe('what is not ours, and what cannot be read', () => {
  const at = (url: string, body: Body, method = 'POST') => decode({ method, url, body })

  it.each([
    ['https://a.example/webxp/s/p/inappmessages?compatibility=3', 'in-app'],
    ['/webxp/projects/p/segments?cookie=c', 'segments'],
    ['/webxp/projects/p/cookies/c/link-ids', 'segments'],
    ['/campaigns/banners/show', 'personalisation'],
    ['/campaigns/html/get', 'personalisation'],
    ['/optimization/recommend/user', 'personalisation'],
    ['/webxp/bandits/reward', 'personalisation'],
    ['/data/v2/projects/p/consent/categories', 'settings'],
    ['/track/v2/projects/p/system/time', 'settings'],
    ['https://sdk-tracing.exponea.com/webxp-trace/record/browser/v1', 'metrics'],
  ])('keeps %s out of the way as %s', (url, aside) => {
    expect(claims('POST', url)).toBe(true)
    expect(at(url, text('{}'))?.aside).toBe(aside)
  })

  it('leaves other people’s addresses and bulks alone', () => {
    expect(route('GET', 'https://a.example/bulk')).toBeNull()
    expect(route('POST', 'https://a.example/bulky')).toBeNull()
    for (const body of ['{"index":{}}\n{"a":1}', '{"commands":[{"name":"other"}]}', 'text', '[]', 'null', ''])
      expect(at('/bulk', text(body))).toBeNull()
  })

  it('says why a body of ours cannot be read', () => {
    const url = '/track/v2/projects/p/customers/events'
    for (const body of ['', 'no json', '[1]', '"x"', '{"a":']) expect(at(url, text(body))?.unreadable).toBeTruthy()
    expect(at(url, { text: null, size: 9, note: 'stream' })?.unreadable).toMatch(/no body that could be read/)
    expect(at(url, { text: '{"event_', size: 90_000, cut: true })?.unreadable).toMatch(/90000 bytes/)
    expect(at('/bulk', { text: '{"sdk":"js-client","com', size: 90_000, cut: true })?.unreadable).toMatch(/first part/)
    expect(at(url, { text: 'H4sIAAAA', size: 6, binary: true })?.unreadable).toBeTruthy()
    expect(at('/track/v2/projects/p/batch', text({}))?.unreadable).toMatch(/no list of commands/)
    expect(at(url, text('x'.repeat(10_000_000)))?.unreadable).toMatch(/10000000 characters/)
  })

  it('reads what it knows of a batch or bulk, and says how much it does not know', () => {
    const said = (url: string, names: readonly string[]) => {
      const decoded = at(
        url,
        text({ sdk: 'js-client', commands: names.map((name) => ({ name, data: { type: 'x', company_id: 'p' } })) }),
      )
      return [decoded?.items.length, decoded?.aside, decoded?.unreadable]
    }
    expect(said('/track/u/v1/batch?stream_id=s', ['customers/events', 'customers/new'])).toEqual([
      ...[1, null, '1 of its 2 commands is not a documented one; the others were read.'],
    ])
    expect(said('/track/v2/projects/p/batch', ['new', 'newer'])).toEqual([
      0,
      null,
      'None of its commands is a documented one.',
    ])
    expect(said('/bulk', ['crm/events', 'crm/new', 'crm/newer'])).toEqual([
      ...[1, null, '2 of its 3 commands are not documented ones; the others were read.'],
    ])
    expect(said('/bulk', ['system/time', 'crm/customers', 'campaigns/clicks'])).toEqual([2, null, null])
    expect(said('/bulk', [])).toEqual([0, 'settings', null])
  })

  it('is not drowned by a small body that unpacks to gigabytes', () => {
    expect(at('/track/v2/projects/p/customers', zipped(' '.repeat(12_000_000)))?.unreadable).toMatch(/unpacked/)
  })

  it('reads bodies nested 10,000 deep, and marks what is too deep', () => {
    const deep = `{"event_type":"x","properties":{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}}`
    const read = at('/track/v2/projects/p/customers/events', text(deep))?.items[0]
    expect(read?.name).toBe('x')
    expect(JSON.stringify(read?.properties)).toContain('"$tl":"deep"')
  })

  it('survives commands of any shape', () => {
    const commands = [
      null,
      1,
      'x',
      [],
      {},
      { name: 'crm/events' },
      { name: 'crm/events', data: [] },
      { name: 'crm/customers', data: { ids: 7 } },
    ]
    const decoded = at('/bulk', text({ sdk: 'js-client', commands }))
    expect(decoded?.items.map((read) => read.index)).toEqual([5, 6, 7])
  })
})
