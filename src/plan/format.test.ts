/** Reading a plan's file: an example of a shop's, and every kind of mistake told with its place and what to do. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHOP } from '../testing/plans'
import { readPlan } from './format'

const problems = (value: unknown): readonly string[] => {
  const read = readPlan(typeof value === 'string' ? value : JSON.stringify(value))
  return 'problems' in read ? read.problems.map(({ place, text }) => `${place}: ${text}`) : []
}
const withEvent = (event: object) => ({ ...SHOP, events: [event] })
const withSchema = (schema: unknown) => withEvent({ name: 'buy', schema })

describe('a plan', () => {
  it('is read, with what it leaves out filled in', () => {
    expect(readPlan(JSON.stringify(SHOP))).toEqual({ plan: SHOP })
    expect(readPlan('{"tracklens-plan":1,"events":[]}')).toEqual({
      plan: { 'tracklens-plan': 1, name: 'Tracking plan', unplanned: 'warning', keys: {}, events: [] },
    })
  })

  it('whose unplanned events were “info” calls them a note, as the panel does', () => {
    const read = readPlan('{"tracklens-plan":1,"unplanned":"info","events":[]}')
    expect('plan' in read && read.plan.unplanned).toBe('note')
    expect(problems({ ...SHOP, unplanned: 'bad' }).join()).toMatch(/one of "error", "warning", "note", "ignore"/)
  })

  it.each([
    ['{"tracklens-plan": 1,\n "events": [}', /^line 2, column 13: Expected a value here/],
    ['', /^line 1, column 1: The text ends where a value/],
    ['{"tracklens-plan":1,"events":[],\n"ev\\u0065nts":[]}', /^line 2, column 1: .*is given twice.*take one/],
    ['{"tracklens-plan":1,"events":[{"name":"a","name":"b"}]}', /^line 1, column 43: "name" is given twice/],
    ['[]', /^the file: .*begins with "tracklens-plan": 1/],
    [{ ...SHOP, 'tracklens-plan': 2 }, /^tracklens-plan: This plan is of format 2: update/],
    [{ ...SHOP, 'tracklens-plan': '1' }, /^tracklens-plan: It is "1". Write 1\.$/],
    [{ ...SHOP, events: undefined }, /^events: It is missing. Write a list of events/],
    [{ ...SHOP, unplanned: 'fatal' }, /^unplanned: It is "fatal". Write one of "error", "warning"/],
    [
      { ...SHOP, keys: { 'shop.example': 'prod' } },
      /^keys\["shop\.example"\]: It is "prod". Write a list of project keys/,
    ],
    [{ ...SHOP, keys: ['prod'] }, /^keys: It is \["prod"\]. Write an object: host → list of project keys/],
    [{ ...SHOP, keys: { 'https://shop.example/': ['k'] } }, /^keys\["https:.*Write a host alone/],
    [{ ...SHOP, keys: { 'shop-*.example': ['k'] } }, /A \* stands for whole labels/],
    [{ ...SHOP, keys: { '::1': ['k'] } }, /^keys\["::1"\]: No address has such a host: .*\[::1\]:8080/],
    [
      { ...SHOP, keys: { 'a.example:443': ['k'], 'A.example.:0443': ['l'] } },
      /0443"\]: It is the same host as keys\["a\.example:443"\]: make one of the two/,
    ],
    [withEvent({ nam: 'buy', type: 'event' }), /^events\[0\]\.nam: .*spelling/],
    [withEvent({}), /^events\[0\]: .*give it a name, a type or both/],
    [withEvent({ name: '' }), /^events\[0\]\.name: It is "". Write a text that is not empty/],
    [withEvent({ name: 'x', as: 'soft' }), /^events\[0\]\.as: It is "soft". Write "hard", or leave it out/],
    [
      withEvent({ name: 'x', delivered: 'maybe' }),
      /^events\[0\]\.delivered: It is "maybe". Write true, "proven" or false/,
    ],
    [withEvent({ name: 'x', vendor: 'bloomraech' }), /^events\[0\]\.vendor: .*one of "bloomreach", "customerio"/],
    [{ ...SHOP, events: [{ name: 'x' }, { name: 'x' }] }, /^events\[1\]: It plans the same as events\[0\]/],
    [withSchema('object'), /^events\[0\]\.schema: A schema is an object/],
    [withSchema({ type: 'strng' }), /^events\[0\]\.schema\.type: Write one or a list of: null, .*This is "strng"/],
    [withSchema({ required: 'email' }), /schema\.required: Write a list of names\. This is "email"/],
    [
      withSchema({ properties: { 'two words': { pattern: '(' } } }),
      /properties\["two words"\]\.pattern: Write a regular/,
    ],
    [withSchema({ properties: { a: { minLength: -1 } } }), /properties\.a\.minLength: Write a whole number from 0/],
    [
      withSchema({ properties: { '\ud800': {} } }),
      /^events\[0\]\.schema\.properties: The name "\\ud800" has half of a pair/,
    ],
    [withSchema({ required: ['a', 'b\udc00'] }), /^events\[0\]\.schema\.required: The name "b\\udc00" has half/],
    [withSchema({ $defs: { '\udfff': true } }), /\.\$defs: The name "\\udfff" has half of a pair/],
    [withSchema({ dependentRequired: { '\udfff': [] } }), /\.dependentRequired: The name "\\udfff" has half of a pair/],
    [withSchema({ anyOf: [] }), /anyOf: Write a list of one or more schemas/],
    [withSchema({ items: [{}] }), /items: A list of schemas is called prefixItems/],
    [withSchema({ $schema: 'http://json-schema.org/draft-04/schema#' }), /\$schema: .*draft-04.* is not read/],
    [withSchema({ $ref: 'https://example.com/order.json' }), /leads out of the plan, and nothing is fetched/],
    [withSchema({ properties: { a: { $ref: 'order.json#/x' } } }), /leads out of the plan/],
    [withSchema({ properties: { a: { $ref: '#/$defs/none' } } }), /leads to nothing in this schema/],
    [withSchema({ $dynamicRef: '#x' }), /\$dynamicRef is not read: write a \$ref/],
  ])('%# with a mistake is told where, and what to do', (value, expected) => {
    const told = problems(value)
    expect(told.length).toBeGreaterThan(0)
    expect(told.join('\n')).toMatch(expected)
  })

  it('with several mistakes is told them all at once, each for itself', () => {
    const buy = { name: 'buy', requird: true, onec: 'id', schema: { type: 'strng', required: 'a' } }
    const told = problems({ ...SHOP, ky: 1, keys: { 'https://a': ['k'] }, events: [buy, { name: 'x' }, { name: 'x' }] })
    expect(told).toEqual([
      expect.stringMatching(/^ky: The format has no “ky”/),
      expect.stringMatching(/^events\[0\]\.requird: The format has no “requird”\. Look at its spelling/),
      expect.stringMatching(/^events\[0\]\.onec: The format has no “onec”/),
      expect.stringMatching(/^events\[0\]\.schema\.type: .*This is "strng"/),
      expect.stringMatching(/^events\[0\]\.schema\.required: .*This is "a"/),
      expect.stringMatching(/^events\[2\]: It plans the same as events\[1\]/),
      expect.stringMatching(/^keys\["https:\/\/a"\]: Write a host alone/),
    ])
  })

  it('with words that every object has is told them like any other', () => {
    const event = JSON.parse('{"name":"x","__proto__":1,"constructor":2,"toString":3}')
    expect(problems(withEvent(event)).map((line) => line.split(':')[0])).toEqual([
      'events[0].__proto__',
      'events[0].constructor',
      'events[0].toString',
    ])
  })

  it('with a name that is misspelt is not told beside that it plans nothing', () => {
    expect(problems(withEvent({ nam: 'buy' }))).toEqual([expect.stringMatching(/^events\[0\]\.nam: .*spelling/)])
    const same = [{ nam: 'a' }, { nam: 'b' }]
    expect(problems({ ...SHOP, events: same })).toHaveLength(2)
  })

  it('with very many mistakes is told the first, and how many there are beside', () => {
    const events = Array.from({ length: 500 }, () => ({ a: 1 }))
    const told = problems({ ...SHOP, events })
    expect(told).toHaveLength(21)
    expect(told.at(-1)).toBe('the plan: There are 480 more.')
  })

  it.each([[[]], [[1]], [[{ name: 'x' }]]])('with the list %j for an event is refused', (event) => {
    expect(problems({ ...SHOP, events: [event] })[0]).toMatch(/^events\[0\]: It is \[.*Write an object\.$/)
  })

  it('may refer to itself, by pointer, anchor and id', () => {
    const schema = {
      $id: 'https://shop.example/order',
      $defs: { price: { type: 'number' }, name: { $anchor: 'name', type: 'string' } },
      properties: { a: { $ref: '#/$defs/price' }, b: { $ref: '#name' }, c: { $ref: 'https://shop.example/order' } },
    }
    expect(problems(withSchema(schema))).toEqual([])
  })

  it('with nesting that never ends is refused', () => {
    const deep = `${'{"not":'.repeat(200)}true${'}'.repeat(200)}`
    expect(problems(`{"tracklens-plan":1,"events":[{"name":"x","schema":${deep}}]}`)[0]).toMatch(/nested more than 100/)
  })

  it('is refused or read, and never throws, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.constantFrom('keys', 'events', 'schema', 'name'),
        (value, where) => {
          const event = where === 'schema' ? { name: 'x', schema: value } : value
          const plan = { ...SHOP, ...(where === 'schema' ? { events: [event] } : { [where]: value }) }
          const read = readPlan(JSON.stringify(plan))
          if ('problems' in read) for (const { place, text } of read.problems) expect(place && text).toBeTruthy()
        },
      ),
      { numRuns: 100 },
    )
  })
})
