/**
 * Installed, reloaded, left and come back to, silent, cut off: what the panel says then, and whether its ledger is
 * still the collector's log.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { PanelPage } from '../panel-page'
import { differences } from '../stage'
import { begin, COMPLETE } from './kept-pages'
import { filesWith, useEverything } from './private-window'

/** Where a browser keeps what extensions store. */
const OF_EXTENSIONS = /Extension Settings|moz-extension/

// An extension is installed once: what is told of a page that was open before comes first, in any order of tests.
for (const browser of BROWSERS)
  describe(`in ${browser}`, { shuffle: false }, () => {
    const profile = path.join(tmpdir(), `tracklens-profile-${browser}-${process.pid}`)
    beforeAll(() => mkdirSync(profile))
    /** Words used in windows, and how many of the profile's files may have them once the browser has ended. */
    const used = new Map<string, 'kept' | 'nowhere'>()
    afterAll(() => {
      try {
        for (const [word, where] of used) {
          const files = filesWith(profile, word)
          if (where === 'kept') expect(files).toContainEqual(expect.stringMatching(OF_EXTENSIONS))
          else expect(files).toEqual([])
        }
      } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      }
    })
    const { install, stage, tab, origin, visit, watched, track } = begin(browser, profile)
    let panel: PanelPage | undefined

    it('is installed while a page is open', async () => {
      const { servers } = stage()
      await visit('/named')
      await track('before it was installed')
      await servers.bloomreach.arrived('before it was installed')
      await install()
      panel = await PanelPage.open(tab())
      if (browser === 'firefox') {
        // It puts the scripts into pages that are open.
        await panel.coverage.says(/^Complete since [\d:]+ — except (what was called before [\d:]+|2 gaps)$/)
        expect(await panel.limits()).toContain(
          'was open before Tracklens reached it: earlier calls were not seen. Reload the page to see them.',
        )
      } else {
        await panel.coverage.says(/^Not watching this page — reload the page to see its calls$/)
        await panel.view.role('heading', 'Reload the page to begin').waitFor()
        expect(await panel.limits()).toContain(
          'The page was open before Tracklens was installed or updated, or extensions may not run on it.',
        )
      }
      await track('after it was installed')
      const after = await panel.item('after it was installed')
      expect(after.calledAs === null).toBe(browser === 'chromium')
      expect(await tab().eval(() => window.length)).toBe(1)
      expect((await watched()).troubles).toEqual([])
      await visit('/a')
      await track('after the page was reloaded')
      expect((await panel.item('after the page was reloaded')).calledAs).not.toBeNull()
      await panel.coverage.says(COMPLETE)
      expect((await panel.ledger()).map(({ name }) => name)).not.toContain('before it was installed')
    })

    describe('once it is installed', () => {
      beforeAll(install)
      /** The tab's panel, with an empty list. */
      const opened = async () => {
        panel ??= await PanelPage.open(tab())
        await panel.choose('Events')
        await panel.button('Clear').click()
        await panel.rows((rows) => rows.length === 0, { what: 'an empty list' })
        return panel
      }

      it('is reloaded while a page is open', async () => {
        const { servers } = stage()
        const pageTroubles = async () => (await stage().browser.troubles()).filter(({ where }) => where === 'page')
        const known = (await pageTroubles()).length
        const before = await opened()
        await visit('/a')
        await track('before the extension was reloaded')
        await before.item('before the extension was reloaded')
        await stage().browser.reloadExtension()
        // With it, both browsers take away the panels of the extension that was.
        panel = undefined
        await expect.poll(() => before.view.eval(() => true).catch(() => false)).toBe(false)
        expect(await tab().eval(() => window.exponea?.track('an orphan', { n: 1 }) === undefined)).toBe(true)
        await servers.bloomreach.arrived('an orphan')
        panel = await PanelPage.open(tab())
        if (browser === 'firefox')
          await panel.coverage.says(/^Complete since [\d:]+ — except what was called before [\d:]+$/)
        else await panel.coverage.says(/^Not watching this page — reload the page to see its calls$/)
        await track('another orphan')
        await panel.item('another orphan')
        expect((await watched()).troubles).toEqual([])
        await visit('/a')
        await track('no orphan any more')
        expect((await panel.item('no orphan any more')).calledAs).not.toBeNull()
        await panel.coverage.says(COMPLETE)
        expect((await pageTroubles()).slice(known)).toEqual([])
      })

      it('goes on with a page that the browser had kept', async () => {
        const { servers } = stage()
        const panel = await opened()
        await visit('/a')
        await track('on A')
        await panel.item('on A')
        await visit('/b')
        await track('on B')
        await panel.item('on B')
        await tab().eval(() => history.back())
        await tab().waitFor(() => document.title === 'Page A')
        expect((await watched()).shown).toEqual([true])
        await track('on A again')
        await panel.item('on A again')
        expect(await differences(panel.view, servers)).toEqual([])
        const seen = await panel.details('on A again')
        expect(seen).toContain(`${origin()}/a`)
        await panel.coverage.says(COMPLETE)
      })

      it.runIf(browser === 'chromium')('takes what is handed to fetchLater for handed over, and no more', async () => {
        const { servers } = stage()
        const { customerio } = servers
        const panel = await opened()
        await visit('/a')
        await tab().eval((url) => {
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
        await panel.item('sent later')
        await panel.item('sent as the page is left', 'in flight')
        expect(await panel.details('called off')).toContain('The page called it off before the browser sent it.')
        await visit('/b')
        await customerio.until(() => customerio.received().length === 2, 'the two that were sent')
        // The network log may tell of it, or not: nobody is promised an answer.
        await expect
          .poll(async () => (await panel.ledger()).find(({ name }) => name === 'sent as the page is left')?.delivery)
          .toMatch(/^(delivered|unknown)$/)
        expect(await differences(panel.view, servers)).toEqual([])
      })

      it('goes on telling the life of a page that rewrites itself, to its last words', async () => {
        const { servers } = stage()
        const panel = await opened()
        await visit('/a')
        await track('before it was rewritten')
        await panel.item('before it was rewritten')
        await tab().eval((target) => {
          document.open()
          document.write('<!doctype html><title>Rewritten</title><p>Another page in the same document.')
          document.close()
          addEventListener('pagehide', () => {
            const data = { type: 'a last word', properties: {}, customer_ids: { cookie: 'c' }, timestamp: 1 }
            const commands = [{ name: 'crm/events', data }]
            navigator.sendBeacon(`${target}/bulk`, JSON.stringify({ commands }))
          })
        }, servers.bloomreach.origin)
        await track('after it was rewritten')
        await panel.item('after it was rewritten')
        await visit('/b')
        await servers.bloomreach.arrived('a last word')
        // Nobody is promised an answer to a beacon, but what was sent is told, and once.
        const told = async () =>
          (await panel.ledger()).flatMap(({ name, delivery }) =>
            /rewritten|last word/.test(name) ? [[name, delivery]] : [],
          )
        await expect.poll(told).toEqual([
          ['before it was rewritten', 'delivered'],
          ['after it was rewritten', 'delivered'],
          ['a last word', expect.stringMatching(/^(delivered|unknown)$/)],
        ])
        await panel.coverage.says(COMPLETE)
      })

      it('says what was cut', async () => {
        const { servers } = stage()
        const { customerio } = servers
        const panel = await opened()
        await visit('/a')
        await track('a long text', { text: 'x'.repeat(20_000) })
        await panel.item('a long text')
        expect(await panel.details('a long text')).toContain('longer than Tracklens keeps; this is its beginning')
        await panel.coverage.says(COMPLETE)
        await tab().eval((url) => {
          const event = (name: string, text: string) => ({
            type: 'track',
            event: name,
            messageId: name,
            anonymousId: 'visitor',
            properties: { text },
          })
          const batch = [event('within', ''), event('the long one', 'z'.repeat(600_000)), event('beyond', '')]
          return fetch(url, { method: 'POST', body: JSON.stringify({ batch, writeKey: 'shop_demo_key' }) }).then(
            () => {},
          )
        }, `${customerio.origin}/v1/b`)
        // A batch of more than 500 KB is accepted, and documented as not processed.
        await panel.item('within', 'unknown')
        expect(await panel.details('within')).toContain('Only the first part was kept.')
        await panel.coverage.says(/^Complete since [\d:]+ — except a part of a request, nobody knows how much$/)
        expect(await panel.limits()).toContain('Of the batch the first event was read.')
      })

      it('is watching every page, also one after the other on which nothing is tracked', async () => {
        const panel = await opened()
        for (let visits = 0; visits < 6; visits++) {
          await tab().goto(`${origin()}/plain-${visits % 2 ? 'b' : 'a'}`)
          const began = await tab().eval(() => new Date(performance.timeOrigin).toTimeString().slice(0, 8))
          await panel.coverage.says(new RegExp(`^Complete since ${began} — nothing tracked$`))
        }
      })

      it('waits for an answer to a trigger while the background dies', async () => {
        const panel = await opened()
        await visit('/a')
        await track('before the trigger')
        await panel.item('before the trigger')
        await tab().eval(() => {
          const pending = () =>
            new Promise<void>((done) => {
              Object.assign(window, { answer: done })
            })
          Object.assign(window.exponea as object, { track: pending })
        })
        await panel.track('wzkqj by a trigger', '{}')
        // In another window it is remembered: whoever looks for a word in the files finds one that is there.
        used.set('wzkqj', 'kept')
        await panel.outcome('busy')
        await tab().waitFor(() => 'answer' in window)
        await stage().browser.killBackground()
        await tab().eval(() => (window as unknown as { answer: () => void }).answer())
        await panel.outcome('done')
      })

      // The last one, because what comes after it has to open the developer tools once more.
      it('writes nothing of what is done in a private window to the disk', async () => {
        // To be allowed there the extension is reloaded, which takes away its panels.
        panel = undefined
        await useEverything(stage(), origin(), 'qvyxz')
        used.set('qvyxz', 'nowhere')
      })
    })
  })
