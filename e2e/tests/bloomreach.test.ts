/**
 * Bloomreach's two clients in the shop's bare page: where they do other than one would think, the ledger still agrees
 * with the collector.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/core/json'
import { BROWSERS, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import { SCRIPT } from '../collectors/bloomreach'
import type { Collector, SentAs } from '../collectors/contract'
import { type LedgerItem, readLedger } from '../ledger'
import { snippet } from '../sdks/bloomreach-web/snippet'
import { type Stage, setStage, settle, settleDetails } from '../stage'

/** Calls as a test makes them in the page: method and arguments, all in one turn of the page's event loop. */
type Calls = readonly (readonly [string, ...unknown[]])[]

const TOKEN = 'a1b2c3d4-demo-shop'

/** A browser with the panel open, and what every test here does with it. */
function begin(browser: (typeof BROWSERS)[number]) {
  let stage: Stage
  let panel: Panel
  beforeAll(async () => {
    stage = await setStage({ browser, extensionDir: extensionDir(browser), pace: { retryBase: 200 } })
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    panel = await stage.tab.openPanel()
  })
  afterAll(async () => {
    if (!stage) return
    const { missing, phantom, wrong } = await settleDetails(panel, stage.servers).finally(() => stage.close())
    expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
  })
  beforeEach(async () => {
    stage.servers.bloomreach.behave()
    // A test that failed while it was offline shall not take the others along.
    await stage.browser.setOffline(false)
  })
  afterEach(async () => {
    const { missing, phantom, wrong } = await settle(panel, stage.servers)
    expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
  })
  const collector = (): Collector => stage.servers.bloomreach
  const arrivals = (event: string) =>
    collector()
      .received()
      .filter(({ thing }) => thing.name === event || (thing.name === null && thing.type === event))
  const items = async (name: string) => (await readLedger(panel)).filter((item) => item.name === name)
  return {
    stage: () => stage,
    grid: () => panel.grid('Events'),
    collector,
    arrivals,
    items,
    arrived: (event: string, times = 1, timeout = 20_000) =>
      collector().until(() => arrivals(event).length >= times, `${event} to arrive ${times} times`, timeout),
    /** The one item of this name, once its delivery is as wished. */
    async item(name: string, delivery: LedgerItem['delivery']): Promise<LedgerItem> {
      const wished = `${name} to be ${delivery}`
      await panel
        .grid('Events')
        .waitFor((rows) => rows.some(({ cells }) => cells.name === name && cells.delivery === delivery), {
          what: wished,
        })
      const [first, ...others] = await items(name)
      if (!first || others.length > 0) throw new Error(`${others.length + 1} items are called ${name}`)
      return first
    },
    /** A bare page, for a new visitor unless `keep`. */
    async page(keep = false): Promise<void> {
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
      await stage.tab.waitFor(() => 'bare' in window)
      if (keep) return
      await stage.tab.eval(() => {
        localStorage.clear()
        sessionStorage.clear()
        // biome-ignore lint/suspicious/noDocumentCookie: removing is all that is wanted, and it must be done before the SDK is loaded.
        for (const one of document.cookie.split('; ')) document.cookie = `${one.split('=')[0]}=; path=/; max-age=0`
      })
    },
    /** Calls in the page in one turn; gives what was thrown, by call, null for what was not. */
    call: (global: 'exponea' | 'Exponea', ...calls: Calls) =>
      stage.tab.eval(
        (global, calls) => {
          const sdk = (window as never)[global] as Record<string, (...args: unknown[]) => unknown>
          return calls.map(([method, ...args]) => {
            try {
              void Promise.resolve(sdk[method as string]?.(...args)).catch(() => {})
              return null
            } catch (error) {
              return String(error)
            }
          })
        },
        global,
        calls,
      ),
  }
}

