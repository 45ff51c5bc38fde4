/** Every trigger, pressed in the real panel on every surface, and its effect read at the collector. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { BROWSERS, type Panel } from '../browsers/driver'
import { extensionDir } from '../build'
import type { Collector } from '../collectors/contract'
import { type Stage, setStage } from '../stage'

/**
 * A surface: how the bare page gets its SDK, who collects, what the triggers are called there, and how the page itself
 * tracks.
 */
interface Surface {
  readonly name: string
  readonly vendor: 'customerio' | 'bloomreach'
  /** As the panel calls the vendor. */
  readonly shown: string
  readonly tracking: string
  /** Runs in the page once it is there. */
  readonly load: () => void
  /** The page's own call: runs in the page. */
  readonly track: (name: string) => void
  readonly methods: { readonly anonymize: string; readonly track: string; readonly identify: string }
  readonly id: string
  readonly softId: string
}

const SURFACES: readonly Surface[] = [
  {
    name: 'bundled Customer.io',
    vendor: 'customerio',
    shown: 'Customer.io',
    tracking: 'customerio-bundled',
    load: () => void (window.bare.sdk ?? window.bare.load()),
    track: (name) => void window.bare.sdk?.track(name),
    methods: {
      anonymize: 'analytics.reset()',
      track: 'analytics.track(name, properties)',
      identify: 'analytics.identify(userId, traits)',
    },
    id: 'userId',
    softId: 'anonymousId',
  },
  {
    name: 'Customer.io snippet',
    vendor: 'customerio',
    shown: 'Customer.io',
    tracking: 'customerio-snippet',
    load: () => {},
    track: (name) => void window.cioanalytics?.track(name),
    methods: {
      anonymize: 'cioanalytics.reset()',
      track: 'cioanalytics.track(name, properties)',
      identify: 'cioanalytics.identify(userId, traits)',
    },
    id: 'userId',
    softId: 'anonymousId',
  },
  {
    name: 'Bloomreach web snippet',
    vendor: 'bloomreach',
    shown: 'Bloomreach Engagement',
    tracking: 'bloomreach-web',
    load: () => {},
    track: (name) => window.exponea?.track(name, {}),
    methods: {
      anonymize: 'exponea.anonymize()',
      track: 'exponea.track(type, properties)',
      identify: 'exponea.identify(ids, properties)',
    },
    id: 'registered',
    softId: 'cookie',
  },
  {
    name: 'mobile-shaped Bloomreach client',
    vendor: 'bloomreach',
    shown: 'Bloomreach Engagement',
    tracking: 'bloomreach-app',
    load: () => window.bare.app('documented', { automaticSessionTracking: false }),
    track: (name) => void window.Exponea?.trackEvent(name, {}),
    methods: {
      anonymize: 'Exponea.anonymize()',
      track: 'Exponea.trackEvent(type, properties)',
      identify: 'Exponea.identifyCustomer(customerIds, properties)',
    },
    id: 'registered',
    softId: 'cookie',
  },
]

