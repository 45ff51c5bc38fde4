/**
 * Bloomreach's app-like client in the shop's bare page: where it does other than one would think, the ledger still
 * agrees with the collector.
 */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/core/json'
import { BROWSERS } from '../browsers/driver'
import type { SentAs } from '../collectors/contract'
import { bloomreachVisit, TOKEN } from './bloomreach-visit'
import { itOnce, openScene } from './scene'

describe.each(BROWSERS)('the app-like client in %s', (browser) => {
  const scene = openScene(browser, { agrees: { details: 'firefox' }, pace: { retryBase: 200 } })
  const once = itOnce(browser, 'firefox')
  const { collector, page, call } = bloomreachVisit(scene, 'Exponea')

  /** A fresh app, or the same one started again, that sends when it is told to. */
  const app = async (configuration: JsonObject = {}, { keep = false, profile = 'documented' } = {}) => {
    await page(keep)
    await scene.stage.tab.eval((profile, configuration) => window.bare.app(profile, configuration), profile, {
      flushMode: 'MANUAL',
      ...configuration,
    })
  }
  /** Sends what is queued; resolves when all of it has been answered. */
  const flush = () => scene.stage.tab.eval(async () => void (await window.Exponea?.flushData()))
  /** The page goes to the background or comes back, and the SDK's clock goes on by so many seconds before it does. */
  const visibility = (state: 'hidden' | 'visible', seconds: number) =>
    scene.stage.tab.eval(
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
      ['identifyCustomer', { registered: 'old@example.com' }, {}],
      ['trackPushToken', 'token'],
      ['trackEvent', before, {}],
    )
    await call(['anonymize'], ['trackEvent', after, {}])
    await flush()
    expect(since(from, ({ hard }) => (hard.registered === 'old@example.com' ? 'old' : 'new'))).toEqual(
      [...theirs, ...ours, ...begun].sort(),
    )
    const [old, fresh] = [await scene.panel.item(before, 'delivered'), await scene.panel.item(after, 'delivered')]
    expect([old.sentAs?.hard, fresh.sentAs?.hard]).toEqual([{ registered: 'old@example.com' }, {}])
    expect(fresh.sentAs?.soft.cookie).not.toBe(old.sentAs?.soft.cookie)
  })

  once('sends what was stored before a switch of project to the old project', async () => {
    await app()
    const project = { projectToken: 'second-project', authorizationToken: 'other-key', baseUrl: collector().origin }
    await call(
      ['trackEvent', 'stored for the first', {}],
      ['anonymize', project],
      ['trackEvent', 'fresh for the second', {}],
    )
    await flush()
    await scene.panel.item('stored for the first', 'delivered')
    await scene.panel.item('fresh for the second', 'delivered')
    expect(collector().named('stored for the first')[0]?.thing.project).toBe(TOKEN)
    expect(collector().named('fresh for the second')[0]?.thing.project).toBe('second-project')
  })

  once('shows an event that is mapped to two projects once for each', async () => {
    const mirror = { projectToken: 'mirror-project', authorizationToken: 'mirror-key', baseUrl: collector().origin }
    await app({ projectMapping: { TRACK_EVENT: [mirror] } })
    await call(['trackEvent', 'mapped', { n: 1 }])
    await flush()
    await collector().arrived('mapped', 2)
    await scene.panel.rows(
      (rows) => rows.filter(({ cells }) => cells.name === 'mapped' && cells.delivery === 'delivered').length === 2,
    )
    expect(await scene.panel.items('mapped')).toHaveLength(2)
  })

  it('keeps what is tracked offline and sends it when the network is back', async () => {
    await app()
    await flush()
    await scene.stage.browser.setOffline(true)
    await scene.stage.tab.waitFor(() => !navigator.onLine)
    await call(['trackEvent', 'tracked offline', {}], ['flushData'])
    await scene.panel.item('tracked offline', 'queued')
    await scene.stage.browser.setOffline(false)
    await scene.stage.tab.waitFor(() => navigator.onLine)
    await flush()
    await scene.panel.item('tracked offline', 'delivered')
    expect(collector().named('tracked offline')).toHaveLength(1)
  })

  it('sends from the next page what was stored, and once more what was on its way', async () => {
    await app()
    await flush()
    collector().rule({ event: 'on its way', times: 1, verdict: { act: 'hang' } })
    await call(['trackEvent', 'on its way', {}], ['flushData'], ['trackEvent', 'only stored', { n: 1 }])
    await collector().arrived('on its way')
    await app({}, { keep: true })
    await flush()
    await scene.panel.item('on its way', 'delivered')
    await scene.panel.item('only stored', 'delivered')
    expect([collector().named('on its way').length, collector().named('only stored').length]).toEqual([2, 1])
  })

  it('sees a refusal in a 200 that the SDK takes for a delivery', async () => {
    await app()
    collector().rule({ event: 'refused in a 200', verdict: { act: 'refuse', words: 'event type is not allowed' } })
    await call(['trackEvent', 'refused in a 200', {}])
    await flush()
    await scene.panel.item('refused in a 200', 'rejected')
    await flush()
    expect(collector().named('refused in a 200')).toHaveLength(1)
  })

  once('drops what is refused five times, and says so at the fifth', async () => {
    await app()
    await flush()
    collector().rule({
      event: 'hopeless',
      verdict: { act: 'reject', status: 400, body: '{"error":"no such project"}' },
    })
    await call(['trackEvent', 'hopeless', {}])
    for (let tries = 1; tries <= 4; tries++) await flush()
    await scene.panel.item('hopeless', 'retrying')
    await flush()
    await scene.panel.item('hopeless', 'rejected')
    await call(['trackEvent', 'witness of the drop', {}])
    await flush()
    await scene.panel.item('witness of the drop', 'delivered')
    expect(collector().named('hopeless')).toHaveLength(5)
  })

  once('keeps for good what the server fails on', async () => {
    await app()
    await flush()
    const mend = collector().rule({ event: 'survivor', verdict: { act: 'reject', status: 500 } })
    await call(['trackEvent', 'survivor', {}])
    for (let tries = 1; tries <= 6; tries++) await flush()
    await scene.panel.item('survivor', 'retrying')
    mend()
    await flush()
    await scene.panel.item('survivor', 'delivered')
    expect(collector().named('survivor')).toHaveLength(7)
  })

  once(
    'loses what was not flushed when it is stopped, and drops later calls until it is configured again',
    async () => {
      await app()
      await flush()
      await call(['trackEvent', 'not flushed', {}], ['stopIntegration'], ['trackEvent', 'called when stopped', {}])
      await scene.panel.item('not flushed', 'lost')
      await scene.panel.item('called when stopped', 'lost')
      await app({}, { keep: true })
      await call(['trackEvent', 'configured again', {}])
      await flush()
      await scene.panel.item('configured again', 'delivered')
      expect(collector().named('not flushed').length + collector().named('called when stopped').length).toBe(0)
    },
  )

  once('ends a session after its timeout in the background, and resumes it within', async () => {
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
