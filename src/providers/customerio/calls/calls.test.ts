/** How calls are read: as the SDK reads them, with its traps (recorded with 0.5.11), on each surface. */
import { describe, expect, it } from 'vitest'
import type { CallFact } from '../../../core/fact'
import type { Json, JsonObject } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import recorded from '../samples/recorded.json'
import { readCall } from '.'

const tracker = (change: Partial<Tracker> = {}): Tracker =>
  ({
    ...{
      id: 'customerio:k',
      vendor: 'customerio',
      surface: 'inspector',
      key: 'k',
      version: null,
      status: 'running',
      config: null,
    },
    ...{
      instance: { doc: 'd', name: 't' },
      customer: { soft: {}, hard: {} },
      traits: {},
      pushToken: null,
      consent: {},
      counts: {},
    },
    ...{
      lastFlush: null,
      flushMode: null,
      session: { state: 'unknown', startedAt: null, endedAt: null, automatic: null, timeout: null },
    },
    ...change,
  }) as Tracker

const known = tracker({ customer: { soft: { anonymousId: 'anon' }, hard: { userId: 'u1' } }, traits: { a: 1 } })

function call(surface: string, method: string, args: readonly Json[], change: Partial<CallFact> = {}): CallFact {
  return { kind: 'call', vendor: 'customerio', surface, tracker: 't', call: 1, method, args, ...change }
}
const direct = (method: string, args: readonly Json[], who = known) => readCall(call('inspector', method, args), who)
const notes = (reading: ReturnType<typeof readCall>) =>
  (reading.items[0]?.notes ?? []).map(({ text }) => text).join(' ')

describe('track', () => {
  it('says of a name that it begins or ends with a space, on each surface', () => {
    for (const surface of ['snippet', 'inspector', 'bridge', 'classic'])
      for (const name of [' buy', 'buy ', 'User Deleted ', ' ']) {
        const found = readCall(call(surface, 'track', [name]), known).items[0]?.notes ?? []
        expect(found.filter(({ text }) => text === 'The name begins or ends with a space.')).toHaveLength(1)
      }
    expect(notes(direct('track', ['buy now']))).not.toMatch(/space/)
  })
  it('reads the time that the options claim, and says what is odd about it', () => {
    const at = (timestamp: Json) => readCall(call('snippet', 'track', ['x', {}, { timestamp }]), known)
    expect(at('2020-01-01T00:00:00.000Z').items[0]?.claimedAt).toBe(Date.UTC(2020, 0, 1))
    expect(at(0).items[0]?.claimedAt).toBe(0)
    expect(notes(at(1_700_000_000))).toMatch(/read as milliseconds: 1970-01-20/)
    expect(notes(at('soon'))).toMatch(/no ISO-8601 time/)
    const none: readonly Json[] = [1e300, -8.65e15, { $tl: 'NaN', text: 'Invalid Date' }, true, {}]
    for (const no of none) {
      expect(notes(at(no))).toMatch(/timestamp is no time/)
      expect(at(no).items[0]?.claimedAt).toBeNull()
    }
    expect(notes(at({ $tl: 'undefined', text: '' }))).toBe('')
    expect(notes(at(1_700_000_000_000))).toBe('')
    expect(at(null).items[0]).toMatchObject({ claimedAt: null, notes: [] })
  })
  it('is the user’s whom the options name, and of the present one where they name none', () => {
    const by = (method: string, userId: Json) =>
      readCall(call('snippet', method, ['x', {}, { userId }]), known).items[0]?.as
    for (const method of ['track', 'page', 'screen', 'group'])
      expect(by(method, 'u9')).toEqual({ soft: { anonymousId: 'anon' }, hard: { userId: 'u9' } })
    for (const userId of ['', 7, null]) expect(by('track', userId)).toBeUndefined()
  })
  it('asks for what a semantic event requires, its device in the options included', () => {
    const deleted = (options: JsonObject) => readCall(call('snippet', 'track', ['Device Deleted', {}, options]), known)
    expect(notes(deleted({}))).toMatch(/requires context\.device\.token /)
    expect(notes(deleted({ context: { device: { token: 't' } } }))).not.toMatch(/requires/)
    expect(notes(deleted({ device: { token: 't' } }))).not.toMatch(/requires/)
    expect(notes(readCall(call('snippet', 'track', ['Object Deleted']), known))).toMatch(
      /requires properties\.objectId for/,
    )
  })
  it('reads name and properties, with or without', () => {
    expect(direct('track', ['a', { x: 1 }]).items[0]).toMatchObject({
      type: 'event',
      name: 'a',
      properties: { x: 1 },
      destructive: false,
    })
    expect(direct('track', ['a']).items[0]?.properties).toEqual({})
    expect(direct('track', [{ event: 'a', properties: { x: 1 } }]).items[0]).toMatchObject({
      name: 'a',
      properties: { x: 1 },
    })
  })
  it.each([[''], [12], [null]])('is refused with the name %j', (name) => {
    expect(direct('track', [name]).items[0]?.refused).toMatch(/Event missing/)
    expect(readCall(call('snippet', 'track', [name], { buffered: true }), tracker({ status: 'stub' })).items).toEqual(
      [],
    )
  })
  it('replaces properties that are no object by {}, and says so', () => {
    const reading = direct('track', ['x', 'oops'])
    expect(reading.items[0]?.properties).toEqual({})
    expect(notes(reading)).toMatch(/replaces them by \{\}/)
    expect(notes(direct('track', ['x', { $tl: 'function', text: 'f' }]))).toBe('')
  })
  it('says what JSON does to NaN, undefined and cycles', () => {
    const odd = { n: { $tl: 'NaN', text: '' }, u: [{ $tl: 'undefined', text: '' }], c: { $tl: 'cycle', text: '' } }
    expect(notes(direct('track', ['x', odd]))).toMatch(/become null.*dropped.*rejected/)
  })
  it('says that a messageId option is ignored and that anonymousId stays', () => {
    expect(notes(direct('track', ['x', {}, { messageId: 'm', anonymousId: 'a', foo: 1 }]))).toMatch(
      /ignored as an ID.*for good.*context: foo/,
    )
  })
  it('marks destructive events before it says anything else, and tells titles from names on the wire', () => {
    const deleted = direct('track', ['User Deleted']).items[0]
    expect(deleted?.destructive).toBe(true)
    expect(deleted?.notes?.[0]?.text).toMatch(/^Destructive/)
    const title = direct('track', ['Delete Person']).items[0]
    expect(title?.destructive).toBe(true)
    expect(title?.notes?.[0]?.text).toMatch(/^Destructive or a mistake.*“User Deleted”.*not known/)
    expect(direct('track', ['user deleted']).items[0]).toMatchObject({
      destructive: false,
      notes: [{ about: 'name', text: expect.stringMatching(/^Nearly/) }],
    })
    expect(direct('track', ['Device Deleted']).items[0]).toMatchObject({ type: 'device', destructive: true })
  })
})

