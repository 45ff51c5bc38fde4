/** What each part of the filter language finds, and what it says of text it cannot use. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DELIVERIES, FAILED, type Item, PENDING } from '../item'
import type { JsonObject } from '../json'
import { parseFilter } from './filter'
import { exactWordFor, wordFor } from './filter-text'

const base: Item = {
  n: 0,
  tracker: 'customerio:key1',
  vendor: 'customerio',
  doc: 'd',
  type: 'event',
  name: 'Product Added',
  properties: {
    price: 12.5,
    product: { sku: 'A-1', tags: ['new', 'red'] },
    'campaign.id': 'spring',
    note: 'two words',
  },
  wireProperties: null,
  id: 'ajs-next-1',
  seenAt: 0,
  calledAt: 0,
  claimedAt: null,
  calledAs: { soft: { anonymousId: 'anon-1' }, hard: {} },
  sentAs: { soft: { anonymousId: 'anon-1' }, hard: { userId: 'Alice' } },
  method: 'track',
  stack: null,
  seenBy: { call: true, page: true, browser: false },
  trigger: null,
  automatic: false,
  destructive: false,
  error: null,
  delivery: 'rejected',
  why: '',
  attempts: [{ exchange: 0, sentAt: 0, endedAt: 1, outcome: 'rejected', status: 400, words: 'Bad token' }],
  call: 1,
  notes: [],
}

const finds = (text: string, change: Partial<Item> = {}): boolean => parseFilter(text).matches({ ...base, ...change })

describe('as other filters are written', () => {
  const priced = { properties: { cena_kč: 250, 名前: '茶', note: 'naïve café' } }

  it.each(['cena_kč > 100', 'cena_kč=250', '名前=茶', '名前 = 茶', 'note="NAÏVE café"', 'café'])(
    'any script: %s',
    (text) => {
      expect(parseFilter(text).problems).toEqual([])
      expect(finds(text, priced)).toBe(true)
      expect(finds(text)).toBe(false)
    },
  )

  it.each([
    'type:event and price > 10',
    'type:event && is:rejected',
    'name:nothing || is:rejected',
    'TYPE:event AND price<13',
  ])('and, &&, ||: %s', (text) => expect(finds(text)).toBe(true))

  it('alone, and at the end of what is being typed, it is text', () => {
    expect([finds('and'), finds('and', { name: 'salt and tea' }), finds('salt and', { name: 'salt and tea' })]).toEqual(
      [false, true, true],
    )
  })

  it.each([
    ['NOT is:rejected', 'NOT', /minus/],
    ['!is:rejected', '!is:rejected', /minus/],
    ['!price=3', '!price=3', /minus/],
    ['(type:page or type:event) price>10', '(type:page', /grouped/],
  ])('says how it is written here: %s', (text, part, why) => {
    expect(parseFilter(text).problems[0]).toMatchObject({ text: part, why: expect.stringMatching(why) })
  })

  it('brackets and exclamation marks are text else', () => {
    expect(parseFilter('(draft) wow! f(x) (a !').problems).toEqual([])
  })
})

describe('finds', () => {
  it.each([
    'product',
    'PRODUCT added',
    '"product added"',
    'name:"Product Added"',
    'name:prod*',
    'type:event',
    'is:rejected',
    'is:failed',
    'customer:alice',
    'customer:anon-1',
    'vendor:customer',
    'has:error',
    'has:answer',
    'method:track',
    'id:next-1',
    'tracker:key1',
    'price=12.5',
    'price>12',
    'price<=12.5',
    'product.sku=a-1',
    'product.tags.1=red',
    'product.tags[0]=new',
    'campaign.id=spring',
    'note="two words"',
    'missing!=1',
    '-is:delivered',
    '-name:checkout price>1',
    'token',
    'A-1',
    '',
    '   ',
  ])('%s', (text) => {
    const filter = parseFilter(text)
    expect(filter.problems).toEqual([])
    expect(filter.matches(base)).toBe(true)
  })

  it.each([
    'checkout',
    'name:added*',
    'type:page',
    'is:delivered',
    'customer:bob',
    '-product',
    'price>13',
    'price=12',
    'product.sku!=A-1',
    'has:note',
  ])('not by %s', (text) => {
    const filter = parseFilter(text)
    expect(filter.problems).toEqual([])
    expect(filter.matches(base)).toBe(false)
  })

  it.each([
    'price > 12',
    'price >12',
    'price> 12',
    'note = "two words"',
    '-price > 13 is:rejected',
    '/^product/',
    '/Product .dded$/',
    'name:/added$/',
    'note=/^two w/',
    'checkout or product',
    'is:delivered OR is:rejected price > 12',
    'lines.sku=b',
    'lines.amounts>6',
    'product.tags=red',
  ])('%s', (text) => {
    const filter = parseFilter(text)
    expect(filter.problems).toEqual([])
    const lines = [
      { sku: 'a', amounts: [1] },
      { sku: 'b', amounts: [5, 7] },
    ]
    expect(filter.matches({ ...base, properties: { ...base.properties, lines } })).toBe(true)
  })

  it.each(['price > 13', '/^added/', 'checkout or is:delivered', 'is:delivered or price > 13', '"/^product/"', '<b>'])(
    'not by %s',
    (text) => expect(finds(text)).toBe(false),
  )

  it('a customer that changed before sending, and the name that was called', () => {
    expect(finds('is:moved')).toBe(true)
    expect(finds('is:moved', { sentAs: base.calledAs })).toBe(false)
    expect(finds('is:browser-only', { seenBy: { call: false, page: false, browser: true } })).toBe(true)
    expect(finds('is:browser-only', { seenBy: { call: true, page: true, browser: true } })).toBe(false)
    expect(finds('name:bought', { calledName: 'bought' })).toBe(true)
    expect(finds('bought', { calledName: 'bought' })).toBe(true)
  })

  it.each([
    ['is:delivered is:failed', 'Nothing is both is:delivered and is:failed: write or between them.'],
    ['type:page type:event', 'Nothing is both type:page and type:event: write or between them.'],
    ['is:rejected -is:rejected', 'Nothing is is:rejected and is not: it is both asked for and left out.'],
    ['-price>1 price>1', 'Nothing is price>1 and is not: it is both asked for and left out.'],
    ['is:rejected -is:failed', 'is:rejected and -is:failed leave nothing together.'],
    ['-type:e* type:event', '-type:e* and type:event leave nothing together.'],
    ['type:nonsense', /^There is no such type\. Types are event, identify/],
    ['/(a/', 'There is a ( without its ).'],
    ['name:/(?=a)/', 'Lookahead and lookbehind are not supported.'],
  ])('says of %s that it cannot match', (text, why) => {
    const [problem] = parseFilter(text).problems
    expect(problem?.why).toMatch(why)
    expect(finds(text.split(' ')[0] === text ? text : 'is:rejected')).toBe(true)
  })

  it('an unknown is not a change: moved is only what both sides know and say otherwise', () => {
    const as = (hard: object, soft: object = {}) => ({ hard, soft }) as NonNullable<Item['sentAs']>
    const moved = (calledAs: Item['calledAs'], sentAs: Item['sentAs']) => finds('is:moved', { calledAs, sentAs })
    const [jane, visitor, nobody] = [as({ userId: 'jane' }), as({}, { anonymousId: 'a' }), as({})]
    for (const [called, sent] of [
      ...[
        [null, jane],
        [jane, null],
        [nobody, jane],
        [nobody, visitor],
        [jane, nobody],
        [visitor, visitor],
      ],
      [jane, as({ userId: 'jane' }, { anonymousId: 'a' })],
    ] as const)
      expect([called, sent, moved(called ?? null, sent ?? null)]).toEqual([called, sent, false])
    for (const [called, sent] of [
      ...[
        [visitor, jane],
        [jane, visitor],
        [jane, as({ userId: 'bob' })],
        [visitor, as({}, { anonymousId: 'b' })],
      ],
    ] as const)
      expect([called, sent, moved(called ?? null, sent ?? null)]).toEqual([called, sent, true])
  })

  it('behind = stands exactly what is looked for, whatever it is made of', () => {
    const names = ['Buy', 'buy', 'Buy ', 'Buy now', '=Buy', 'B*', '/Buy/', 'a "b" \\c', '']
    for (const name of names) {
      expect(names.filter((each) => finds(exactWordFor('name', name), { name: each }))).toEqual([name])
      expect([name, finds(wordFor('name', name), { name })]).toEqual([name, true])
    }
    expect([finds('name:="Product Added"'), finds('name:="Product added"'), finds('tracker:=customerio:key')]).toEqual([
      ...[true, false, false],
    ])
    expect(parseFilter('name:=Buy').narrows(parseFilter('name:=Bu'))).toBe(false)
  })

  it('behind == too, of a property', () => {
    const found = (text: string) => ['/a+b/', '=1+1', 'a*b', 'A*B'].filter((p) => finds(text, { properties: { p } }))
    expect(['p==/a+b/', 'p=="=1+1"', 'p==a*b', 'p!==a*b', 'p=a*b'].map(found)).toEqual([
      ...[['/a+b/'], ['=1+1'], ['a*b'], ['/a+b/', '=1+1', 'A*B'], ['a*b', 'A*B']],
    ])
  })

  it('a date by its text, and what JSON has no word for by its name', () => {
    const properties = { when: { $tl: 'date', text: '2026-11-29T10:00:00.000Z' }, left: { $tl: 'undefined', text: '' } }
    expect(['when=2026-11-29*', 'when=date', 'left=undefined'].map((text) => finds(text, { properties }))).toEqual([
      ...[true, false, true],
    ])
  })

  it('what holds in more than one way narrows nothing', () => {
    const earlier = parseFilter('product')
    expect(parseFilter('product added').narrows(parseFilter('product', undefined, earlier.people))).toBe(true)
    expect(parseFilter('product or x').narrows(earlier)).toBe(false)
    expect(parseFilter('product').narrows(parseFilter('product or x'))).toBe(false)
  })

  it('a state of two words, written either way', () => {
    expect(finds('is:in-flight', { delivery: 'in flight' })).toBe(true)
    expect(finds('is:"in flight"', { delivery: 'in flight' })).toBe(true)
    expect(finds('is:inflight', { delivery: 'in flight' })).toBe(true)
    expect(finds('is:pending', { delivery: 'in flight' })).toBe(true)
  })

  it('the groups of delivery states that every count has too', () => {
    const found = (text: string) => DELIVERIES.filter((delivery) => finds(text, { delivery }))
    expect(found('is:pending')).toEqual(PENDING)
    // What Tracklens held back itself is no failure: it has its own word.
    expect(found('is:failed')).toEqual(FAILED)
    expect(found('is:blocked')).toEqual(['blocked'])
  })

  it('a value on the wire that the page did not give', () => {
    expect(finds('added=1')).toBe(false)
    expect(finds('added=1', { wireProperties: { added: 1 } })).toBe(true)
  })

  it('text that only looks like a key', () => {
    expect(finds('https://shop', { properties: { url: 'https://shop.test/' } })).toBe(true)
    expect(parseFilter('https://shop').problems).toEqual([])
  })

  it('names from Object.prototype are no properties', () => {
    expect(finds('toString=x')).toBe(false)
    expect(finds('is:toString')).toBe(true)
    expect(parseFilter('is:toString').problems).toHaveLength(1)
  })
})

it('a vendor is found by its id and by its name', () => {
  const name = (id: string): string => (id === 'customerio' ? 'Customer.io' : id)
  for (const text of ['vendor:customerio', 'vendor:customer.io', 'vendor:io'])
    expect(parseFilter(text, name).matches(base)).toBe(true)
  expect(parseFilter('vendor:bloomreach', name).matches(base)).toBe(false)
})

describe('narrows', () => {
  it.each([
    ['order', 'order c', true],
    ['order c', 'order completed', true],
    ['name:add', 'name:added', true],
    ['', 'x', true],
    ['"a b', '"a b"', true],
    ['is:rejected', 'is:rejected a', true],
    ['order', 'orde', false],
    ['a', '-ab', false],
    ['-a', '-ab', false],
    ['name:a', 'ab', false],
    ['name:a*', 'name:a*b', false],
    ['price>1', 'price>19', false],
    ['"price>1"', '"price>19"', true],
    ['is:pending', 'is:rejected', false],
  ])('%s, then %s: %s', (before, after, expected) => {
    expect(parseFilter(after).narrows(parseFilter(before))).toBe(expected)
  })

  it('never claims it of a filter that finds something else too', () => {
    const word = fc.constantFrom(
      'a',
      'ab',
      'A',
      'b',
      '-a',
      '-ab',
      'name:a',
      'name:ab',
      'name:a*',
      'is:rejected',
      '"a',
      '"a b"',
      'price=1',
      'price=12',
      'x:a',
    )
    const text = fc.array(word, { maxLength: 3 }).map((words) => words.join(' '))
    const item = fc.record({
      name: fc.constantFrom('a', 'ab', 'A b', 'b', 'x:ab'),
      delivery: fc.constantFrom<Item['delivery']>('rejected', 'queued'),
      properties: fc.constantFrom<JsonObject>({}, { price: 1 }, { price: 12 }, { note: 'a b' }),
    })
    fc.assert(
      fc.property(text, text, fc.array(item, { maxLength: 8 }), (before, after, items) => {
        const [wide, narrow] = [parseFilter(before), parseFilter(after)]
        if (!narrow.narrows(wide)) return
        for (const change of items)
          if (narrow.matches({ ...base, ...change })) expect(wide.matches({ ...base, ...change })).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('explains', () => {
  it.each([
    ['is:gone', /knows buffered, queued, in-flight/],
    ['has:wings', /knows error/],
    ['name:', /needs a value after it/],
    ['nam:x', /Did you mean “name:”/],
    ['state:lost', /Did you mean “is:”, or “state=” for a property/],
    ['event:buy', /Did you mean “name:”/],
    ['costumer:x', /Did you mean “customer:”/],
    ['price>much', /comes a number/],
    ['a..b=1', /dots between/],
    ['"open', /never closed/],
    ['-', /minus needs something/],
  ])('%s', (text, why) => {
    const filter = parseFilter(`product ${text}`)
    expect(filter.problems).toHaveLength(1)
    expect(filter.problems[0]?.why).toMatch(why)
    expect(filter.problems[0]?.at).toBe(8)
    expect(filter.matches(base)).toBe(true)
  })

  it.each(['x', '"x ', 'a b ', 'is:lost '])('what is too long: %s', (unit) => {
    const filter = parseFilter(unit.repeat(50_000))
    expect(filter.problems.map(({ at, why }) => [at, why])).toEqual([[0, expect.stringMatching(/too long/)]])
    expect(filter.matches(base)).toBe(true)
  })

  it('as much as may be asked for, in a time that grows with it', () => {
    const most = parseFilter('a b '.repeat(2_500))
    expect(most.problems).toEqual([])
    expect([most.matches(base), most.narrows(most)]).toEqual([true, false])
  })
})

it('any text gives a filter that answers', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const filter = parseFilter(text)
      expect(typeof filter.matches(base)).toBe('boolean')
      for (const problem of filter.problems)
        expect(text.slice(problem.at, problem.at + problem.text.length)).toBe(problem.text)
    }),
  )
})

describe('stars', () => {
  /** The same by a pattern that tries all ways, which is right and slow. */
  const slow = (value: string) => new RegExp(`^${value.split('*').join('.*')}$`, 'is')

  it('stand for anything, as in a pattern', () => {
    const texts = (unit: string[]) => fc.string({ unit: fc.constantFrom(...unit), maxLength: 12 })
    fc.assert(
      fc.property(texts(['a', 'b', 'B', '*']), texts(['a', 'b', 'A', '\n']), (value, name) => {
        fc.pre(value !== '')
        const wanted = value.includes('*') ? slow(value) : new RegExp(value, 'i')
        expect(finds(`name:${value}`, { name })).toBe(wanted.test(name))
        expect(finds(`p=${value}`, { properties: { p: name } })).toBe(slow(value).test(name))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(['name:*a*a*a*a*a*b', 'name:a*a*a*a*b*', 'path=*a*a*a*a*a*a*b', 'id:*aa*aa*aa*ab'])(
    'of any number are tried in a time that grows with the text alone: %s',
    (text) => {
      const long = 'a'.repeat(524_288)
      expect(finds(text, { name: long, id: long, properties: { path: long } })).toBe(false)
    },
  )

  it('and text are looked for in lists of any length', () => {
    expect(finds('needle', { properties: { list: [...Array(300_000).keys(), 'needle'] } })).toBe(true)
  })
})
