/** The JavaScript SDK's rules, as it was recorded with 0.5.11. */
import { describe, expect, it } from 'vitest'
import { device, events, last } from './driven'

describe('JavaScript', () => {
  it('sends each call at once in the recorded form', () => {
    const d = device('js')
    const [request] = d.requestsIn(d.call('track', 'logged_in', { ip: '127.0.0.1' }))
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://cdp.customer.io/v1/t',
      headers: { 'Content-Type': 'text/plain' },
    })
    const body = JSON.parse(request?.body ?? '')
    expect(Object.keys(body)).toEqual([
      ...[
        'timestamp',
        'integrations',
        'anonymousId',
        'event',
        'type',
        'properties',
        'context',
        'messageId',
        'writeKey',
        'userId',
      ],
      ...['sentAt', '_metadata'],
    ])
    expect(body.userId).toBeNull()
    expect(body.messageId).toMatch(/^ajs-next-[0-9a-f]{32}$/)
  })
  it('refuses a track without a name; replaces odd properties by {}', () => {
    const d = device('js')
    d.call('track', '')
    d.call('track', 'x', 'oops')
    expect(d.logs()[0]).toMatch(/Event missing/)
    expect(events(d).map(({ properties }) => properties)).toEqual([{}])
  })
  it('merges traits for the same user; another user gets other traits and a new anonymous ID (W#5, 6, 8, 18)', () => {
    const d = device('js')
    d.call('identify', { plan: 'trial' })
    d.call('identify', 'a', { vip: true })
    d.call('identify', 'b', { x: 1 })
    const sent = events(d)
    expect(sent.map(({ userId, traits }) => [userId, traits])).toEqual([
      [null, { plan: 'trial' }],
      ['a', { plan: 'trial', vip: true }],
      ['b', { x: 1 }],
    ])
    expect(sent[1].anonymousId).toBe(sent[0].anonymousId)
    expect(sent[2].anonymousId).not.toBe(sent[1].anonymousId)
  })
  it('reads odd ids as the SDK does: empty replaces the traits, NaN is an id (run with 0.5.11)', () => {
    const d = device('js')
    d.call('identify', { $tl: 'NaN', text: 'NaN' })
    d.call('identify', 'u', { a: 1 })
    d.call('identify', '', { b: 2 })
    d.call('group', 'g', { n: 1 })
    d.call('group', '', { q: 1 })
    expect(events(d).map(({ userId, groupId, traits }) => [groupId ?? userId, traits])).toEqual([
      ['NaN', {}],
      ['u', { a: 1 }],
      ['u', { b: 2 }],
      ['g', { n: 1 }],
      ['g', { q: 1 }],
    ])
  })
  it('names a page in its properties only where it has a name (plugins/page-enrichment; W#3, 4)', () => {
    const d = device('js')
    d.call('page', 'Docs', 'Home', { a: 1 })
    d.call('page', '')
    expect(
      events(d).map(({ name, category, properties }) => [name, category, properties.name, properties.category]),
    ).toEqual([
      ['Home', 'Docs', 'Home', 'Docs'],
      ['', undefined, undefined, undefined],
    ])
  })
  it('sends the option timestamp as it is given (run with 0.5.11)', () => {
    const d = device('js')
    const given = [1_700_000_000, 'nonsense', { $tl: 'date', text: '2020-01-01T00:00:00.000Z' }]
    for (const timestamp of given) d.call('track', 'x', {}, { timestamp })
    expect(events(d).map(({ timestamp }) => timestamp)).toEqual([1_700_000_000, 'nonsense', '2020-01-01T00:00:00.000Z'])
  })
  it('takes the options of an alias (arguments-resolver/index.ts, run with 0.5.11)', () => {
    const d = device('js')
    d.call('alias', 'n', 'o', { ip: '4' })
    expect(events(d)[0]).toMatchObject({ userId: 'n', previousId: 'o', context: { ip: '4' } })
  })
  // core/queue/event-queue, W#17, run with 0.5.11.
  it('never sends what its integrations keep back; All: false does not', () => {
    const d = device('js')
    d.call('track', 'kept back', {}, { integrations: { 'Customer.io Data Pipelines': false } })
    d.call('track', 'sent', {}, { integrations: { All: false } })
    expect(events(d).map(({ event }) => event)).toEqual(['sent'])
    expect(d.all.filter(({ effect }) => effect === 'dropped')).toHaveLength(1)
  })
  it('makes the anonymous ID with the first event, and a new one after reset', () => {
    const d = device('js')
    expect(d.view().customer.soft).toEqual({})
    d.call('track', 'a')
    const first = d.view().customer.soft.anonymousId
    expect(d.requestsIn(d.call('reset'))).toEqual([])
    expect(d.stored()).toEqual({})
    d.call('track', 'b')
    expect(d.view().customer.soft.anonymousId).not.toBe(first)
  })
  it('binds the user at sending: an offline event goes out as who logged in meanwhile (recorded, scenario 24)', () => {
    const d = device('js')
    d.network(false)
    d.call('track', 'anonymous')
    d.call('identify', 'late')
    d.network(true)
    d.wait(5)
    expect(events(d).map(({ userId }) => userId)).toEqual(['late', 'late'])
    expect(d.tracked()[0]?.customer.hard).toEqual({})
  })
  it('tries five times in all, with the same message id, then drops silently', () => {
    const d = device('js')
    d.call('track', 'x')
    for (let n = 0; n < 10 && d.view().inFlight.length; n += 1) {
      d.answer(last(d.requests()).id, null)
      d.wait(20)
    }
    expect(d.requests()).toHaveLength(5)
    expect(new Set(events(d).map(({ messageId }) => messageId)).size).toBe(1)
    expect(d.all.filter(({ effect }) => effect === 'dropped')).toHaveLength(1)
    expect(d.view().queue).toEqual([])
  })
  it('counts waiting offline as a try: four sends are left (lib/priority-queue, run with 0.5.11)', () => {
    const d = device('js')
    d.network(false)
    d.call('track', 'x')
    d.network(true)
    d.wait(20)
    for (let n = 0; n < 10 && d.view().inFlight.length; n += 1) {
      d.answer(last(d.requests()).id, null)
      d.wait(20)
    }
    expect(d.requests()).toHaveLength(4)
  })
  it.each([400, 413, 429, 500])('ignores the status %i: rejected, and never sent again', (status) => {
    const d = device('js')
    d.call('track', 'x')
    d.answer(last(d.requests()).id, status)
    d.wait(120)
    expect(d.requests()).toHaveLength(1)
    expect(d.all.some(({ effect }) => effect === 'rejected')).toBe(true)
  })
  it('batches by size and by time; a failed batch brings back only its trigger (recorded, scenario 20)', () => {
    const d = device('js', { batching: true, batchSize: 3, batchTimeout: 1500 })
    for (const name of ['c1', 'c2', 'c3']) d.call('track', name)
    const [first] = d.requests()
    d.answer(first?.id ?? '', null)
    for (const name of ['c4', 'c5']) d.call('track', name)
    d.wait(30)
    const batches = d.sent().map(({ batch }) => batch.map(({ event }: { event: string }) => event))
    expect(batches[0]).toEqual(['c1', 'c2', 'c3'])
    expect(batches.slice(1).flat().sort()).toEqual(['c3', 'c4', 'c5'])
    expect(d.all.filter((e) => e.effect === 'dropped').flatMap((e) => ('items' in e ? e.items : []))).toHaveLength(2)
  })
  it('re-sends the batch of a hidden tab, and batches no more (recorded, scenario 19)', () => {
    const d = device('js', { batching: true, batchSize: 10 })
    d.call('track', 'a1')
    d.app('background')
    d.app('active')
    d.call('track', 'a2')
    d.call('track', 'a3')
    expect(d.sent().map(({ batch }) => batch.map(({ event }: { event: string }) => event))).toEqual([
      ['a1'],
      ['a1', 'a2'],
      ['a3'],
    ])
  })
  // batched-dispatcher.ts:10-112.
  it('sends a batch before it is full at 450 KB, and cuts it at 64 KB when the page is left', () => {
    const big = { s: 'é'.repeat(20_000) }
    const d = device('js', { batching: true, batchSize: 100 })
    for (let n = 0; n < 12; n += 1) d.call('track', `big ${n}`, big)
    expect(d.sent().map(({ batch }) => batch.length)).toEqual([12])
    for (let n = 0; n < 3; n += 1) d.call('track', `left ${n}`, big)
    d.app('background')
    expect(d.sent().map(({ batch }) => batch.length)).toEqual([12, 2, 1])
  })
  // Recorded, scenarios 5 and 24.
  it('persists what waits and what is under way when the page is left, and sends it on the next page', () => {
    const d = device('js')
    d.call('track', 'x')
    d.app('killed')
    expect(d.stored()).toHaveProperty(['persisted-queue:v1:dest-Customer.io-Data-Pipelines:items'])
    d.app('launched')
    d.wait(5)
    expect(d.requests()).toHaveLength(2)
    expect(events(d)[1].messageId).toBe(events(d)[0].messageId)
  })
  it('rotates the anonymous ID when another group is the first call of a page (recorded, scenario 10)', () => {
    const d = device('js')
    d.call('group', 'acme', { name: 'A' })
    d.app('killed')
    d.app('launched')
    d.call('group', 'beta', { name: 'B' })
    const groups = events(d).filter(({ groupId }) => groupId)
    expect(groups.map(({ groupId }) => groupId)).toEqual(['acme', 'beta'])
    expect(groups[1].anonymousId).not.toBe(groups[0].anonymousId)
  })
  it('alias names the previous id, and leaves the stored ids alone (W#12, 13)', () => {
    const d = device('js')
    d.call('identify', 'user-1')
    d.call('alias', 'user-1-new')
    d.call('alias', 'x', 'y')
    expect(
      events(d)
        .slice(1)
        .map(({ userId, previousId }) => [userId, previousId]),
    ).toEqual([
      ['user-1-new', 'user-1'],
      ['x', 'y'],
    ])
    expect(d.view().customer.hard).toEqual({ userId: 'user-1' })
  })
  it('ignores a messageId option, which lands in context; lifts the others (W#17)', () => {
    const d = device('js')
    d.call(
      'track',
      'opts',
      { a: 1 },
      { messageId: 'mine', ip: '1.2.3.4', anonymousId: 'over', timestamp: '2020-01-01T00:00:00.000Z' },
    )
    const [event] = events(d)
    expect(event).toMatchObject({
      anonymousId: 'over',
      timestamp: '2020-01-01T00:00:00.000Z',
      context: { messageId: 'mine', ip: '1.2.3.4' },
    })
    expect(event.messageId).not.toBe('mine')
    expect(d.stored().ajs_anonymous_id).toBe('over')
  })
  it('asks of a semantic event what neither the SDK nor its options give it', () => {
    const d = device('js')
    d.call('track', 'Object Deleted', { objectId: 'o' })
    d.call('track', 'User Deleted', {}, { userId: 'u9' })
    d.call('track', 'Device Deleted', {}, { userId: 'u9', context: { device: { token: 't' } } })
    expect(d.logs().join(' ')).not.toMatch(/requires/)
    d.call('track', 'Device Deleted')
    expect(last(d.logs())).toMatch(/requires userId and context\.device\.token/)
    d.call('track', 'Report Content Event', { actionType: 'viewed_content', contentId: 'x', templateId: 2 })
    expect(last(d.logs())).toMatch(/integers for contentId/)
    expect(d.tracked()[1]?.customer.hard).toEqual({ userId: 'u9' })
  })
  it('says what the SDK makes of options, of their time too, and that an alias destroys', () => {
    const d = device('js')
    d.call('track', 'x', {}, { messageId: 'mine' })
    expect(last(d.logs())).toMatch(/messageId is ignored/)
    d.call('track', 'x', {}, { timestamp: 1_700_000_000 })
    expect(last(d.logs())).toMatch(/read as milliseconds: 1970-01-20/)
    d.call('page', 'Home', {}, { timestamp: 'soon' })
    expect(last(d.logs())).toMatch(/no ISO-8601 time/)
    d.call('alias', 'u2')
    expect(last(d.logs())).toMatch(/^A merge/)
    d.call('alias')
    expect(last(d.logs())).toMatch(/merges the user into itself/)
  })
  it('says what is odd about a group’s id', () => {
    const d = device('js')
    d.call('group', { n: 1 })
    expect(d.logs()).toEqual(['A group call without an ID: groupId is null.'])
    d.call('group', 7)
    expect(last(d.logs())).toMatch(/makes it the string “7”/)
    d.call('group', '')
    expect(last(d.logs())).toMatch(/empty ID is ignored/)
  })
  it('writes nothing with disableClientPersistence', () => {
    const d = device('js', { disableClientPersistence: true })
    d.call('identify', 'u', { a: 1 })
    d.app('killed')
    expect(d.stored()).toEqual({})
  })
})
