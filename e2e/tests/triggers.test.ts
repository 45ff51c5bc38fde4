/** Every trigger, pressed in the real panel on every surface, and its effect read at the collector. */
import { describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { PanelPage } from '../panel-page'
import { openPopup } from '../summary'
import { expectNoPanelErrors, openScene } from './scene'
import { APP, playedIn, SURFACES, WEB, WITHOUT_STOP } from './surfaces'
import { Visitor } from './visitor'

describe.each(BROWSERS)('triggers in %s', (browser) => {
  const scene = openScene(browser, { pace: { debounce: 20, retryBase: 200 } })
  expectNoPanelErrors(scene)

  describe.each(playedIn(browser, SURFACES))('$name', (surface) => {
    it('says what it will call, tracks, identifies and anonymizes', async () => {
      const { panel, run } = scene
      const { methods, id, softId } = surface
      const visitor = new Visitor(scene, surface)
      await visitor.comes()
      await visitor.isHeard(`own ${run}`)
      await panel.trigger('Anonymize').waitEnabled()
      const forgets = 'Forgets the customer and starts a new anonymous one; asks first.'
      expect(await panel.trigger('Anonymize').attribute('title')).toBe(
        `Calls ${methods.anonymize} in the page. ${forgets}`,
      )
      expect(await panel.trigger('Track…').attribute('aria-description')).toBe(
        `Calls ${methods.track} in the page. Tracks an event that you write.`,
      )
      expect(await panel.trigger('Identify…').attribute('title')).toBe(
        `Calls ${methods.identify} in the page. Tells the SDK who the customer is.`,
      )

      await panel.track(`pressed ${run}`, '{"price": 3}')
      const [pressed] = await visitor.arrived(`pressed ${run}`)
      expect(pressed?.properties).toMatchObject({ price: 3 })
      await panel.row(`pressed ${run}`, 'delivered')
      await panel.markOf(`pressed ${run}`).waitFor()
      await panel.takeOutcome('done')

      await panel.trigger('Identify…').click()
      expect(await panel.field('ID name').value()).toBe(id)
      await panel.field('ID value').fill(`person-${run}`)
      await panel.properties.fill('{"first_name": "Ada"}')
      await panel.send()
      await panel.takeOutcome('done')
      const identified = () =>
        visitor.collector
          .received()
          .some(({ thing }) => thing.type === 'identify' && thing.as.hard[id] === `person-${run}`)
      await visitor.collector.until(identified, 'the identified customer')

      await panel.anonymize()
      await visitor.tracks(`after ${run}`)
      const [after] = await visitor.arrived(`after ${run}`)
      expect(after?.as.hard).toEqual({})
      expect(after?.as.soft[softId]).not.toBe(pressed?.as.soft[softId])
    })
  })

  describe.each(playedIn(browser, WITHOUT_STOP))('$name, which has no stop of its own', (surface) => {
    it('is stopped by Tracklens until Resume, on the next page too', async () => {
      const { panel, run } = scene
      const visitor = new Visitor(scene, surface)
      await visitor.comes()
      await visitor.isHeard(`before stop ${run}`)
      await panel.trigger('Stop').waitEnabled()
      expect(await panel.trigger('Stop').attribute('title')).toMatch(/^Enforced by Tracklens until Resume/)
      expect(await panel.trigger('Flush').disabled()).toBe(true)
      expect(await panel.trigger('Flush').attribute('title')).toMatch(/^Not available: .*flush/)
      await panel.trigger('Stop').click()
      await panel.answer('Stop').click()
      expect(await panel.takeOutcome('done')).toMatch(/holds back/)
      const resume = panel.stopBanner.inside({ role: 'button', name: 'Resume' })
      expect(await panel.stopBanner.text()).toContain(`Stop in force: ${surface.shown}`)
      await visitor.tracks(`held ${run}`)
      await panel.row(`held ${run}`, 'blocked')
      await panel.choose('Findings')
      await resume.waitFor()
      await panel.choose('Events')

      const before = visitor.collector.received().length
      await visitor.returns(`first held ${run}`)
      await panel.row(`first held ${run}`, 'blocked')
      // The call itself, not only its request: the background's word would have come too late for that.
      await panel.rowOf(`first held ${run}`).inside('[title^="Tracklens held the call back"]').waitFor()
      await visitor.tracks(`still held ${run}`)
      await panel.row(`still held ${run}`, 'blocked')
      expect(await panel.stopBanner.text()).toContain('Stop in force')
      const since = visitor.collector.received().slice(before)
      expect(since.map(({ thing }) => thing.name ?? thing.type)).toEqual([])
      await resume.click()
      expect(await panel.takeOutcome('done')).toMatch(/go through again/)
      await resume.waitGone()
      await visitor.tracks(`resumed ${run}`)
      await visitor.arrived(`resumed ${run}`)
      for (const name of [`held ${run}`, `first held ${run}`, `still held ${run}`])
        expect(visitor.things(name)).toEqual([])
    })
  })

  it('are pressed from the toolbar button too, which says what failed and what is stopped', async () => {
    const { panel, stage, run } = scene
    const { shop, customerio } = stage.servers
    const visitor = new Visitor(scene, WEB)
    await visitor.comes()
    visitor.collector.rule({ event: `refused ${run}`, verdict: { act: 'refuse', words: 'event type is not allowed' } })
    await visitor.isHeard(`taken ${run}`)
    await visitor.tracks(`refused ${run}`)
    await panel.row(`refused ${run}`, 'rejected')
    const popup = await openPopup(stage.browser, shop.origin)
    // The test before may have left its page before an answer came.
    expect(await popup.badge('1')).toEqual({
      text: '1',
      colour: '#b3261e',
      title: expect.stringMatching(
        /^Tracklens: 1 failed, (?:\d unknown, )?\d+ delivered, Bloomreach Engagement running$/,
      ),
    })
    await popup.section('At a glance').says(/\d delivered.*\d failed.*Bloomreach Engagement.*Session.*Consent/)
    expect(await popup.lastItems(`refused ${run} rejected`)).toContain(`taken ${run} delivered`)

    // By keyboard.
    await popup.trigger('Anonymize').waitEnabled()
    expect(await popup.trigger('Flush').attribute('title')).toMatch(/^Not available: .*flush/)
    await popup.trigger('Anonymize').focus()
    await popup.view.press('Enter')
    await popup.answer('Anonymize').waitFor()
    await popup.view.press('Escape')
    await popup.dialog.waitGone()

    // The same stop as the panel's.
    await popup.trigger('Stop').click()
    await popup.answer('Stop').click()
    await popup.takeOutcome('done')
    const stopped = await popup.badge('stop')
    expect(stopped).toMatchObject({ colour: '#7a2fa0', title: expect.stringContaining('stop in force for Bloomreach') })
    const resume = { role: 'button', name: 'Resume' } as const
    await panel.stopBanner.inside(resume).waitFor()
    await visitor.tracks(`held ${run}`)
    await panel.row(`held ${run}`, 'blocked')
    await popup.stopBanner.inside(resume).click()
    await panel.stopBanner.inside(resume).waitGone()
    await popup.badge('1')

    // What was left is no longer the button's where the log is not preserved, and a page without tracking is told so.
    const preserve = panel.view.role('checkbox', 'Preserve log')
    await preserve.click()
    await stage.tab.goto(`${customerio.origin}/`)
    await popup.badge('')
    await popup.section('What was watched').says(/^Nothing tracked on this page .*before the page’s first script/)
    await preserve.click()
    await popup.button('Open in a tab').click()
    const opened = new PanelPage(await stage.browser.openedPanelTab())
    await opened.stopBanner.waitFor()
    await opened.close()
  })

  describe('what goes wrong is told', () => {
    it('the SDK throws', async () => {
      const { panel, stage, run } = scene
      const visitor = new Visitor(scene, WEB)
      await visitor.comes()
      await visitor.isHeard(`fine ${run}`)
      await stage.tab.eval(() => {
        Object.assign(window.exponea as object, {
          track: () => {
            throw new Error('the SDK has a bad day')
          },
        })
      })
      await panel.track(`thrown ${run}`, '{}')
      expect(await panel.takeOutcome('failed')).toContain('the SDK has a bad day')
    })

    it('the page is left before it answers', async () => {
      const { panel, stage, run } = scene
      const visitor = new Visitor(scene, APP)
      await visitor.comes()
      await visitor.isHeard(`early ${run}`)
      await stage.tab.eval(() => {
        Object.assign(window.Exponea as object, { trackEvent: () => new Promise(() => {}) })
      })
      await panel.trigger('Track…').waitEnabled()
      await panel.track(`unanswered ${run}`, '{}')
      await panel.outcome('busy')
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
      expect(await panel.takeOutcome('failed')).toMatch(/left before it answered/)
    })

    it('there is no SDK', async () => {
      const { panel, stage } = scene
      await stage.tab.goto(`${stage.servers.customerio.origin}/`)
      // The page before had an SDK: until the panel knows of this one, the reason is another.
      await expect
        .poll(() => panel.trigger('Anonymize').attribute('title'))
        .toMatch(/^Not available: No tracking SDK was seen on this page\. /)
      expect(await panel.trigger('Anonymize').disabled()).toBe(true)
    })
  })
})
