/** The triggers of a client of the mobile shape, which stops, flushes and has sessions of its own. */
import { describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { expectNoPanelErrors, itOnce, openScene } from './scene'
import { APP } from './surfaces'
import { Visitor } from './visitor'

describe.each(BROWSERS)('triggers of a mobile-shaped client in %s', (browser) => {
  const scene = openScene(browser, { pace: { debounce: 20, retryBase: 200 } })
  const once = itOnce(browser, 'firefox')
  expectNoPanelErrors(scene)
  const visitor = new Visitor(scene, APP)

  /** Another page starts the client anew, with a queue that only a flush empties. */
  const flushedByHand = async () => {
    await visitor.opens({ fresh: true })
    await scene.stage.tab.eval(() => {
      window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'MANUAL' })
    })
  }

  it('starts and ends sessions by hand, and flushes them', async () => {
    const { panel } = scene
    await flushedByHand()
    await panel.trigger('Session start').waitEnabled()
    const before = visitor.things('session_start').length
    await panel.trigger('Session start').click()
    await panel.takeOutcome('done')
    await panel.row('session_start', 'queued')
    await panel.trigger('Session end').click()
    await panel.takeOutcome('done')
    await panel.row('session_end', 'queued')
    expect(visitor.things('session_start')).toHaveLength(before)
    const ends = visitor.things('session_end').length
    await panel.trigger('Flush').click()
    await panel.takeOutcome('done')
    await visitor.arrived('session_end', ends)
    await visitor.arrived('session_start', before)
  })

  it('is stopped by its own method, flushed first, and drops what comes after', async () => {
    const { panel, run } = scene
    await flushedByHand()
    await visitor.tracks(`waiting ${run}`)
    await panel.row(`waiting ${run}`, 'queued')
    expect(await panel.trigger('Stop').attribute('title')).toBe(
      'Calls Exponea.stopIntegration() in the page. Ends all tracking by this SDK; asks first.',
    )
    expect(await panel.trigger('Clear local data').disabled()).toBe(true)
    await panel.trigger('Stop').click()
    expect(await panel.dialog.text()).toMatch(/will be lost unsent \(\d+ queued\)/)
    await panel.answer('Flush first, then stop').click()
    await visitor.arrived(`waiting ${run}`)
    await panel.row(`waiting ${run}`, 'delivered')
    await panel.view.role('status', 'Trigger outcome').says(/stopIntegration/)
    await panel.takeOutcome('done')
    await panel.trigger('Track…').waitEnabled(false)
    expect(await panel.trigger('Stop').attribute('title')).toBe('Not available: The SDK is stopped already.')
  })

  once('does not stop while a flush leaves something unsent', async () => {
    const { panel, run } = scene
    await flushedByHand()
    const mend = visitor.collector.rule({ event: `stuck ${run}`, verdict: { act: 'reset' } })
    await visitor.tracks(`stuck ${run}`)
    await panel.row(`stuck ${run}`, 'queued')
    await panel.trigger('Stop').click()
    await panel.answer('Flush first, then stop').click()
    await panel.dialog.says(/Not everything was sent/)
    await panel.answer('Cancel').click()
    await panel.button('Dismiss the outcome').click()
    await panel.trigger('Track…').waitEnabled()
    mend()
    await panel.trigger('Flush').click()
    await panel.takeOutcome('done')
    await panel.row(`stuck ${run}`, 'delivered')
  })

  once('marks what the SDK tracks by itself because of an anonymize, and not what it tracked before', async () => {
    const { panel, stage, run } = scene
    // Nothing but the client of this test is there: sessions by itself, everything sent soon.
    const next = async () => Math.max(-1, ...(await panel.ledger()).map(({ item }) => item)) + 1
    const start = await next()
    await visitor.opens({ fresh: true })
    await stage.tab.eval(() => window.bare.app('ios-4', { flushMode: 'PERIOD', flushPeriod: 1 }))
    await visitor.isHeard(`first ${run}`)
    const own = visitor.things('installation').length
    expect(own).toBeGreaterThan(0)
    const before = await next()
    await panel.anonymize()
    await visitor.arrived('installation', own)
    const followed = ['session_end', 'installation', 'session_start']
    await panel.rows((all) =>
      followed.every((name) =>
        all.some(
          ({ cells, data }) => Number(data.item) >= before && cells.name === name && cells.delivery === 'delivered',
        ),
      ),
    )
    /** The items from one number up to another, and whether each is marked so. */
    const marks = (from: number, to: number) =>
      panel.view.evalFound(
        (found, from, to) =>
          (found as HTMLElement[])
            .filter(({ dataset }) => Number(dataset.item) >= from && Number(dataset.item) < to)
            .map((each) => [
              each.querySelector('[data-column=name]')?.getAttribute('title') ?? '',
              each.querySelector('[aria-label^="Tracked by the SDK itself because of a trigger"]') !== null,
            ]),
        '[data-item]',
        from,
        to,
      )
    expect((await marks(before, before + 100)).sort()).toEqual(followed.sort().map((name) => [name, true]))
    const earlier = await marks(start, before)
    expect(earlier.map(([name]) => name)).toContain('installation')
    expect(earlier.filter(([, marked]) => marked)).toEqual([])
  })

  once('tells what iOS SDK 4 sends when stopped: the queue as it was, the session’s end as the trigger’s', async () => {
    const { panel, stage, run } = scene
    await visitor.opens({ fresh: true })
    await stage.tab.eval(() => window.bare.app('ios-4', { flushMode: 'MANUAL' }))
    await visitor.tracks(`unsent ${run}`)
    await panel.row(`unsent ${run}`, 'queued')
    const ends = visitor.things('session_end').length
    await panel.trigger('Stop').click()
    await panel.dialog.inside({ role: 'button', pattern: '^Stop' }).click()
    await panel.takeOutcome('done')
    await visitor.arrived('session_end', ends)
    await visitor.arrived(`unsent ${run}`)
    await panel.row(`unsent ${run}`, 'delivered')
    const rows = await panel.rows(() => true)
    expect(rows.filter(({ cells }) => cells.name === `unsent ${run}`)).toHaveLength(1)
    const end = rows.findLast(({ cells }) => cells.name === 'session_end')
    await panel.followUpMarkOf(Number(end?.data.item)).waitFor()
    expect(await panel.rowOf(`unsent ${run}`).inside({ role: 'img', pattern: 'trigger of Tracklens' }).count()).toBe(0)
  })

  describe('before it is configured', () => {
    /**
     * Leaves something unsent on the device, and opens another page on which the client is there and not configured
     * yet.
     */
    const unconfigured = async () => {
      await flushedByHand()
      await scene.stage.tab.eval(() => void window.Exponea?.identifyCustomer({ registered: 'ada@shop.test' }, {}))
      await visitor.tracks(`wiped ${scene.run}`)
      await scene.panel.row(`wiped ${scene.run}`, 'queued')
      await openUnconfigured()
    }
    const openUnconfigured = async () => {
      await visitor.opens()
      await scene.stage.tab.eval(() => window.bare.app('documented', null))
      await scene.panel.trigger('Clear local data').waitEnabled()
    }
    const configure = () =>
      scene.stage.tab.eval(() =>
        window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'PERIOD', flushPeriod: 1 }),
      )
    const onDevice = () =>
      scene.stage.tab.eval(() => Object.keys(localStorage).filter((name) => name.startsWith('exponea-reference:')))
    const appGroup = () => scene.panel.field('App group (optional)')

    once('passes on why the SDK refuses to clear local data, and loses nothing', async () => {
      const { panel, run } = scene
      await unconfigured()
      const before = await onDevice()
      await panel.trigger('Clear local data').click()
      expect(await panel.dialog.text()).toMatch(/without one its bridge refuses the call/)
      await appGroup().fill('')
      await panel.answer('Clear local data, lose 2 items').click()
      expect(await panel.takeOutcome('failed')).toMatch(/The SDK refused: .*appGroup is required/)
      expect(await onDevice()).toEqual(before)
      await panel.row(`wiped ${run}`, 'queued')
      // What was refused is not taken for done: the next start of the client sends what waited.
      await configure()
      await visitor.arrived(`wiped ${run}`)
      await panel.row(`wiped ${run}`, 'delivered')
    })

    it('clears all local data, and sends nothing', async () => {
      const { panel, run } = scene
      await unconfigured()
      expect(await onDevice()).toContain('exponea-reference:customer')
      const before = visitor.collector.log.length
      expect(await panel.trigger('Clear local data').attribute('title')).toBe(
        'Calls Exponea.clearLocalCustomerData(appGroup) in the page. ' +
          'Deletes what the SDK keeps on this device; asks first.',
      )
      await panel.trigger('Clear local data').click()
      const asked = await panel.dialog.text()
      expect(asked).toMatch(/every event that was not flushed/)
      expect(asked).toMatch(/The customer whom the SDK keeps on this device, by an earlier page: ada@shop\.test/)
      expect(asked).toMatch(/2 items will be lost unsent \(2 queued\)/)
      await appGroup().fill('group. shop')
      await appGroup().describedAs(/^An app group has no spaces in it\./)
      const clear = panel.answer('Clear local data, lose 2 items')
      expect(await clear.disabled()).toBe(true)
      await appGroup().fill('group.demo.shop')
      await clear.click()
      expect(await panel.takeOutcome('done')).toMatch(/clearLocalCustomerData\(appGroup\) was called/)
      await panel.row(`wiped ${run}`, 'lost')
      expect(await onDevice()).toEqual([])
      expect(visitor.collector.log.slice(before)).toEqual([])

      // It is as if the SDK had never run: a new customer, and nothing of the old one arrives.
      await configure()
      await visitor.tracks(`fresh ${run}`)
      const [fresh] = await visitor.arrived(`fresh ${run}`)
      expect(fresh?.as.hard).toEqual({})
      expect(visitor.things(`wiped ${run}`)).toEqual([])

      // The app group is remembered.
      await openUnconfigured()
      await panel.trigger('Clear local data').click()
      await panel.view.until(async () => (await appGroup().value()) === 'group.demo.shop', { what: 'the app group' })
      await panel.answer('Cancel').click()
    })
  })
})
