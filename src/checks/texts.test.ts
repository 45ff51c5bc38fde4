/** What findings say: one cause, one finding; of the SDK that it was, and only where the advice fits. */
import { describe, expect, it } from 'vitest'
import type { Json } from '../core/json'
import { as, NOW, type Scene, stateOf } from '../testing/scene'
import { checks, findingsOf } from '.'

/** The ids of the rules that find something, with the items that they found it in. */
function found(scene: Scene, vendor: string, now = NOW): string[] {
  return [...findingsOf(null, stateOf(scene, vendor), now).byCheck.entries()]
    .flatMap(([id, entries]) => [...entries.values()].map(({ items }) => `${id} ${items.join()}`))
    .sort()
}

describe('one cause, one finding', () => {
  it('a rejection in a 200 is told once, by what the SDK makes of it where that is known', () => {
    const rejected = (sender: string) => [{ at: 10, outcome: 'rejected' as const, sender }]
    const of = (sender: string) => found({ items: [{ tries: rejected(sender) }] }, 'bloomreach')
    expect(of('ios')).toEqual(['bloomreach-believed-delivered 0'])
    expect(of('rest')).toEqual(['bloomreach-believed-delivered 0'])
    expect(of('web')).toEqual(['any-refused-in-200 0'])
  })

  it('a 500 that the SDK does not look at is told once, with the server’s words', () => {
    const state = stateOf({ items: [{ tries: [{ at: 10, status: 500, words: 'out of tea' }] }] }, 'customerio')
    expect(
      findingsOf(null, state, NOW)
        .byItem.get(0)
        ?.map(({ text }) => text),
    ).toEqual(['“view_item” was answered with 500 (out of tea); the SDK reports it as delivered.'])
    expect(found({ items: [{ tries: [{ at: 10, status: 500, sender: 'rest' }] }] }, 'customerio')).toEqual([
      'any-http-error 0',
    ])
  })

  it('a Date without a time is told as what JSON makes of it', () => {
    const properties = { at: { $tl: 'NaN', text: 'Invalid Date' }, n: { $tl: 'NaN', text: '' } }
    const told = findingsOf(null, stateOf({ items: [{ properties }] }, 'x'), NOW).byItem.get(0)
    expect(told?.map(({ text }) => text)).toEqual([
      'In “view_item”: at is an invalid Date, sent as null; n is NaN, sent as null.',
    ])
  })

  it('a time that is not in seconds is told in its own unit', () => {
    const told = (vendor: string, item: NonNullable<Scene['items']>[number]) =>
      findingsOf(null, stateOf({ items: [item] }, vendor), NOW)
        .byItem.get(0)
        ?.flatMap(({ check, text }) => (check.endsWith('milliseconds') ? [text] : [])) ?? []
    const unit = (claimed: number) => told('bloomreach', { tries: [{ at: 10 }], claimed })
    expect([1.7e15, 1.7e18].flatMap(unit).map((text) => text.split('which is ')[1])).toEqual([
      'milliseconds.',
      'microseconds.',
    ])
    const made = (created_at: Json) => told('customerio', { type: 'group', properties: { created_at } })
    expect([1.7e12, '1700000000000', 1.7e15, '1700000000000000', 1.7e9].flatMap(made)).toEqual([
      'created_at is 1700000000000: milliseconds.',
      'created_at is "1700000000000": milliseconds.',
      'created_at is 1700000000000000: microseconds.',
      'created_at is "1700000000000000": microseconds.',
    ])
  })

  it('spaces around a name are told as such, another spelling at the first name without them', () => {
    const named = (...names: string[]) =>
      found({ items: names.map((name) => ({ name })) }, 'x').filter((each) => each.startsWith('any-name'))
    expect(named('Buy', 'Buy ', ' Buy')).toEqual(['any-name-spaces 1', 'any-name-spaces 2'])
    expect(named('Buy', 'buy ')).toEqual(['any-name-spaces 1'])
    expect(named('Buy', 'buy ', 'buy', 'buy')).toEqual(['any-name-drift 2', 'any-name-spaces 1'])
    expect(named('Buy ', 'Buy')).toEqual(['any-name-spaces 0'])
    expect(named('view_item', 'viewItem')).toEqual(['any-name-drift 1'])
  })

  it('a number as text is told as that, or as another kind than before', () => {
    const told = (...prices: readonly (number | string)[]) =>
      found({ items: prices.map((price) => ({ properties: { price } })) }, 'x')
    expect(told('11,4')).toEqual(['any-number-as-text 0'])
    expect(told('11,4', 11.4)).toEqual(['any-number-as-text 0'])
    expect(told(11.4, '11,4')).toEqual(['any-type-drift 1'])
    expect(told(11.4, '11,4', 12)).toEqual(['any-type-drift 1'])
    expect(told(11.4, '11 Kč')).toEqual(['any-number-as-text 1'])
    expect(told('11.4', 11.4)).toEqual(['any-type-drift 1'])
  })

  it('what the server answered is not lost on the network as well', () => {
    const told = (status: number | null) =>
      found({ items: [{ delivery: 'lost', tries: [{ at: 10, status, sender: 'web' }] }] }, 'bloomreach')
    expect(told(503)).toEqual(['any-http-error 0'])
    expect(told(null)).toEqual(['any-lost-on-network 0'])
  })

  it.each([
    ['customerio', 500, 'wire', 'answered with 500 (tea); the SDK reports it as delivered.'],
    ['customerio', 200, 'wire', 'answered with 200 (tea); the SDK reports it as delivered.'],
    ['bloomreach', 200, 'ios', 'refused in a 200 (tea); the SDK has deleted it as delivered.'],
    ['bloomreach', 200, 'web', 'came back rejected in a 200: tea.'],
  ])('a status is said once, by %s of %d from %s', (vendor, status, sender, text) => {
    const attempt = { at: 10, status, sender, outcome: 'rejected' as const, words: `HTTP ${status}: tea` }
    const told = findingsOf(null, stateOf({ items: [{ tries: [attempt] }] }, vendor), NOW).byItem.get(0)
    expect(told?.map((each) => each.text.replace(/^“view_item” (was )?/, ''))).toEqual([text])
  })

  it.each([
    ['HTTP 503', 'HTTP 503 for “view_item”. It is now rejected.'],
    ['HTTP 503: tea', 'HTTP 503 for “view_item”: tea. It is now rejected.'],
    ['tea', 'HTTP 503 for “view_item”: tea. It is now rejected.'],
  ])('a status is said once: %s', (words, text) => {
    const state = stateOf({ items: [{ tries: [{ at: 10, status: 503, words, sender: 'web' }] }] }, 'bloomreach')
    expect(findingsOf(null, state, NOW).byItem.get(0)).toMatchObject([{ text }])
  })

  it('an alias that the server refused, or never got, merges nothing', () => {
    const properties = { previousId: 'a', userId: 'b' }
    const told = (more: NonNullable<Scene['items']>[number]) =>
      found({ items: [{ type: 'alias', name: 'alias', properties, ...more }] }, 'customerio')
    expect(told({ tries: [{ at: 10 }] })).toEqual(['customerio-alias 0'])
    expect(told({ tries: [{ at: 10, status: 400 }] })).toEqual(['customerio-believed-delivered 0'])
    expect(told({ delivery: 'lost' })).toEqual(['any-never-sent 0'])
    expect(told({ delivery: 'blocked' })).toEqual([])
  })

  it('an alias whose IDs nobody has read merges nobody yet', () => {
    const told = (properties: Record<string, string>) =>
      found({ items: [{ type: 'alias', name: 'alias', properties, delivery: 'buffered' }] }, 'customerio')
    expect(told({ userId: 'u-9' })).toEqual([])
    expect(told({ userId: 'u-9', previousId: 'u-1' })).toEqual(['customerio-alias 0'])
  })

  it('what the server refused, or never got, destroys nothing', () => {
    const told = (more: NonNullable<Scene['items']>[number]) =>
      found({ items: [{ name: 'Device Deleted', type: 'device', ...more }] }, 'customerio').filter((each) =>
        each.startsWith('customerio-destructive'),
      )
    expect(told({ tries: [{ at: 10 }] })).toHaveLength(1)
    expect(told({ tries: [{ at: 10, status: 403 }] })).toEqual([])
    expect(told({ delivery: 'lost' })).toEqual([])
    expect(told({ delivery: 'blocked' })).toEqual([])
  })

  it.each([
    ['e-mail to number', 'ann@x.com', '7', ['customerio-mixed-ids ']],
    ['number to e-mail', '7', 'ann@x.com', ['customerio-mixed-ids ']],
    ['e-mail to e-mail', 'ann@x.com', 'bob@x.com', ['customerio-user-switch ']],
    ['number to number', '7', '8', ['customerio-user-switch ']],
  ])('another ID without reset is told once: %s', (_, was, is, told) => {
    const change = { kind: 'identity' as const, change: 'switch' as const, tracker: 'customerio:k1', at: 5 }
    const moments = [{ ...change, from: as({ userId: was }), to: as({ userId: is }) }]
    expect(found({ moments }, 'customerio')).toEqual(told)
  })

  it.each([' ', 'null', 'NULL', 'undefined ', '[object Object]'])(
    'an ID that names nobody is told as that: %j',
    (id) => {
      const calledAs = as({ userId: id })
      const items = [
        { name: 'a', calledAs },
        { name: 'b', calledAs: as({ userId: 'null' }) },
      ]
      const told = found({ items }, 'customerio').filter((each) => each.startsWith('any-id-case'))
      expect(told).toEqual([])
      expect(found({ items: [{ calledAs }] }, 'customerio')).toEqual(['any-empty-id 0'])
    },
  )

  it('a campaign click by hand is told as that, whatever its address lacks', () => {
    const click = { type: 'campaign' as const, name: 'campaign_click', properties: { url: 'https://shop.example/' } }
    const told = (method: string) => found({ items: [{ ...click, method }] }, 'bloomreach')
    expect(told('trackEvent')).toEqual(['bloomreach-campaign-by-hand 0'])
    expect(told('trackCampaignClick')).toEqual(['bloomreach-campaign-click 0'])
  })

  it('words that end a sentence do not end it twice', () => {
    const state = stateOf({ items: [{ tries: [{ at: 10, status: null, words: 'Not taken.' }], why: 'Gone.' }] }, 'x')
    const told = findingsOf(null, state, NOW).byItem.get(0)
    expect(told?.map(({ text }) => text)).toEqual(['“view_item” was lost after one try (Not taken). Gone.'])
  })

  it('a batch that failed is told once for each of its items', () => {
    const tries = [{ at: 10, status: null, with: 'b' }]
    const two = found({ items: [{ tries }, { name: 'x', tries }] }, 'customerio')
    expect(two).toEqual(['customerio-batch-lost 0', 'customerio-batch-lost 1'])
    expect(found({ items: [{ tries: [{ at: 10, status: null }] }] }, 'customerio')).toEqual(['any-lost-on-network 0'])
  })

  it('comes back when what spoke instead is silent again', () => {
    const at = (sender: string) =>
      stateOf({ items: [{ tries: [{ at: 10, outcome: 'rejected', sender }] }] }, 'bloomreach')
    const first = findingsOf(null, at('ios'), NOW)
    const second = findingsOf(first, at('web'), NOW)
    expect([...second.byCheck.keys()]).toEqual(['any-refused-in-200'])
    expect(second.counts).toEqual({ error: 1, warning: 0, note: 0 })
  })

  it('a rule that speaks instead of others, and those others, look at the item alone', () => {
    for (const check of checks.filter(({ instead }) => instead))
      for (const id of [check.id, ...(check.instead ?? [])])
        expect(checks.find((each) => each.id === id && each.item)?.key).toBeUndefined()
  })

  it('an identify that the SDK refused is not said to lack a hard ID as well', () => {
    const refused = {
      type: 'identify' as const,
      method: 'identify',
      error: 'wrong arguments',
      delivery: 'lost' as const,
    }
    expect(found({ items: [refused] }, 'bloomreach')).toEqual(['any-call-threw 0'])
  })
})

