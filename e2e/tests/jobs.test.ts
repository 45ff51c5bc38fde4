/** The jobs of a day in the real panel, each by the hands alone, with what they did counted against the table. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import { Hands } from '../jobs/hands'
import { JOBS } from '../jobs/jobs'
import { PanelPage } from '../panel-page'
import { expectNoPanelErrors, openScene } from './scene'
import { WEB } from './surfaces'
import { Visitor } from './visitor'

describe.each(BROWSERS)('the jobs of a day in %s', (browser) => {
  const scene = openScene(browser, { pace: { debounce: 20, retryBase: 200 } })
  expectNoPanelErrors(scene)
  const visitor = new Visitor(scene, WEB)
  let hands: Hands

  beforeEach(async () => {
    hands = new Hands(() => scene.panel.view)
    await visitor.comes()
  })

  // The panel is other tests' too.
  afterEach(async () => {
    const remove = scene.panel.button('Remove the filter')
    if ((await remove.count()) > 0) await remove.click()
  })

  /** The page's own purchase, arrived. */
  const buys = async (name: string, total: number) => {
    await scene.stage.tab.eval((name, total) => window.exponea?.track(name, { total }), name, total)
    await visitor.arrived(name)
    await scene.panel.row(name, 'delivered')
  }
  const isAsCounted = (job: number) => {
    const { acts, goal } = JOBS[job] ?? {}
    expect(hands.acts).toBe(acts)
    expect(hands.acts).toBeLessThanOrEqual(goal ?? 0)
  }
  const grid = () => scene.panel.view.role('grid', 'Events')

  it('1: it fired, with the right properties, and arrived', async () => {
    const { panel, run } = scene
    await buys(`purchase ${run}`, 12)
    await hands.click(panel.rowOf(`purchase ${run}`))
    await panel.view.role('complementary', `Details of purchase ${run}`).says(/delivered.*total.*12/)
    isAsCounted(1)
  })

  it('3: anonymize, and see the new customer', async () => {
    const { panel, run } = scene
    await buys(`before ${run}`, 1)
    const customer = panel.status.inside({ css: '[data-fact=customer]' })
    const before = await customer.text()
    await hands.click(panel.trigger('Anonymize'))
    await hands.click(panel.answer('Anonymize'))
    await panel.outcome('done')
    await buys(`after ${run}`, 1)
    expect(await customer.text()).not.toBe(before)
    isAsCounted(3)
  })

  it('4: stop, prove that nothing goes out, resume', async () => {
    const { panel, run } = scene
    await buys(`before ${run}`, 1)
    await hands.click(panel.trigger('Stop'))
    await hands.click(panel.answer('Stop'))
    await panel.stopBanner.says(/Stop in force/)
    await visitor.tracks(`held ${run}`)
    await panel.row(`held ${run}`, 'blocked')
    await grid().focus()
    await hands.press('/')
    await hands.type('is:blocked')
    const held = await panel.rows((rows) => rows.length > 0 && rows.every(({ cells }) => cells.delivery === 'blocked'))
    expect(held.map(({ cells }) => cells.name)).toContain(`held ${run}`)
    expect(visitor.things(`held ${run}`)).toEqual([])
    await hands.click(panel.button('Resume'))
    await visitor.tracks(`let through ${run}`)
    await visitor.arrived(`let through ${run}`)
    isAsCounted(4)
  })

  it('7: compare two purchases', async () => {
    const { panel, run } = scene
    await buys(`one ${run}`, 10)
    await buys(`other ${run}`, 25)
    await grid().focus()
    await hands.press('End')
    await hands.press('Shift+ArrowUp')
    const compared = panel.view.control('aside.compare')
    await compared.says(new RegExp(`one ${run}.*other ${run}.*total1025`))
    isAsCounted(7)
    await panel.view.press('Escape')
    await compared.waitGone()
  })

  it('8: filter by a value, save the filter, use it another day', async () => {
    const { panel, run } = scene
    await buys(`cheap ${run}`, 5)
    await buys(`dear ${run}`, 50)
    await grid().focus()
    await hands.press('/')
    await hands.type('total > 40')
    const names = async () => (await panel.rows((rows) => rows.length === 1)).map(({ cells }) => cells.name)
    expect(await names()).toEqual([`dear ${run}`])
    await hands.click(panel.button('Filters'))
    await hands.click(panel.field('Name of the filter'))
    await hands.type(`dear of ${run}`)
    await hands.press('Enter')
    await panel.button(`dear of ${run}`).waitFor()
    // Whatever panel is opened next has it.
    const later = new PanelPage(await scene.stage.browser.openPanelTab('?tab=1'))
    await hands.click(later.button('Filters'))
    await hands.click(later.button(`dear of ${run}`))
    expect(await later.view.control('input[type=search]').value()).toBe('total > 40')
    await later.close()
    isAsCounted(8)
  })

  it('11: look at the newest item and close it, by keyboard alone', async () => {
    const { panel, run } = scene
    await buys(`newest ${run}`, 3)
    // What the SDK sends by itself may come after it.
    const newest = (await panel.rows((rows) => rows.length > 0)).at(-1)?.cells.name
    await grid().focus()
    const height = await panel.view.eval(() => innerHeight)
    await hands.press('End')
    await hands.press('Enter')
    const details = panel.view.role('complementary', `Details of ${newest}`)
    await details.says(/delivered/)
    await hands.press('Escape')
    await details.waitGone()
    // The developer tools' drawer would take a part of it; the focus is where it was.
    expect(await panel.view.eval(() => [innerHeight, document.activeElement?.getAttribute('aria-label')])).toEqual([
      height,
      'Events',
    ])
    isAsCounted(11)
  })

  it('12: put an earlier page out of the way', async () => {
    const { panel, run } = scene
    await buys(`earlier ${run}`, 1)
    await visitor.returns()
    await buys(`later ${run}`, 1)
    await panel.shows(`earlier ${run}`, `later ${run}`)
    await hands.click(panel.rowOf(`earlier ${run}`))
    await grid().focus()
    await hands.press('ArrowLeft')
    const rows = await panel.rows((rows) => rows.every(({ cells }) => cells.name !== `earlier ${run}`))
    expect(rows.map(({ cells }) => cells.name)).toContain(`later ${run}`)
    isAsCounted(12)
  })
})