describe.each(BROWSERS)('the web snippet in %s', (browser) => {
  const { stage, collector, arrivals, arrived, items, item, page, call } = begin(browser)

  /** The snippet in a fresh page; the SDK's script is asked for by `arrive`. */
  const stub = async (config: JsonObject = {}) => {
    await page()
    const nowhere = `${collector().origin}/webxp/nowhere`
    const text = snippet({
      ...{
        target: collector().origin,
        token: TOKEN,
        file_path: nowhere,
        track: { visits: false },
        ping: { enabled: false },
      },
      ...config,
    })
    await stage().tab.eval((text) => {
      const script = document.createElement('script')
      script.textContent = text
      document.head.append(script)
      ;(window as never as { stub: unknown }).stub = (window as never as { exponea: unknown }).exponea
    }, text)
  }
  const arrive = async () => {
    await stage().tab.eval((address) => {
      const script = document.createElement('script')
      script.src = address
      document.head.append(script)
    }, collector().origin + SCRIPT)
    await stage().tab.waitFor(
      () => (window as never as { exponea: { version?: string } }).exponea.version !== undefined,
    )
  }
  /** A started SDK whose visitor has got a cookie; `before` runs in the page before the SDK's script is there. */
  const running = async (before?: () => void) => {
    await stub()
    if (before) await stage().tab.eval(before)
    await call('exponea', ['start'])
    await arrive()
    await stage().tab.waitFor(() => document.cookie.includes('__exponea_etc__'))
  }

  it('counts calls buffered before the script once each, and loses those with wrong arguments', async () => {
    await stub()
    const thrown = await call(
      'exponea',
      ['track', 'buffered 1', { n: 1 }],
      ['track', null],
      ['start'],
      ['track', 'buffered 2'],
    )
    expect(thrown).toEqual([null, null, null, null])
    await item('buffered 1', 'buffered')
    await item('buffered 2', 'buffered')
    await arrive()
    expect(
      await stage().tab.eval(() => (window as never as { stub: unknown; exponea: unknown }).stub === window.exponea),
    ).toBe(true)
    await item('buffered 1', 'delivered')
    await item('buffered 2', 'delivered')
    await item('', 'lost')
    expect(arrivals('buffered 1').length + arrivals('buffered 2').length).toBe(2)
  })

  it('counts calls on the overwritten methods of the same object once', async () => {
    await running()
    await call('exponea', ['track', 'loaded', { nested: { deep: [1, 2] } }])
    await item('loaded', 'delivered')
    expect(arrivals('loaded')).toHaveLength(1)
  })

  it('throws for wrong arguments once it is loaded, and the ledger says that nothing left', async () => {
    await running()
    const [thrown] = await call('exponea', ['track', 'refused call', 'no object'])
    expect(thrown).toMatch(/Invalid type of argument 1 - properties/)
    await item('refused call', 'lost')
    await call('exponea', ['track', 'witness of a refusal'])
    await item('witness of a refusal', 'delivered')
    expect(arrivals('refused call')).toHaveLength(0)
  })

  it('sends what was called anonymously as whoever is identified just before it is sent', async () => {
    await running()
    await call('exponea', ['track', 'called by nobody'], ['identify', { registered: 'late@example.com' }])
    const { calledAs, sentAs } = await item('called by nobody', 'delivered')
    expect(calledAs?.hard).toEqual({})
    expect(sentAs?.hard).toEqual({ registered: 'late@example.com' })
  })

  it('finds a rejected command in an answer that says 200', async () => {
    await running()
    collector().rule({
      event: 'forbidden',
      verdict: { act: 'refuse', words: 'Not authorized to add event of specified type' },
    })
    await call('exponea', ['track', 'forbidden'])
    await item('forbidden', 'rejected')
    expect(arrivals('forbidden')[0]?.arrival.status).toBe(200)
  })

  it('takes another try after a 5xx or a broken connection for the same item', async () => {
    await running()
    collector().rule({ event: 'tried again', times: 1, verdict: { act: 'reject', status: 503 } })
    await call('exponea', ['track', 'tried again', { n: 1 }])
    await item('tried again', 'delivered')
    collector().rule({ event: 'broken once', times: 1, verdict: { act: 'reset' } })
    await call('exponea', ['track', 'broken once'])
    await item('broken once', 'delivered')
    expect([arrivals('tried again').length, arrivals('broken once').length]).toEqual([2, 2])
  })

  it('finds in the beacon what was tracked as the page was left', async () => {
    // Said in the very moment of leaving, before the SDK's own listener: said any sooner, a slow navigation lets the
    // SDK send it as usual.
    await running(() => {
      const { exponea } = window as never as { exponea: { track(name: string): void } }
      addEventListener('pagehide', () => exponea.track('last words'))
    })
    await stage().tab.goto(`${stage().servers.shop.origin}/bare.html?next`)
    await arrived('last words')
    expect(arrivals('last words')[0]?.arrival.body).toMatchObject({ beacon: true })
    expect(await items('last words')).toHaveLength(1)
  })

  it('knows the new cookie after anonymize, and that nobody is identified any more', async () => {
    await running()
    await call('exponea', ['identify', { registered: 'gone@example.com' }], ['track', 'before anonymize'])
    const before = await item('before anonymize', 'delivered')
    await call('exponea', ['anonymize'], ['track', 'after anonymize'])
    const after = await item('after anonymize', 'delivered')
    expect(before.sentAs?.hard).toEqual({ registered: 'gone@example.com' })
    expect(after.sentAs?.hard).toEqual({})
    expect(after.sentAs?.soft.cookie).not.toBe(before.sentAs?.soft.cookie)
  })

  it('tells a consent event from other events', async () => {
    await running()
    await call('exponea', ['track', 'consent', { action: 'accept', category: 'newsletter', valid_until: 'unlimited' }])
    expect((await item('consent', 'delivered')).type).toBe('consent')
  })

  it('drops what was called before the start where the visitor must opt in', async () => {
    await stub({ compliance: { opt_in: true } })
    await call('exponea', ['track', 'too early'], ['start'], ['track', 'in time'])
    await arrive()
    await item('in time', 'delivered')
    await item('too early', 'lost')
    expect(arrivals('too early')).toHaveLength(0)
  })
})

