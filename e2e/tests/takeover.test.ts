/**
 * What a page does to its SDK: wrappers on globals, snippets under other names, methods replaced, objects taken over.
 * The panel's list must be the collectors' log after each.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import samples from '../../src/providers/segment/samples/recorded.json'
import { openBare } from '../bare-page'
import { BROWSERS } from '../browsers/driver'
import { bloomreachVisit } from './bloomreach-visit'
import { customerioVisit } from './customerio-visit'
import { itOnce, openScene } from './scene'

/** The page's own globals, as the tests use them. */
interface Shop {
  readonly analytics: { track(name: string): unknown; identify(id: string): unknown }
}

/** Where Customer.io's snippet finds its script. */
const SCRIPT = '/v1/analytics-js/snippet/'
const COMPLETE = /^Complete since [\d:]+ — every call and request of this page’s documents$/
const FIRST = samples.requests[0]?.body

describe.each(BROWSERS)('an SDK that the page has wrapped, renamed or taken over, in %s', (browser) => {
  const scene = openScene(browser, { agrees: { details: 'firefox' } })
  const once = itOnce(browser, 'firefox')
  const customerio = customerioVisit(scene)
  const bloomreach = bloomreachVisit(scene, 'exponea')
  beforeEach(() => scene.panel.choose('Events'))

  /** Customer.io's snippet as a shop pastes it that calls its global otherwise. */
  const renamed = async () => {
    const { tab, servers } = scene.stage
    await openBare(tab, servers, { tracking: 'customerio-snippet' })
    const text = await tab.eval(
      () => [...document.scripts].find(({ text }) => text.includes('SNIPPET_VERSION'))?.text ?? '',
    )
    await openBare(tab, servers, { tracking: 'customerio-bundled' })
    return text.replace('i="cioanalytics"', 'i="shopAnalytics"')
  }
  /** Runs a text in the page as one of its scripts. */
  const run = (text: string) =>
    scene.stage.tab.eval((text) => {
      const script = document.createElement('script')
      script.text = text
      document.head.append(script)
    }, text)

  it('a wrapper on a global is not a second instance', async () => {
    await customerio.load()
    await scene.stage.tab.eval(() => {
      const { sdk } = window.bare
      Object.assign(window, { analytics: sdk, cioanalytics: sdk })
      const { analytics } = window as unknown as Shop
      analytics.identify('user-wrapped')
      analytics.track('through the wrapper')
      void window.cioanalytics?.track('through the other name')
    })
    await customerio.collector().arrived('through the other name')
    for (const name of ['through the wrapper', 'through the other name']) {
      const { calledAs, sentAs } = await scene.panel.item(name)
      expect([calledAs?.hard, sentAs?.hard]).toEqual([{ userId: 'user-wrapped' }, { userId: 'user-wrapped' }])
    }
    await scene.panel.coverage.says(COMPLETE)
  })

  it('a snippet under any name is seen while its script is still loading, and while it is blocked', async () => {
    const snippet = await renamed()
    const mend = customerio.collector().rule({ path: SCRIPT, verdict: { act: 'hang' } })
    await run(`${snippet}\nshopAnalytics.track('while it loads')`)
    await scene.panel.item('while it loads', 'buffered')
    mend()
    // At another address: a browser asks only once for one that it waits for already.
    await run(`
      const again = document.createElement('script')
      again.setAttribute('data-global-customerio-analytics-key', 'shopAnalytics')
      again.src = '${customerio.collector().origin}${SCRIPT}shop_demo_key/analytics.min.js?again'
      document.head.append(again)`)
    await customerio.collector().arrived('while it loads')
    await scene.panel.item('while it loads')
    await scene.panel.coverage.says(COMPLETE)

    await customerio.freshVisitor()
    customerio.collector().rule({ path: SCRIPT, verdict: { act: 'reset' } })
    await run(`${snippet}\nshopAnalytics.track('while it is blocked')`)
    await scene.panel.item('while it is blocked', 'buffered')
    await scene.panel.coverage.says(COMPLETE)
  })

  it('what is called on a method that the page has replaced is seen, once, and whether it was passed on', async () => {
    await customerio.load()
    await scene.stage.tab.eval(async () => {
      const [instance] = (await window.bare.sdk) as unknown as [Record<string, (...args: unknown[]) => unknown>]
      const { track } = instance
      instance.track = () => undefined
      instance.track('swallowed by the shop')
      instance.track = (...args) => track?.(...args)
      instance.track('passed on by the shop')
    })
    await customerio.collector().arrived('passed on by the shop')
    await scene.panel.item('passed on by the shop')
    await scene.panel.item('swallowed by the shop', 'unknown')

    await openBare(scene.stage.tab, scene.stage.servers, { tracking: 'bloomreach-web' })
    await scene.stage.tab.waitFor(() => 'version' in (window.exponea ?? {}))
    await scene.stage.tab.eval(() => {
      const sdk = window.exponea as unknown as Record<string, (...args: unknown[]) => unknown>
      const { track } = sdk
      sdk.track = () => undefined
      sdk.track('swallowed_by_the_shop', {})
      sdk.track = (...args) => track?.(...args)
      sdk.track('passed_on_by_the_shop', {})
    })
    await bloomreach.collector().arrived('passed_on_by_the_shop')
    await scene.panel.item('passed_on_by_the_shop')
    await scene.panel.item('swallowed_by_the_shop', 'unknown')
    await scene.panel.coverage.says(COMPLETE)
  })

  it('calls behind the page’s own accessor are seen; a mock and a stub that nobody reads are told', async () => {
    const { tab, servers } = scene.stage
    await openBare(tab, servers, { tracking: 'bloomreach-web' })
    const snippet = await tab.eval(
      () => [...document.scripts].find(({ text }) => text.includes('exponea.start()'))?.text ?? '',
    )
    await openBare(tab, servers, { tracking: 'customerio-bundled' })
    await run(`
      let kept
      Object.defineProperty(window, 'exponea', { get: () => kept, set: (value) => { kept = value } });
      ${snippet}
      window.stale = exponea.track
      exponea.track('behind_an_accessor', {})`)
    await bloomreach.collector().arrived('behind_an_accessor')
    await scene.panel.item('behind_an_accessor')
    await tab.eval(() => {
      window.exponea?.track('behind_it_after_loading', {})
      ;(window as unknown as { stale(name: string, properties: object): void }).stale('into_the_stale_stub', {})
    })
    await bloomreach.collector().arrived('behind_it_after_loading')
    await scene.panel.item('behind_it_after_loading')
    await scene.panel.item('into_the_stale_stub', 'lost')

    await openBare(tab, servers, { tracking: 'customerio-bundled' })
    await run(`window.exponea = { track() {} }; exponea.track('into_a_mock', {})`)
    await scene.panel.item('into_a_mock', 'unknown')
    await scene.panel.coverage.says(COMPLETE)
  })

  once('a class with static methods and nested modules is observed', async () => {
    await customerio.freshVisitor()
    await run(`
      class Push { trackNotificationReceived() { return Promise.resolve() } }
      window.CustomerIO = class { static pushMessaging = new Push(); static track() {} }
      CustomerIO.track('by a static method')
      CustomerIO.pushMessaging.trackNotificationReceived({ 'CIO-Delivery-ID': 'd-1', 'CIO-Delivery-Token': 't-1' })`)
    await scene.panel.shows('by a static method')
    expect(await scene.panel.items('by a static method')).toHaveLength(1)
    await scene.panel.coverage.says(COMPLETE)
  })

  once('Segment’s SDK has its own name beside Customer.io’s, and Stop for one holds back that one alone', async () => {
    const { tab, servers } = scene.stage
    const { panel } = scene
    const beside = (event: string) =>
      tab.eval(async ([url, body]) => void (await fetch(url, { method: 'POST', body })), [
        `${servers.customerio.origin}/v1/t`,
        JSON.stringify({ ...FIRST, event, messageId: `ajs-next-${event}` }),
      ] as const)
    await customerio.load()
    await customerio.call(['track', 'before the stop'])
    await beside('by Segment before')
    await customerio.collector().arrived('before the stop')
    expect((await panel.item('by Segment before')).vendor).toBe('segment')
    expect((await panel.item('before the stop')).vendor).toBe('customerio')
    await panel.trigger('Stop').click()
    await panel.answer('Stop').click()
    expect(await panel.takeOutcome('done')).toMatch(/holds back/)
    expect(await panel.stopBanner.text()).toContain('Stop in force: Customer.io')
    await customerio.call(['track', 'during the stop'])
    await beside('by Segment during')
    await panel.item('by Segment during')
    await panel.item('during the stop', 'blocked')
    expect(customerio.collector().named('during the stop')).toEqual([])
    const resume = panel.stopBanner.inside({ role: 'button', name: 'Resume' })
    await resume.click()
    expect(await panel.takeOutcome('done')).toMatch(/go through again/)
    await resume.waitGone()
  })
})