describe('identify', () => {
  it.each([
    ['a number becomes a string', [12345, { a: 1 }], { userId: '12345' }, /“12345”/],
    ['an empty id is the current user', [''], { userId: 'u1' }, /empty ID/],
    ['no id is the current user', [{ plan: 'y' }], { userId: 'u1' }, /takes the current user/],
    ['a leading null is taken as the traits', [null, { plan: 'x' }], { userId: 'u1' }, /they are lost/],
  ] as const)('%s', (_, args, hard, note) => {
    const reading = direct('identify', args as readonly Json[])
    expect(reading.effects[0]).toMatchObject({ kind: 'identity', hard })
    expect(notes(reading)).toMatch(note)
  })
  it('an empty id keeps the user and replaces the traits (core/user/index.ts:471-491, run with 0.5.11)', () => {
    const reading = direct('identify', ['', { b: 2 }])
    expect(reading.effects[0]).toMatchObject({ hard: { userId: 'u1' }, traits: { b: 2 }, replaceTraits: true })
    expect(notes(reading)).toMatch(/is ignored.*replaces the traits/)
  })
  it('NaN is a number, and so becomes an id (arguments-resolver/index.ts:110-131, run with 0.5.11)', () => {
    const reading = direct('identify', [{ $tl: 'NaN', text: 'NaN' }, { a: 1 }], tracker())
    expect(reading.effects[0]).toMatchObject({ hard: { userId: 'NaN' }, traits: { a: 1 } })
    expect(notes(reading)).toMatch(/“NaN”/)
  })
  it('loses the traits of identify(null, traits)', () => {
    expect(direct('identify', [null, { plan: 'x' }]).items[0]?.properties).toEqual({})
    expect(direct('identify', [{ $tl: 'undefined', text: '' }, { plan: 'y' }]).items[0]?.properties).toEqual({
      plan: 'y',
    })
  })
  it('merges traits of the same user, replaces those of another', () => {
    expect(direct('identify', ['u1', { b: 2 }]).effects[0]).toMatchObject({ change: 'identify', replaceTraits: false })
    expect(direct('identify', ['u2', { b: 2 }]).effects[0]).toMatchObject({
      change: 'switch',
      replace: true,
      replaceTraits: true,
    })
  })
})

