/**
 * The payload editors in the real panel: checked as one types, begun from what was captured, and remembered when the
 * panel is opened anew.
 */
import { describe, expect, it } from 'vitest'
import { BROWSERS } from '../browsers/driver'
import type { Row } from '../browsers/grid'
import { expectNoPanelErrors, itOnce, openScene } from './scene'
import { playedIn } from './surfaces'
import { Visitor } from './visitor'

/** Where one tracks from: both kinds of properties on the wire, with message ids and without. */
interface Surface {
  readonly name: string
  readonly vendor: 'customerio' | 'bloomreach'
  readonly tracking: string
  /** Runs in the page once it is there. */
  readonly load: () => void
  /** The page's own calls: run in the page. */
  readonly track: (name: string) => void
  readonly identify: (id: string) => void
  readonly id: string
}

const BUNDLED: Surface = {
  name: 'bundled Customer.io',
  vendor: 'customerio',
  tracking: 'customerio-bundled',
  load: () => void window.bare.load(),
  track: (name) => void window.bare.sdk?.track(name, { total: 9, items: [{ sku: 'sencha' }] }),
  identify: (id) => void window.bare.sdk?.identify(id, { first_name: 'Ada' }),
  id: 'userId',
}

const SURFACES: readonly Surface[] = [
  BUNDLED,
  {
    name: 'mobile-shaped Bloomreach client',
    vendor: 'bloomreach',
    tracking: 'bloomreach-app',
    // Sends within a second; by default it waits three after each event.
    load: () => window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'PERIOD', flushPeriod: 1 }),
    track: (name) => void window.Exponea?.trackEvent(name, { total: 9, items: [{ sku: 'sencha' }] }),
    identify: (id) => void window.Exponea?.identifyCustomer({ registered: id }, { first_name: 'Ada' }),
    id: 'registered',
  },
]

/** Whether a row shows that this customer was identified, and that the vendor knows. */
const isIdentified =
  (id: string) =>
  ({ cells, data }: Row) =>
    cells.type === 'identify' &&
    cells.delivery === 'delivered' &&
    cells.customer?.includes(id) &&
    data.sentAs?.includes(JSON.stringify(id))

