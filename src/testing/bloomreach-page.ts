/** A page with Bloomreach's Web SDK, as a story: who is met there, what the SDK sends, and the answer to it. */
import type { Happening } from '../core/fact'
import type { Json, JsonObject } from '../core/json'
import { opened, type PageStory, pageStory, running } from './page-story'

export const KEY = 'a1b2c3d4-demo-shop'
export const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
export const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
export const BULK = 'http://collector.test/bulk'
/** What the server says when it takes up to three commands. */
export const OK = { results: [{ status: 'ok' }, { status: 'ok' }, { status: 'ok' }], success: true }

/** A `/bulk` of events, each `[name, properties, age in seconds]`, sent at `now`, milliseconds since 1970. */
export const bulk = (now: number, ...events: readonly (readonly [string, JsonObject, number])[]): Json => ({
  ...{ sdk: 'js-client', sdk_version: 'v3.15.0' },
  commands: events.map(([type, properties, age]) => ({
    ...{ name: 'crm/events' },
    data: { customer_ids: { cookie: 'c' }, company_id: KEY, type, age, timestamp: now / 1000, properties },
  })),
})

/** A page on which the SDK runs, and what happens there next. */
export const page = (...more: Happening[]): PageStory => pageStory().in('one', opened(), running(web, KEY), ...more)