describe('page, screen, group, alias, reset', () => {
  it.each([
    [[], 'page', {}],
    [['Home'], 'Home', {}],
    [['Docs', 'Home', { a: 1 }], 'Home', { a: 1 }],
    [[{ only: 'props' }], 'page', { only: 'props' }],
  ] as const)('page(%j)', (args, name, properties) => {
    expect(direct('page', args as readonly Json[]).items[0]).toMatchObject({ type: 'page', name, properties })
  })
  it('reads the old pageview(path) as the SDK passes it on', () => {
    expect(direct('pageview', ['/x']).items[0]).toMatchObject({
      type: 'page',
      name: 'page',
      properties: { path: '/x' },
    })
  })
  it('reads group with and without an id', () => {
    expect(direct('group', ['acme', { n: 1 }]).items[0]).toMatchObject({
      type: 'group',
      name: 'acme',
      properties: { n: 1 },
    })
    expect(notes(direct('group', [{ name: 'no-id' }]))).toMatch(/without an ID/)
  })
  it('reads alias as a merge, and leaves the customer alone', () => {
    const reading = direct('alias', ['new', 'old'])
    expect(reading.items[0]).toMatchObject({
      type: 'alias',
      destructive: true,
      properties: { previousId: 'old', userId: 'new' },
    })
    expect(reading.effects).toEqual([{ kind: 'identity', change: 'alias', text: 'old is merged into new' }])
  })
  it('reads reset as a new visitor, once', () => {
    expect(direct('reset', []).effects[0]).toMatchObject({
      change: 'reset',
      replace: true,
      soft: {},
      hard: {},
      replaceTraits: true,
    })
    expect(direct('reset', [], tracker()).effects).toEqual([])
  })
  it('reads setAnonymousId', () => {
    expect(direct('setAnonymousId', ['mine']).effects[0]).toMatchObject({
      change: 'rotated',
      soft: { anonymousId: 'mine' },
    })
  })
})

describe('the SDK’s own telling (dispatch_start)', () => {
  const dispatch = (event: JsonObject, who = known) =>
    readCall(call('inspector', 'dispatch_start', [event], { id: 'ajs-next-1' }), who)
  const event = (change: JsonObject): JsonObject => ({
    type: 'track',
    event: 'x',
    properties: {},
    context: {},
    anonymousId: 'anon',
    ...change,
  })

  it('gives the item its message id and who it was at the call', () => {
    const reading = dispatch(event({ userId: 'u1' }))
    expect(reading.items[0]).toMatchObject({
      id: 'ajs-next-1',
      as: { soft: { anonymousId: 'anon' }, hard: { userId: 'u1' } },
    })
    expect(reading.effects).toEqual([])
  })
  it('shows a rotated anonymous ID', () => {
    expect(dispatch(event({ anonymousId: 'other' })).effects[0]).toMatchObject({
      change: 'rotated',
      soft: { anonymousId: 'other' },
    })
    expect(dispatch(event({}), tracker()).effects[0]).toMatchObject({ change: 'seen', soft: { anonymousId: 'anon' } })
  })
  it('switches users with the new anonymous ID and the whole traits', () => {
    const [effect] = dispatch(event({ type: 'identify', userId: 'u2', anonymousId: 'new', traits: { b: 1 } })).effects
    expect(effect).toMatchObject({
      change: 'switch',
      soft: { anonymousId: 'new' },
      hard: { userId: 'u2' },
      replace: true,
      traits: { b: 1 },
    })
  })
  it('notices traits that ended up in context', () => {
    const reading = dispatch(event({ type: 'identify', userId: 'u1', traits: { a: 1 }, context: { plan: 'x' } }))
    expect(notes(reading)).toMatch(/instead of the traits: plan.*are lost/)
    expect(notes(dispatch(event({ context: { messageId: 'mine' } })))).toMatch(/messageId is ignored/)
  })
  it.each([
    ['track', 'ss', /replaces them by \{\}/],
    ['track', 'sl', /replaces them by \{\}/],
    ['track', 'so', /^$/],
    ['track', 'sf', /^$/],
    ['track', 'su', /^$/],
    ['track', 'oo', /^$/],
    ['identify', '0o', /empty ID is ignored.*“u1”/],
    ['identify', 'no', /number.*“u2”/],
    ['identify', 'so', /^$/],
    ['identify', 'o', /^$/],
  ] as const)(
    '%s of arguments %s: names what the event does not show any more (arguments-resolver/index.ts, W#20, 23, 24)',
    (type, kinds, note) => {
      const change = { type, userId: 'u2', traits: {} }
      expect(notes(readCall(call('inspector', 'dispatch_start', [event(change), kinds], { id: 'm' }), known))).toMatch(
        note,
      )
    },
  )
  it('tells who makes an alias, not whom it names', () => {
    expect(dispatch(event({ type: 'alias', userId: 'new' })).items[0]?.as).toEqual({
      soft: { anonymousId: 'anon' },
      hard: { userId: 'u1' },
    })
  })
  it('reads every recorded event', () => {
    const bodies = recorded.requests.flatMap(({ body, url }) =>
      body && url.includes('/v1/') && !url.includes('/api/') ? [JSON.parse(body)] : [],
    )
    const all: JsonObject[] = bodies.flatMap((body) => body.batch ?? [body])
    expect(all.length).toBeGreaterThan(90)
    for (const one of all) expect(dispatch(one).items).toHaveLength(1)
  })
})

