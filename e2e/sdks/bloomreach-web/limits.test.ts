// @vitest-environment happy-dom
/**
 * The stand-in at the shipped Web SDK's limits: what is read later than it was given, ids that the server answers, the
 * queue's end, a bulk that cannot be written, the opt-in, an older snippet.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { load, type Page } from './load'
import { snippet } from './snippet'

const TOKEN = '11111111-2222-3333-4444-555555555555'
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

interface Told {
  readonly name: string
  readonly data: {
    readonly type?: string
    readonly customer_ids?: object
    readonly properties?: { readonly n?: number }
  }
}
type Sdk = Page & Record<string, (...args: unknown[]) => unknown>
const scope: { exponea?: Page } = window as never
let bulks: Told[][] = []
/** What the server answers to `system/ids`. */
let ids: object = {}

// The script that the snippet asks for is not served here: the tests load it themselves.
const { settings } = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } })
  .happyDOM
settings.handleDisabledFileLoadingAsSuccess = true

function stub(config: Record<string, unknown> = {}, version?: 'v2.3.0'): Sdk {
  const base = { target: 'http://collector.test', token: TOKEN, track: { visits: false }, ping: { enabled: false } }
  // biome-ignore lint/security/noGlobalEval: a snippet is text that a page runs
  window.eval(snippet({ ...base, ...config }, version))
  return scope.exponea as Sdk
}
const loads = () => load(scope, AGENT, { debounce: 5, retryBase: 60_000 })
const events = () =>
  bulks.flatMap((commands) => commands.filter(({ name }) => name === 'crm/events').map(({ data }) => data))
const types = () => events().map(({ type }) => type)
const arrived = (type: string) => vi.waitFor(() => expect(types()).toContain(type))
/** The SDK, once the first bulk is answered. */
async function begun(): Promise<Sdk> {
  const sdk = stub()
  sdk.start?.()
  loads()
  sdk.track?.('first')
  await arrived('first')
  return sdk
}

beforeEach(() => {
  bulks = []
  ids = { cookie: 'c-1' }
  Reflect.deleteProperty(scope, 'exponea')
  sessionStorage.clear()
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    if (!url.endsWith('/bulk')) return new Response('{}')
    const { commands } = JSON.parse(String(init.body)) as { commands: Told[] }
    bulks.push(commands)
    const results = commands.map(({ name }) => ({ status: 'ok', ...(name === 'system/ids' ? { data: ids } : {}) }))
    return new Response(JSON.stringify({ results, success: true }))
  })
})
afterEach(() => void vi.unstubAllGlobals())

describe('the stand-in behaves as the shipped Web SDK', () => {
  it('reads properties in a later microtask than the call', async () => {
    const sdk = await begun()
    const properties = { n: 1 }
    sdk.track?.('changed', properties)
    properties.n = 2
    await arrived('changed')
    expect(events().find(({ type }) => type === 'changed')?.properties?.n).toBe(2)
  })

  it('adopts every id in the answer of system/ids, hard ones too', async () => {
    ids = { cookie: 'c-1', registered: 'jane@x.io' }
    const sdk = await begun()
    sdk.track?.('as Jane')
    await arrived('as Jane')
    const [told] = events().filter(({ type }) => type === 'as Jane')
    expect(told?.customer_ids).toEqual({ cookie: 'c-1', registered: 'jane@x.io' })
  })

  it('takes no more than 1,000 commands into its queue', async () => {
    const sdk = await begun()
    for (let n = 0; n < 1_200; n++) sdk.track?.('rapid', { n })
    await vi.waitFor(() => expect(types().filter((type) => type === 'rapid')).toHaveLength(1_000))
    sdk.track?.('after it')
    await arrived('after it')
    expect(types().filter((type) => type === 'rapid')).toHaveLength(1_000)
  })

  it('loses a whole bulk to one BigInt, and goes on with the next', async () => {
    const sdk = await begun()
    sdk.track?.('beside it')
    // At once, with all that waits.
    sdk.track?.('culprit', { n: 1n }, undefined, undefined, true)
    sdk.track?.('next bulk')
    await arrived('next bulk')
    expect(types()).toEqual(['first', 'next bulk'])
  })

  it('drops what was called before initialize under opt-in, loaded or not, and takes what comes after', async () => {
    const sdk = stub({ compliance: { opt_in: true } })
    sdk.track?.('into the stub')
    loads()
    sdk.track?.('before start')
    sdk.start?.()
    sdk.track?.('after start')
    await arrived('after start')
    expect(types()).toEqual(['after start'])
  })

  it('starts from a snippet without _initializeConfig', async () => {
    const sdk = stub({}, 'v2.3.0')
    expect(Object.keys(sdk)).not.toContain('_initializeConfig')
    expect(sdk._).toEqual([])
    sdk.start?.()
    loads()
    sdk.track?.('from the old snippet')
    await arrived('from the old snippet')
  })
})
