/** What becomes of HAR entries, as Chromium and Firefox really shape them. */
import { describe, expect, it } from 'vitest'
import type { Vendor } from '../../core/contract/vendor'
import type { Body } from '../../core/fact'
import { exchangeOf, type HarEntry } from './network'

const soon = (): Promise<void> => Promise.resolve()
const never = (): Promise<void> => new Promise(() => {})

/** Claims what goes to `/v1/` and decodes what has a body or is binary. */
const vendor = {
  id: 'acme',
  claims: (_method: string, url: string) => url.includes('/v1/'),
  decode: ({ body }: { body: Body }) => (body.text?.includes('other') ? null : { items: [] }),
} as unknown as Vendor

const PLAIN = { vendors: [vendor], own: () => null }

const entry = (request: Partial<HarEntry['request']> = {}, rest: Partial<HarEntry> = {}): HarEntry => ({
  startedDateTime: '2026-01-02T03:04:05.678Z',
  time: 12.5,
  request: { method: 'POST', url: 'https://shop.test/v1/t', postData: { text: '{"a":"ü"}' }, ...request },
  response: { status: 200, content: { size: 2 } },
  getContent: async () => ['ok', ''],
  ...rest,
})

describe('exchangeOf', () => {
  it('what goes to a collector of the user’s own is read as if it went to the path that it stands for', async () => {
    const own = (path: string, of = 'acme') => ({ vendor: of, address: 'shop.test/collect', path })
    const sent = entry({ url: 'https://shop.test/collect?x=1' })
    const with_ = (collector: ReturnType<typeof own> | null) =>
      exchangeOf(sent, { vendors: [vendor], own: () => collector, answerWithin: never })
    expect(await with_(own('/v1/t'))).toMatchObject({ url: 'https://shop.test/collect?x=1', standsFor: '/v1/t' })
    expect(await with_(null)).toBeNull()
    expect(await with_(own('/v1/t', 'another'))).toBeNull()
  })

  it('text body, status, answer and times in milliseconds', async () => {
    expect(await exchangeOf(entry(), { ...PLAIN, answerWithin: never })).toEqual({
      kind: 'exchange',
      vendor: 'acme',
      via: 'devtools',
      method: 'POST',
      url: 'https://shop.test/v1/t',
      body: { text: '{"a":"ü"}', size: 10 },
      status: 200,
      answer: { text: 'ok', size: 2 },
      startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      endedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678) + 12.5,
    })
  })

  it('bytes that came as characters are kept as base64', async () => {
    const found = await exchangeOf(entry({ postData: { text: '\x1f\x8b\x08\x00\xff' } }), {
      ...PLAIN,
      answerWithin: never,
    })
    expect(found?.body).toEqual({ text: btoa('\x1f\x8b\x08\x00\xff'), size: 5, binary: true })
  })

  it('no answer is status 0 with the browser’s words', async () => {
    const refused = entry({}, { response: { status: 0, _error: 'net::ERR_CONNECTION_REFUSED' } })
    expect(await exchangeOf(refused, { ...PLAIN, answerWithin: never })).toMatchObject({
      status: 0,
      error: 'net::ERR_CONNECTION_REFUSED',
      answer: { text: null },
    })
    const silent = await exchangeOf(entry({}, { response: { status: 0 } }), { ...PLAIN, answerWithin: never })
    expect(silent?.error).toMatch(/no answer/)
  })

  it('a redirect has the whole address that it leads to, and is told before what follows', async () => {
    const hop = (status: number, redirectURL: string) =>
      exchangeOf(entry({}, { response: { status, redirectURL }, getContent: never as never }), {
        ...PLAIN,
        answerWithin: never,
      })
    expect(await hop(307, '/v1/t/?a=1#top')).toMatchObject({ status: 307, redirect: 'https://shop.test/v1/t/?a=1' })
    expect(await hop(302, 'http://other.test/')).toMatchObject({ redirect: 'http://other.test/' })
    const made = { response: { status: 201, redirectURL: '/v1/t/7' } }
    expect(await exchangeOf(entry({}, made), { ...PLAIN, answerWithin: never })).not.toHaveProperty('redirect')
  })

  it('marks what a service worker passed on', async () => {
    const passed = entry({}, { response: { status: 200, _fetchedViaServiceWorker: true } })
    expect(await exchangeOf(passed, { ...PLAIN, answerWithin: never })).toMatchObject({ serviceWorker: true })
  })

  it('an answer that never comes or fails leaves a note, not a hole', async () => {
    expect(
      (await exchangeOf(entry({}, { getContent: () => new Promise(() => {}) }), { ...PLAIN, answerWithin: soon }))
        ?.answer.note,
    ).toBe('forgotten')
    expect(
      (
        await exchangeOf(entry({}, { getContent: () => Promise.reject(new Error('gone')) }), {
          ...PLAIN,
          answerWithin: never,
        })
      )?.answer.note,
    ).toBe('forgotten')
  })

  it('long bodies are cut and say so', async () => {
    const found = await exchangeOf(entry({ postData: { text: 'x'.repeat(600_000) } }), {
      ...PLAIN,
      answerWithin: never,
    })
    expect(found?.body).toMatchObject({ cut: true, size: 600_000 })
    expect(found?.body.text).toHaveLength(524_288)
  })

  it('preflights, other addresses and other people’s bodies are left out', async () => {
    expect(await exchangeOf(entry({ method: 'OPTIONS' }), { ...PLAIN, answerWithin: never })).toBeNull()
    expect(await exchangeOf(entry({ url: 'https://shop.test/' }), { ...PLAIN, answerWithin: never })).toBeNull()
    expect(await exchangeOf(entry({ postData: { text: 'other' } }), { ...PLAIN, answerWithin: never })).toBeNull()
  })
})
