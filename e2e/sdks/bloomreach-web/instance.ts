/** The SDK's inner instance: what each documented method does. The page's own object only points here. */
import { check } from './arguments'
import { ID, OFFSET, readCookie, writeCookie } from './jar'
import { pageProperties } from './properties'
import { type Command, Sending } from './sending'
import { deepMerge, type Pace, plain, type Settings, settingsOf } from './settings'

type Properties = Record<string, unknown>
type Ok = (result: Properties) => void
type Failed = (error: Error) => void
/** What every call of the SDK may end with: who is told how it went, and whether it is sent at once. */
type Told = readonly [ok?: Ok, failed?: Failed, immediate?: boolean]

/** One instance of the stand-in for Bloomreach's Web SDK. */
export class Instance {
  settings: Settings = settingsOf({})
  isInitialized = false
  readonly #sending: Sending
  /** Calls that wait for `initialize`; for ever, if it never comes. */
  #early: (() => void)[] = []
  #ids: Record<string, unknown> = {}
  /** The server's clock ahead of ours in seconds; used only where it was known when the page began (recorded). */
  #offset: number | null = null

  constructor(pace: Pace, snippet: string) {
    this.#sending = new Sending(() => this.settings.target.replace(/\/$/, ''), pace, snippet)
  }

  /** Takes the configuration ahead of `initialize`. */
  _initializeConfig = (config: unknown): void => {
    if (!this.isInitialized) this.settings = settingsOf(config)
  }

  initialize = (config: Properties): void => {
    check('initialize', [config])
    if (this.isInitialized) return
    if (typeof config.token !== 'string' || config.token === '')
      throw new Error('exponea.initialize: token must be a non-empty string')
    this.settings = settingsOf(config)
    this.isInitialized = true
    this.#begin()
  }

  track = (type: string, properties?: Properties, ...told: Told): void => {
    check('track', [type, properties, ...told])
    const calledAt = Date.now()
    this.#later(() => this.#event(type, properties ?? {}, calledAt, told))
  }

