/** Storage that is not there on the next page: who was known before is not known any more, and no SDK did anything. */
import { describe, expect, it } from 'vitest'
import { findingsOf } from '../checks'
import type { Happening } from '../core/fact'
import { whoseNow } from '../core/query/whose'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'

const bundle = { vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1' } as const
const snippet = { vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics' } as const
const web = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
type Told = ReturnType<typeof pageStory>

const entry = (key: string, value: string): Happening => ({
  ...{ kind: 'storage', vendor: 'customerio', area: 'local', key, value: JSON.stringify(value) },
})
const cookie = (value: string): Happening => ({
  ...{ kind: 'storage', vendor: 'bloomreach', area: 'cookie', key: '__exponea_etc__', value },
})
const shown = (name: string): Happening => ({
  ...(calling(bundle, 'dispatch_start', { type: 'track', event: name, messageId: name, properties: {} }, '') as object),
  ...({ id: name } as Happening),
})
const sent = (request: number, name: string, who: object) => {
  const event = { type: 'track', event: name, messageId: name, properties: {}, ...who, writeKey: 'wk' }
  return [
    sends('customerio', request, { url: 'https://cdp.customer.io/v1/t' }, event),
    answers(request, 200, { success: true }),
  ]
}
const changes = (told: Told) =>
  told
    .state()
    .moments.toArray()
    .flatMap((moment) => (moment.kind === 'identity' ? [moment.change] : []))
const findings = (told: Told) => [...findingsOf(null, told.state(), told.now()).byCheck.keys()].sort()
const customer = (told: Told, id: string) => {
  const tracker = told.state().trackers.get(id)
  return tracker && whoseNow(told.state(), tracker).customer
}

/** A page on which jane was identified, and which was left. */
const page = () =>
  pageStory().in(
    'one',
    ...[opened(), entry('ajs_anonymous_id', 'a1'), entry('ajs_user_id', 'jane'), running(bundle, 'wk')],
    ...[shown('first'), ...sent(1, 'first', { anonymousId: 'a1', userId: 'jane' }), left],
  )

describe('Customer.io’s SDK, which keeps its visitor in storage', () => {
  it('is nobody known’s on a page whose storage is empty, until it makes a visitor', () => {
    const told = page().in('two', opened('two'), running(bundle, 'wk'))
    expect(customer(told, 'customerio:wk')).toBeNull()
    told.in('two', shown('x'), entry('ajs_anonymous_id', 'a2'), ...sent(1, 'x', { anonymousId: 'a2', userId: null }))
    expect(customer(told, 'customerio:wk')).toEqual({ soft: { anonymousId: 'a2' }, hard: {} })
    expect(changes(told)).toEqual(['seen', 'seen', 'seen'])
    expect(findings(told)).toEqual([])
  })

  it('does not call for jane what waits in the stub of such a page', () => {
    const waits = { ...calling(snippet, 'track', 'x', {}), buffered: true } as Happening
    const told = page().in('two', opened('two'), { kind: 'sdk', ...snippet, state: 'stub', key: 'wk' }, waits)
    told.in('two', entry('ajs_anonymous_id', 'a2'), running(snippet, 'wk'), shown('x'))
    told.in('two', ...sent(1, 'x', { anonymousId: 'a2', userId: null }))
    expect(told.state().items.last()?.calledAs?.hard).toEqual({})
    expect(findings(told)).not.toContain('any-sent-as-other')
  })

  it('is who another host’s storage says, and nobody has switched or rotated anything', () => {
    for (const order of [
      ['ajs_anonymous_id', 'ajs_user_id'],
      ['ajs_user_id', 'ajs_anonymous_id'],
    ]) {
      const values: Readonly<Record<string, string>> = { ajs_anonymous_id: 'a9', ajs_user_id: 'bob' }
      const told = page().in('two', opened('two'), ...order.map((key) => entry(key, values[key] ?? '')))
      told.in('two', running(bundle, 'wk'), shown('x'), ...sent(1, 'x', { anonymousId: 'a9', userId: 'bob' }))
      expect(customer(told, 'customerio:wk')).toEqual({ soft: { anonymousId: 'a9' }, hard: { userId: 'bob' } })
      expect(new Set(changes(told))).toEqual(new Set(['seen']))
      expect(findings(told)).toEqual([])
    }
  })

  it('is jane’s still where the next page has the same, in whatever order it tells it', () => {
    for (const order of [
      [entry('ajs_anonymous_id', 'a1'), entry('ajs_user_id', 'jane')],
      [entry('ajs_user_id', 'jane'), entry('ajs_anonymous_id', 'a1')],
    ]) {
      const told = page()
      const before = told.state().moments.filter(({ kind }) => kind === 'identity').size
      told.in('two', opened('two'), ...order, running(bundle, 'wk'), shown('x'))
      expect(customer(told, 'customerio:wk')).toEqual({ soft: { anonymousId: 'a1' }, hard: { userId: 'jane' } })
      expect(told.state().moments.filter(({ kind }) => kind === 'identity').size).toBe(before)
    }
  })

  it('has kept its visitor where another person is stored on the next page', () => {
    const told = page().in('two', opened('two'), entry('ajs_anonymous_id', 'a1'), entry('ajs_user_id', 'bob'))
    told.in('two', running(bundle, 'wk'))
    expect(customer(told, 'customerio:wk')).toEqual({ soft: { anonymousId: 'a1' }, hard: { userId: 'bob' } })
  })

  it('still rotates an ID that changes while its page is open', () => {
    const told = page().in('two', opened('two'), entry('ajs_anonymous_id', 'a1'), running(bundle, 'wk'))
    expect(changes(told.in('two', entry('ajs_anonymous_id', 'a2'))).at(-1)).toBe('rotated')
  })

  describe('whose entries go while its page is open', () => {
    const jane = { anonymousId: 'a1', userId: 'jane' }
    const nobody = { anonymousId: 'a1', userId: null }
    const names = (name: string, who: object) => ({
      ...(calling(bundle, 'dispatch_start', { type: 'track', event: name, messageId: name, ...who }, '') as object),
      ...({ id: name } as Happening),
    })
    const gone = ['ajs_user_id', 'ajs_anonymous_id'].flatMap((key): readonly Happening[] =>
      (['cookie', 'local'] as const).map((area) => ({ kind: 'storage', vendor: 'customerio', area, key, value: null })),
    )
    const open = () =>
      pageStory().in(
        'one',
        ...[opened(), entry('ajs_anonymous_id', 'a1'), entry('ajs_user_id', 'jane'), running(bundle, 'wk')],
        ...[names('first', jane), ...sent(1, 'first', jane), ...gone],
      )

    it('has its user in memory, and puts them back (0.5.11, core/user/index.ts, “getAndSync”)', () => {
      const told = open()
      expect(customer(told, 'customerio:wk')?.hard).toEqual({ userId: 'jane' })
      told.in('one', names('x', jane), entry('ajs_user_id', 'jane'), ...sent(2, 'x', jane))
      expect(customer(told, 'customerio:wk')?.hard).toEqual({ userId: 'jane' })
      expect(findings(told)).toEqual([])
    })

    it('has no user any more once it says so, by its event or by its request', () => {
      for (const says of [[names('x', { anonymousId: 'a1' }), ...sent(2, 'x', nobody)], sent(2, 'x', nobody)]) {
        const told = open()
          .wait(5000)
          .in('one', ...says)
        expect(told.state().trackers.get('customerio:wk')?.customer).toEqual({ soft: { anonymousId: 'a1' }, hard: {} })
        expect(changes(told).at(-1)).toBe('seen')
        expect(findings(told)).toEqual([])
      }
    })

    it('is said to have none by nobody else: a request by hand, or what was called before an identify', () => {
      const byHand = { type: 'track', event: 'x', ...nobody, properties: {} }
      const told = open()
        .wait(5000)
        .in('one', sends('customerio', 2, { url: 'https://a.test/v1/track' }, byHand))
      expect(customer(told, 'customerio:wk')?.hard).toEqual({ userId: 'jane' })
      const late = pageStory().in('one', opened(), entry('ajs_anonymous_id', 'a1'), running(bundle, 'wk'))
      late.in('one', names('x', { anonymousId: 'a1' })).wait(5000)
      late.in('one', { ...(names('i', { ...jane, type: 'identify' }) as object) } as Happening, ...sent(1, 'x', nobody))
      expect(customer(late, 'customerio:wk')?.hard).toEqual({ userId: 'jane' })
    })
  })

  it('blames no group of the page before', () => {
    const group = { type: 'group', groupId: 'g', messageId: 'g', traits: {} }
    const told = pageStory().in('one', opened(), entry('ajs_anonymous_id', 'a1'), running(bundle, 'wk'))
    told.in('one', { ...calling(bundle, 'dispatch_start', group, ''), id: 'g' } as Happening, left)
    told.in('two', opened('two'), entry('ajs_anonymous_id', 'a2'), running(bundle, 'wk'))
    expect(findings(told)).not.toContain('customerio-group-rotates')
  })
})

describe('the Web SDK of Bloomreach, which keeps its cookie', () => {
  const start = [running(web, 'k1'), calling(web, '_initializeConfig', { token: 'k1' })]
  const bulk = (ids: Readonly<Record<string, string>>, type: string) => [
    sends(
      'bloomreach',
      1,
      { url: 'https://api.test/bulk' },
      {
        commands: [{ name: 'crm/events', data: { company_id: 'k1', customer_ids: ids, type, properties: {} } }],
      },
    ),
    answers(1, 200, { success: true, results: [{ status: 'ok' }] }),
  ]

  it('has no cookie known on a page that has none, and has anonymized nobody', () => {
    const told = pageStory().in('one', opened(), cookie('c1'), ...start, ...bulk({ cookie: 'c1' }, 'a'), left)
    told.in('two', opened('two'), ...start, calling(web, 'track', 'b', {}))
    expect(customer(told, 'bloomreach:k1')).toBeNull()
    told.wait(5000).in('two', ...bulk({ cookie: 'c2' }, 'b'))
    expect(customer(told, 'bloomreach:k1')).toEqual({ soft: { cookie: 'c2' }, hard: {} })
    expect(new Set(changes(told))).toEqual(new Set(['seen']))
    expect(findings(told)).toEqual([])
  })

  it('says of a request with another cookie that nobody saw why, not that an SDK gave one up', () => {
    const told = pageStory()
      .in('one', opened(), ...bulk({ cookie: 'c1' }, 'a'), left)
      .wait(5000)
    told.in('two', opened('two'), ...bulk({ cookie: 'c2' }, 'b'))
    expect(told.state().moments.findLast(({ kind }) => kind === 'identity')?.text).toBe(
      'Another customer in a request than before: what made it so was not seen',
    )
  })
})
