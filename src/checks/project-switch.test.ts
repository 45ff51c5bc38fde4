/** A documented project switch is no mistake; two keys without one are. */
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { story } from '../testing/story'
import { createFindings } from './judging'
import { check } from './rules/any-two-keys'

const about = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
let calls = 0
const call = (method: string, ...args: Json[]): Happening => ({ kind: 'call', ...about, call: ++calls, method, args })
const PAGE: Happening = { kind: 'document', url: 'https://s.test/', title: '', top: true, late: false, startedAt: 0 }
const event = call('trackEvent', 'bought', {})
const found = (...told: readonly Happening[]) => {
  const state = reduceAll(
    emptyState,
    story().tell('d', PAGE, { kind: 'sdk', ...about, state: 'running' }, ...told).facts,
  )
  return createFindings([check])(null, state, 5000).byCheck.size
}
const configure = (projectToken: string) => call('configure', { projectToken })
const anonymize = (projectToken: string) => call('anonymize', { projectToken })

it('a documented project switch is no mistake', () => {
  expect(found(configure('p'), event, anonymize('p2'), event)).toBe(0)
  expect(found(configure('p'), event, anonymize('p2'), event, anonymize('p'), event)).toBe(0)
  expect(found(configure('p'), event, call('stopIntegration'), configure('p2'), event)).toBe(0)
})

it('nor are the further projects of the mapping that a switch brings, whenever they are seen', () => {
  const mapped = (...args: Json[]) => call('anonymize', { projectToken: 'p2' }, ...args)
  let requests = 0
  const paid = (key: string): Happening => {
    const text = JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: 'payment', timestamp: 1, properties: {} })
    const url = `https://s.test/track/v2/projects/${key}/customers/events`
    const to = {
      kind: 'request',
      request: ++requests,
      vendor: 'bloomreach',
      via: 'fetch',
      method: 'POST',
      url,
    } as const
    return { ...to, body: { text, size: text.length } }
  }
  const later = (...args: Json[]) => {
    const facts = story()
      .tell('d', PAGE, { kind: 'sdk', ...about, state: 'running' }, configure('p'), mapped(...args))
      .wait(60_000)
      .tell('d', call('trackPaymentEvent', {}), paid('p2'), paid('p3')).facts
    return createFindings([check])(null, reduceAll(emptyState, facts), 70_000).byCheck.size
  }
  expect(later({ PAYMENT: [{ projectToken: 'p3' }] })).toBe(0)
  expect(later()).toBe(1)
})

it('nor is one of which only the requests were seen', () => {
  let requests = 0
  const sent = (key: string, type: string, cookie: string): Happening => {
    const properties = { sdk: 'Exponea iOS SDK' }
    const text = JSON.stringify({ customer_ids: { cookie }, event_type: type, timestamp: 1, properties })
    return {
      ...{ kind: 'request', request: ++requests, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
      ...{ url: `https://s.test/track/v2/projects/${key}/customers/events`, body: { text, size: text.length } },
    }
  }
  const judged = (...told: readonly Happening[]) =>
    createFindings([check])(null, reduceAll(emptyState, story().tell('d', PAGE, ...told).facts), 5000).byCheck.size
  expect(judged(sent('p', 'a', 'c1'), sent('p2', 'early', 'c2'), sent('p2', 'installation', 'c2'))).toBe(0)
  expect(judged(sent('p', 'a', 'c1'), sent('p2', 'b', 'c2'))).toBe(1)
})

it('two SDKs of one project, the app’s and the page’s, have one key', () => {
  const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
  const told: readonly Happening[] = [
    { kind: 'sdk', ...web, state: 'stub' },
    { kind: 'call', ...web, call: ++calls, method: '_initializeConfig', args: [{ token: 'p' }] },
    { kind: 'call', ...web, call: ++calls, method: 'track', args: ['bought', {}] },
  ]
  expect(found(configure('p'), event, ...told)).toBe(0)
  expect(found(configure('p2'), event, ...told)).toBe(1)
})

it('two projects of which one was simply configured after the other are told', () => {
  const other = { ...about, tracker: 'Other' }
  const second = (method: string, ...args: Json[]): Happening => ({ ...call(method, ...args), ...other }) as Happening
  const both = [configure('p'), event, second('configure', { projectToken: 'p2' }), second('trackEvent', 'bought', {})]
  expect(found(...both)).toBe(1)
  // One SDK ignores a second configure (Exponea+Configuration.swift:128), unless it sends to that project after all.
  expect(found(configure('p'), event, configure('p2'), event)).toBe(0)
})

it('an SDK that tracks nothing is not compared with all others of its page', () => {
  const many = 200
  const sdks = Array.from({ length: many }, (_, n): Happening => {
    return { kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: `${n}`, state: 'running', key: `k${n}` }
  })
  const state = reduceAll(emptyState, story().tell('d', PAGE, ...sdks).facts)
  let looks = 0
  const trackers = state.trackers.map((tracker) =>
    Object.defineProperty({ ...tracker }, 'vendor', {
      get: () => {
        looks++
        return tracker.vendor
      },
    }),
  )
  createFindings([check])(null, { ...state, trackers }, 5000)
  expect(trackers.size).toBe(many)
  expect(looks).toBeLessThan(many * 10)
})
