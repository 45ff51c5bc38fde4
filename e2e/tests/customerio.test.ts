/**
 * Where the real Customer.io SDK does other than one would think, the ledger still agrees with the collector (all
 * recorded with 0.5.11).
 */
import { describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { customerioVisit } from './customerio-visit'
import { itOnce, openScene } from './scene'

describe.each(BROWSERS)('the Customer.io SDK in %s', (browser) => {
  const scene = openScene(browser, { agrees: { details: 'chromium' } })
  const once = itOnce(browser, 'chromium')
  const { collector, freshVisitor, load, call, answered, hide } = customerioVisit(scene)

  /** Opens every group of the findings until all these words are there. */
  const expectFindings = async (...wished: readonly string[]) => {
    const { panel } = scene
    await panel.choose('Findings')
    const groups = panel.view.role('list', 'Findings by rule')
    await panel.view.until(
      async () => {
        const closed = groups.inside('[aria-expanded=false]')
        await panel.view.evalFound((found) => (found as HTMLElement[]).map((each) => each.click()), closed.lookup)
        const text = await groups.text()
        return wished.every((words) => text.includes(words))
      },
      { what: wished.join(', ') },
    )
    await panel.choose('Events')
  }

  it('sends what was tracked before identify as the identified user', async () => {
    await load()
    await call(['track', 'late'], ['identify', 'user-late'])
    await collector().arrived('late')
    await collector().arrived('identify')
    expect(collector().named('late')[0]?.thing.as.hard).toEqual({ userId: 'user-late' })
    expect((await scene.panel.item('late')).sentAs?.hard).toEqual({ userId: 'user-late' })
  })

  it.each([400, 429, 500])('takes a %i for a delivery; the ledger does not', async (status) => {
    const event = `answered ${status}`
    await load()
    collector().rule({ event, verdict: { act: 'reject', status } })
    await call(['track', event])
    await collector().arrived(event)
    await scene.panel.row(event, 'rejected')
  })

  it('repeats a broken request with the same message id: one item', async () => {
    await load()
    collector().rule({ event: 'broken twice', times: 2, verdict: { act: 'reset' } })
    await call(['track', 'broken twice'])
    await collector().arrived('broken twice', 3)
    const ids = collector()
      .named('broken twice')
      .map(({ thing }) => thing.id)
    expect(new Set(ids).size).toBe(1)
    await scene.panel.item('broken twice')
  })

  once('gives up after two sends without its retry queue, and says so', async () => {
    await load({ options: { retryQueue: false } })
    collector().rule({ event: 'broken for good', verdict: { act: 'reset' } })
    await call(['track', 'broken for good'])
    await collector().arrived('broken for good', 2)
    await scene.panel.row('broken for good', 'lost')
  })

  it('sends a batch again after the tab was hidden: still one item each', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 2, timeout: 60_000 } } } })
    await call(['track', 'batched 1'])
    await scene.panel.shows('batched 1')
    await hide()
    await collector().arrived('batched 1')
    await call(['track', 'batched 2'])
    await collector().arrived('batched 2')
    await scene.panel.item('batched 2')
    await scene.panel.item('batched 1')
  })

  once('repeats only one event of a batch whose request broke', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 60_000 } } } })
    collector().rule({ path: '/v1/b', times: 1, verdict: { act: 'reset' } })
    await call(['track', 'torn 1'], ['track', 'torn 2'], ['track', 'torn 3'])
    await collector().arrived('torn 3')
    // The repeated event waits in the buffer for its batch to fill.
    await call(['track', 'after the tear 1'], ['track', 'after the tear 2'])
    await collector().until(() => answered('torn 3'), 'the repeated event')
    expect([answered('torn 1'), answered('torn 2')]).toEqual([false, false])
    await scene.panel.deliveries({ 'torn 1': 'lost', 'torn 2': 'lost', 'torn 3': 'delivered' })
  })

  it('sends what an earlier page left in storage as whoever is logged in then', async () => {
    await load()
    const mend = collector().rule({ event: 'kept', verdict: { act: 'reset' } })
    await call(['track', 'kept'])
    await collector().arrived('kept')
    await scene.stage.tab.goto(`${scene.stage.servers.shop.origin}/bare.html`)
    mend()
    await load({}, true)
    await call(['identify', 'user-next'])
    await collector().until(() => answered('kept'), 'the kept event')
    await scene.panel.item('kept')
  })

  once('gives the visitor a new anonymous id when the first call of a page is another group', async () => {
    await load()
    await call(['track', 'before group'], ['group', 'g-1'])
    await collector().arrived('group')
    await load({}, true)
    await call(['group', 'g-2'], ['track', 'after group'])
    await collector().arrived('after group')
    const id = async (name: string) => (await scene.panel.item(name)).sentAs?.soft.anonymousId
    expect(await id('after group')).not.toBe(await id('before group'))
  })

  it('keeps what is tracked offline and sends it when the network is back', async () => {
    await load()
    await call(['track', 'warm'])
    await collector().arrived('warm')
    await scene.stage.browser.setOffline(true)
    await call(['track', 'offline'])
    await scene.panel.shows('offline')
    const offline = { delivery: expect.stringMatching(/^(queued|retrying)$/) }
    expect(await scene.panel.items('offline')).toMatchObject([offline])
    await scene.stage.browser.setOffline(false)
    await collector().arrived('offline')
    await scene.panel.row('offline', 'delivered')
  })

  once('delivers a batch of the largest size that the SDK makes, item by item', async () => {
    await load({ integration: { deliveryStrategy: { strategy: 'batching', config: { size: 8, timeout: 60_000 } } } })
    const names = Array.from({ length: 8 }, (_, n) => `large ${n}`)
    await call(...names.map((name) => ['track', name, { text: 'x'.repeat(16_000) }] as const))
    await collector().arrived('large 7')
    await scene.panel.deliveries(Object.fromEntries(names.map((name) => [name, 'delivered'])))
  })

  once('merges in an alias whoever is known when it is sent', async () => {
    await load()
    await call(['identify', 'user-old'], ['alias', 'user-new'])
    await collector().arrived('alias')
    expect(collector().named('alias')[0]?.thing.as.hard).toEqual({ userId: 'user-old' })
    expect((await scene.panel.item('alias')).sentAs?.hard).toEqual({ userId: 'user-old' })
  })

  it('leaves the outcome unknown when the page is left before the answer and nothing is kept', async () => {
    await load({ options: { disableClientPersistence: true } })
    collector().rule({ event: 'unanswered', verdict: { act: 'hang' } })
    await call(['track', 'unanswered'])
    await collector().arrived('unanswered')
    await scene.stage.tab.goto(`${scene.stage.servers.shop.origin}/bare.html`)
    await scene.panel.row('unanswered', 'unknown')
  })

  once('makes a new visitor of reset, and of another user without one', async () => {
    await load()
    await call(
      ['identify', 'user-a'],
      ['track', 'as a'],
      ['screen', 'screen of a'],
      ['identify', 'user-b'],
      ['track', 'as b'],
    )
    await call(['reset'], ['track', 'after reset'])
    await collector().arrived('after reset')
    const who = async (name: string) => {
      return (await scene.panel.item(name)).calledAs
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

  once('reads odd arguments as the SDK does', async () => {
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
    await collector().arrived('own id')
    const told = collector().named('identify').slice(-4)
    expect(told.map(({ thing }) => [thing.as.hard, thing.properties])).toEqual([
      [{ userId: 'user-odd' }, { plan: 'trial' }],
      [{ userId: 'user-odd' }, { plan: 'trial' }],
      [{ userId: 'user-odd' }, { only: 1 }],
      [{ userId: '12345' }, {}],
    ])
    expect(collector().named('own id')[0]?.thing.id).toMatch(/^ajs-next-/)
    await scene.panel.row('own id', 'delivered')
    await expectFindings(
      'as traits they are lost',
      'An empty ID is ignored',
      'replaces them by {}',
      'messageId is ignored',
      'Event missing',
    )
  })

  once(
    'says that nothing was sent where the SDK calls it delivered: integrations, deregister, middleware',
    async () => {
      await load({ integration: false as never })
      await call(['track', 'switched off'])
      await scene.panel.row('switched off', 'lost')
      await load()
      await call(
        ['track', 'kept back', {}, { integrations: { 'Customer.io Data Pipelines': false } }],
        ['track', 'sent beside it'],
      )
      await collector().arrived('sent beside it')
      await scene.panel.row('kept back', 'lost')
      await call(['deregister', 'Customer.io Data Pipelines'], ['track', 'deregistered'])
      await scene.panel.row('deregistered', 'lost')
      await load()
      await scene.stage.tab.eval(() => window.bare.sdk?.addSourceMiddleware(() => {}).then(() => {}))
      await call(['track', 'cancelled'])
      await scene.panel.row('cancelled', 'lost')
    },
  )

  it('sends calls buffered by the snippet grouped by method', async () => {
    const { tab, servers } = scene.stage
    await freshVisitor()
    const answer = servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'hold' } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => {
      const sdk = window.cioanalytics
      void sdk?.track('buffered A')
      void sdk?.identify('user-buffered')
      void sdk?.track('buffered B')
      void sdk?.page('buffered page')
      void sdk?.track('buffered C')
    })
    answer()
    await collector().arrived('buffered page')
    await collector().arrived('buffered C')
    const order = servers.customerio
      .received()
      .map(({ thing }) => thing.name)
      .filter((name) => name?.startsWith('buffered'))
    expect(order).toEqual(['buffered A', 'buffered B', 'buffered C', 'buffered page'])
    expect(collector().named('buffered A')[0]?.thing.as.hard).toEqual({ userId: 'user-buffered' })
    await scene.panel.deliveries(Object.fromEntries(order.map((name) => [name, 'delivered'])))
  })

  once('takes the identity and an event from the page’s address', async () => {
    await load()
    await scene.stage.tab.goto(
      `${scene.stage.servers.shop.origin}/bare.html?ajs_uid=user-linked&ajs_event=linked&ajs_prop_from=mail`,
    )
    await scene.stage.tab.waitFor(() => 'bare' in window)
    await scene.stage.tab.eval(() => void window.bare.load())
    await collector().arrived('linked')
    expect((await scene.panel.item('linked')).sentAs?.hard).toEqual({ userId: 'user-linked' })
  })

  it('leaves in the stub what nobody reads: no settings, or a reference kept from before', async () => {
    const { tab, servers } = scene.stage
    servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'reject', status: 500 } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => void window.cioanalytics?.track('never read'))
    await scene.panel.row('never read', 'buffered')
    const answer = servers.customerio.rule({ path: '/v1/projects/', times: 1, verdict: { act: 'hold' } })
    await tab.goto(`${servers.shop.origin}/bare.html?tracking=customerio-snippet`)
    await tab.eval(() => void Object.assign(window, { kept: window.cioanalytics }))
    answer()
    await tab.waitFor(() => !Array.isArray(window.cioanalytics))
    await tab.eval(() => void (window as unknown as { kept: typeof window.cioanalytics }).kept?.track('stale'))
    await scene.panel.row('stale', 'buffered')
  })
})
