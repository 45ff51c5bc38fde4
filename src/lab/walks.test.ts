/**
 * The walk-throughs give what the guides say. Guide lines: Bloomreach's iOS tracking guide, Customer.io's iOS
 * track-events guide.
 */
import { describe, expect, it } from 'vitest'
import { parseJson } from '../core/json'
import { deliveryOf, type Frame, play } from './bench'
import { models } from './models'
import { readSequence, type Sequence, sequenceText } from './sequence'
import { walksOf } from './walks'

const START = 1_763_788_400_000
const walks = walksOf(models, START)

function walked(id: string, change: Partial<Sequence['setup']> = {}) {
  const sequence = walks.find((walk) => walk.id === id)?.sequence
  if (!sequence) throw new Error(`no walk-through ${id}`)
  const setup = { ...sequence.setup, ...change, settings: { ...sequence.setup.settings, ...change.settings } }
  const model = models.find(({ vendor }) => vendor === setup.vendor)
  if (!model) throw new Error(`no model ${setup.vendor}`)
  const frames = play(
    model,
    setup,
    sequence.steps.map(({ step }) => step),
  )
  const frame = (index: number): Frame<unknown> => {
    const found = frames.at(index)
    if (!found) throw new Error(`no frame ${index}`)
    return found
  }
  const past = (method: string, nth = 0): Frame<unknown> => {
    const places = sequence.steps.flatMap(({ step }, place) =>
      step.step === 'call' && step.method === method ? [place] : [],
    )
    return frame((places[nth] ?? Number.NaN) + 1)
  }
  return { frames, end: frame(-1), past }
}

const names = (frame: Frame<unknown>): readonly string[] => frame.items.map(({ item }) => item.name)
const outcomes = (frame: Frame<unknown>): readonly string[] =>
  frame.items.map((tracked) => `${tracked.item.name} ${deliveryOf(frame, tracked)}`)
const logs = (frame: Frame<unknown>): string =>
  frame.effects.flatMap((effect) => (effect.effect === 'log' ? [effect.text] : [])).join('\n')

it('every file is a readable sequence with a title, and reads back to itself', () => {
  expect(walks.map(({ id }) => id)).toEqual([
    ...[
      'bloomreach-1-stop-upload',
      'bloomreach-2-stop-wipe',
      'bloomreach-3-stop-running',
      'bloomreach-4-consent-denied',
    ],
    ...['bloomreach-5-anonymize', 'bloomreach-6-sessions', 'bloomreach-7-sessions-manual', 'bloomreach-8-clear'],
    ...['customerio-1-anonymous', 'customerio-2-delete-person'],
  ])
  for (const { sequence } of walks) {
    expect(sequence.title).not.toBe('')
    expect(readSequence(sequenceText(sequence), models, 0)).toEqual(sequence)
  }
})

describe('the four use cases of stopIntegration', () => {
  it('“Stop the SDK but upload tracked data”: what came before is delivered, what comes after is dropped', () => {
    const { end, past } = walked('bloomreach-1-stop-upload')
    expect(outcomes(end)).toEqual(['installation delivered', 'session_start delivered', 'screen_view delivered'])
    expect(past('stopIntegration').view).toMatchObject({
      status: 'stopped',
      queue: [],
      customer: { soft: {}, hard: {} },
    })
    expect(logs(end)).toContain('SDK is stopping')
  })

  it(
    'stop and wipe: nothing is ever sent, and the next start is a fresh one (guide, “Stop the SDK and ' +
      'wipe all tracked data”)',
    () => {
      const { end, past } = walked('bloomreach-2-stop-wipe')
      const first = past('identifyCustomer').view.customer
      expect(end.requests).toEqual([])
      expect(past('stopIntegration').effects.filter(({ effect }) => effect === 'wiped')).toHaveLength(1)
      expect(first.hard).toEqual({ registered: 'jane.doe@example.com' })
      expect(end.view.customer.hard).toEqual({})
      expect(end.view.customer.soft.cookie).not.toBe(first.soft.cookie)
      expect(names(end).filter((name) => name === 'installation')).toHaveLength(2)
    },
  )

  it('“Stop the already running SDK”: all local data goes at once, and nothing happens afterwards', () => {
    const { end, past } = walked('bloomreach-3-stop-running')
    const stopped = past('stopIntegration')
    expect(stopped.view).toMatchObject({
      status: 'stopped',
      pushToken: null,
      queue: [],
      session: { active: false },
      customer: { soft: {}, hard: {} },
    })
    expect(outcomes(stopped)).toEqual([
      'installation delivered',
      'session_start delivered',
      'push token delivered',
      'unsent lost',
    ])
    expect(end.items).toHaveLength(stopped.items.length)
    expect(end.requests).toHaveLength(stopped.requests.length)
  })

  it(
    'consent denied: an SDK that is never initialized does nothing (guide, “Customer denies ' + 'tracking consent”)',
    () => {
      const { end } = walked('bloomreach-4-consent-denied')
      expect([end.items, end.requests, end.stored]).toEqual([[], [], {}])
      expect(end.view.status).toBe('not configured')
    },
  )
})

