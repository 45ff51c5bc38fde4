/** What became different on the wire, and what only looks so because of what Tracklens keeps. */
import { describe, expect, it } from 'vitest'
import { stateOf } from '../../testing/scene'
import type { Item } from '../item'
import type { Json, JsonObject } from '../json'
import { wireOf } from './wire'

/** An item called with these properties and sent with those. */
function sent(properties: JsonObject, wireProperties: JsonObject, part: Partial<Item> = {}): Item {
  const item = stateOf({ items: [{ tries: [{ at: 1 }] }] }, 'bloomreach').items.get(0)
  if (!item) throw new Error('no item')
  return { ...item, properties, wireProperties, ...part }
}

const mark = ($tl: string, text = ''): Json => ({ $tl, text })
const numbers = (length: number): number[] => Array.from({ length }, (_, i) => i)

describe('“Different on the wire” never reports Tracklens’ own marks', () => {
  it.each<[string, Json, Json | undefined]>([
    ['a Date and its text', mark('date', '2026-01-02T03:04:05.000Z'), '2026-01-02T03:04:05.000Z'],
    ['a Date in a list in an object', { at: [mark('date', 'x')] }, { at: ['x'] }],
    ['a text of which the beginning was kept', mark('cut', 'aaa'), 'aaaaaa'],
    ['a list of which the beginning was kept', [...numbers(1000), mark('cut', '2000 more')], numbers(3000)],
    ['an object of which some members were kept', { a: 1, '…': mark('cut', '2 more') }, { a: 1, b: 2, c: 3 }],
    ['what was nested too deep', { a: { b: mark('deep', 'object') } }, { a: { b: { c: { d: 1 } } } }],
    ['a list that was nested too deep', [mark('deep', 'list')], [[1, 2]]],
    ['a list beyond what is kept of a call', { a: mark('cut', 'list') }, { a: [1] }],
    ['what was too deep in the body', { a: { b: 1 } }, { a: mark('deep', 'nested deeper than 100') }],
    ['undefined, which nobody sends', mark('undefined'), undefined],
    ['undefined in an object', { a: 1, b: mark('undefined') }, { a: 1 }],
    ['undefined in a list', [1, mark('undefined')], [1, null]],
  ])('%s', (_name, called, on) => {
    expect(wireOf(sent({ p: called }, on === undefined ? {} : { p: on })).changed).toEqual([])
  })

  it('members of which only the count was kept', () => {
    const { changed, added } = wireOf(sent({ a: 1, '…': mark('cut', '2 more') }, { a: 1, b: 2, c: 3 }))
    expect(changed).toEqual([])
    expect(added).toEqual({})
  })

  it('nor something of which no call was seen', () => {
    const seenBy = { call: false, page: true, browser: false }
    expect(wireOf(sent({ a: 1 }, { a: 2 }, { seenBy }))).toEqual({ changed: [], added: {} })
  })
})

describe('what is truly different', () => {
  it.each<[string, Json, Json | undefined]>([
    ['a value', 1, '1'],
    ['a property that was not sent', 1, undefined],
    ['another date', mark('date', '2026-01-02T03:04:05.000Z'), '2026-01-02T03:04:06.000Z'],
    ['another beginning', mark('cut', 'aaa'), 'aab'],
    ['a list with another beginning', [0, mark('cut', '2000 more')], [1, ...numbers(2000)]],
    ['a list with fewer entries', [...numbers(1000), mark('cut', '2000 more')], numbers(2999)],
    ['a list where an object was too deep', [mark('deep', 'object')], [[1]]],
    ['NaN, which JSON makes null', mark('NaN'), null],
    ['a function, which is not sent', mark('function', 'f'), undefined],
    ['something more inside', { a: 1 }, { a: 1, b: 2 }],
    ['the order of a list', [1, 2], [2, 1]],
  ])('%s is told', (_name, called, on) => {
    const { changed } = wireOf(sent({ p: called }, on === undefined ? {} : { p: on }))
    expect(changed).toEqual([{ name: 'p', called, sent: on }])
  })

  it('but what the SDK adds is no difference: it is told apart', () => {
    const { changed, added } = wireOf(sent({ price: 1 }, { price: 1, os: 'Linux', location: 'http://x/' }))
    expect(changed).toEqual([])
    expect(added).toEqual({ os: 'Linux', location: 'http://x/' })
  })

  it('and the order of names does not count', () => {
    expect(wireOf(sent({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).changed).toEqual([])
  })
})

it('tells what the SDK is known to add before it is sent, and what it did add afterwards', () => {
  expect(wireOf({ ...sent({ a: 1 }, {}), wireProperties: null, adds: { b: 2 } })).toEqual({
    changed: [],
    added: { b: 2 },
  })
  expect(wireOf({ ...sent({ a: 1 }, { a: 1, c: 3 }), adds: { b: 2 } }).added).toEqual({ c: 3 })
})