describe('no finding blames one SDK with another’s source', () => {
  it('an item is judged by what sent it, whatever its tracker is by now', () => {
    const items = [
      { tries: [{ at: 10, outcome: 'rejected' as const, sender: 'web' }] },
      { name: 'x', tries: [{ at: 20, outcome: 'rejected' as const, sender: 'ios' }] },
    ]
    for (const surface of ['web', 'bridge', 'ios', 'rest'])
      expect(found({ items, trackers: [{ surface }] }, 'bloomreach')).toEqual([
        'any-refused-in-200 0',
        'bloomreach-believed-delivered 1',
      ])
  })

  it('sessions and clicks of the Web SDK are not judged as those of the mobile ones', () => {
    const told = (sender: string) => {
      const tries = [{ at: 10, sender }]
      const click = { url: 'https://shop.example/' }
      return found(
        {
          items: [
            { type: 'session', name: 'session_start', method: 'track', tries },
            { type: 'session', name: 'session_start', method: 'track', tries },
            { type: 'session', name: 'session_end', method: 'track', properties: { duration: -5 }, tries },
            { type: 'session', name: 'session_end', method: 'track', properties: { duration: 86_400 }, tries },
            { type: 'campaign', name: 'campaign_click', method: 'track', properties: click, tries },
          ],
        },
        'bloomreach',
      )
    }
    expect(told('web')).toEqual([])
    expect(told('ios')).toEqual([
      'bloomreach-campaign-click 4',
      'bloomreach-ghost-session 3',
      'bloomreach-negative-session 2',
      'bloomreach-session-not-ended 1',
    ])
  })

  it('a batch that a page made by hand, and messages that it sends again, are not the SDK’s', () => {
    const lost = [{ at: 10, status: null, with: 'b', sender: 'rest' }]
    expect(found({ items: [{ tries: lost }, { name: 'x', tries: lost }] }, 'customerio')).toEqual([
      'any-lost-on-network 0',
      'any-lost-on-network 1',
    ])
    const twice = [
      { at: 10, sender: 'rest' },
      { at: 50, sender: 'rest' },
    ]
    expect(found({ items: [{ tries: twice }] }, 'customerio')).toEqual([])
  })

  it.each([
    ['by itself, by the same page', 't', 'd1', 'accepted.'],
    ['by itself, by the next page', 't', 'd2', 'accepted: its page was left before the SDK heard of the answer.'],
    [
      'in a batch',
      'b',
      'd1',
      'accepted; a batch that is sent as the page is hidden is sent again, which does not happen without batching.',
    ],
  ])('what was sent again after it was delivered has the cause that fits: %s', (_, path, by, end) => {
    const url = `https://cdp.customer.io/v1/${path}`
    const tries = [
      { at: 10, url },
      { at: 5000, url, by },
    ]
    const state = stateOf({ items: [{ tries }] }, 'customerio')
    const told = findingsOf(null, state, NOW).byItem.get(0)
    expect(told?.map(({ text }) => text)).toEqual([
      `“view_item” (m0) was sent once more after a try that the server ${end}`,
    ])
    expect(checks.find(({ id }) => id === 'customerio-sent-twice')?.advice).not.toMatch(/batch/i)
  })

  it('a hand-made request beside the SDK says nothing of the SDK', () => {
    const items = [{ called: null, tries: [{ at: 10, outcome: 'rejected' as const, sender: 'rest' }] }]
    expect(found({ items, trackers: [{ surface: 'bridge' }] }, 'bloomreach')).toEqual(['any-refused-in-200 0'])
    const failed = [{ called: null, tries: [{ at: 10, status: 401, sender: 'rest' }] }]
    expect(found({ items: failed, trackers: [{ surface: 'snippet' }] }, 'customerio')).toEqual(['any-http-error 0'])
  })
})