  identify = (ids: Properties | string | number, properties?: Properties, ...told: Told): void => {
    check('identify', [ids, properties, ...told])
    this.#later(() => {
      this.#merge(typeof ids === 'object' ? ids : { registered: ids })
      this.#customer(properties ?? {}, told)
    })
  }

  update = (properties: Properties, ...told: Told): void => {
    check('update', [properties, ...told])
    this.#later(() => this.#customer(properties, told))
  }

  anonymize = (): void => {
    this.#later(() => {
      this.#ids = { cookie: crypto.randomUUID() }
      this.#keepCookie(String(this.#ids.cookie))
      this.#sending.add(this.#known())
    })
  }

  ping = (options?: Properties): void => {
    check('ping', [options])
    if (options) deepMerge(this.settings.ping as unknown as Properties, options)
    else this.#later(() => this.#event('session_ping', { ...this.settings.ping.properties }, Date.now(), []))
  }

  trackLink = (target: Element | string, type: string, properties?: Properties): void => {
    check('trackLink', [target, type, properties])
    for (const element of typeof target === 'string' ? document.querySelectorAll(target) : [target]) {
      element.addEventListener('click', () => this.track(type, properties))
    }
  }

  getAbTest = (name: string, variants: Record<string, number>, callback?: (variant: string) => void): string => {
    check('getAbTest', [name, variants, callback])
    const cookie = `__exponea_ab_${name}__`
    const known = readCookie(cookie)
    const variant = known ?? drawn(variants)
    if (known === undefined) {
      writeCookie(cookie, variant, this.settings.cookies.expires.ab_test)
      this.track('ab test', { name, variant })
    }
    callback?.(variant)
    return variant
  }

  /** Checks its arguments only: what the shipped SDK makes of the shop's data is not documented. */
  trackEnhancedEcommerce = (data: Properties, kind?: string): void => check('trackEnhancedEcommerce', [data, kind])

  /** As the page is left. */
  leave = (): void => {
    if (this.settings.track.unloads) this.track('web_unload')
    this.#sending.leave()
  }

  /** Another page of a single-page application. */
  route = (): void => {
    if (this.settings.track.visits && this.settings.spa_reloading) this.#visit(Date.now())
  }

  /** The documented order: cookie, time, push key, IDs (which block), stored calls, campaign, customer, ping, visit. */
  #begin(): void {
    const begun = Date.now()
    const { token, compliance, ping, lazy_merge, customer, track } = this.settings
    const optIn = compliance.opt_in
    const fresh = optIn === true || (typeof optIn === 'object' && optIn.new_customer_profile === true)
    const cookie = fresh ? undefined : readCookie(ID)
    if (cookie !== undefined) this.#ids.cookie = cookie
    const offset = readCookie(OFFSET)
    this.#offset = offset === undefined ? null : Number(offset)
    const { target } = this.settings
    void fetch(`${target}/webxp/projects/${token}/bundle`, { credentials: 'include' }).catch(() => undefined)
    this.#sending.add(this.#known())
    if (offset === undefined) this.#sending.add(this.#time())
    this.#sending.add({ name: 'system/push-notifications-vapid-key', data: () => ({ company_id: token }) })
    if (sessionStorage.getItem(DEFINITION) === null) this.#sending.add(this.#definition())
    const dropped = optIn === true || (typeof optIn === 'object' && optIn.ignore_stored_command === true)
    const early = this.#early.splice(0)
    if (!dropped) for (const call of early) call()
    if (new URL(location.href).searchParams.has('xnpe_cmp')) this.#campaign(begun)
    if (!ping.enabled && !lazy_merge) {
      this.#merge(customer)
      this.#customer({}, [])
    }
    if (ping.enabled) this.#ping(begun)
    if (track.visits) this.#visit(begun)
  }

  #known(): Omit<Command, 'tries'> {
    return {
      name: 'system/ids',
      blocking: true,
      data: () => {
        const { cookie, ...customer } = this.#ids
        const expires = Math.floor(Date.now() / 1000) + this.settings.cookies.expires.tracking
        return { project_id: this.settings.token, ...(cookie === undefined ? {} : { cookie }), customer, expires }
      },
      ok: (result) => {
        // Whatever ids the server names are the customer's from now on, hard ones too.
        deepMerge(this.#ids, plain(result.data))
        const given = this.#ids.cookie
        if (typeof given !== 'string') return
        this.#keepCookie(given)
        this.#tags()
      },
    }
  }

  #time(): Omit<Command, 'tries'> {
    const asked = Date.now() / 1000
    return {
      name: 'system/time',
      data: () => ({ clientTS: Date.now() / 1000 }),
      ok: (result) => {
        if (typeof result.time !== 'number') return
        const middle = (asked + Date.now() / 1000) / 2
        writeCookie(OFFSET, String(result.time - middle), this.settings.cookies.expires.time)
      },
    }
  }

  #definition(): Omit<Command, 'tries'> {
    return {
      name: 'system/tracking',
      data: () => ({ company_id: this.settings.token }),
      ok: (result) =>
        sessionStorage.setItem(
          DEFINITION,
          JSON.stringify({ expires: Date.now() / 1000 + 3600, data: result.data ?? [] }),
        ),
    }
  }

  /** Personalisation: asked for once the visitor is known, and only on the page's first time. */
  #tagged = false
  #tags(): void {
    if (this.#tagged) return
    this.#tagged = true
    const body = JSON.stringify({
      company_id: this.settings.token,
      customer_ids: this.#ids,
      current_url: location.href,
    })
    void fetch(`${this.settings.target}/managed-tags/show`, { method: 'POST', credentials: 'include', body }).catch(
      () => undefined,
    )
  }

  #event(type: string, properties: Properties, calledAt: number, [ok, failed, immediate]: Told): void {
    // Page, defaults, then the caller's own, which win.
    const page = { ...pageProperties(this.settings), ...this.settings.track.default_properties }
    const all = copiedLater(() => ({ ...page, ...properties }))
    const data = () => ({
      customer_ids: { ...this.#ids },
      company_id: this.settings.token,
      type,
      age: (Date.now() - calledAt) / 1000,
      properties: all(),
      ...this.#timestamp(),
    })
    this.#sending.add({ name: 'crm/events', data, ok, failed }, immediate)
  }

  #customer(properties: Properties, [ok, failed, immediate]: Told): void {
    const all = copiedLater(() => ({ ...properties }))
    const data = () => ({ ids: { ...this.#ids }, company_id: this.settings.token, properties: all() })
    this.#sending.add({ name: 'crm/customers', data, ok, failed }, immediate)
  }

  #campaign(at: number): void {
    const { os, browser, device } = pageProperties(this.settings)
    const url = location.href
    const data = () => ({
      company_id: this.settings.token,
      age: (Date.now() - at) / 1000,
      url,
      properties: { os, browser, device },
      ...this.#timestamp(),
    })
    this.#sending.add({ name: 'campaigns/clicks', data })
  }

  #visit(at: number): void {
    this.#event('page_visit', { referrer: document.referrer, path: location.pathname }, at, [])
  }

  #ping(at: number): void {
    const { interval, properties } = this.settings.ping
    const load = { referrer: document.referrer, path: location.pathname, activity: 'page_load' }
    this.#event('session_ping', { ...load, ...properties }, at, [])
    setInterval(() => this.ping(), interval * 1000)
  }

  /** The server's time at sending, where the clocks' difference was known when the page began. */
  #timestamp(): { timestamp?: number } {
    return this.#offset === null ? {} : { timestamp: Date.now() / 1000 + this.#offset }
  }

  /** Lays IDs over those known; empty ones vanish, and the cookie stays the SDK's own. */
  #merge(ids: Properties): void {
    const kept = Object.entries(ids).filter(
      ([name, id]) => name !== 'cookie' && id !== null && id !== undefined && id !== '',
    )
    deepMerge(this.#ids, Object.fromEntries(kept))
  }

  #keepCookie(cookie: string): void {
    writeCookie(ID, cookie, this.settings.cookies.expires.tracking)
  }

  #later(call: () => void): void {
    if (this.isInitialized) call()
    else this.#early.push(call)
  }
}

/**
 * What the page has given is copied in a microtask after its call: what it changes until then is sent (Web SDK 3.15.0).
 */
function copiedLater(copy: () => Properties): () => Properties {
  let copied: Properties | undefined
  queueMicrotask(() => {
    copied ??= copy()
  })
  return () => {
    copied ??= copy()
    return copied
  }
}

const DEFINITION = '__exponea_tracking_definition__'

function drawn(variants: Record<string, number>): string {
  const whole = Object.values(variants).reduce((sum, weight) => sum + weight, 0)
  let left = Math.random() * whole
  for (const [name, weight] of Object.entries(variants)) {
    left -= weight
    if (left < 0) return name
  }
  return Object.keys(variants)[0] ?? ''
}