describe('stubs', () => {
  it('a buffered call changes nothing yet', () => {
    const reading = readCall(
      call('snippet', 'identify', ['u7', { a: 1 }], { buffered: true }),
      tracker({ status: 'stub', surface: 'snippet' }),
    )
    expect(reading.items[0]).toMatchObject({ type: 'identify', properties: { a: 1 } })
    expect(reading.effects).toEqual([])
  })
  it.each([
    ['snippet', ['u7', { a: 1 }], { userId: 'u7' }],
    ['snippet', [7], { userId: '7' }],
    ['classic', [{ id: 'u7', email: 'u@x.io' }], { id: 'u7' }],
    ['classic', [{ id: 7 }], { id: '7' }],
  ])('a buffered identify has its id: %s %j', (surface, args, hard) => {
    const waiting = call(surface, 'identify', args as never, { buffered: true })
    expect(readCall(waiting, tracker({ status: 'stub', surface })).items[0]?.as?.hard).toEqual(hard)
  })
  it('a call on the stub of a running SDK is doubted', () => {
    expect(notes(readCall(call('snippet', 'track', ['x'], { buffered: true }), known))).toMatch(/nobody reads it/)
  })
})

describe('classic', () => {
  it('reads identify, track and page; leaves sidentify unknown', () => {
    const read = (method: string, ...args: Json[]) =>
      readCall(call('classic', method, args), tracker({ surface: 'classic' }))
    expect(read('identify', { id: 'u1', email: 'a@b.c' }).effects[0]).toMatchObject({
      change: 'identify',
      hard: { id: 'u1' },
    })
    expect(read('track', 'purchase', { price: '23.45' }).items[0]).toMatchObject({
      name: 'purchase',
      properties: { price: '23.45' },
    })
    expect(read('page', 'https://x/').items[0]).toMatchObject({ type: 'page', name: 'https://x/' })
    expect(notes(read('sidentify', { id: 'u' }))).toMatch(/not documented/)
    expect(notes(read('identify', 'u1'))).toMatch(/needs an object/)
    const mail = read('identify', { email: 'a@b.c' })
    expect(mail.effects[0]).toMatchObject({ hard: {}, traits: { email: 'a@b.c' } })
    expect(notes(mail)).toMatch(/not known/)
  })
})

