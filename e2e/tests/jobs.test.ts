/** The jobs of a day in the real panel, each by the hands alone, with what they did counted against the table. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openBare } from '../bare-page'
import { BROWSERS } from '../browsers/driver'
import { openShop } from '../demo'
import { Hands } from '../jobs/hands'
import { JOBS } from '../jobs/jobs'
import { LabPage } from '../lab-page'
import type {} from '../shop/pages/bare'
import { ownTroubles } from '../stage'
import { opened, opensAsItWas, saved } from './exported'
import { expectNoPanelErrors, openScene } from './scene'
import { APP, WEB } from './surfaces'
import { Visitor } from './visitor'

describe.each(BROWSERS)('the jobs of a day in %s', (browser) => {
  const scene = openScene(browser, { pace: { debounce: 20, retryBase: 200 } })
  expectNoPanelErrors(scene)
  const visitor = new Visitor(scene, WEB)
  let onThePage = false
  let hands: Hands

  beforeEach(() => {
    hands = new Hands(() => scene.panel.view)
  })

  // The panel is other tests' too.
  afterEach(async () => {
    await scene.panel.choose('Events')
    const remove = scene.panel.button('Remove the filter')
    if ((await remove.count()) > 0) await remove.click()
  })

  /** The jobs share one visit. */
  const visits = async () => {
    if (!onThePage) await visitor.comes()
    onThePage = true
  }
  const shows = (name: string, delivery: RegExp) => scene.panel.rowOf(name).says(delivery)
  /** The page's own purchase, arrived. */
  const buys = async (name: string, total: number) => {
    await visits()
    await scene.stage.tab.eval((name, total) => window.exponea?.track(name, { total }), name, total)
    await shows(name, /delivered/)
  }
  /** An event of the page's that the server refuses in an answer that says 200. */
  const isRefused = async (name: string) => {
    await visits()
    visitor.collector.rule({ event: name, verdict: { act: 'refuse', words: 'no such event here' } })
    await visitor.tracks(name)
    await shows(name, /rejected/)
  }
  const isAsCounted = (job: number) => {
    const { acts, goal } = JOBS[job] ?? {}
    expect(hands.acts).toBe(acts)
    expect(hands.acts).toBeLessThanOrEqual(goal ?? 0)
  }
  const grid = () => scene.panel.view.role('grid', 'Events')
  const details = (name: string) => scene.panel.view.role('complementary', `Details of ${name}`)

  it('1: it fired, with the right properties, and arrived', async () => {
    const { panel, run } = scene
    await buys(`purchase ${run}`, 12)
    expect(visitor.things(`purchase ${run}`)).toHaveLength(1)
    await hands.click(panel.rowOf(`purchase ${run}`))
    await details(`purchase ${run}`).says(/delivered.*total.*12/)
    isAsCounted(1)
  })

  it('2: which events went out as the wrong user', async () => {
    const { stage, panel, run } = scene
    await visits()
    await stage.tab.eval(
      (name, person) => {
        window.exponea?.track(name, {})
        window.exponea?.identify({ registered: person }, {})
      },
      `of nobody ${run}`,
      `late-${run}@example.com`,
    )
    const [sent] = await visitor.arrived(`of nobody ${run}`)
    expect(sent?.as.hard).toEqual({ registered: `late-${run}@example.com` })
    await hands.click(panel.view.tab('Findings'))
    const found = panel.view.role('list', 'The customer became known before sending')
    const about = new RegExp(`“of nobody ${run}” was called by .* and sent as .*late-${run}@example.com`)
    await found.says(about)
    await hands.click(found.inside({ css: `[title="Show “of nobody ${run}” in Events"]` }))
    await details(`of nobody ${run}`).says(/When called.*On the wire.*late-/)
    isAsCounted(2)
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
    await shows(`held ${run}`, /blocked/)
    await grid().focus()
    await hands.press('/')
    await hands.type('is:blocked')
    const held = await panel.rows((rows) => rows.length > 0 && rows.every(({ cells }) => cells.delivery === 'blocked'))
    expect(held.map(({ cells }) => cells.name)).toContain(`held ${run}`)
    expect(visitor.things(`held ${run}`)).toEqual([])
    await hands.click(panel.button('Resume'))
    // The page's requests go through again from the page's word on, not from the click.
    await panel.button('Resume').waitGone()
    await visitor.tracks(`let through ${run}`)
    await visitor.arrived(`let through ${run}`)
    isAsCounted(4)
  })

  it('6: everything that failed, as evidence, opened again', async () => {
    const { panel, run } = scene
    await buys(`fine ${run}`, 1)
    await isRefused(`refused ${run}`)
    await hands.click(panel.status.inside({ css: '[data-fact=failed]' }))
    await hands.click(panel.button('Export…'))
    const file = await saved(panel, () => hands.click(panel.answer('Save file')))
    expect(file.name).toMatch(/^tracklens-.*\.json$/)
    expect(file.text).not.toContain(`fine ${run}`)
    await hands.drop(file.name, file.text)
    await panel.button('Back to the page').waitFor()
    await shows(`refused ${run}`, /rejected/)
    expect((await panel.ledger()).every(({ delivery }) => delivery === 'rejected' || delivery === 'lost')).toBe(true)
    await panel.button('Back to the page').click()
    isAsCounted(6)

    await panel.button('Remove the filter').click()
    await panel.shows(`fine ${run}`)
    await opensAsItWas(panel, (text) => hands.drop('everything.json', text))
    await panel.button('Back to the page').click()
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
    await panel.loadAnew()
    await hands.click(panel.button('Filters'))
    await hands.click(panel.button(`dear of ${run}`))
    expect(await panel.view.control('input[type=search]').value()).toBe('total > 40')
    expect(await names()).toEqual([`dear ${run}`])
    isAsCounted(8)
  })

  it('10: send a colleague what was seen', async () => {
    const { stage, panel, run } = scene
    await buys(`seen ${run}`, 7)
    await hands.click(panel.button('Export…'))
    await panel.answer('Save file').waitEnabled()
    // The list of forms has the focus.
    await hands.type('HT')
    await panel.dialog.says(/One file without a script/)
    const file = await saved(panel, () => hands.click(panel.answer('Save file')))
    expect(file.name).toMatch(/\.html$/)
    isAsCounted(10)
    const { headings, messages } = await opened(stage.browser, file.text)
    expect(headings).toContain(`seen ${run}`)
    expect(messages).toEqual([])
    // Its own policy allows it nothing, and who breaks it is heard of.
    const broken = await opened(stage.browser, file.text.replace('</body>', '<p style="color: red">'))
    expect(broken.messages.join()).toMatch(/Content.Security.Policy/)
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
    await details(newest ?? '').says(/delivered/)
    await hands.press('Escape')
    await details(newest ?? '').waitGone()
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
    await hands.click(panel.rowOf(`earlier ${run}`))
    await grid().focus()
    await hands.press('ArrowLeft')
    await panel.rowOf(`earlier ${run}`).waitGone()
    await shows(`later ${run}`, /delivered/)
    isAsCounted(12)
  })

  it('14: from a finding to the item it is about', async () => {
    const { panel, run } = scene
    await isRefused(`not taken ${run}`)
    await hands.click(panel.view.tab('Findings'))
    const found = panel.view.role('list', 'Rejected inside a 200')
    await hands.click(found.inside({ css: `[title="Show “not taken ${run}” in Events"]` }))
    await details(`not taken ${run}`).says(/rejected.*no such event here/)
    isAsCounted(14)
  })

  it('5: flush, and watch the queue', async () => {
    const { stage, panel, run } = scene
    const app = new Visitor(scene, APP)
    await app.opens()
    onThePage = false
    await stage.tab.eval((name) => {
      window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'MANUAL' })
      void window.Exponea?.trackEvent(name, {})
    }, `waits ${run}`)
    await shows(`waits ${run}`, /queued/)
    expect(app.things(`waits ${run}`)).toEqual([])
    await hands.click(panel.view.tab('Queue'))
    const listed = panel.view.role('region', 'Items')
    await listed.says(new RegExp(`waits ${run}`))
    await hands.click(panel.trigger('Flush'))
    await listed.says(new RegExp(`^(?!.*waits ${run})`))
    expect(app.things(`waits ${run}`)).toHaveLength(1)
    await panel.outcome('done')
    isAsCounted(5)
  })

  it('9: 70 seconds in the background', async () => {
    const { panel } = scene
    await hands.click(panel.view.tab('Lab'))
    await hands.click(panel.button('Call configure'))
    await hands.click(panel.button('Background'))
    await hands.click(panel.button('+70 s'))
    await hands.click(panel.button('Foreground'))
    const lab = new LabPage(panel.view)
    expect((await lab.rows()).map(({ name }) => name)).toEqual([
      ...['installation', 'session_start', 'session_end', 'session_start'],
    ])
    isAsCounted(9)
  })

  it('13: first run: a shop with the panel open, and what happened before it was open', async () => {
    const { browser, servers, tab: before } = scene.stage
    // The shop goes on with the SDK that was chosen last.
    await openBare(before, servers, { fresh: true })
    const tab = await browser.newTab()
    const panel = await hands.command(() => openShop({ servers, browser, tab }))
    await panel.row('Product List Viewed', 'delivered')
    isAsCounted(13)
    await tab.click('a[href="product.html?id=sencha"]')
    await panel.row('Product Viewed', 'delivered')
    const names = (await panel.ledger()).map(({ name }) => name)
    expect(names).toEqual(['Teas', 'Product List Viewed', 'Product', 'Product Viewed'])
    expect(servers.customerio.named('Product List Viewed').length).toBeGreaterThan(0)
    await panel.close()
    await tab.close()
    expect(browser.refusedHosts()).toEqual([])
    expect(await ownTroubles(browser)).toEqual([])
  })
})