describe('“tracked twice” is not said across', () => {
  const twice = (second: NonNullable<Scene['items']>[number], documents: NonNullable<Scene['documents']> = [{}]) =>
    found(
      {
        items: [
          { called: 0, tries: [{ at: 1 }] },
          { called: 300, tries: [{ at: 301 }], ...second },
        ],
        documents,
      },
      'bloomreach',
    )
  const told = ['any-duplicate 0,1']

  it('nothing else than one page, one visitor and one SDK', () => {
    expect(twice({})).toEqual(told)
  })

  it.each<[string, Parameters<typeof twice>]>([
    ['pages', [{ doc: 'd2' }, [{}, { id: 'd2', startedAt: NOW - 20_000 + 200 }]]],
    ['visitors', [{ calledAs: as({}, { cookie: 'c2' }), sentAs: as({}, { cookie: 'c2' }) }]],
    ['SDKs', [{ tries: [{ at: 301, sender: 'ios' }] }]],
    ['an earlier page, whose unsent items this one sends', [{}, [{ startedAt: NOW - 20_000 + 200 }]]],
  ])('%s', (_name, args) => {
    expect(twice(...args)).not.toContain(told[0])
  })

  it('but of one visitor who was identified in between', () => {
    const jane = as({ registered: 'jane' }, { cookie: 'c1' })
    expect(twice({ calledAs: jane, sentAs: jane })).toContain(told[0])
  })
})