it('clear: before the SDK runs, with its app group, all goes (guide, “Clear local customer data”)', () => {
  const { end, past } = walked('bloomreach-8-clear')
  expect(logs(past('clearLocalCustomerData'))).toMatch(/before the SDK is initialized; use stopIntegration/)
  const other = past('clearLocalCustomerData', 1)
  expect(logs(other)).toMatch(/^Nothing is cleared/)
  expect(other.view).toMatchObject({
    pushToken: 'value-of-push-token',
    customer: { hard: { registered: 'jane.doe@example.com' } },
  })
  const cleared = past('clearLocalCustomerData', 2)
  expect(cleared.stored).toEqual({})
  expect(cleared.view).toMatchObject({ pushToken: null, customer: { soft: {}, hard: {} }, queue: [] })
  expect(outcomes(end)).toEqual([
    ...['installation lost', 'session_start lost', 'customer update lost', 'push token lost', 'screen_view lost'],
    ...['installation delivered', 'session_start delivered'],
  ])
  expect(end.requests.map(({ request }) => request.body).join()).not.toContain('jane')
})

it('anonymize has the seven effects in the guide’s order (guide, “Anonymize”)', () => {
  const { end, past } = walked('bloomreach-5-anonymize')
  const before = past('trackEvent').view.customer
  const frame = past('anonymize')
  const customer = frame.view.customer
  const told = frame.effects.flatMap((effect) =>
    effect.effect === 'tracked'
      ? [effect.item.name]
      : effect.effect === 'log'
        ? [effect.text.replace(/ with cookie .*/, '')]
        : [],
  )
  expect(told).toEqual([
    'push token',
    'Local repositories and caches are cleared, excluding tracked events.',
    'session_start',
    'New customer created',
    'push token',
    'In-app messages, in-app content blocks and app inbox are preloaded for the new customer.',
    'installation',
  ])
  const tracked = frame.effects.flatMap((effect) => (effect.effect === 'tracked' ? [effect.item] : []))
  expect(tracked.map((item) => item.customer)).toEqual([before, customer, customer, customer])
  expect(tracked.map((item) => item.properties.apple_push_notification_id)).toEqual([
    '',
    undefined,
    'value-of-push-token',
    undefined,
  ])
  expect(customer.hard).toEqual({})
  expect(customer.soft.cookie).not.toBe(before.soft.cookie)
  expect(frame.view.pushToken).toBe('value-of-push-token')
  // Tracked events are excluded from the clearing, and keep their customer (guide, “Anonymize”).
  const sent = end.requests.find(({ request }) => request.body.includes('before_sign_out'))
  expect(parseJson(sent?.request.body ?? '')).toMatchObject({ customer_ids: { registered: 'jane.doe@example.com' } })
})

describe('sessions', () => {
  it('resumed within the timeout, ended and started anew after it (guide, “Sessions”)', () => {
    const { end } = walked('bloomreach-6-sessions')
    const sessions = end.items
      .filter(({ item }) => item.type === 'session')
      .map(({ item }) => [item.name, (item.timestamp ?? 0) * 1000 - START])
    expect(sessions).toEqual([
      ['session_start', 0],
      ['session_end', 60_000],
      ['session_start', 130_000],
    ])
    expect(end.items.find(({ item }) => item.name === 'session_end')?.item.properties.duration).toBe(60)
  })

  it(
    'by hand: a second start ends the open session, unless auto-close is off (guide, “Track ' + 'session manually”)',
    () => {
      const sessions = (end: Frame<unknown>) => names(end).filter((name) => name.startsWith('session'))
      expect(sessions(walked('bloomreach-7-sessions-manual').end)).toEqual([
        'session_start',
        'session_end',
        'session_start',
        'session_end',
      ])
      const open = walked('bloomreach-7-sessions-manual', { settings: { manualSessionAutoClose: false } })
      expect(sessions(open.end)).toEqual(['session_start', 'session_start', 'session_end'])
    },
  )
})

describe('Customer.io', () => {
  it('anonymous activity has an anonymousId and no user, identify carries both (guide, “Anonymous activity”)', () => {
    const { end } = walked('customerio-1-anonymous')
    const [sent] = end.requests
    const { batch } = parseJson(sent?.request.body ?? '') as { batch: readonly Record<string, unknown>[] }
    const anonymous = end.items[0]?.item.customer.soft.anonymousId
    expect(anonymous).toBeTruthy()
    expect(
      batch.map(({ event, type, userId, anonymousId }) => [event ?? type, userId ?? null, anonymousId === anonymous]),
    ).toEqual([
      ['logged_in', null, true],
      ['played_game', null, true],
      ['identify', 'user-1', true],
      ['purchase', 'user-1', true],
    ])
    // Data can be left out (guide, “Track an event”).
    expect(batch[1]).not.toHaveProperty('properties')
    expect(end.view.queue).toEqual([])
  })

  it('Delete Person is a plain track call, told from the name on the wire (guide, “Semantic Events”)', () => {
    const { end, past } = walked('customerio-2-delete-person')
    expect(logs(past('track'))).toContain(
      '“Delete Person” is the guide’s title of the action; the name on the wire is “User Deleted”',
    )
    expect(logs(past('track', 1))).toContain('Destructive')
    expect(outcomes(end)).toEqual(['identify delivered', 'Delete Person delivered', 'User Deleted delivered'])
  })
})
