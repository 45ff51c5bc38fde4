/**
 * Bloomreach's web snippet in the shop's bare page: where it does other than one would think, the ledger still agrees
 * with the collector.
 */
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/core/json'
import { BROWSERS } from '../browsers/driver'
import { SCRIPT } from '../collectors/bloomreach'
import { snippet } from '../sdks/bloomreach-web/snippet'
import { bloomreachVisit, TOKEN } from './bloomreach-visit'
import { itOnce, openScene } from './scene'

describe.each(BROWSERS)('the web snippet in %s', (browser) => {
  const scene = openScene(browser, { agrees: { details: 'firefox' }, pace: { retryBase: 200 } })
  const once = itOnce(browser, 'firefox')
  const { collector, page, call } = bloomreachVisit(scene, 'exponea')

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
    await scene.stage.tab.eval((text) => {
      const script = document.createElement('script')
      script.textContent = text
      document.head.append(script)
      ;(window as never as { stub: unknown }).stub = (window as never as { exponea: unknown }).exponea
    }, text)
  }
  const arrive = async () => {
    await scene.stage.tab.eval((address) => {
      const script = document.createElement('script')
      script.src = address
      document.head.append(script)
    }, collector().origin + SCRIPT)
    await scene.stage.tab.waitFor(
      () => (window as never as { exponea: { version?: string } }).exponea.version !== undefined,
    )
  }
  /** A started SDK whose visitor has got a cookie; `before` runs in the page before the SDK's script is there. */
  const running = async (before?: () => void) => {
    await stub()
    if (before) await scene.stage.tab.eval(before)
    await call(['start'])
    await arrive()
    await scene.stage.tab.waitFor(() => document.cookie.includes('__exponea_etc__'))
  }

  it('counts calls buffered before the script once each, and loses those with wrong arguments', async () => {
    await stub()
    const thrown = await call(['track', 'buffered 1', { n: 1 }], ['track', null], ['start'], ['track', 'buffered 2'])
    expect(thrown).toEqual([null, null, null, null])
    await scene.panel.item('buffered 1', 'buffered')
    await scene.panel.item('buffered 2', 'buffered')
    await arrive()
    expect(
      await scene.stage.tab.eval(
        () => (window as never as { stub: unknown; exponea: unknown }).stub === window.exponea,
      ),
    ).toBe(true)
    await scene.panel.item('buffered 1', 'delivered')
    await scene.panel.item('buffered 2', 'delivered')
    await scene.panel.item('(no name)', 'lost')
    expect(collector().named('buffered 1').length + collector().named('buffered 2').length).toBe(2)
  })

  once('counts calls on the overwritten methods of the same object once', async () => {
    await running()
    await call(['track', 'loaded', { nested: { deep: [1, 2] } }])
    await scene.panel.item('loaded', 'delivered')
    expect(collector().named('loaded')).toHaveLength(1)
  })

  once('throws for wrong arguments once it is loaded, and the ledger says that nothing left', async () => {
    await running()
    const [thrown] = await call(['track', 'refused call', 'no object'])
    expect(thrown).toMatch(/Invalid type of argument 1 - properties/)
    await scene.panel.item('refused call', 'lost')
    await call(['track', 'witness of a refusal'])
    await scene.panel.item('witness of a refusal', 'delivered')
    expect(collector().named('refused call')).toHaveLength(0)
  })

  once('sends what was called anonymously as whoever is identified just before it is sent', async () => {
    await running()
    await call(['track', 'called by nobody'], ['identify', { registered: 'late@example.com' }])
    const { calledAs, sentAs } = await scene.panel.item('called by nobody', 'delivered')
    expect(calledAs?.hard).toEqual({})
    expect(sentAs?.hard).toEqual({ registered: 'late@example.com' })
  })

  once('finds a rejected command in an answer that says 200', async () => {
    await running()
    collector().rule({
      event: 'forbidden',
      verdict: { act: 'refuse', words: 'Not authorized to add event of specified type' },
    })
    await call(['track', 'forbidden'])
    await scene.panel.item('forbidden', 'rejected')
    expect(collector().named('forbidden')[0]?.arrival.status).toBe(200)
  })

  it('takes another try after a 5xx or a broken connection for the same item', async () => {
    await running()
    collector().rule({ event: 'tried again', times: 1, verdict: { act: 'reject', status: 503 } })
    await call(['track', 'tried again', { n: 1 }])
    await scene.panel.item('tried again', 'delivered')
    collector().rule({ event: 'broken once', times: 1, verdict: { act: 'reset' } })
    await call(['track', 'broken once'])
    await scene.panel.item('broken once', 'delivered')
    expect([collector().named('tried again').length, collector().named('broken once').length]).toEqual([2, 2])
  })

  it('finds in the beacon what was tracked as the page was left', async () => {
    // Said in the very moment of leaving, before the SDK's own listener: said any sooner, a slow navigation lets the
    // SDK send it as usual.
    await running(() => {
      const { exponea } = window as never as { exponea: { track(name: string): void } }
      addEventListener('pagehide', () => exponea.track('last words'))
    })
    await scene.stage.tab.goto(`${scene.stage.servers.shop.origin}/bare.html?next`)
    await collector().arrived('last words')
    expect(collector().named('last words')[0]?.arrival.body).toMatchObject({ beacon: true })
    await scene.panel.shows('last words')
    expect(await scene.panel.items('last words')).toHaveLength(1)
  })

  it('knows the new cookie after anonymize, and that nobody is identified any more', async () => {
    await running()
    await call(['identify', { registered: 'gone@example.com' }], ['track', 'before anonymize'])
    const before = await scene.panel.item('before anonymize', 'delivered')
    await call(['anonymize'], ['track', 'after anonymize'])
    const after = await scene.panel.item('after anonymize', 'delivered')
    expect(before.sentAs?.hard).toEqual({ registered: 'gone@example.com' })
    expect(after.sentAs?.hard).toEqual({})
    expect(after.sentAs?.soft.cookie).not.toBe(before.sentAs?.soft.cookie)
  })

  once('tells a consent event from other events', async () => {
    await running()
    await call(['track', 'consent', { action: 'accept', category: 'newsletter', valid_until: 'unlimited' }])
    expect((await scene.panel.item('consent', 'delivered')).type).toBe('consent')
  })

  once('drops what was called before the start where the visitor must opt in', async () => {
    await stub({ compliance: { opt_in: true } })
    await call(['track', 'too early'], ['start'], ['track', 'in time'])
    await arrive()
    await scene.panel.item('in time', 'delivered')
    await scene.panel.item('too early', 'lost')
    expect(collector().named('too early')).toHaveLength(0)
  })
})
