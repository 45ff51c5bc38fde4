/**
 * The payload editors in the real panel: checked as one types, begun from what was captured, and remembered when the
 * panel is opened anew.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BROWSERS, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import { type Stage, setStage } from '../stage'

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

const SURFACES: readonly Surface[] = [
  {
    name: 'bundled Customer.io',
    vendor: 'customerio',
    tracking: 'customerio-bundled',
    load: () => void window.bare.load(),
    track: (name) => void window.bare.sdk?.track(name, { total: 9, items: [{ sku: 'sencha' }] }),
    identify: (id) => void window.bare.sdk?.identify(id, { first_name: 'Ada' }),
    id: 'userId',
  },
  {
    name: 'mobile-shaped Bloomreach client',
    vendor: 'bloomreach',
    tracking: 'bloomreach-app',
    load: () => window.bare.app('documented', { automaticSessionTracking: false }),
    track: (name) => void window.Exponea?.trackEvent(name, { total: 9, items: [{ sku: 'sencha' }] }),
    identify: (id) => void window.Exponea?.identifyCustomer({ registered: id }, { first_name: 'Ada' }),
    id: 'registered',
  },
]

describe.each(BROWSERS)('payload editors in %s', (browser) => {
  let stage: Stage
  let panel: Panel
  let run = 0

  beforeAll(async () => {
    stage = await setStage({ browser, extensionDir: extensionDir(browser), pace: { debounce: 20, retryBase: 200 } })
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
    panel = await stage.tab.openPanel()
  })
  afterAll(() => stage?.close())
  beforeEach(() => {
    run++
  })
  afterEach(async () => {
    expect((await stage.browser.troubles()).filter(({ url }) => url.includes('/src/panel/'))).toEqual([])
  })

  const button = (name: string) => panel.role('toolbar', 'Triggers').inside({ role: 'button', name })
  const dialog = (name: string) => panel.control('.dialog').inside({ role: 'button', name })
  const field = (name: string) => panel.role('textbox', name)
  const properties = () => field('Properties (JSON)')
  const row = (name: string) =>
    panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells }) => cells.name === name && cells.delivery === 'delivered'), {
        what: `${name} delivered`,
      })
  const cell = (name: string) => panel.control(`[data-item] [data-column=name][title="${name}"]`)
  const marks = (name: string) =>
    panel.evalFound(
      (found) => found.map((cell) => cell.querySelector('[aria-label="Made by a trigger of Tracklens"]') !== null),
      `[data-item] [data-column=name][title="${name}"]`,
    )
  const visit = async ({ tracking, load }: Surface) => {
    await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${tracking}`)
    await stage.tab.waitFor(() => 'bare' in window)
    await stage.tab.eval(load)
  }
  const things = (
    { vendor }: Surface,
    wished: (thing: { readonly name: string | null; readonly type: string }) => boolean,
  ) =>
    stage.servers[vendor]
      .received()
      .filter(({ thing, arrival }) => wished(thing) && arrival.fate === 'answered')
      .map(({ thing }) => thing)
  const arrived = async (surface: Surface, name: string, count = 1) => {
    const found = () => things(surface, (thing) => thing.name === name)
    await stage.servers[surface.vendor].until(() => found().length >= count, `${count} of ${name} to arrive`, 15_000)
    return found()
  }
  const sent = async () => {
    await panel.press('Control+Enter')
    await panel.control('.dialog').waitGone()
    await panel.control('.outcome.done').waitFor()
    await panel.button('Dismiss the outcome').click()
  }

  describe.each(SURFACES)('$name', (surface) => {
    it('tracks a captured event again, edited, and marks only what it made', async () => {
      const name = `ordered ${run}`
      await visit(surface)
      await stage.tab.eval(surface.track, name)
      await arrived(surface, name)
      await row(name)
      await cell(name).click()
      await panel.button('Track again…').click()
      expect(await field('Name').value()).toBe(name)
      const begun = JSON.parse(await properties().value()) as object
      expect(begun).toEqual({ total: 9, items: [{ sku: 'sencha' }] })
      await properties().fill(JSON.stringify({ ...begun, total: 12, coupon: 'SPRING' }))
      await sent()
      const [first, second] = await arrived(surface, name, 2)
      expect(first?.properties).toMatchObject({ total: 9 })
      expect(first?.properties).not.toHaveProperty('coupon')
      expect(second?.properties).toMatchObject({ total: 12, coupon: 'SPRING', items: [{ sku: 'sencha' }] })
      await panel.waitForFound(
        (found) => found.length === 2 && found[1]?.querySelector('[aria-label]') !== null,
        `[data-item] [data-column=name][title="${name}"]`,
      )
      expect(await marks(name)).toEqual([false, true])
      await panel.button('Close details').click()
    })

    it('identifies a captured customer again, edited', async () => {
      const id = `person-${run}`
      const identifies = () =>
        things(surface, ({ type }) => type === 'identify').filter(({ as }) => as.hard[surface.id]?.startsWith(id))
      await visit(surface)
      await stage.tab.eval(surface.identify, id)
      await stage.servers[surface.vendor].until(() => identifies().length > 0, 'the identified customer', 15_000)
      await panel
        .grid('Events')
        .waitFor((rows) =>
          rows.some(
            ({ cells }) => cells.type === 'identify' && cells.customer?.includes(id) && cells.delivery === 'delivered',
          ),
        )
      await panel.evalFound(
        (found, id) =>
          (found as HTMLElement[])
            .filter((each) => each.dataset.sentAs?.includes(id) && each.textContent?.includes('identify'))[0]
            ?.click(),
        '[data-item]',
        id,
      )
      await panel.button('Identify again…').click()
      expect(await field('ID name').value()).toBe(surface.id)
      expect(await field('ID value').value()).toBe(id)
      expect(JSON.parse(await properties().value())).toEqual({ first_name: 'Ada' })
      await properties().fill('{"first_name": "Grace"}')
      await sent()
      await stage.servers[surface.vendor].until(
        () => identifies().some((thing) => (thing.properties as { first_name?: string }).first_name === 'Grace'),
        'the edited customer',
        15_000,
      )
      await panel.button('Close details').click()
    })
  })

  describe('whatever the SDK', () => {
    const surface = SURFACES[0] as Surface
    const open = async () => {
      await visit(surface)
      await stage.tab.eval(surface.track, `seen ${run}`)
      await arrived(surface, `seen ${run}`)
      await row(`seen ${run}`)
      await button('Track…').click()
      await field('Name').waitFor()
    }

    it('says where the JSON is wrong, leads there, and sends nothing', async () => {
      await open()
      const before = stage.servers.customerio.received().length
      await field('Name').fill(`wrong ${run}`)
      await properties().fill('{\n"total": 9\n"tax": 1}')
      expect(await panel.text('.dialog .problem')).toContain('Line 3, column 1. Here a comma is missing, or a }.')
      expect(await properties().attribute('aria-invalid')).toBe('true')
      expect(await dialog('Send').disabled()).toBe(true)
      await panel.press('Control+Enter')
      await panel.waitForFound(
        (found) => found[0]?.textContent?.includes('Mend the JSON in line 3 first.'),
        '.dialog [role=alert]',
      )
      await dialog('Go there').click()
      const caret = await panel.evalFound((found) => {
        const area = found[0] as HTMLTextAreaElement
        return [document.activeElement === area, area.value.slice(area.selectionStart, area.selectionEnd)]
      }, '.dialog textarea')
      expect(caret).toEqual([true, '"'])
      await properties().fill('{"total": 9, "tax": 1}')
      await panel.control('.dialog .problem').waitGone()
      await sent()
      expect((await arrived(surface, `wrong ${run}`))[0]?.properties).toMatchObject({ total: 9, tax: 1 })
      expect(stage.servers.customerio.received().length).toBe(before + 1)
    })

    it('knows the names seen so far, and the properties that one last had', async () => {
      await open()
      const names = await panel.eval(() =>
        [...document.querySelectorAll<HTMLOptionElement>('.dialog datalist option')].map(({ value }) => value),
      )
      expect(names[0]).toBe(`seen ${run}`)
      await field('Name').fill(`seen ${run}`)
      await dialog('Use the properties that it last had').click()
      expect(JSON.parse(await properties().value())).toEqual({ total: 9, items: [{ sku: 'sencha' }] })
      await panel.press('Escape')
      await panel.control('.dialog').waitGone()
      expect(await panel.eval(() => document.activeElement?.getAttribute('data-trigger') ?? null)).toBe('track')
    })

    it('offers what was sent before when the panel is opened anew, until it is told to forget', async () => {
      await open()
      await field('Name').fill(`kept ${run}`)
      await properties().fill('{"cup": 1}')
      await sent()
      await panel.close()
      panel = await stage.tab.openPanel()
      await visit(surface)
      await stage.tab.eval(surface.track, `again ${run}`)
      await row(`again ${run}`)

      await button('Track…').click()
      await panel.waitForFound((found) => (found[0] as HTMLInputElement | undefined)?.value.startsWith('kept'), {
        role: 'textbox',
        name: 'Name',
      })
      expect(await field('Name').value()).toBe(`kept ${run}`)
      await field('Name').fill('something else')
      await panel.role('combobox', 'Sent before').choose(`kept ${run} {"cup":1}`)
      expect([await field('Name').value(), JSON.parse(await properties().value())]).toEqual([`kept ${run}`, { cup: 1 }])
      await sent()
      await arrived(surface, `kept ${run}`, 2)

      await button('Track…').click()
      await dialog('Forget them').click()
      await panel.role('combobox', 'Sent before').waitGone()
      await panel.press('Escape')
      await panel.close()
      panel = await stage.tab.openPanel()
      await visit(surface)
      await stage.tab.eval(surface.track, `later ${run}`)
      await row(`later ${run}`)
      await button('Track…').click()
      await field('Name').waitFor()
      expect(await field('Name').value()).toBe('')
      expect(await panel.role('combobox', 'Sent before').count()).toBe(0)
      await panel.press('Escape')
    })
  })
})
