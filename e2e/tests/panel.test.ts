/**
 * The extension in real browsers: it loads, its panel opens in devtools and as a tab, and the shop's traffic appears in
 * it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openBare } from '../bare-page'
import { BROWSERS } from '../browsers/driver'
import { cancelInTheMiddle, cancelledAt, dropFile } from '../dropped'
import { PanelPage } from '../panel-page'
import type {} from '../shop/pages/bare'
import { ownTroubles } from '../stage'
import { exported, playedAgain } from './exported'
import { openScene } from './scene'

const VIEWS = ['Events', 'Identity', 'Session & consent', 'Queue', 'Plan', 'Findings', 'Lab']

const PLAN = {
  'tracklens-plan': 1,
  events: [{ name: 'Product List Viewed', delivered: true, schema: { required: ['coupon'] } }, { name: 'Refunded' }],
}

/** An entry of a HAR, with one event of Customer.io's. */
const entryOf = (event: string): string => {
  const text = JSON.stringify({ type: 'track', event, messageId: event, anonymousId: 'a' })
  const request = { method: 'POST', url: 'https://cdp.customer.io/v1/t', postData: { text } }
  const response = { status: 200, content: { text: '{"success":true}' } }
  return JSON.stringify({ startedDateTime: '2026-03-01T10:00:00.000Z', time: 30, request, response })
}

/**
 * Waits until a panel of that size, in CSS pixels, has room for so many lines of the list, and nothing that can be
 * pressed stands beyond its right edge.
 */
async function hasRoom(panel: PanelPage, [width, height]: readonly [number, number], lines: number): Promise<void> {
  await panel.view.setSize(width, height)
  const look = () => {
    const pressed = '.triggers button, .actions button, [role=contentinfo] button'
    const line = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'))
    return {
      lines: Math.floor((document.querySelector('[role=grid] .rows')?.clientHeight ?? 0) / line),
      beyond: [...document.querySelectorAll(pressed)]
        .filter((button) => button.getBoundingClientRect().right > innerWidth)
        .map(({ textContent }) => textContent),
      sideways: document.documentElement.scrollWidth - innerWidth,
    }
  }
  const enough = async () => {
    const room = await panel.view.eval(look)
    if (room.lines < lines || room.beyond.length > 0 || room.sideways > 0) throw new Error(JSON.stringify(room))
    return true
  }
  await panel.view.until(enough, { what: `${lines} lines in ${width} × ${height}` })
}

/** What is not wholly in sight within the view, by its text, of what is in one place of the Plan tab. */
function belowTheFold(place: string): readonly (string | null)[] {
  const fold = document.querySelector('.view')?.getBoundingClientRect().bottom ?? 0
  const found = [...document.querySelectorAll(`.plan-board ${place}`)]
  if (found.length === 0) throw new Error(`nothing at ${place}`)
  return found.filter((each) => each.getBoundingClientRect().bottom > fold).map(({ textContent }) => textContent)
}

/**
 * The widths, in CSS pixels, at which the status line is more than one line, does not begin with a whole word, or has
 * a fact of which a part is cut; the customer's ids are.
 */
function crookedStatus(): readonly number[] {
  const frame = document.querySelector<HTMLElement>('.frame')
  const status = frame?.querySelector('[role=contentinfo]')
  const head = status?.querySelector('.coverage-head')
  if (!frame || !status || !head) throw new Error('no status line')
  const crooked = []
  for (let width = 320; width <= 1600; width += 20) {
    frame.style.width = `${width}px`
    const [line, first] = [status.getBoundingClientRect(), head.getBoundingClientRect()]
    const isWhole = first.left >= line.left && first.right <= line.right && head.scrollWidth <= first.width + 1
    const isCut = [...status.querySelectorAll('.coverage-rest > span, .stat:not(.customer)')].some((fact) => {
      const { left, right, top, width } = fact.getBoundingClientRect()
      return (
        width > 0 && top < line.bottom - 2 && (left < first.right || right > line.right || fact.scrollWidth > width + 1)
      )
    })
    if (line.height !== 22 || first.height > 20 || !isWhole || isCut) crooked.push(width)
  }
  frame.style.width = ''
  return crooked
}

