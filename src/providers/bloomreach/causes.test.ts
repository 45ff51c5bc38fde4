/**
 * What the SDK tracks by itself because of a trigger is marked as the trigger's where that is certain, and nowhere
 * else.
 */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { type Story, story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const page: Happening = { kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 0 }
let calls = 0
const call = (method: string, trigger: string | null, ...args: readonly Json[]): Happening => ({
  ...{ kind: 'call', ...app, call: ++calls, method, args },
  ...(trigger === null ? {} : { trigger }),
})
let requests = 0
/** An event on the wire that claims a time; milliseconds. */
const sent = (name: string, at: number, properties: Json = {}): Happening => ({
  ...{ kind: 'request', request: ++requests, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
  url: 'http://c.test/track/v2/projects/shop/customers/events',
  body: {
    text: JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: name, timestamp: at / 1000, properties }),
    size: 100,
  },
})
const running = (config: Json = {}): Story =>
  story()
    .tell(
      'd',
      page,
      { kind: 'sdk', ...app, state: 'running' },
      call('configure', null, { projectToken: 'shop', ...(config as object) }),
    )
    .wait(10_000)
/** When the next fact of a story will be told: 10 ms after its last one, or after what was waited for. */
const marks = (told: Story) =>
  reduceAll(emptyState, told.facts)
    .items.toArray()
    .map(({ name, trigger }) => [name, trigger])
const lastAt = (told: Story): number => told.facts.at(-1)?.at ?? 0

describe('anonymize by a trigger', () => {
  it('makes the installation, session events and push token that follow, once each (guide, “Anonymize”)', () => {
    const pressed = running().tell('d', call('anonymize', 't'))
    const at = lastAt(pressed)
    const told = pressed
      .wait(3000)
      .tell(
        'd',
        sent('session_end', at),
        sent('notification_state', at, { valid: false }),
        sent('installation', at + 1),
      )
      .tell('d', sent('session_start', at + 1), sent('notification_state', at + 40, { valid: true }))
      // What is one too many was tracked for another reason.
      .tell('d', sent('installation', at + 2), sent('notification_state', at + 90))
    expect(marks(told)).toEqual([
      ['session_end', 't'],
      ['notification_state', 't'],
      ['installation', 't'],
      ['session_start', 't'],
      ['notification_state', 't'],
      ['installation', null],
      ['notification_state', null],
    ])
  })

  it('makes nothing that claims another time, that is not documented to follow, or that the page asked for', () => {
    const pressed = running().tell('d', call('anonymize', 't'))
    const at = lastAt(pressed)
    const told = pressed
      .tell('d', call('trackEvent', null, 'own', {}))
      .tell(
        'd',
        sent('installation', at - 9000),
        sent('session_start', at + 5000),
        sent('banner', at),
        sent('own', at + 10),
      )
    expect(marks(told)).toEqual([
      ['own', null],
      ['installation', null],
      ['session_start', null],
      ['banner', null],
    ])
  })

  it('makes no session events where sessions are tracked by hand', () => {
    const pressed = running({ automaticSessionTracking: false }).tell('d', call('anonymize', 't'))
    const at = lastAt(pressed)
    expect(marks(pressed.tell('d', sent('session_start', at), sent('installation', at)))).toEqual([
      ['session_start', null],
      ['installation', 't'],
    ])
  })

  it('is not taken for the cause where the page has done the same within the moment', () => {
    const both = running().tell('d', call('anonymize', null), call('anonymize', 't'))
    const at = lastAt(both)
    expect(marks(both.tell('d', sent('installation', at)))).toEqual([['installation', null]])
  })
})

it('takes the call at the claimed moment before one of a while ago', () => {
  const both = running()
    .tell('d', call('configure', null, { projectToken: 'shop' }))
    .wait(500)
    .tell('d', call('anonymize', 't'))
  expect(marks(both.tell('d', sent('session_start', lastAt(both))))).toEqual([['session_start', 't']])
  expect(marks(both.tell('d', sent('notification_state', lastAt(both) + 300)))).toEqual([
    ['session_start', 't'],
    ['notification_state', null],
  ])
})

it('the old customer’s last words do not make it the present one again', () => {
  const customers = (told: Story) => reduceAll(emptyState, told.facts).trackers.get('bloomreach:shop')?.customer.soft
  const waiting = running().tell('d', call('trackEvent', null, 'own', {}), call('anonymize', 't'))
  const at = lastAt(waiting)
  const told = waiting.wait(3000).tell('d', sent('own', at - 10, {}), sent('session_end', at))
  expect(customers(told)).toEqual({})
  expect(customers(told.tell('d', call('trackEvent', null, 'later', {})).tell('d', sent('later', at + 3100)))).toEqual({
    cookie: 'c',
  })
})

it('the page’s own anonymize marks nothing', () => {
  const told = running().tell('d', call('anonymize', null))
  expect(marks(told.tell('d', sent('installation', lastAt(told))))).toEqual([['installation', null]])
})

it('a stop by a trigger makes what iOS SDK 4.0.1 still tracks (ExponeaInternal.swift:660), not what it flushes', () => {
  const pressed = running().tell('d', call('trackEvent', null, 'own', {}), call('stopIntegration', 't'))
  const at = lastAt(pressed)
  const told = pressed.tell(
    'd',
    sent('own', at - 10),
    sent('session_end', at),
    sent('notification_state', at, { valid: false }),
  )
  expect(marks(told)).toEqual([
    ['own', null],
    ['session_end', 't'],
    ['notification_state', 't'],
  ])
})

it('a session started by a trigger makes the end of the one that was open (guide, “Track session manually”)', () => {
  const pressed = running({ automaticSessionTracking: false })
    .tell('d', call('trackSessionStart', null))
    .wait(2000)
    .tell('d', call('trackSessionStart', 't'))
  const at = lastAt(pressed)
  expect(marks(pressed.tell('d', sent('session_end', at)))).toEqual([
    ['session_start', null],
    ['session_start', 't'],
    ['session_end', 't'],
  ])
})
