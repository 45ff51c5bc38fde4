/**
 * Installed, reloaded, left and come back to, silent, cut off: what the panel says then, and whether its ledger is
 * still the collector's log.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS, type Panel, type Tab } from '../browsers/driver'
import { extensionDir } from '../build'
import { SCRIPT } from '../collectors/bloomreach'
import { type LedgerItem, readLedger } from '../ledger'
import { snippet } from '../sdks/bloomreach-web/snippet'
import { ownTroubles, type Stage, setStage, settle } from '../stage'
import { type Probe, startProbe } from './probe'

const SETTINGS = { token: 'a1b2c3d4-demo-shop', track: { visits: false }, ping: { enabled: false } }

/** A page that browsers keep when it is left and come back to, with the web snippet in its head. */
const page = (title: string, target: string) => ({
  html: `<!doctype html><title>${title}</title><script>${snippet({ ...SETTINGS, target, file_path: `${target}${SCRIPT}` })}
exponea.start()</script><p>${title}`,
  headers: { 'cache-control': 'max-age=0' },
})

interface Watched {
  /** What went wrong in the page since it was opened. */
  readonly troubles: string[]
  /** Settles what a pressed trigger waits for. */
  answer?: () => void
  /** Whether the browser had kept the page, each time that it was shown. */
  readonly shown: boolean[]
}

