/**
 * Where the real Customer.io SDK does other than one would think, the ledger still agrees with the collector (all
 * recorded with 0.5.11).
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BROWSERS, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import { type LedgerItem, readLedger } from '../ledger'
import { type Stage, setStage, settle, settleDetails } from '../stage'

/** The SDK's calls as a test makes them in the page: method and arguments, all in one turn of the page's event loop. */
type Calls = readonly (readonly [string, ...unknown[]])[]

describe.each(BROWSERS)('the Customer.io SDK in %s', (browser) => {
  let stage: Stage
  let panel: Panel

  /** A fresh page with a fresh visitor unless `keep`; the SDK is loaded with these options. */
  const load = async (loading: { integration?: object; options?: object } = {}, keep = false) => {
    const { tab, servers } = stage
    await tab.goto(`${servers.shop.origin}/bare.html`)
    await tab.waitFor(() => 'bare' in window)
    await tab.eval(
      (loading, keep) => {
        if (!keep) {
          localStorage.clear()
          // biome-ignore lint/suspicious/noDocumentCookie: removing is all that is wanted, and it must be done before the SDK is loaded.
          for (const one of document.cookie.split('; ')) document.cookie = `${one.split('=')[0]}=; path=/; max-age=0`
        }
        window.bare.load(loading)
      },
      loading,
      keep,
    )
  }
  const call = (...calls: Calls) =>
    stage.tab.eval((calls) => {
      const sdk = window.bare.sdk as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
      for (const [method, ...args] of calls) void sdk[method as string]?.(...args)?.catch?.(() => {})
    }, calls)
  const arrivals = (event: string) =>
    stage.servers.customerio
      .received()
      .filter(({ thing }) => thing.name === event || (thing.name === null && thing.type === event))
  const arrived = (event: string, times = 1, timeout = 15_000) =>
    stage.servers.customerio.until(() => arrivals(event).length >= times, `${event} to arrive ${times} times`, timeout)
  const items = async (name: string) => (await readLedger(panel)).filter((item) => item.name === name)
  const item = async (name: string): Promise<LedgerItem> => {
    const [first, ...others] = await items(name)
    if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} items are called ${name}`)
    return first
  }
  const shows = (name: string, delivery: string) =>
    panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells: is }) => is.name === name && is.delivery === delivery), { what: name })
  /** The tab looks hidden to the page, and is told so. */
  const hide = () =>
    stage.tab.eval(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    })

  beforeAll(async () => {
    stage = await setStage({ browser, extensionDir: extensionDir(browser) })
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    panel = await stage.tab.openPanel()
  })
  afterAll(async () => {
    if (!stage) return
    const { missing, phantom, wrong } = await settleDetails(panel, stage.servers).finally(() => stage.close())
    expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
  })
  beforeEach(() => stage.servers.customerio.behave())
  afterEach(async () => {
    const { missing, phantom, wrong } = await settle(panel, stage.servers)
    expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
  })

  it('sends what was tracked before identify as the identified user', async () => {
    await load()
    await call(['track', 'late'], ['identify', 'user-late'])
    await arrived('late')
    await arrived('identify')
    expect(arrivals('late')[0]?.thing.as.hard).toEqual({ userId: 'user-late' })
    await shows('late', 'delivered')
    expect((await item('late')).sentAs?.hard).toEqual({ userId: 'user-late' })
  })

  it.each([400, 429, 500])('takes a %i for a delivery; the ledger does not', async (status) => {
    const event = `answered ${status}`
    await load()
    stage.servers.customerio.rule({ event, verdict: { act: 'reject', status } })
    await call(['track', event])
    await arrived(event)
    await shows(event, 'rejected')
  })

  it('repeats a broken request with the same message id: one item', async () => {
    await load()
    stage.servers.customerio.rule({ event: 'broken twice', times: 2, verdict: { act: 'reset' } })
    await call(['track', 'broken twice'])
    await arrived('broken twice', 3, 30_000)
    expect(new Set(arrivals('broken twice').map(({ thing }) => thing.id)).size).toBe(1)
    await shows('broken twice', 'delivered')
    await item('broken twice')
  })

  it('gives up after two sends without its retry queue, and says so', async () => {
    await load({ options: { retryQueue: false } })
    stage.servers.customerio.rule({ event: 'broken for good', verdict: { act: 'reset' } })
    await call(['track', 'broken for good'])
    await arrived('broken for good', 2)
    await shows('broken for good', 'lost')
  })

  it('sends a batch again after the tab was hidden: still one item each', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 2, timeout: 60_000 } } } })
    await call(['track', 'batched 1'])
    await panel.grid('Events').waitFor((rows) => rows.some(({ cells }) => cells.name === 'batched 1'))
    await hide()
    await arrived('batched 1')
    await call(['track', 'batched 2'])
    await arrived('batched 2')
    await shows('batched 2', 'delivered')
    await item('batched 1')
    await item('batched 2')
  })

  it('repeats only one event of a batch whose request broke', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 60_000 } } } })
    stage.servers.customerio.rule({ path: '/v1/b', times: 1, verdict: { act: 'reset' } })
    await call(['track', 'torn 1'], ['track', 'torn 2'], ['track', 'torn 3'])
    const answered = (event: string) => arrivals(event).some(({ arrival }) => arrival.fate === 'answered')
    await arrived('torn 3')
    // The repeated event waits in the buffer for its batch to fill.
    await call(['track', 'after the tear 1'], ['track', 'after the tear 2'])
    await stage.servers.customerio.until(() => answered('torn 3'), 'the repeated event', 30_000)
    expect([answered('torn 1'), answered('torn 2')]).toEqual([false, false])
    const ended = ['torn 1 lost', 'torn 2 lost', 'torn 3 delivered']
    await panel
      .grid('Events')
      .waitFor(
        (rows) => ended.every((wished) => rows.some(({ cells }) => `${cells.name} ${cells.delivery}` === wished)),
        {
          what: ended.join(', '),
        },
      )
  })

  it('sends what an earlier page left in storage as whoever is logged in then', async () => {
    await load()
    const mend = stage.servers.customerio.rule({ event: 'kept', verdict: { act: 'reset' } })
    await call(['track', 'kept'])
    await arrived('kept')
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    mend()
    await load({}, true)
    await call(['identify', 'user-next'])
    await stage.servers.customerio.until(
      () => arrivals('kept').some(({ arrival }) => arrival.fate === 'answered'),
      'the kept event',
      30_000,
    )
    await shows('kept', 'delivered')
    await item('kept')
  })

  it('gives the visitor a new anonymous id when the first call of a page is another group', async () => {
    await load()
    await call(['track', 'before group'], ['group', 'g-1'])
    await arrived('group')
    await load({}, true)
    await call(['group', 'g-2'], ['track', 'after group'])
    await arrived('after group')
    const id = async (name: string) => (await item(name)).sentAs?.soft.anonymousId
    await shows('after group', 'delivered')
    expect(await id('after group')).not.toBe(await id('before group'))
  })

  it('keeps what is tracked offline and sends it when the network is back', async () => {
    await load()
    await call(['track', 'warm'])
    await arrived('warm')
    await stage.browser.setOffline(true)
    await call(['track', 'offline'])
    await panel.grid('Events').waitFor((rows) => rows.some(({ cells }) => cells.name === 'offline'))
    expect(['queued', 'retrying']).toContain((await item('offline')).delivery)
    await stage.browser.setOffline(false)
    await arrived('offline', 1, 30_000)
    await shows('offline', 'delivered')
  })

  it('delivers a batch of the largest size that the SDK makes, item by item', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 8, timeout: 60_000 } } } })
    const names = Array.from({ length: 8 }, (_, n) => `large ${n}`)
    await call(...names.map((name) => ['track', name, { text: 'x'.repeat(16_000) }] as const))
    await arrived('large 7')
    await panel
      .grid('Events')
      .waitFor(
        (rows) =>
          rows.filter(({ cells }) => cells.name?.startsWith('large ') && cells.delivery === 'delivered').length === 8,
      )
  })

  it('merges in an alias whoever is known when it is sent', async () => {
    await load()
    await call(['identify', 'user-old'], ['alias', 'user-new'])
    await arrived('alias')
    expect(arrivals('alias')[0]?.thing.as.hard).toEqual({ userId: 'user-old' })
    await panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells }) => cells.name === 'alias' && cells.delivery === 'delivered'))
    expect((await item('alias')).sentAs?.hard).toEqual({ userId: 'user-old' })
  })

  it('leaves the outcome unknown when the page is left before the answer and nothing is kept', async () => {
    await load({ options: { disableClientPersistence: true } })
    stage.servers.customerio.rule({ event: 'unanswered', verdict: { act: 'hang' } })
    await call(['track', 'unanswered'])
    await arrived('unanswered')
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    await shows('unanswered', 'unknown')
  })

  it('makes a new visitor of reset, and of another user without one', async () => {
    await load()
    await call(
      ['identify', 'user-a'],
      ['track', 'as a'],
      ['screen', 'screen of a'],
      ['identify', 'user-b'],
      ['track', 'as b'],
    )
    await call(['reset'], ['track', 'after reset'])
    await arrived('after reset')
    const who = async (name: string) => {
      await shows(name, 'delivered')
      return (await item(name)).calledAs
    }
    const [first, screen, second, fresh] = [
      await who('as a'),
      await who('screen of a'),
      await who('as b'),
      await who('after reset'),
    ]
    expect([first, second, fresh].map((as) => as?.hard)).toEqual([{ userId: 'user-a' }, { userId: 'user-b' }, {}])
    expect(screen).toEqual(first)
    expect(new Set([first, second, fresh].map((as) => as?.soft.anonymousId)).size).toBe(3)
  })

  it('reads odd arguments as the SDK does', async () => {
    await load()
    await call(
      ['identify', 'user-odd', { plan: 'trial' }],
      ['identify', null, { plan: 'lost' }],
      ['identify', '', { only: 1 }],
    )
    await call(
      ['identify', 12345],
      ['track', ''],
      ['track', 'no object', 'oops'],
      ['track', 'own id', {}, { messageId: 'mine' }],
    )
    await arrived('own id')
    const told = arrivals('identify').slice(-4)
    expect(told.map(({ thing }) => [thing.as.hard, thing.properties])).toEqual([
      [{ userId: 'user-odd' }, { plan: 'trial' }],
      [{ userId: 'user-odd' }, { plan: 'trial' }],
      [{ userId: 'user-odd' }, { only: 1 }],
      [{ userId: '12345' }, {}],
    ])
    expect(arrivals('own id')[0]?.thing.id).toMatch(/^ajs-next-/)
    await shows('own id', 'delivered')
    await panel.role('tab', 'Findings').click()
    const wished = [
      'as traits they are lost',
      'An empty id is ignored',
      'replaces them by {}',
      'messageId is ignored',
      'Event missing',
    ]
    await panel.waitFor(
      (wished) => {
        for (const group of document.querySelectorAll<HTMLElement>('.findings [aria-expanded=false]')) group.click()
        const text = document.querySelector('.findings')?.textContent ?? ''
        return wished.every((words) => text.includes(words))
      },
      { what: wished.join(', ') },
      wished,
    )
    await panel.role('tab', 'Events').click()
  })

  it('says that nothing was sent where the SDK calls it delivered: integrations, deregister, middleware', async () => {
    await load({ integration: false as never })
    await call(['track', 'switched off'])
    await shows('switched off', 'lost')
    await load()
    await call(
      ['track', 'kept back', {}, { integrations: { 'Customer.io Data Pipelines': false } }],
      ['track', 'sent beside it'],
    )
    await arrived('sent beside it')
    await shows('kept back', 'lost')
    await call(['deregister', 'Customer.io Data Pipelines'], ['track', 'deregistered'])
    await shows('deregistered', 'lost')
    await load()
    await stage.tab.eval(() => window.bare.sdk?.addSourceMiddleware(() => {}).then(() => {}))
    await call(['track', 'cancelled'])
    await shows('cancelled', 'lost')
  })

  it('sends calls buffered by the snippet grouped by method', async () => {
    const { tab, servers } = stage
    servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'delay', ms: 1500 } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => {
      const sdk = window.cioanalytics
      void sdk?.track('buffered A')
      void sdk?.identify('user-buffered')
      void sdk?.track('buffered B')
      void sdk?.page('buffered page')
      void sdk?.track('buffered C')
    })
    await arrived('buffered page')
    await arrived('buffered C')
    const order = servers.customerio
      .received()
      .map(({ thing }) => thing.name)
      .filter((name) => name?.startsWith('buffered'))
    expect(order).toEqual(['buffered A', 'buffered B', 'buffered C', 'buffered page'])
    expect(arrivals('buffered A')[0]?.thing.as.hard).toEqual({ userId: 'user-buffered' })
    await panel
      .grid('Events')
      .waitFor(
        (rows) =>
          rows.filter(({ cells }) => cells.name?.startsWith('buffered') && cells.delivery === 'delivered').length === 4,
      )
  })

  it('takes the identity and an event from the page’s address', async () => {
    await load()
    await stage.tab.goto(
      `${stage.servers.shop.origin}/bare.html?ajs_uid=user-linked&ajs_event=linked&ajs_prop_from=mail`,
    )
    await stage.tab.waitFor(() => 'bare' in window)
    await stage.tab.eval(() => void window.bare.load())
    await arrived('linked')
    await shows('linked', 'delivered')
    expect((await item('linked')).sentAs?.hard).toEqual({ userId: 'user-linked' })
  })

  it('leaves in the stub what nobody reads: no settings, or a reference kept from before', async () => {
    const { tab, servers } = stage
    servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'reject', status: 500 } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => void window.cioanalytics?.track('never read'))
    await shows('never read', 'buffered')
    servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'delay', ms: 500 } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => void Object.assign(window, { kept: window.cioanalytics }))
    await tab.waitFor(() => !Array.isArray(window.cioanalytics))
    await tab.eval(() => void (window as unknown as { kept: typeof window.cioanalytics }).kept?.track('stale'))
    await shows('stale', 'buffered')
  })
})
