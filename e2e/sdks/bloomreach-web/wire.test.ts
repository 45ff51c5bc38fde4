// @vitest-environment happy-dom
/**
 * The stand-in sends what the shipped Web SDK 3.15.0 was recorded to send, and makes of the page's object what that
 * makes of it.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import recorded from '../../../src/providers/bloomreach/samples/web-3.15.0.json'
import { load, type Page } from './load'
import { snippet } from './snippet'

const TOKEN = '11111111-2222-3333-4444-555555555555'
const COOKIE = '0f0e0d0c-0000-4000-8000-000000000001'
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const TRACKING = '__exponea_tracking_definition__'

type Sent = {
  readonly url: string
  readonly method: string
  readonly body: { commands?: { name: string; data: Record<string, unknown> }[] } | null
}
type Sdk = Page & Record<string, (...args: unknown[]) => unknown>
let sent: Sent[] = []
/** Statuses for the next bulks; 200 once they are used up. */
let statuses: number[] = []
/** Texts that answer the next bulks with 200 in the place of results. */
let texts: string[] = []
const scope: { exponea?: Page } = window as never

const refuses = (type: unknown) => type === 'forbidden'
function answer(commands: readonly { name: string; data: Record<string, unknown> }[]): object {
  const results = commands.map(({ name, data }) => {
    if (refuses(data.type)) return { status: 'error', errors: ['Not authorized to add event of specified type'] }
    if (name === 'system/ids') return { status: 'ok', data: { cookie: data.cookie ?? COOKIE } }
    return name === 'system/time' ? { status: 'ok', time: Date.now() / 1000 } : { status: 'ok' }
  })
  return { results, success: true }
}

function stub(config: Record<string, unknown> = {}): Sdk {
  // biome-ignore lint/security/noGlobalEval: a snippet is text that a page runs
  window.eval(
    snippet({
      target: 'http://collector.test',
      token: TOKEN,
      track: { visits: true },
      ping: { enabled: false },
      ...config,
    }),
  )
  return scope.exponea as Sdk
}
const loads = () => load(scope, AGENT, { debounce: 5, retryBase: 5 })
const bulks = () => sent.filter(({ url }) => url.endsWith('/bulk'))
const commands = (n: number) => bulks()[n]?.body?.commands ?? []
const arrived = (n: number) => vi.waitFor(() => expect(bulks().length).toBeGreaterThanOrEqual(n))

// The script that the snippet asks for is not served here: the tests load it themselves.
const { settings } = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } })
  .happyDOM
settings.handleDisabledFileLoadingAsSuccess = true

beforeEach(() => {
  sent = []
  statuses = []
  texts = []
  Reflect.deleteProperty(scope, 'exponea')
  sessionStorage.clear()
  // In the past, not at this moment: happy-dom keeps a cookie with `max-age=0` for the rest of the millisecond, with an
  // empty value.
  // biome-ignore lint/suspicious/noDocumentCookie: as pages do
  for (const pair of document.cookie.split('; ')) document.cookie = `${pair.split('=')[0]}=; path=/; max-age=-1`
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : null
    sent.push({ url, method: init.method ?? 'GET', body })
    const status = url.endsWith('/bulk') ? (statuses.shift() ?? 200) : 200
    if (status === 0) throw new TypeError('Failed to fetch')
    const text = JSON.stringify(
      status === 200 ? answer(body?.commands ?? []) : { success: false, message: 'Invalid JSON' },
    )
    return new Response((url.endsWith('/bulk') ? texts.shift() : undefined) ?? text, { status })
  })
})
afterEach(() => void vi.unstubAllGlobals())

/**
 * A value's shape: the names and types of everything in it; texts of free choice and numbers count by their type alone.
 */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, shape(inner)]),
  )
}
const shapeOf = (command: { name: string; data: unknown } | undefined) => ({
  name: command?.name,
  data: shape(command?.data),
})
const recordedBulks = (scenario: string) =>
  recorded.requests
    .filter((request) => request.scenario === scenario && request.url === '/bulk')
    .map((request) => request.body as unknown as { commands: { name: string; data: Record<string, unknown> }[] })