describe.each(BROWSERS)('in %s', (browser) => {
  let stage: Stage
  let probe: Probe
  let tab: Tab
  let panel: Panel

  beforeAll(async () => {
    stage = await setStage({ browser, keepLeftPages: true, pace: { debounce: 20, retryBase: 200 } })
    const target = stage.servers.bloomreach.origin
    probe = await startProbe({ '/a': () => page('Page A', target), '/b': () => page('Page B', target) })
    tab = stage.tab
  })
  afterAll(async () => {
    await stage?.close()
    await probe?.close()
  })
  afterEach(async () => expect(await ownTroubles(stage.browser)).toEqual([]))

  const visit = async (path: string) => {
    await tab.goto(`${probe.origin}${path}`)
    await tab.eval(() => {
      const troubles: string[] = []
      const watched: Watched = { troubles, shown: [] }
      Object.assign(window, { watched })
      addEventListener('error', ({ message }) => troubles.push(message))
      addEventListener('unhandledrejection', ({ reason }) => troubles.push(String(reason)))
      addEventListener('pageshow', ({ persisted }) => watched.shown.push(persisted))
    })
  }
  const watched = () => tab.eval(() => (window as unknown as { watched: Watched }).watched)
  const track = (name: string, properties: object = {}) =>
    tab.eval((name, properties) => window.exponea?.track(name, properties), name, properties)
  const arrived = (name: string) => {
    const { bloomreach } = stage.servers
    return bloomreach.until(() => bloomreach.received().some(({ thing }) => thing.name === name), `${name} to arrive`)
  }
  const item = async (name: string, delivery = 'delivered'): Promise<LedgerItem> => {
    await panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells }) => cells.name === name && cells.delivery === delivery), {
        what: `${name} ${delivery}`,
      })
    const [first, ...others] = (await readLedger(panel)).filter((each) => each.name === name)
    if (!first || others.length > 0) throw new Error(`${others.length + 1} items are called ${name}`)
    return first
  }
  const says = (css: string, words: string) =>
    panel
      .waitForFound((found) => found.length === 1 && found[0]?.textContent, css, { what: css })
      .then(async () => {
        await expect.poll(() => panel.text(css), { timeout: 10_000 }).toMatch(new RegExp(words))
      })
  const agree = async () => {
    const { missing, phantom, wrong } = await settle(panel, stage.servers)
    expect({ missing, phantom, wrong }).toEqual({ missing: [], phantom: [], wrong: [] })
  }
  const details = async (name: string) => {
    await panel.click(`[data-item]:has([data-column=name][title="${name}"])`)
    const aside = `aside[aria-label="Details of ${name}"]`
    await panel.control(aside).waitFor()
    return panel.text(aside)
  }
  const limits = async () => {
    await panel.click('button.coverage-line')
    const text = await panel.role('region', 'What could not be seen').text()
    await panel.click('button.coverage-line')
    return text
  }

  it('is installed while a page is open', async () => {
    await visit('/a')
    await track('before it was installed')
    await arrived('before it was installed')
    await stage.browser.install(extensionDir(browser))
    panel = await tab.openPanel()
    if (browser === 'firefox') {
      // It puts the scripts into pages that are open.
      await says('.coverage-line', '^Complete since [\\d:]+ — except what was called before [\\d:]+$')
      expect(await limits()).toContain(
        'was open before Tracklens reached it: earlier calls were not seen. Reload the page to see them.',
      )
    } else {
      await says('.coverage-line', '^Not watching this page — reload the page to see its calls$')
      await says('.empty h2', '^Reload the page to begin$')
      expect(await limits()).toContain(
        'The page was open before Tracklens was installed or updated, or extensions may not run on it.',
      )
    }
    await track('after it was installed')
    const after = await item('after it was installed')
    expect(after.calledAs === null).toBe(browser === 'chromium')
    await visit('/a')
    await track('after the page was reloaded')
    expect((await item('after the page was reloaded')).calledAs).not.toBeNull()
    await says('.coverage-line', '^Complete since [\\d:]+ — every call and request of this page’s documents$')
    expect((await readLedger(panel)).map(({ name }) => name)).not.toContain('before it was installed')
  })

  it('is reloaded while a page is open', async () => {
    await visit('/a')
    await track('before the extension was reloaded')
    await item('before the extension was reloaded')
    await stage.browser.reloadExtension()
    // With it, both browsers take away the panels of the extension that was.
    await expect.poll(() => panel.eval(() => true).catch(() => false)).toBe(false)
    expect(await tab.eval(() => window.exponea?.track('an orphan', { n: 1 }) === undefined)).toBe(true)
    await arrived('an orphan')
    panel = await tab.openPanel()
    if (browser === 'firefox')
      await says('.coverage-line', '^Complete since [\\d:]+ — except what was called before [\\d:]+$')
    else await says('.coverage-line', '^Not watching this page — reload the page to see its calls$')
    await track('another orphan')
    await item('another orphan')
    expect((await watched()).troubles).toEqual([])
    await visit('/a')
    await track('no orphan any more')
    expect((await item('no orphan any more')).calledAs).not.toBeNull()
    await says('.coverage-line', '^Complete since [\\d:]+ — every call and request of this page’s documents$')
    expect((await stage.browser.troubles()).filter(({ where }) => where === 'page')).toEqual([])
  })

  describe('with a page of its own', () => {
    beforeAll(async () => {
      const before = tab
      tab = await stage.browser.newTab()
      await before.close()
      for (const collector of stage.servers.all) collector.clear()
      await visit('/a')
      panel = await tab.openPanel()
    })

    it('goes on with a page that the browser had kept', async () => {
      await visit('/a')
      await track('on A')
      await item('on A')
      await visit('/b')
      await track('on B')
      await item('on B')
      await tab.eval(() => history.back())
      await tab.waitFor(() => document.title === 'Page A')
      expect((await watched()).shown).toEqual([true])
      await track('on A again')
      await item('on A again')
      await agree()
      const seen = await details('on A again')
      expect(seen).toContain(`${probe.origin}/a`)
      await says('.coverage-line', '^Complete since [\\d:]+ — every call and request of this page’s documents$')
    })

    it.runIf(browser === 'chromium')('takes what is handed to fetchLater for handed over, and no more', async () => {
      const { customerio } = stage.servers
      await visit('/a')
      await tab.eval((url) => {
        const { fetchLater } = window as unknown as { fetchLater: (url: string, init: object) => void }
        const post = (name: string, more: object) => {
          const event = {
            type: 'track',
            event: name,
            messageId: name,
            anonymousId: 'visitor',
            writeKey: 'shop_demo_key',
            properties: {},
          }
          fetchLater(url, { method: 'POST', body: JSON.stringify(event), ...more })
        }
        const controller = new AbortController()
        post('called off', { signal: controller.signal })
        controller.abort()
        post('sent later', { activateAfter: 0 })
        post('sent as the page is left', {})
      }, `${customerio.origin}/v1/t`)
      await item('sent later')
      await item('sent as the page is left', 'in flight')
      expect(await details('called off')).toContain('The page called it off before the browser sent it.')
      await visit('/b')
      await customerio.until(() => customerio.received().length === 2, 'the two that were sent')
      // The network log may tell of it, or not: nobody is promised an answer.
      await expect
        .poll(async () => (await readLedger(panel)).find(({ name }) => name === 'sent as the page is left')?.delivery)
        .toMatch(/^(delivered|unknown)$/)
      await agree()
    })

    it('says what was cut', async () => {
      const { customerio } = stage.servers
      await visit('/a')
      await track('a long text', { text: 'x'.repeat(20_000) })
      await item('a long text')
      expect(await details('a long text')).toContain('longer than Tracklens keeps; this is its beginning')
      await says('.coverage-line', '^Complete since [\\d:]+ — every call and request of this page’s documents$')
      await tab.eval((url) => {
        const event = (name: string, text: string) => ({
          type: 'track',
          event: name,
          messageId: name,
          anonymousId: 'visitor',
          properties: { text },
        })
        const batch = [event('within', ''), event('the long one', 'z'.repeat(600_000)), event('beyond', '')]
        return fetch(url, { method: 'POST', body: JSON.stringify({ batch, writeKey: 'shop_demo_key' }) }).then(() => {})
      }, `${customerio.origin}/v1/b`)
      await item('within')
      expect(await details('within')).toContain('Only the first part was kept.')
      await says('.coverage-line', '^Complete since [\\d:]+ — except a part of a request, nobody knows how much$')
      expect(await limits()).toContain('The first 1 events of the batch were read.')
    })

    it('waits for an answer to a trigger while the background dies, and says when none comes', async () => {
      await visit('/a')
      await track('before the trigger')
      await item('before the trigger')
      await tab.eval(() => {
        const pending = () =>
          new Promise<void>((done) => {
            Object.assign(window, { answer: done })
          })
        Object.assign(window.exponea as object, { track: pending })
      })
      const press = async () => {
        await panel.role('toolbar', 'Triggers').inside({ role: 'button', name: 'Track…' }).click()
        await panel.role('textbox', 'Name').fill('by a trigger')
        await panel.press('Control+Enter')
        await panel.control('.outcome.busy').waitFor()
        await tab.waitFor(() => 'answer' in window)
      }
      const answer = () => tab.eval(() => (window as unknown as { answer: () => void }).answer())
      await press()
      await stage.browser.killBackground()
      await answer()
      await panel.control('.outcome.done').waitFor()
      if (browser === 'firefox') return
      await tab.eval(() => delete (window as { answer?: () => void }).answer)
      await press()
      await panel.control('.outcome.failed').waitFor({ timeout: 15_000 })
      expect(await panel.text('.outcome.failed')).toContain(
        'No answer came within 12 seconds. The SDK may still be working',
      )
      await answer()
      await panel.control('.outcome.done').waitFor()
    })
  })
})