describe.each(BROWSERS)('triggers in %s', (browser) => {
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
    for (const collector of stage.servers.all) collector.behave()
  })

  const button = (name: string) => panel.role('toolbar', 'Triggers').inside({ role: 'button', name })
  const dialog = (name: string) => panel.control('.dialog').inside({ role: 'button', name })
  const attribute = (name: string, what: string) =>
    panel.evalFound(
      (found, what) => found[0]?.getAttribute(what) ?? null,
      { role: 'button', name, within: { role: 'toolbar', name: 'Triggers' } },
      what,
    )
  const enabled = (name: string) =>
    panel.waitForFound((found) => found[0]?.getAttribute('aria-disabled') === 'false', {
      role: 'button',
      name,
      within: { role: 'toolbar', name: 'Triggers' },
    })
  /** The outcome of the last trigger; taken off the screen, so that the next one is another. */
  const outcome = async (kind: 'done' | 'failed') => {
    await panel.control(`.outcome.${kind}`).waitFor({ timeout: 20_000 })
    const text = await panel.text(`.outcome.${kind}`)
    await panel.button('Dismiss the outcome').click()
    return text
  }
  const row = (name: string, delivery: string) =>
    panel
      .grid('Events')
      .waitFor((rows) => rows.some(({ cells }) => cells.name === name && cells.delivery === delivery), {
        what: `${name} ${delivery}`,
      })
  const marked = (name: string) =>
    panel
      .control(`[data-item] [data-column=name][title="${name}"] [aria-label="Made by a trigger of Tracklens"]`)
      .waitFor()

  /**
   * `first` is tracked by the page's very first script, in a session that goes on; without it, the visitor is a new
   * one.
   */
  const visit = async (surface: Surface, first?: string) => {
    const { tab, servers } = stage
    const address = `${servers.shop.origin}/bare.html?tracking=${surface.tracking}`
    if (first === undefined) {
      await tab.goto(address)
      await tab.eval(() => {
        localStorage.clear()
        sessionStorage.clear()
        // biome-ignore lint/suspicious/noDocumentCookie: removing is all that is wanted
        for (const one of document.cookie.split('; ')) document.cookie = `${one.split('=')[0]}=; path=/; max-age=0`
      })
    }
    await tab.goto(first === undefined ? address : `${address}&first=${encodeURIComponent(first)}`)
    await tab.waitFor(() => 'bare' in window)
    await tab.eval(surface.load)
  }
  const collectorOf = (surface: Surface): Collector => stage.servers[surface.vendor]
  const things = (surface: Surface, name: string) =>
    collectorOf(surface)
      .received()
      .filter(({ thing, arrival }) => thing.name === name && arrival.fate === 'answered')
      .map(({ thing }) => thing)
  const arrived = (surface: Surface, name: string) =>
    collectorOf(surface).until(() => things(surface, name).length > 0, `${name} to arrive`, 15_000)
  const trackHere = (surface: Surface, name: string) => stage.tab.eval(surface.track, name)

  const track = async (name: string, properties: string) => {
    await button('Track…').click()
    await panel.role('textbox', 'Name').fill(name)
    await panel.role('textbox', 'Properties (JSON)').fill(properties)
    await panel.press('Control+Enter')
    await panel.control('.dialog').waitGone()
  }
  const anonymize = async () => {
    await button('Anonymize').click()
    await dialog('Anonymize').click()
    await outcome('done')
  }

  describe.each(SURFACES)('$name', (surface) => {
    it('says what it will call, tracks, identifies and anonymizes', async () => {
      const { methods, id, softId } = surface
      await visit(surface)
      await trackHere(surface, `own ${run}`)
      await arrived(surface, `own ${run}`)
      await row(`own ${run}`, 'delivered')
      await enabled('Anonymize')
      const forgets = 'Forgets the customer and starts a new anonymous one; asks first.'
      expect(await attribute('Anonymize', 'title')).toBe(`Calls ${methods.anonymize} in the page. ${forgets}`)
      expect(await attribute('Track…', 'aria-description')).toBe(
        `Calls ${methods.track} in the page. Tracks an event that you write.`,
      )
      expect(await attribute('Identify…', 'title')).toBe(
        `Calls ${methods.identify} in the page. Tells the SDK who the customer is.`,
      )

      await track(`pressed ${run}`, '{"price": 3}')
      await arrived(surface, `pressed ${run}`)
      const [pressed] = things(surface, `pressed ${run}`)
      expect(pressed?.properties).toMatchObject({ price: 3 })
      await row(`pressed ${run}`, 'delivered')
      await marked(`pressed ${run}`)
      await outcome('done')

      await button('Identify…').click()
      expect(await panel.role('textbox', 'ID name').value()).toBe(id)
      await panel.role('textbox', 'ID value').fill(`person-${run}`)
      await panel.role('textbox', 'Properties (JSON)').fill('{"first_name": "Ada"}')
      await panel.press('Control+Enter')
      await outcome('done')
      await collectorOf(surface).until(
        () =>
          collectorOf(surface)
            .received()
            .some(({ thing }) => thing.type === 'identify' && thing.as.hard[id] === `person-${run}`),
        'the identified customer',
      )

      await anonymize()
      await trackHere(surface, `after ${run}`)
      await arrived(surface, `after ${run}`)
      const [after] = things(surface, `after ${run}`)
      expect(after?.as.hard).toEqual({})
      expect(after?.as.soft[softId]).not.toBe(pressed?.as.soft[softId])
    })
  })

  describe.each(SURFACES.slice(0, 3))('$name, which has no stop of its own', (surface) => {
    it('is stopped by Tracklens until Resume, on the next page too', async () => {
      await visit(surface)
      await trackHere(surface, `before stop ${run}`)
      await arrived(surface, `before stop ${run}`)
      await row(`before stop ${run}`, 'delivered')
      await enabled('Stop')
      expect(await attribute('Stop', 'title')).toMatch(/^Enforced by Tracklens until Resume/)
      expect(await attribute('Flush', 'aria-disabled')).toBe('true')
      expect(await attribute('Flush', 'title')).toMatch(/^Not available: .*flush/)
      await button('Stop').click()
      await dialog('Stop').click()
      expect(await outcome('done')).toMatch(/holds back/)
      const banner = panel.role('status', 'Stop in force')
      expect(await banner.text()).toContain(`Stop in force: ${surface.shown}`)
      await trackHere(surface, `held ${run}`)
      await row(`held ${run}`, 'blocked')
      await panel.tab('Findings').click()
      await banner.inside({ role: 'button', name: 'Resume' }).waitFor()
      await panel.tab('Events').click()

      const before = collectorOf(surface).received().length
      await visit(surface, `first held ${run}`)
      await row(`first held ${run}`, 'blocked')
      // The call itself, not only its request: the background's word would have come too late for that.
      await panel
        .control(
          `[data-item]:has([data-column=name][title="first held ${run}"]) [title^="Tracklens held the call back"]`,
        )
        .waitFor()
      await trackHere(surface, `still held ${run}`)
      await row(`still held ${run}`, 'blocked')
      expect(await banner.text()).toContain('Stop in force')
      expect(
        collectorOf(surface)
          .received()
          .slice(before)
          .map(({ thing }) => thing.name ?? thing.type),
      ).toEqual([])
      await banner.inside({ role: 'button', name: 'Resume' }).click()
      expect(await outcome('done')).toMatch(/no longer holds/)
      await banner.inside({ role: 'button', name: 'Resume' }).waitGone()
      await trackHere(surface, `resumed ${run}`)
      await arrived(surface, `resumed ${run}`)
      for (const name of [`held ${run}`, `first held ${run}`, `still held ${run}`])
        expect(things(surface, name)).toEqual([])
    })
  })

  describe('the mobile-shaped client', () => {
    const surface = SURFACES[3] as Surface
    const byHand = async () => {
      await visit(surface)
      // Another page starts the client anew, with a queue that only a flush empties.
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${surface.tracking}`)
      await stage.tab.waitFor(() => 'bare' in window)
      await stage.tab.eval(() => {
        window.bare.app('documented', { automaticSessionTracking: false, flushMode: 'MANUAL' })
      })
    }

    it('starts and ends sessions by hand, and flushes them', async () => {
      await byHand()
      await enabled('Session start')
      const before = things(surface, 'session_start').length
      await button('Session start').click()
      await outcome('done')
      await row('session_start', 'queued')
      await button('Session end').click()
      await outcome('done')
      await row('session_end', 'queued')
      expect(things(surface, 'session_start')).toHaveLength(before)
      await button('Flush').click()
      await outcome('done')
      await arrived(surface, 'session_end')
      expect(things(surface, 'session_start').length).toBeGreaterThan(before)
    })

    it('is stopped by its own method, flushed first, and drops what comes after', async () => {
      await byHand()
      await trackHere(surface, `waiting ${run}`)
      await row(`waiting ${run}`, 'queued')
      expect(await attribute('Stop', 'title')).toBe(
        'Calls Exponea.stopIntegration() in the page. Ends all tracking by this SDK; asks first.',
      )
      expect(await attribute('Clear local data', 'aria-disabled')).toBe('true')
      await button('Stop').click()
      expect(await panel.text('.dialog')).toMatch(/will be lost unsent \(\d+ queued\)/)
      await dialog('Flush first, then stop').click()
      await arrived(surface, `waiting ${run}`)
      await row(`waiting ${run}`, 'delivered')
      await panel.waitForFound((found) => found[0]?.textContent?.includes('stopIntegration'), '.outcome.done')
      await panel.button('Dismiss the outcome').click()
      await panel.waitForFound((found) => found[0]?.getAttribute('aria-disabled') === 'true', {
        role: 'button',
        name: 'Track…',
        within: { role: 'toolbar', name: 'Triggers' },
      })
      expect(await attribute('Stop', 'title')).toBe('Not available: The SDK is stopped already.')
    })

    it('does not stop while a flush leaves something unsent', async () => {
      await byHand()
      collectorOf(surface).rule({ event: `stuck ${run}`, verdict: { act: 'reset' } })
      await trackHere(surface, `stuck ${run}`)
      await row(`stuck ${run}`, 'queued')
      await button('Stop').click()
      await dialog('Flush first, then stop').click()
      await panel.waitForFound((found) => found[0]?.textContent?.includes('Not everything was sent'), '.dialog', {
        timeout: 20_000,
      })
      await dialog('Cancel').click()
      await panel.button('Dismiss the outcome').click()
      await enabled('Track…')
    })

    it('marks what the SDK tracks by itself because of an anonymize, and not what it tracked before', async () => {
      await visit(surface)
      // On a page of its own, so that nothing but the client of this test is there: sessions by itself, everything sent
      // soon.
      const start = (await panel.grid('Events').rows()).length
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${surface.tracking}`)
      await stage.tab.waitFor(() => 'bare' in window)
      await stage.tab.eval(() => window.bare.app('ios-4', {}))
      await trackHere(surface, `first ${run}`)
      await arrived(surface, `first ${run}`)
      await row(`first ${run}`, 'delivered')
      const own = things(surface, 'installation').length
      expect(own).toBeGreaterThan(0)
      const before = (await panel.grid('Events').rows()).length
      await anonymize()
      await collectorOf(surface).until(
        () => things(surface, 'installation').length > own,
        'the new installation',
        15_000,
      )
      const followed = ['session_end', 'installation', 'session_start']
      await panel
        .grid('Events')
        .waitFor((all) =>
          followed.every((name) =>
            all.slice(before).some(({ cells }) => cells.name === name && cells.delivery === 'delivered'),
          ),
        )
      /** The items from one number up to another, and whether each is marked so. */
      const marks = (from: number, to: number) =>
        panel.evalFound(
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

    it('tells what iOS SDK 4 still sends as it is stopped: the queue as what it was, the end of the session as the trigger’s', async () => {
      await visit(surface)
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${surface.tracking}`)
      await stage.tab.waitFor(() => 'bare' in window)
      await stage.tab.eval(() => window.bare.app('ios-4', { flushMode: 'MANUAL' }))
      await trackHere(surface, `unsent ${run}`)
      await row(`unsent ${run}`, 'queued')
      const ends = things(surface, 'session_end').length
      await button('Stop').click()
      await panel.control('.dialog .danger').click()
      await outcome('done')
      await collectorOf(surface).until(() => things(surface, 'session_end').length > ends, 'the end of the session')
      await arrived(surface, `unsent ${run}`)
      const rows = await row(`unsent ${run}`, 'delivered')
      expect(rows.filter(({ cells }) => cells.name === `unsent ${run}`)).toHaveLength(1)
      const end = rows.findLast(({ cells }) => cells.name === 'session_end')
      await panel
        .control(`[data-item="${end?.data.item}"] [aria-label^="Tracked by the SDK itself because of a trigger"]`)
        .waitFor()
      const mark = '[role=img][aria-label*="trigger of Tracklens"]'
      expect(await panel.control(`[data-item]:has([title="unsent ${run}"]) ${mark}`).count()).toBe(0)
    })

    /**
     * Leaves something unsent on the device, and opens another page on which the client is there and not configured
     * yet.
     */
    const unconfigured = async () => {
      await byHand()
      await stage.tab.eval(() => void window.Exponea?.identifyCustomer({ registered: 'ada@shop.test' }, {}))
      await trackHere(surface, `wiped ${run}`)
      await row(`wiped ${run}`, 'queued')
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${surface.tracking}`)
      await stage.tab.waitFor(() => 'bare' in window)
      await stage.tab.eval(() => window.bare.app('documented', null))
      await enabled('Clear local data')
    }
    const onDevice = () =>
      stage.tab.eval(() => Object.keys(localStorage).filter((name) => name.startsWith('exponea-reference:')))

    it('passes on why the SDK refuses to clear local data, and loses nothing', async () => {
      await unconfigured()
      const before = await onDevice()
      await button('Clear local data').click()
      expect(await panel.text('.dialog')).toMatch(/without one its bridge refuses the call/)
      await panel.role('textbox', 'App group (optional)').fill('')
      await dialog('Clear local data, lose 2 items').click()
      expect(await outcome('failed')).toMatch(/The SDK refused: .*appGroup is required/)
      expect(await onDevice()).toEqual(before)
      await row(`wiped ${run}`, 'queued')
      // What was refused is not taken for done: the next start of the client sends what waited.
      await stage.tab.eval(() => window.bare.app('documented', { automaticSessionTracking: false }))
      await arrived(surface, `wiped ${run}`)
      await row(`wiped ${run}`, 'delivered')
    })

    it('clears all local data before it is configured, and sends nothing', async () => {
      await unconfigured()
      expect(await onDevice()).toContain('exponea-reference:customer')
      const before = collectorOf(surface).log.length
      expect(await attribute('Clear local data', 'title')).toBe(
        'Calls Exponea.clearLocalCustomerData(appGroup) in the page. Deletes what the SDK keeps on this device; asks first.',
      )
      await button('Clear local data').click()
      const asked = await panel.text('.dialog')
      expect(asked).toMatch(/every event that was not flushed/)
      expect(asked).toMatch(/The customer now: ada@shop\.test/)
      expect(asked).toMatch(/2 items will be lost unsent \(2 queued\)/)
      const group = panel.role('textbox', 'App group (optional)')
      await group.fill('group. shop')
      expect(await panel.text('.dialog .problem')).toBe('An app group has no spaces in it.')
      expect(await panel.control('.dialog .danger').disabled()).toBe(true)
      await group.fill('group.demo.shop')
      await dialog('Clear local data, lose 2 items').click()
      expect(await outcome('done')).toMatch(/clearLocalCustomerData\(appGroup\) was called/)
      await row(`wiped ${run}`, 'lost')
      expect(await onDevice()).toEqual([])
      expect(collectorOf(surface).log.slice(before)).toEqual([])

      // It is as if the SDK had never run: a new customer, and nothing of the old one arrives.
      await stage.tab.eval(() => window.bare.app('documented', { automaticSessionTracking: false }))
      await trackHere(surface, `fresh ${run}`)
      await arrived(surface, `fresh ${run}`)
      expect(things(surface, `fresh ${run}`)[0]?.as.hard).toEqual({})
      expect(things(surface, `wiped ${run}`)).toEqual([])

      // The app group is remembered.
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html?tracking=${surface.tracking}`)
      await stage.tab.waitFor(() => 'bare' in window)
      await stage.tab.eval(() => window.bare.app('documented', null))
      await enabled('Clear local data')
      await button('Clear local data').click()
      await panel.waitForFound((found) => (found[0] as HTMLInputElement | undefined)?.value === 'group.demo.shop', {
        role: 'textbox',
        name: 'App group (optional)',
      })
      await dialog('Cancel').click()
    })
  })

  describe('what goes wrong is told', () => {
    it('the SDK throws', async () => {
      const surface = SURFACES[2] as Surface
      await visit(surface)
      await trackHere(surface, `fine ${run}`)
      await arrived(surface, `fine ${run}`)
      await row(`fine ${run}`, 'delivered')
      await stage.tab.eval(() => {
        Object.assign(window.exponea as object, {
          track: () => {
            throw new Error('the SDK has a bad day')
          },
        })
      })
      await track(`thrown ${run}`, '{}')
      expect(await outcome('failed')).toContain('the SDK has a bad day')
    })

    it('the page is left before it answers', async () => {
      const surface = SURFACES[3] as Surface
      await visit(surface)
      await trackHere(surface, `early ${run}`)
      await arrived(surface, `early ${run}`)
      await row(`early ${run}`, 'delivered')
      await stage.tab.eval(() => {
        Object.assign(window.Exponea as object, { trackEvent: () => new Promise(() => {}) })
      })
      await enabled('Track…')
      await track(`unanswered ${run}`, '{}')
      await panel.control('.outcome.busy').waitFor()
      await stage.tab.goto(`${stage.servers.shop.origin}/bare.html`)
      expect(await outcome('failed')).toMatch(/left before it answered/)
    })

    it('there is no SDK', async () => {
      await stage.tab.goto(`${stage.servers.customerio.origin}/`)
      await panel.waitForFound((found) => found[0]?.getAttribute('aria-disabled') === 'true', {
        role: 'button',
        name: 'Anonymize',
        within: { role: 'toolbar', name: 'Triggers' },
      })
      expect(await attribute('Anonymize', 'title')).toMatch(/^Not available: .*(gone|reached)/)
    })
  })

  afterEach(async () => {
    expect((await stage.browser.troubles()).filter(({ url }) => url.includes('/src/panel/'))).toEqual([])
  })
})