describe('the page’s object', () => {
  it('stays the stub, keeps its queue, and gets the recorded shape', async () => {
    const sdk = stub()
    sdk.start?.()
    expect(loads()).toBe(true)
    expect(scope.exponea).toBe(sdk)
    expect(sdk._?.map(([name]) => name)).toEqual(['_initializeConfig', 'initialize'])
    const found = Object.fromEntries(
      Object.entries(Object.getOwnPropertyDescriptors(sdk)).map(
        ([name, { get, value, writable = false, configurable, enumerable }]) => [
          name,
          { type: get ? 'getter' : typeof value, writable, configurable, enumerable },
        ],
      ),
    )
    expect(found).toEqual(recorded.shape)
    await arrived(1)
  })

  it('is refused to crawlers, to automats, and to a second copy', () => {
    stub()
    expect(load(scope, 'Mozilla/5.0 HeadlessChrome/140', { debounce: 5, retryBase: 5 })).toBe(false)
    expect(loads()).toBe(true)
    expect(loads()).toBe(false)
  })

  it('throws for wrong arguments once loaded, in the recorded words, and never before', async () => {
    const sdk = stub()
    expect(() => sdk.track?.(null)).not.toThrow()
    sdk.start?.()
    loads()
    expect(() => sdk.track?.(null)).toThrow(recorded.wrongArguments)
    expect(() => sdk.track?.()).toThrow(/Invalid number of arguments/)
    expect(() => sdk.update?.([])).toThrow(/expected object but got array/)
    await arrived(1)
  })
})