describe.each(BROWSERS)('in %s', (browser) => {
  const scene = openScene(browser)
  afterEach(async () => {
    expect(scene.stage.browser.refusedHosts()).toEqual([])
    expect(await ownTroubles(scene.stage.browser)).toEqual([])
  })

  it('offers its views by name', async () => {
    const { panel } = scene
    const offered = await panel.view.evalFound((found) => found.map((tab) => tab.getAttribute('aria-label')), {
      role: 'tab',
      within: { role: 'tablist', name: 'Tracklens views' },
    })
    expect(offered).toEqual(VIEWS)
    for (const name of VIEWS) {
      await panel.choose(name)
      const view = panel.view.role('tabpanel', name)
      await view.says(/\S/)
      expect(await view.inside({ role: 'heading', name: 'This view failed' }).count()).toBe(0)
      expect(await panel.view.tab(name).attribute('aria-selected')).toBe('true')
    }
  })

  // Playwright plays HARs in Chromium here: Firefox is driven by another way.
  it.runIf(browser === 'chromium')('exports requests that play again, and nothing personal', async () => {
    const { stage, panel } = scene
    await panel.choose('Events')
    await stage.tab.eval(
      () => void window.bare.load().identify('u-77', { email: 'jane@example.com', nickname: 'Janey' }),
    )
    await panel.row('identify', 'delivered')
    const har = await exported(panel, 'HAR')
    expect(har).not.toMatch(/u-77|jane@|Janey/)
    expect(JSON.parse(har).log.entries.length).toBeGreaterThan(0)
    const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-export-'))
    writeFileSync(path.join(folder, 'requests.har'), har)
    expect(await playedAgain(path.join(folder, 'requests.har'), stage.servers.shop.origin)).toEqual([200])
    rmSync(folder, { recursive: true })
  })

  it('has room in a low panel, judges a page by a pasted plan, lays an item beside it, keeps the plan', async () => {
    const { stage, panel } = scene
    await stage.tab.goto(`${stage.servers.shop.origin}/?tracking=customerio-bundled`)
    await panel.choose('Events')
    await panel.row('Product List Viewed', 'delivered')
    // Docked at the bottom as developer tools are at first, and at 200 %.
    await hasRoom(panel, [1280, 272], 8)
    await hasRoom(panel, [640, 250], 5)
    await panel.choose('Lab')
    const bar = panel.view.role('toolbar', 'Lab')
    await bar.waitFor()
    const heights = await panel.view.evalFound((found) => found.map(({ clientHeight }) => clientHeight), bar.lookup)
    expect(heights[0]).toBeLessThan(32)
    await panel.button('What happened').click()
    const shown = () => [...document.querySelectorAll('.lab-pane')].filter((pane) => pane.clientHeight > 0).length
    expect([await panel.view.eval(shown), await panel.view.eval(crookedStatus)]).toEqual([1, []])
    await panel.view.setSize(1280, 800)
    await panel.choose('Events')
    await panel.details('Product List Viewed')
    const tops = () =>
      [...document.querySelectorAll('.property-acts > *')].map((act) => act.getBoundingClientRect().top)
    expect(new Set(await panel.view.eval(tops)).size).toBe(1)
    await panel.choose('Plan')
    await panel.view.setSize(1280, 272)
    await panel.button('Paste…').click()
    await panel.field('The plan’s text: JSON, YAML or CSV').fill(JSON.stringify(PLAN))
    expect(await panel.view.eval(belowTheFold, '.block button')).toEqual([])
    await panel.button('Use this plan').click()
    await panel.view.role('table', 'Planned events').says(/Product List Viewed.*1 not.*Refunded.*never seen/s)
    expect(await panel.view.eval(belowTheFold, '.plan-row')).toEqual([])
    await panel.view.setSize(1280, 800)
    await panel.button('Product List Viewed').click()
    await panel.view.role('listbox', 'Items of Product List Viewed').inside({ role: 'option' }).click()
    await panel.view.role('complementary', 'Details of Product List Viewed').says(/Not as planned.*coupon.*missing/s)
    await panel.loadAnew()
    await panel.choose('Plan')
    await panel.view.role('table', 'Planned events').says(/Refunded/)
    await panel.button('Remove').click()
    await panel.view.role('tabpanel', 'Plan').says(/No tracking plan for/)
    // As it was for the next test.
    await openBare(stage.tab, stage.servers, { fresh: true })
    await panel.clearAnew()
  })

  it('opens as a plain tab, reads files beside what is open, and loses nothing of that', async () => {
    const view = await scene.stage.browser.openPanelTab('?recording')
    const panel = new PanelPage(view)
    await panel.coverage.says(/^No page is watched$/)
    const still = () => panel.rows((rows) => rows.length === 1 && rows[0]?.cells.name === 'opened')
    await dropFile(view, { name: 'first.har', head: `{"log":{"entries":[${entryOf('opened')}`, end: ']}}' })
    await still()

    await dropFile(view, { name: 'wrong.har', head: '<html>' })
    await view.role('alert').says(/^wrong\.har: It is an HTML page\. .* save it as HAR\./)
    await panel.button('Dismiss').click()
    await still()

    // Some fifty megabytes: what is read of them when it is cancelled is a part.
    await cancelInTheMiddle(view)
    const head = `{"log":{"entries":[${entryOf('first of many')}`
    await dropFile(view, { name: 'large.har', head, middle: `,${entryOf('one of many')}`, times: 120_000, end: ']}}' })
    expect(await cancelledAt(view)).toBeLessThan(1)
    await view.role('status', 'Opening').waitGone()
    await still()
    await view.close()
  })
})
