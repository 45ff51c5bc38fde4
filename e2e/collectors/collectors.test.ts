/** The collectors answer like the vendors, keep an honest log, and misbehave exactly as told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBloomreach } from './bloomreach'
import type { Collector } from './contract'
import { startCustomerio } from './customerio'

let collector: Collector
const post = (path: string, body: unknown) =>
  fetch(collector.origin + path, { method: 'POST', body: JSON.stringify(body) })
const message = (messageId: string, event: string) => ({
  type: 'track',
  event,
  messageId,
  anonymousId: 'a-1',
  userId: null,
  properties: { n: 1 },
})

afterEach(() => collector.close())

describe('the Customer.io collector', () => {
  beforeEach(async () => {
    collector = await startCustomerio()
  })

  it('logs a single call with its identity', async () => {
    expect((await post('/v1/t', message('m1', 'Bought'))).status).toBe(200)
    const [first] = collector.received()
    expect(first?.thing).toEqual({
      id: 'm1',
      type: 'track',
      name: 'Bought',
      as: { soft: { anonymousId: 'a-1' }, hard: {} },
      properties: { n: 1 },
    })
    expect(first?.arrival).toMatchObject({ path: '/v1/t', fate: 'answered', status: 200, answer: '{}' })
  })

  it('logs every message of a batch', async () => {
    await post('/v1/b', { batch: [message('m1', 'A'), message('m2', 'B')] })
    expect(collector.received().map(({ thing }) => thing.id)).toEqual(['m1', 'm2'])
  })

  it('serves settings that point at itself, and the snippet', async () => {
    const settings = (await (await fetch(`${collector.origin}/v1/projects/key/settings`)).json()) as {
      integrations: Record<string, { apiHost: string }>
    }
    expect(settings.integrations['Customer.io Data Pipelines']?.apiHost).toBe(`${new URL(collector.origin).host}/v1`)
    const snippet = await fetch(`${collector.origin}/v1/analytics-js/snippet/key/analytics.min.js`)
    expect(snippet.headers.get('content-type')).toBe('text/javascript')
    expect((await snippet.text()).length).toBeGreaterThan(10_000)
    expect((await fetch(`${collector.origin}/v1/analytics-js/../../package.json`)).status).toBe(404)
  })

  it('rejects the named event as often as told and then answers again', async () => {
    collector.rule({ event: 'Bought', times: 1, verdict: { act: 'reject', status: 429, body: 'slow down' } })
    expect((await post('/v1/t', message('m0', 'Other'))).status).toBe(200)
    const refused = await post('/v1/t', message('m1', 'Bought'))
    expect([refused.status, await refused.text()]).toEqual([429, 'slow down'])
    expect((await post('/v1/t', message('m1', 'Bought'))).status).toBe(200)
    expect(collector.log.map((one) => one.status)).toEqual([200, 429, 200])
  })

  it('resets the connection', async () => {
    collector.rule({ path: '/v1/i', verdict: { act: 'reset' } })
    await expect(post('/v1/i', { type: 'identify', messageId: 'm' })).rejects.toThrow()
    expect(collector.log).toMatchObject([{ fate: 'reset', status: null }])
  })

  it('leaves a request without an answer and notes when the client gives up', async () => {
    collector.rule({ verdict: { act: 'hang' } })
    const leaving = new AbortController()
    const asked = fetch(`${collector.origin}/v1/t`, {
      method: 'POST',
      body: JSON.stringify(message('m', 'A')),
      signal: leaving.signal,
    })
    await collector.until((log) => log.length === 1, 'the request')
    leaving.abort()
    await expect(asked).rejects.toThrow()
    await collector.until((log) => log[0]?.abandoned === true, 'the client to be noted as gone')
    expect(collector.log).toMatchObject([{ fate: 'hung', status: null }])
  })

  it('answers late', async () => {
    collector.rule({ verdict: { act: 'delay', ms: 30 } })
    const asked = post('/v1/t', message('m', 'A'))
    await collector.until((log) => log[0]?.fate === 'held', 'the request to be held')
    expect((await asked).status).toBe(200)
    expect(collector.log).toMatchObject([{ fate: 'answered', status: 200, abandoned: false }])
  })

  it('holds an answer until the rule is taken back', async () => {
    const release = collector.rule({ times: 1, verdict: { act: 'hold' } })
    const asked = post('/v1/t', message('m', 'A'))
    await collector.until((log) => log[0]?.fate === 'held', 'the request to be held')
    expect((await post('/v1/t', message('n', 'B'))).status).toBe(200)
    expect(collector.log[0]).toMatchObject({ fate: 'held', status: null })
    release()
    expect((await asked).status).toBe(200)
    expect(collector.log[0]).toMatchObject({ fate: 'answered', status: 200, abandoned: false })
  })

  it('takes rules over HTTP and says what is wrong with a bad one', async () => {
    const bad = await post('/collector/rules', { verdict: { act: 'explode' } })
    expect(bad.status).toBe(400)
    expect(await bad.text()).toContain('verdict.act')
    expect((await post('/collector/rules', { event: 'A', verdict: { act: 'reject', status: 500 } })).status).toBe(200)
    expect((await post('/v1/t', message('m', 'A'))).status).toBe(500)
    await fetch(`${collector.origin}/collector/rules`, { method: 'DELETE' })
    expect((await post('/v1/t', message('m', 'A'))).status).toBe(200)
    expect(((await (await fetch(`${collector.origin}/collector/log`)).json()) as unknown[]).length).toBe(2)
  })
})

describe('the Bloomreach collector', () => {
  beforeEach(async () => {
    collector = await startBloomreach()
  })
  const event = (type: string) => ({
    name: 'crm/events',
    data: { customer_ids: { cookie: 'c', registered: 'j@x' }, type, properties: {} },
  })

  it('answers each command of a bulk request in order', async () => {
    const commands = [
      { name: 'system/ids', data: { cookie: 'c' } },
      { name: 'system/time', data: {} },
      event('view'),
      { name: 'crm/customers', data: { ids: { cookie: 'c' } } },
    ]
    const said = (await (await post('/bulk', { commands })).json()) as { results: { status: string }[] }
    expect(said).toMatchObject({
      success: true,
      results: [
        { status: 'ok', data: { cookie: 'c' } },
        { status: 'ok', time: expect.any(Number) },
        { status: 'ok' },
        { status: 'ok' },
      ],
    })
    expect(collector.received().map(({ thing }) => [thing.type, thing.name, thing.as])).toEqual([
      ['event', 'view', { soft: { cookie: 'c' }, hard: { registered: 'j@x' } }],
      ['identify', null, { soft: { cookie: 'c' }, hard: {} }],
    ])
  })

  it('refuses tracked commands inside a 200', async () => {
    collector.rule({
      event: 'forbidden',
      verdict: { act: 'refuse', words: 'Not authorized to add event of specified type' },
    })
    const answer = await post('/bulk', { commands: [{ name: 'system/time', data: {} }, event('forbidden')] })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      results: [{ status: 'ok' }, { status: 'error', errors: ['Not authorized to add event of specified type'] }],
    })
    expect(collector.log[0]?.refused).toEqual({ 0: 'Not authorized to add event of specified type' })
  })

  it.each(['/track/v2/projects/token', '/track/u/v1'])(
    'knows the single calls and the batch under %s',
    async (base) => {
      const query = base.includes('/u/') ? '?stream_id=s' : ''
      expect(
        await (await post(`${base}/customers${query}`, { customer_ids: { cookie: 'c' }, properties: {} })).json(),
      ).toEqual({
        success: true,
      })
      expect(
        (await post(`${base}/customers/events${query}`, { customer_ids: { cookie: 'c' }, event_type: 'e' })).status,
      ).toBe(200)
      expect((await post(`${base}/campaigns/clicks${query}`, { customer_ids: { cookie: 'c' }, url: 'u' })).status).toBe(
        200,
      )
      await post(`${base}/batch${query}`, {
        commands: [{ name: 'customers/events', data: { customer_ids: { cookie: 'c' }, event_type: 'b' } }],
      })
      expect(collector.received().map(({ thing }) => thing.name ?? thing.type)).toEqual([
        'identify',
        'e',
        'campaign',
        'b',
      ])
    },
  )

  it('notes the project, the time and the age of what arrives', async () => {
    const data = { customer_ids: { cookie: 'c' }, event_type: 'e', timestamp: 1000.25 }
    await post('/track/v2/projects/one/customers/events', data)
    await post('/track/u/v1/batch?stream_id=two', { commands: [{ name: 'customers/events', data }] })
    await post('/bulk', {
      commands: [{ name: 'crm/events', data: { ...data, type: 'w', company_id: 'three', age: 0.25 } }],
    })
    expect(collector.received().map(({ thing }) => [thing.project, thing.time, thing.age])).toEqual([
      ['one', 1_000_250, undefined],
      ['two', 1_000_250, undefined],
      ['three', 1_000_000, 250],
    ])
  })

  it('tells a push token from other customer updates', async () => {
    await post('/track/v2/projects/one/customers', {
      customer_ids: {},
      properties: { apple_push_notification_id: 'token' },
    })
    await post('/track/v2/projects/one/customers', { customer_ids: {}, properties: {} })
    expect(collector.received().map(({ thing }) => thing.type)).toEqual(['push', 'identify'])
  })

  it('serves the script of the Web SDK’s stand-in', async () => {
    const script = await fetch(`${collector.origin}/js/exponea.min.js`)
    expect(script.headers.get('content-type')).toBe('text/javascript')
    expect(await script.text()).toContain('system/ids')
  })

  it('answers 400 to a bulk request without commands, and allows other origins', async () => {
    const answer = await fetch(`${collector.origin}/bulk`, {
      method: 'POST',
      body: '{}',
      headers: { origin: 'http://shop.localhost' },
    })
    expect([answer.status, await answer.json()]).toEqual([400, { success: false, message: 'No commands' }])
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://shop.localhost')
  })
})