describe('bridge', () => {
  const read = (who: Tracker, method: string, ...args: Json[]) => readCall(call('bridge', method, args), who)
  const withToken = tracker({ surface: 'bridge', pushToken: 'tok', customer: { soft: {}, hard: { userId: 'a' } } })
  it('reads both shapes of identify', () => {
    for (const args of [[{ userId: 'b', traits: { x: 1 } }], ['b', { x: 1 }]] as Json[][])
      expect(read(tracker(), 'identify', ...args)).toMatchObject({
        items: [{ type: 'identify', properties: { x: 1 } }],
        effects: [{ hard: { userId: 'b' }, replaceTraits: true }],
      })
  })
  it('moves the device on a change of person', () => {
    expect(read(withToken, 'identify', 'b').items.map(({ name }) => name)).toEqual([
      'Device Deleted',
      'identify',
      'Device Created or Updated',
    ])
  })
  it('hands the device to whoever is identified first, and says what the SDK makes of a repetition', () => {
    const visitor = tracker({ surface: 'bridge', pushToken: 'tok' })
    expect(read(visitor, 'identify', 'a').items.map(({ name }) => name)).toEqual([
      'identify',
      'Device Created or Updated',
    ])
    for (const [args, bare] of [
      [['a'], true],
      [[{ userId: 'a' }], true],
      [['a', {}], false],
      [[{ userId: 'a', traits: {} }], false],
    ] as [Json[], boolean][]) {
      const again = read(withToken, 'identify', ...args)
      expect(again).toMatchObject({ items: [{ name: 'identify' }], effects: [{ text: 'a identified again' }] })
      expect(/skips an identify of the same ID/.test(notes(again)), JSON.stringify(args)).toBe(bare)
    }
  })
  it('keeps the token of a device that is deleted, and knows that attributes need one', () => {
    expect(read(withToken, 'deleteDeviceToken')).toMatchObject({ items: [{ name: 'Device Deleted' }], effects: [] })
    expect(notes(read(tracker(), 'setDeviceAttributes', { a: 1 }))).toMatch(/without a device token .* sends nothing/)
    expect(notes(read(withToken, 'setDeviceAttributes', { a: 1 }))).toBe('')
  })
  // DataPipelineImplementation.swift:188-208.
  it('refuses a blank id, with traits too; without any id they are the visitor’s', () => {
    expect(read(tracker(), 'identify', '').items[0]?.refused).toMatch(/blank/)
    expect(read(tracker(), 'identify', ' ', { a: 1 }).items[0]?.refused).toMatch(/blank/)
    expect(read(tracker(), 'identify', { userId: '', traits: { a: 1 } }).items[0]?.refused).toMatch(/blank/)
    expect(read(tracker(), 'identify', { traits: { a: 1 } })).toMatchObject({
      items: [{ type: 'identify', properties: { a: 1 } }],
      effects: [{ change: 'identify', traits: { a: 1 } }],
    })
  })
  it('clearIdentify deletes a registered device as the old person', () => {
    expect(read(withToken, 'clearIdentify')).toMatchObject({
      items: [{ name: 'Device Deleted', destructive: true, as: { hard: { userId: 'a' } } }],
      effects: [{ change: 'reset', replace: true }],
    })
    expect(read(tracker(), 'clearIdentify').items).toEqual([])
  })
  it('asks for the user of a semantic event where nobody was identified, as the Lab does', () => {
    expect(notes(read(tracker(), 'track', 'User Deleted'))).toMatch(/requires userId .*No identify\(\) was seen\./)
    expect(notes(read(withToken, 'track', 'User Deleted'))).not.toMatch(/requires/)
    expect(notes(read(tracker(), 'track', 'Object Deleted', { objectId: 'o' }))).not.toMatch(/requires/)
    expect(notes(read(withToken, 'track', 'Object Deleted'))).toMatch(/requires properties\.objectId for/)
    expect(notes(read(tracker(), 'track', 'Delete Person'))).toMatch(/No identify\(\) was seen\./)
  })
  it('asks for the token of a device event where none was registered, as the Lab does', () => {
    const who = tracker({ customer: { soft: {}, hard: { userId: 'a' } } })
    expect(notes(read(who, 'track', 'Device Deleted'))).toMatch(
      /requires context\.device\.token .*No registerDeviceToken\(\) was seen\./,
    )
    expect(notes(read(tracker(), 'track', 'Device Created or Updated'))).toMatch(
      /No identify\(\) and no registerDeviceToken\(\) was seen\./,
    )
    expect(notes(read(withToken, 'track', 'Device Deleted'))).not.toMatch(/requires/)
  })
  it('asks for integers where the server drops a content event without them', () => {
    const content = { actionType: 'viewed_content', contentId: 'x', templateId: 2 }
    expect(notes(read(withToken, 'track', 'Report Content Event', content))).toMatch(/integers for contentId:/)
  })
  it('registers a token, and deletes the old one', () => {
    expect(read(withToken, 'registerDeviceToken', 'new')).toMatchObject({
      items: [{ name: 'Device Deleted' }, { name: 'Device Created or Updated' }],
      effects: [{ kind: 'push', token: 'new' }],
    })
  })
})

it('never throws, whatever it is given', () => {
  const odd: Json[] = [
    null,
    1,
    '',
    [],
    {},
    true,
    [[]],
    { type: 'track' },
    { $tl: 'cycle', text: '' },
    { traits: 1, userId: {} },
  ]
  for (const surface of ['inspector', 'snippet', 'bridge', 'classic', 'nowhere'])
    for (const method of [
      'dispatch_start',
      'track',
      'identify',
      'page',
      'screen',
      'group',
      'alias',
      'reset',
      'setAnonymousId',
      'sidentify',
      'x',
    ])
      for (const arg of odd) expect(readCall(call(surface, method, [arg, arg]), known).items).toBeInstanceOf(Array)
})