describe('what it sends', () => {
  it('begins as recorded: ids first and alone, then the buffered calls under whoever is known', async () => {
    const sdk = stub()
    sdk.track?.('before_start', { n: 0 })
    sdk.start?.()
    sdk.track?.('before_load', { n: 1 })
    loads()
    await arrived(1)
    const theirs = recordedBulks('load')[0]?.commands ?? []
    const sorted = (list: typeof theirs) =>
      list
        .map(shapeOf)
        .map((one) => JSON.stringify(one))
        .sort()
    expect(sorted(commands(0))).toEqual(sorted(theirs))
    expect(commands(0)[0]?.name).toBe('system/ids')
    expect(Object.keys(bulks()[0]?.body ?? {})).toEqual(['sdk', 'sdk_version', 'sdk_snippet_version', 'commands'])
    await vi.waitFor(() => expect(document.cookie).toContain(`__exponea_etc__=${COOKIE}`))
    expect(sent.map(({ url }) => url.replace(/^http:\/\/[^/]+/, ''))).toContain(`/webxp/projects/${TOKEN}/bundle`)
    await vi.waitFor(() => expect(sent.some(({ url }) => url.endsWith('/managed-tags/show'))).toBe(true))
  })

  async function begun(): Promise<Sdk> {
    const sdk = stub({ track: { visits: false } })
    sdk.start?.()
    loads()
    await arrived(1)
    await vi.waitFor(() => expect(document.cookie).toContain('__exponea_etc__'))
    return sdk
  }

  it('tracks, identifies and updates as recorded, with IDs as of sending', async () => {
    const sdk = await begun()
    sdk.track?.('cart', { n: 1 })
    sdk.identify?.({ registered: 'jane@example.com', empty: '', cookie: 'mine' }, { first_name: 'Jane' })
    sdk.track?.('purchase', { total: 7.99 })
    await arrived(2)
    expect(commands(1).map(shapeOf)).toEqual(recordedBulks('track then identify in one tick')[0]?.commands.map(shapeOf))
    const ids = { registered: 'jane@example.com', cookie: COOKIE }
    expect(commands(1).map(({ data }) => data.customer_ids ?? data.ids)).toEqual([ids, ids, ids])
    sdk.identify?.('john@example.com')
    await arrived(3)
    expect(shapeOf(commands(2)[0])).toEqual(shapeOf(recordedBulks('identify string')[0]?.commands[0]))
    sdk.update?.({ age: 32 })
    await arrived(4)
    expect(shapeOf(commands(3)[0])).toEqual(shapeOf(recordedBulks('update')[0]?.commands[0]))
  })

  it('sends only ids after anonymize, with a new cookie kept at once', async () => {
    const sdk = await begun()
    sdk.identify?.('jane@example.com')
    sdk.anonymize?.()
    await arrived(2)
    const known = commands(1).find(({ name }) => name === 'system/ids')
    expect(shapeOf(known)).toEqual(shapeOf(recordedBulks('anonymize')[0]?.commands[0]))
    expect(known?.data.cookie).not.toBe(COOKIE)
    expect(document.cookie).toContain(String(known?.data.cookie))
  })

  it('knows the time on the next page, and asks for less', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as pages do
    document.cookie = '__exponea_etc__=1929de4b-7ca5-417e-991c-bc1ed064b574; path=/'
    // biome-ignore lint/suspicious/noDocumentCookie: as pages do
    document.cookie = '__exponea_time2__=-0.0005; path=/'
    sessionStorage.setItem(TRACKING, '{}')
    const sdk = stub()
    sdk.track?.('before_start', { n: 0 })
    sdk.start?.()
    loads()
    sdk.track?.('before_load', { n: 1 })
    await arrived(1)
    const theirs = recordedBulks('track and leave')[1]?.commands ?? []
    expect(commands(0).map(shapeOf)).toEqual(theirs.map(shapeOf))
  })

  it('tells the callbacks what the server said, and sends again after a 5xx and a lost network only', async () => {
    const sdk = await begun()
    const heard: string[] = []
    const call = (type: string) =>
      sdk.track?.(
        type,
        {},
        () => heard.push(`${type} ok`),
        (error: Error) => heard.push(`${type} ${error}`),
      )
    call('forbidden')
    await vi.waitFor(() => expect(heard).toEqual(['forbidden Error: Not authorized to add event of specified type']))
    statuses = [400]
    call('bad')
    await vi.waitFor(() => expect(heard[1]).toBe('bad HttpServerError: {"success":false,"message":"Invalid JSON"}'))
    const before = bulks().length
    statuses = [500, 0]
    call('retry_me')
    await vi.waitFor(() => expect(heard[2]).toBe('retry_me ok'))
    const tries = bulks().slice(before)
    expect(tries.map(({ body }) => body?.commands?.[0]?.data.type)).toEqual(['retry_me', 'retry_me', 'retry_me'])
  })

  it('sends again what an answer of 200 has no result for, and what it has one for not', async () => {
    const sdk = await begun()
    const before = bulks().length
    texts = [
      '<!doctype html><title>Sign in</title>',
      '',
      '{"success":true,"results":[]}',
      '{"results":[{"status":"ok"}]}',
    ]
    const heard: string[] = []
    for (const type of ['first', 'second']) sdk.track?.(type, {}, () => heard.push(type))
    await vi.waitFor(() => expect(heard).toEqual(['first', 'second']))
    const types = bulks()
      .slice(before)
      .map(({ body }) => body?.commands?.map(({ data }) => data.type))
    const both = ['first', 'second']
    expect(types).toEqual([both, both, both, both, ['second']])
  })

  it('hands what was not sent to a beacon without the SDK’s fields', async () => {
    const sdk = await begun()
    const beacons: [string, Blob][] = []
    vi.stubGlobal('navigator', {
      sendBeacon: (url: string, body: Blob) => beacons.push([url, body]) > 0,
      userAgent: AGENT,
    })
    sdk.track?.('leaving', { n: 1 })
    window.dispatchEvent(new Event('pagehide'))
    const [url, body] = beacons.at(-1) ?? ['', new Blob()]
    expect(url).toBe('http://collector.test/bulk')
    expect(body.type).toBe('application/json')
    const left = JSON.parse(await body.text())
    const theirs = recordedBulks('track and leave')[0]
    expect({ ...left, commands: left.commands.map(shapeOf) }).toEqual({
      ...theirs,
      commands: theirs?.commands.map(shapeOf),
    })
  })

  it('drops calls from before the start where the visitor must opt in', async () => {
    const sdk = stub({ compliance: { opt_in: true } })
    sdk.track?.('too_early')
    sdk.start?.()
    loads()
    sdk.track?.('in_time')
    await arrived(1)
    const types = commands(0).map(({ data }) => data.type)
    expect(types).toContain('in_time')
    expect(types).not.toContain('too_early')
  })
})
