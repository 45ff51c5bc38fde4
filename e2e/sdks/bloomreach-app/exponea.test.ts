/** The reference client on a page (happy-dom) against the loopback collector: delivery, reloads, offline, refusals. */
import { Window as HappyWindow } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startBloomreach } from '../../collectors/bloomreach'
import type { Collector } from '../../collectors/contract'
import type { Options } from './engine'
import { createExponea, type ReferenceClient } from './exponea'
import { PREFIX } from './storage'

type Page = Window & typeof globalThis

let collector: Collector
let page: Page
let client: ReferenceClient
let lines: string[]

/** Loads the client on the page. happy-dom's window is the browser's for all that the client uses. */
function load(options: Options = {}): ReferenceClient {
  lines = []
  client = createExponea(page, { log: (_level, text) => lines.push(text), ...options })
  return client
}

/** Leaves the page and comes back to it: what was stored is there, all else is new. */
function reload(options: Options = {}): ReferenceClient {
  page.dispatchEvent(Object.assign(new page.Event('pagehide'), { persisted: false }))
  client.close()
  return load(options)
}

function configuration(more: object = {}) {
  return {
    projectToken: 'shop-project',
    authorizationToken: 'shop key',
    baseUrl: collector.origin,
    flushMode: 'MANUAL',
    ...more,
  }
}

const names = () => collector.received().map(({ thing }) => thing.name ?? thing.type)

async function visibility(state: 'visible' | 'hidden') {
  Object.defineProperty(page.document, 'visibilityState', { value: state, configurable: true })
  page.document.dispatchEvent(new page.Event('visibilitychange'))
}

function online(is: boolean) {
  Object.defineProperty(page.navigator, 'onLine', { value: is, configurable: true })
  page.dispatchEvent(new page.Event(is ? 'online' : 'offline'))
}

beforeEach(async () => {
  collector = await startBloomreach()
  const window = new HappyWindow({
    url: 'http://127.0.0.1/shop',
    settings: { fetch: { disableSameOriginPolicy: true } },
  })
  page = window as unknown as Page
})

afterEach(async () => {
  vi.restoreAllMocks()
  client.close()
  await (page as unknown as HappyWindow).happyDOM.close()
  await collector.close()
})

describe('tracking', () => {
  it('events arrive in the wire format, customer updates first, with the hard ID of the later identify', async () => {
    const { exponea } = load()
    await exponea.configure(configuration())
    await exponea.trackEvent('screen_view', { screen_name: 'dashboard', products: [{ id: 'a' }] }, 1763788412.4)
    await exponea.identifyCustomer({ registered: 'jane.doe@example.com' }, { first_name: 'Jane' })
    await exponea.flushData()
    expect(names().sort()).toEqual(['identify', 'installation', 'screen_view', 'session_start'])
    const [arrival] = collector.log.filter(({ body }) => (body as { event_type?: string }).event_type === 'screen_view')
    expect(arrival?.path).toBe('/track/v2/projects/shop-project/customers/events')
    expect(arrival?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: 'Token shop key',
    })
    expect(arrival?.body).toEqual({
      customer_ids: { cookie: await exponea.getCustomerCookie(), registered: 'jane.doe@example.com' },
      event_type: 'screen_view',
      timestamp: 1763788412.4,
      properties: { screen_name: 'dashboard', products: [{ id: 'a' }] },
    })
    expect(client.view().queue).toEqual([])
  })

  it('immediate mode sends on its own: a customer update at once, events after their delay', async () => {
    const { exponea } = load()
    await exponea.configure(configuration({ flushMode: 'IMMEDIATE' }))
    await exponea.identifyCustomer({ registered: 'x' }, {})
    await collector.until(() => names().includes('identify'), 'the customer update')
    await vi.waitFor(() => expect(client.view().inFlight).toEqual([]))
    await exponea.trackEvent('view_item', {})
    await collector.until(() => names().includes('view_item'), 'the event')
  })

  it('everything that the React Native SDK tracks with goes through', async () => {
    const { exponea } = load()
    await exponea.configure(configuration({ defaultProperties: { channel: 'web' } }))
    await exponea.trackPaymentEvent({ price: 12.5 })
    await exponea.trackPushToken('token')
    await exponea.trackDeliveredPush({ attributes: { campaign_id: '1' } })
    await exponea.trackClickedPush({ has_tracking_consent: false })
    await exponea.trackClickedPushWithoutTrackingConsent({ has_tracking_consent: false })
    await exponea.trackInAppMessageClick({ id: 'm', name: 'Sale' }, 'Buy', 'https://shop.example/')
    await exponea.setDefaultProperties({ channel: 'app' })
    await exponea.trackEvent('x', {})
    expect(await exponea.getDefaultProperties()).toEqual({ channel: 'app' })
    await exponea.flushData()
    expect(names().sort()).toEqual([
      'banner',
      'campaign',
      'campaign',
      'installation',
      'payment',
      'push',
      'session_start',
      'x',
    ])
    const bodies = collector.log.map(({ body }) => body as { event_type?: string; properties: { channel?: string } })
    expect(bodies.find((body) => body.event_type === 'payment')?.properties.channel).toBe('web')
    expect(bodies.find((body) => body.event_type === 'x')?.properties.channel).toBe('app')
  })
})