describe.each(BROWSERS)('payload editors in %s', (browser) => {
  const scene = openScene(browser, { pace: { debounce: 20, retryBase: 200 } })
  const once = itOnce(browser, 'firefox')
  expectNoPanelErrors(scene)

  describe.each(playedIn(browser, SURFACES))('$name', (surface) => {
    const visitor = new Visitor(scene, surface)

    it('tracks a captured event again, edited, and marks only what it made', async () => {
      const { panel, run } = scene
      const name = `ordered ${run}`
      await visitor.comes()
      await visitor.isHeard(name)
      await panel.rowOf(name).click()
      await panel.button('Track again…').click()
      expect(await panel.field('Name').value()).toBe(name)
      const begun = JSON.parse(await panel.properties.value()) as object
      expect(begun).toEqual({ total: 9, items: [{ sku: 'sencha' }] })
      await panel.properties.fill(JSON.stringify({ ...begun, total: 12, coupon: 'SPRING' }))
      await panel.send()
      await panel.takeOutcome('done')
      const [first, second] = await visitor.arrived(name, 1)
      expect(first?.properties).toMatchObject({ total: 9 })
      expect(first?.properties).not.toHaveProperty('coupon')
      expect(second?.properties).toMatchObject({ total: 12, coupon: 'SPRING', items: [{ sku: 'sencha' }] })
      await panel.markOf(name).waitFor()
      const items = await panel.items(name)
      expect(items).toHaveLength(2)
      const marks = await Promise.all(items.map(({ item }) => panel.markOf(item).count()))
      expect(marks).toEqual([0, 1])
      await panel.button('Close details').click()
    })

    it('identifies a captured customer again, edited', async () => {
      const { panel, stage, run } = scene
      const id = `person-${run}`
      const identifies = () =>
        visitor.collector
          .received()
          .filter(({ thing, arrival }) => thing.type === 'identify' && arrival.fate === 'answered')
          .map(({ thing }) => thing)
          .filter(({ as }) => as.hard[surface.id] === id)
      await visitor.comes()
      await stage.tab.eval(surface.identify, id)
      await visitor.collector.until(() => identifies().length > 0, 'the identified customer')
      const rows = await panel.rows((rows) => rows.some(isIdentified(id)), { what: `${id} identified` })
      await panel.rowOf(Number(rows.find(isIdentified(id))?.data.item)).click()
      await panel.button('Identify again…').click()
      expect(await panel.field('ID name').value()).toBe(surface.id)
      expect(await panel.field('ID value').value()).toBe(id)
      expect(JSON.parse(await panel.properties.value())).toEqual({ first_name: 'Ada' })
      await panel.properties.fill('{"first_name": "Grace"}')
      await panel.send()
      await panel.takeOutcome('done')
      await visitor.collector.until(
        () => identifies().some(({ properties }) => properties.first_name === 'Grace'),
        'the edited customer',
      )
      await panel.button('Close details').click()
    })
  })

  describe('whatever the SDK', () => {
    const visitor = new Visitor(scene, BUNDLED)
    const open = async () => {
      await visitor.comes()
      await visitor.isHeard(`seen ${scene.run}`)
      await scene.panel.trigger('Track…').click()
      await scene.panel.field('Name').waitFor()
    }
    /** Opens the panel anew, and the editor in it once an SDK is there. */
    const reopen = async (name: string) => {
      await scene.panel.loadAnew()
      await visitor.returns()
      await visitor.tracks(name)
      await scene.panel.row(name, 'delivered')
      await scene.panel.trigger('Track…').click()
      await scene.panel.field('Name').waitFor()
    }

    once('says where the JSON is wrong, leads there, and sends nothing', async () => {
      const { panel, run } = scene
      await open()
      const before = visitor.collector.received().length
      await panel.field('Name').fill(`wrong ${run}`)
      await panel.properties.fill('{\n"total": 9\n"tax": 1}')
      await panel.properties.describedAs(/^Line 3, column 1\. A comma is missing here, or a }\./)
      expect(await panel.properties.attribute('aria-invalid')).toBe('true')
      expect(await panel.answer('Send').disabled()).toBe(true)
      await panel.view.press('Control+Enter')
      await panel.dialog.inside({ role: 'alert' }).says(/^Fix the JSON in line 3 first\.$/)
      await panel.answer('Go there').click()
      const selected = await panel.view.evalFound(
        (found) => {
          const area = found[0] as HTMLTextAreaElement
          return [document.activeElement === area, area.value.slice(area.selectionStart, area.selectionEnd)]
        },
        { role: 'textbox', name: 'Properties (JSON)' },
      )
      expect(selected).toEqual([true, '"'])
      await panel.properties.fill('{"total": 9, "tax": 1}')
      await panel.answer('Send').waitEnabled()
      expect(await panel.properties.attribute('aria-invalid')).toBe('false')
      await panel.send()
      await panel.takeOutcome('done')
      expect((await visitor.arrived(`wrong ${run}`))[0]?.properties).toMatchObject({ total: 9, tax: 1 })
      expect(visitor.collector.received().length).toBe(before + 1)
    })

    once('knows the names seen so far, and the properties that one last had', async () => {
      const { panel, run } = scene
      await open()
      const names = await panel.view.evalFound((found) => (found as HTMLOptionElement[]).map(({ value }) => value), {
        css: 'datalist option',
        within: { role: 'dialog' },
      })
      expect(names[0]).toBe(`seen ${run}`)
      await panel.field('Name').fill(`seen ${run}`)
      await panel.answer('Use the properties that it last had').click()
      expect(JSON.parse(await panel.properties.value())).toEqual({ total: 9, items: [{ sku: 'sencha' }] })
      await panel.view.press('Escape')
      await panel.dialog.waitGone()
      expect(await panel.view.eval(() => document.activeElement?.getAttribute('data-trigger') ?? null)).toBe('track')
    })

    it('offers what was sent before when the panel is opened anew, until it is told to forget', async () => {
      const { run } = scene
      await open()
      await scene.panel.field('Name').fill(`kept ${run}`)
      await scene.panel.properties.fill('{"cup": 1}')
      await scene.panel.send()
      await scene.panel.takeOutcome('done')

      await reopen(`again ${run}`)
      const name = () => scene.panel.field('Name')
      await scene.panel.view.until(async () => (await name().value()) === `kept ${run}`, { what: 'the name kept' })
      await name().fill('something else')
      const before = scene.panel.view.role('combobox', 'Sent before')
      await before.choose(`kept ${run} {"cup":1}`)
      const offered = [await name().value(), JSON.parse(await scene.panel.properties.value())]
      expect(offered).toEqual([`kept ${run}`, { cup: 1 }])
      await scene.panel.send()
      await scene.panel.takeOutcome('done')
      await visitor.arrived(`kept ${run}`, 1)

      await scene.panel.trigger('Track…').click()
      await scene.panel.answer('Forget them').click()
      await before.waitGone()
      await scene.panel.view.press('Escape')
      await reopen(`later ${run}`)
      expect(await name().value()).toBe('')
      expect(await scene.panel.view.role('combobox', 'Sent before').count()).toBe(0)
      await scene.panel.view.press('Escape')
    })
  })
})
