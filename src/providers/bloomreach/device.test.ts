/**
 * What stop and clear take from the device: whatever any project had there, and nothing at all where the SDK refuses
 * the call.
 */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import { createReduce } from '../../core/fold/fold'
import { emptyState, type State } from '../../core/state'
import { story } from '../../testing/story'
import { vendor } from '.'

const { reduceAll } = createReduce([vendor])
const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const page: Happening = { kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 0 }
const call = (number: number, method: string, ...args: readonly (string | object)[]): Happening => ({
  ...{ kind: 'call', ...app, call: number, method, args: args as never },
})
const running: Happening = { kind: 'sdk', ...app, state: 'running' }
const configured = (number: number) => call(number, 'configure', { projectToken: 'shop', flushMode: 'MANUAL' })
const refused = (number: number): Happening => ({
  kind: 'outcome',
  call: number,
  result: 'rejected',
  error: 'appGroup is required',
})
const sent: Happening = {
  ...{ kind: 'request', request: 1, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
  url: 'http://collector.test/track/v2/projects/shop/customers/events',
  body: { text: '{"customer_ids":{"cookie":"c"},"event_type":"waiting","timestamp":1,"properties":{}}', size: 80 },
}
/** A page that leaves something unsent, and the next one, on which the SDK is not configured yet. */
const twoPages = () =>
  story()
    .tell(
      'one',
      page,
      running,
      configured(1),
      call(2, 'identifyCustomer', { registered: 'ada' }),
      call(3, 'trackEvent', 'waiting', {}),
    )
    .tell('one', { kind: 'page', change: 'pagehide', persisted: false })
    .tell('two', page, running)
const fold = (told: ReturnType<typeof story>): State => reduceAll(emptyState, told.facts)
const seen = (state: State) => ({
  items: state.items.toArray().map(({ name, delivery }) => [name, delivery]),
  customer: state.trackers.get('bloomreach:shop')?.customer.hard,
  withoutRequest: state.mismatches.callsWithoutRequest,
})

describe('clearLocalCustomerData before configure', () => {
  it(
    'takes what an earlier page has left on the device, and forgets its customer (guide, “Clear local ' +
      'customer data”)',
    () => {
      const before = seen(fold(twoPages()))
      expect(before).toEqual({
        items: [
          ['customer update', 'queued'],
          ['waiting', 'queued'],
        ],
        customer: { registered: 'ada' },
        withoutRequest: 0,
      })
      const cleared = fold(twoPages().tell('two', call(1, 'clearLocalCustomerData', 'group.shop')))
      expect(seen(cleared)).toEqual({
        items: [
          ['customer update', 'lost'],
          ['waiting', 'lost'],
        ],
        customer: {},
        withoutRequest: 2,
      })
      expect(
        fold(twoPages().tell('two', call(1, 'clearLocalCustomerData', 'group.shop'), configured(2))).trackers.last(),
      ).toMatchObject({
        key: 'shop',
        customer: { hard: {} },
      })
    },
  )

  it('takes nothing where the SDK refuses it, and what waits is still found when it is sent', () => {
    const told = twoPages().tell('two', call(1, 'clearLocalCustomerData'), refused(1))
    expect(seen(fold(told))).toEqual(seen(fold(twoPages())))
    expect(fold(told).moments.last()).toMatchObject({
      kind: 'identity',
      text: expect.stringContaining('appGroup is required'),
    })
    const later = fold(told.tell('two', configured(2), sent))
    expect(seen(later).items.at(-1)).toEqual(['waiting', 'in flight'])
    expect(later.items.size).toBe(2)
  })
})

// React Native SDK 3.0.0 ExponeaBridge.swift:519.
it('stopIntegration that the bridge refuses before configure stops nothing', () => {
  const told = twoPages().tell('two', call(1, 'stopIntegration'), refused(1))
  expect(seen(fold(told))).toEqual(seen(fold(twoPages())))
  expect(
    fold(told)
      .trackers.toArray()
      .map(([, { status }]) => status),
  ).toEqual(['left', 'running'])
})