describe('what goes wrong', () => {
  it('the queue, the customer and the session survive a reload', async () => {
    await load().exponea.configure(configuration())
    await client.exponea.trackEvent('before', {})
    const cookie = await client.exponea.getCustomerCookie()
    const { exponea } = reload()
    expect(await exponea.isConfigured()).toBe(false)
    await exponea.configure(configuration())
    expect(await exponea.getCustomerCookie()).toBe(cookie)
    await exponea.flushData()
    expect(names().sort()).toEqual(['before', 'installation', 'session_start'])
    expect(collector.received().every(({ thing }) => thing.as.soft.cookie === cookie)).toBe(true)
  })

  it('nothing leaves while offline, everything after', async () => {
    const { exponea } = load()
    await exponea.configure(configuration())
    online(false)
    await exponea.trackEvent('offline', {})
    await exponea.flushData()
    expect(collector.log).toEqual([])
    expect(client.view().queue.map(({ name }) => name)).toContain('offline')
    online(true)
    await exponea.flushData()
    expect(names()).toContain('offline')
  })

  it('a reset connection is no try; five refusals drop the item', async () => {
    const { exponea } = load()
    await exponea.configure(configuration())
    await exponea.flushData()
    await exponea.trackEvent('unlucky', {})
    collector.rule({ event: 'unlucky', times: 1, verdict: { act: 'reset' } })
    await exponea.flushData()
    expect(client.view().queue).toMatchObject([{ name: 'unlucky', tries: 0 }])
    collector.rule({ event: 'unlucky', verdict: { act: 'reject', status: 400, body: '{"success":false}' } })
    for (const tries of [1, 2, 3, 4]) {
      await exponea.flushData()
      expect(client.view().queue).toMatchObject([{ name: 'unlucky', tries }])
    }
    await exponea.flushData()
    expect(client.view().queue).toEqual([])
  })

  it('a 200 with success:false is taken for uploaded', async () => {
    const { exponea } = load()
    await exponea.configure(configuration())
    await exponea.trackEvent('forbidden', {})
    collector.rule({
      event: 'forbidden',
      verdict: { act: 'refuse', words: 'Not authorized to add event of specified type' },
    })
    await exponea.flushData()
    expect(client.view().queue).toEqual([])
  })

  it('a collector that never answers counts as no answer, and the item is kept', async () => {
    const { exponea } = load({ requestTimeout: 50 })
    collector.rule({ verdict: { act: 'hang' } })
    await exponea.configure(configuration())
    await exponea.flushData()
    expect(client.view().queue.map(({ name }) => name)).toEqual(['installation', 'session_start'])
  })

  it('an unreadable entry is told of and left alone, the rest is read', async () => {
    page.localStorage.setItem(`${PREFIX}session`, '{broken')
    page.localStorage.setItem(`${PREFIX}customer`, '{"cookie":"OLD","ids":{}}')
    const { exponea } = load()
    await exponea.configure(configuration())
    expect(await exponea.getCustomerCookie()).toBe('OLD')
    expect(lines.some((line) => line.includes('session') && line.includes('no JSON'))).toBe(true)
  })

  it('a page whose storage is full goes on tracking, and says so', async () => {
    const { exponea } = load()
    vi.spyOn(page.Storage.prototype, 'setItem').mockImplementation(() => {
      throw new Error('QuotaExceededError')
    })
    await exponea.configure(configuration())
    await exponea.trackEvent('x', {})
    await exponea.flushData()
    expect(names()).toContain('x')
    expect(lines.some((line) => line.includes('QuotaExceededError'))).toBe(true)
  })
})