describe.each(BROWSERS)('the app-like client in %s', (browser) => {
  const { stage, grid, collector, arrivals, arrived, items, item, page, call } = begin(browser)

  /** A fresh app, or the same one started again, that sends when it is told to. */
  const app = async (configuration: JsonObject = {}, { keep = false, profile = 'documented' } = {}) => {
    await page(keep)
    await stage().tab.eval((profile, configuration) => window.bare.app(profile, configuration), profile, {
      flushMode: 'MANUAL',
      ...configuration,
    })
  }
  /** Sends what is queued; resolves when all of it has been answered. */
  const flush = () => stage().tab.eval(async () => void (await window.Exponea?.flushData()))
  /** The page goes to the background or comes back, and the SDK's clock goes on by so many seconds before it does. */
  const visibility = (state: 'hidden' | 'visible', seconds: number) =>
    stage().tab.eval(
      (state, seconds) => {
        const now = Date.now
        Date.now = () => now() + seconds * 1000
        Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      },
      state,
      seconds,
    )
  /**
   * What arrived since the `from`th thing, as `name customer`, in the order of the alphabet: one flush sends everything
   * at once.
   */
  const since = (from: number, who: (as: SentAs) => string) =>
    collector()
      .received()
      .slice(from)
      .map(({ thing }) => `${thing.name ?? thing.type} ${who(thing.as)}`)
      .sort()

  it.each([
    {
      profile: 'documented',
      theirs: ['before anonymize (documented) old', 'identify old', 'push old', 'push old'],
      ours: ['after anonymize (documented) new', 'installation new', 'push new', 'session_start new'],
      begun: ['installation old', 'session_start old'],
    },
    {
      profile: 'ios-4',
      theirs: [
        ...['before anonymize (ios-4) old', 'identify old', 'identify old', 'identify old', 'session_end old'],
        ...['notification_state old', 'notification_state old'],
      ],
      ours: [
        'after anonymize (ios-4) new',
        'identify new',
        'installation new',
        'notification_state new',
        'session_start new',
      ],
      begun: ['installation old', 'session_start old'],
    },
  ])('anonymizes with the customers that $profile gives', async ({ profile, theirs, ours, begun }) => {
    await app({}, { profile })
    const from = collector().received().length
    const [before, after] = [`before anonymize (${profile})`, `after anonymize (${profile})`]
    await call(
      'Exponea',
      ['identifyCustomer', { registered: 'old@example.com' }, {}],
      ['trackPushToken', 'token'],
      ['trackEvent', before, {}],
    )
    await call('Exponea', ['anonymize'], ['trackEvent', after, {}])
    await flush()
    expect(since(from, ({ hard }) => (hard.registered === 'old@example.com' ? 'old' : 'new'))).toEqual(
      [...theirs, ...ours, ...begun].sort(),
    )
    const [old, fresh] = [await item(before, 'delivered'), await item(after, 'delivered')]
    expect([old.sentAs?.hard, fresh.sentAs?.hard]).toEqual([{ registered: 'old@example.com' }, {}])
    expect(fresh.sentAs?.soft.cookie).not.toBe(old.sentAs?.soft.cookie)
  })

  it('sends what was stored before a switch of project to the old project', async () => {
    await app()
    const project = { projectToken: 'second-project', authorizationToken: 'other-key', baseUrl: collector().origin }
    await call(
      'Exponea',
      ['trackEvent', 'stored for the first', {}],
      ['anonymize', project],
      ['trackEvent', 'fresh for the second', {}],
    )
    await flush()
    await item('stored for the first', 'delivered')
    await item('fresh for the second', 'delivered')
    expect(arrivals('stored for the first')[0]?.thing.project).toBe(TOKEN)
    expect(arrivals('fresh for the second')[0]?.thing.project).toBe('second-project')
  })

  it('shows an event that is mapped to two projects once for each', async () => {
    const mirror = { projectToken: 'mirror-project', authorizationToken: 'mirror-key', baseUrl: collector().origin }
    await app({ projectMapping: { TRACK_EVENT: [mirror] } })
    await call('Exponea', ['trackEvent', 'mapped', { n: 1 }])
    await flush()
    await arrived('mapped', 2)
    await grid().waitFor(
      (rows) => rows.filter(({ cells }) => cells.name === 'mapped' && cells.delivery === 'delivered').length === 2,
    )
    expect(await items('mapped')).toHaveLength(2)
  })

  it('keeps what is tracked offline and sends it when the network is back', async () => {
    await app()
    await flush()
    await stage().browser.setOffline(true)
    await stage().tab.waitFor(() => !navigator.onLine)
    await call('Exponea', ['trackEvent', 'tracked offline', {}], ['flushData'])
    await item('tracked offline', 'queued')
    await stage().browser.setOffline(false)
    await stage().tab.waitFor(() => navigator.onLine)
    await flush()
    await item('tracked offline', 'delivered')
    expect(arrivals('tracked offline')).toHaveLength(1)
  })

  it('sends from the next page what was stored, and once more what was on its way', async () => {
    await app()
    await flush()
    collector().rule({ event: 'on its way', times: 1, verdict: { act: 'hang' } })
    await call('Exponea', ['trackEvent', 'on its way', {}], ['flushData'], ['trackEvent', 'only stored', { n: 1 }])
    await arrived('on its way')
    await app({}, { keep: true })
    await flush()
    await item('on its way', 'delivered')
    await item('only stored', 'delivered')
    expect([arrivals('on its way').length, arrivals('only stored').length]).toEqual([2, 1])
  })

  it('sees a refusal in a 200 that the SDK takes for a delivery', async () => {
    await app()
    collector().rule({ event: 'refused in a 200', verdict: { act: 'refuse', words: 'event type is not allowed' } })
    await call('Exponea', ['trackEvent', 'refused in a 200', {}])
    await flush()
    await item('refused in a 200', 'rejected')
    await flush()
    expect(arrivals('refused in a 200')).toHaveLength(1)
  })

  it('drops what is refused five times, and says so at the fifth', async () => {
    await app()
    await flush()
    collector().rule({
      event: 'hopeless',
      verdict: { act: 'reject', status: 400, body: '{"error":"no such project"}' },
    })
    await call('Exponea', ['trackEvent', 'hopeless', {}])
    for (let tries = 1; tries <= 4; tries++) await flush()
    await item('hopeless', 'retrying')
    await flush()
    await item('hopeless', 'rejected')
    await call('Exponea', ['trackEvent', 'witness of the drop', {}])
    await flush()
    await item('witness of the drop', 'delivered')
    expect(arrivals('hopeless')).toHaveLength(5)
  })

  it('keeps for good what the server fails on', async () => {
    await app()
    await flush()
    const mend = collector().rule({ event: 'survivor', verdict: { act: 'reject', status: 500 } })
    await call('Exponea', ['trackEvent', 'survivor', {}])
    for (let tries = 1; tries <= 6; tries++) await flush()
    await item('survivor', 'retrying')
    mend()
    await flush()
    await item('survivor', 'delivered')
    expect(arrivals('survivor')).toHaveLength(7)
  })

  it('loses what was not flushed when it is stopped, and drops every later call until it is configured again', async () => {
    await app()
    await flush()
    await call(
      'Exponea',
      ['trackEvent', 'not flushed', {}],
      ['stopIntegration'],
      ['trackEvent', 'called when stopped', {}],
    )
    await item('not flushed', 'lost')
    await item('called when stopped', 'lost')
    await app({}, { keep: true })
    await call('Exponea', ['trackEvent', 'configured again', {}])
    await flush()
    await item('configured again', 'delivered')
    expect(arrivals('not flushed').length + arrivals('called when stopped').length).toBe(0)
  })

  it('ends a session after its timeout in the background, and resumes it within', async () => {
    await app({ sessionTimeout: 60 })
    await flush()
    const from = collector().received().length
    await visibility('hidden', 0)
    await visibility('visible', 5)
    await flush()
    expect(since(from, () => '')).toEqual([])
    await visibility('hidden', 0)
    await visibility('visible', 70)
    await flush()
    expect(since(from, () => '')).toEqual(['session_end ', 'session_start '])
  })
})