it('what waits in a stub is found by the time alone, though nothing more happens', () => {
  const scene: Scene = { items: [{ called: 0, delivery: 'buffered' }], trackers: [{ status: 'stub' }] }
  expect(found(scene, 'bloomreach', NOW - 11_000)).toEqual([])
  expect(found(scene, 'bloomreach', NOW)).toEqual(['any-stub-waiting 0'])
  const early = findingsOf(null, stateOf(scene, 'bloomreach'), NOW - 11_000)
  const state = early.judged.state
  const late = findingsOf(early, state, NOW)
  expect(late.byCheck.get('any-stub-waiting')?.first()?.at).toBe(NOW - 10_000)
  expect(findingsOf(late, state, NOW + 1000)).toBe(late)
})

it.each([
  [{}, 'identify with 0 traits and no user ID.'],
  [{ plan: 'trial' }, 'identify with 1 trait and no user ID.'],
  [{ plan: 'trial', seats: 4 }, 'identify with 2 traits and no user ID.'],
])('traits are counted in words: %j', (properties, text) => {
  const items = [{ type: 'identify' as const, name: 'identify', properties }]
  expect(findingsOf(null, stateOf({ items }, 'customerio'), NOW).byItem.get(0)).toMatchObject([{ text }])
})

it.each([
  [as({}, { cookie: 'c1' }), 'identify named no hard ID.'],
  [as({}), 'identify named no hard ID.'],
  [
    as({ email_id: 'e' }),
    'identify named only email_id "e", which is not a hard ID unless your project defines email_id as one.',
  ],
  [
    as({ email_id: 'e', phone_id: 'p' }),
    'identify named only email_id "e", phone_id "p", which are not hard IDs unless your project defines them as such.',
  ],
])('who was identified without a hard ID is told in a sentence: %j', (calledAs, text) => {
  const items = [{ type: 'identify' as const, name: 'identify', method: 'identify', calledAs, sentAs: calledAs }]
  expect(findingsOf(null, stateOf({ items }, 'bloomreach'), NOW).byItem.get(0)).toMatchObject([{ text }])
})

it('what is too large is said to be answered with 200 only where it may have been', () => {
  const text = JSON.stringify({ type: 'track', event: 'x', messageId: 'm', properties: { x: 'x'.repeat(40_000) } })
  const told = (status: number | null) => {
    const tries = [{ at: 10, status, text, url: 'https://cdp.customer.io/v1/t' }]
    const found = findingsOf(null, stateOf({ items: [{ tries }] }, 'customerio'), NOW)
    return found.byCheck.get('customerio-oversize')?.first()?.text
  }
  expect(told(200)).toMatch(/32 KB; the server still answers 200\.$/)
  expect(told(null)).toMatch(/32 KB; the server still answers 200\.$/)
  expect(told(413)).toMatch(/may have 32 KB\.$/)
})