describe('the page is the app', () => {
  it('hidden is the background, visible is active', async () => {
    await load().exponea.configure(configuration())
    await visibility('hidden')
    expect(client.view()).toMatchObject({ app: 'background', session: { active: true } })
    expect(client.view().session.endedAt).not.toBeNull()
    await visibility('visible')
    expect(client.view()).toMatchObject({ app: 'active', session: { active: true, endedAt: null } })
  })

  it('leaving for good kills the app, leaving for the back-forward cache sends it to the background', async () => {
    await load().exponea.configure(configuration())
    page.dispatchEvent(Object.assign(new page.Event('pagehide'), { persisted: true }))
    expect(client.view().app).toBe('background')
    page.dispatchEvent(new page.Event('pageshow'))
    expect(client.view().app).toBe('active')
    page.dispatchEvent(Object.assign(new page.Event('pagehide'), { persisted: false }))
    expect(client.view().app).toBe('killed')
  })
})

describe('refusals, as the React Native bridge has them', () => {
  it('before configure', async () => {
    const { exponea } = load()
    await expect(exponea.trackEvent('x', {})).rejects.toMatchObject({
      code: 'ExponeaError',
      message: 'Failed to track event. SDK may not be configured or properties are invalid.',
    })
    await expect(exponea.flushData()).rejects.toThrow('not configured')
    await expect(exponea.getCustomerCookie()).rejects.toThrow('not configured')
    expect(client.view().queue).toEqual([])
  })

  it('a bad configuration says what is wrong, a second one is refused', async () => {
    const { exponea } = load()
    await expect(exponea.configure(configuration({ projectToken: '' }))).rejects.toThrow('projectToken')
    await exponea.configure(configuration())
    await expect(exponea.configure(configuration())).rejects.toThrow('already configured')
  })

  it('ids that are no texts, arguments that are no JSON, modes that are none', async () => {
    const { exponea } = load()
    await exponea.configure(configuration())
    await expect(exponea.identifyCustomer({ registered: 7 }, {})).rejects.toThrow('Failed to identify customer')
    const round: { self?: unknown } = {}
    round.self = round
    await expect(exponea.trackEvent('x', round)).rejects.toThrow()
    await expect(exponea.setFlushMode('SOMETIMES')).rejects.toThrow('Invalid flush mode')
    await expect(exponea.trackHmsPushToken('t')).rejects.toThrow('HMS')
  })

  it('nested properties by profile: guide, “Track event”, JsonDataParser.swift:11', async () => {
    await load({ profile: 'ios-4' }).exponea.configure(configuration())
    await expect(client.exponea.trackEvent('x', { list: [1] })).rejects.toThrow('Failed to track event')
  })

  it(
    'stop and clear: use cases of the guide (“Clear local customer data”, “Stop the SDK and wipe all ' +
      'tracked data”, “Stop the already running SDK”)',
    async () => {
      const { exponea } = load()
      await expect(exponea.clearLocalCustomerData()).rejects.toThrow('appGroup is required')
      await exponea.configure(configuration())
      await expect(exponea.clearLocalCustomerData('group')).rejects.toThrow('unavailable due to running Integration')
      await exponea.stopIntegration()
      await expect(exponea.trackEvent('late', {})).rejects.toThrow()
      expect(client.view()).toMatchObject({ status: 'stopped', queue: [] })
      const kept = Object.keys(page.localStorage).filter((key) => key.startsWith(PREFIX))
      expect(kept).toEqual([`${PREFIX}stopped`])
      expect(collector.log).toEqual([])
    },
  )

  it('stop before configure: refused by the bridge only [ios-4]', async () => {
    await load().exponea.stopIntegration()
    expect(client.view().status).toBe('stopped')
    await expect(reload({ profile: 'ios-4' }).exponea.stopIntegration()).rejects.toThrow('not configured')
  })
})
