/** Rules that rest on what the vendors' readers noticed: they ask what a note is about, never how it is worded. */
import { List } from 'immutable'
import { expect, it } from 'vitest'
import type { Item } from '../core/item'
import { emptyState } from '../core/state'
import { itemsOfCall, itemsOfRequest } from '../testing/read-items'
import { findingsOf } from '.'

const web = (method: string, ...args: Parameters<typeof itemsOfCall>[0]['args']) =>
  itemsOfCall({ vendor: 'bloomreach', surface: 'web', method, args })
const app = (method: string, ...args: Parameters<typeof itemsOfCall>[0]['args']) =>
  itemsOfCall({ vendor: 'bloomreach', surface: 'bridge', method, args })
const js = (method: string, ...args: Parameters<typeof itemsOfCall>[0]['args']) =>
  itemsOfCall({ vendor: 'customerio', surface: 'inspector', method, args })
const native = (method: string, ...args: Parameters<typeof itemsOfCall>[0]['args']) =>
  itemsOfCall({ vendor: 'customerio', surface: 'bridge', method, args })
const posted = (event: Parameters<typeof itemsOfRequest>[2] & object) =>
  itemsOfRequest('customerio', 'https://cdp.customer.io/v1/t', { type: 'track', messageId: 'm', ...event })

const found = (items: readonly Item[]) => [...findingsOf(null, { ...emptyState, items: List(items) }, 0).byCheck.keys()]

const ODD: Readonly<Record<string, readonly Item[]>> = {
  'a cookie of the page’s own': web('identify', { cookie: 'c', registered: 'x' }),
  'an id that is left out': web('identify', { registered: '' }),
  'an id that is no text': app('identifyCustomer', { registered: 7 }, {}),
  'properties that are no object': js('track', 'x', 'y'),
  'an empty id': js('identify', ''),
  'traits in the place of options': js(
    'dispatch_start',
    { type: 'identify', userId: 'u', traits: {}, context: { plan: 'a' }, messageId: 'm' },
    'No',
  ),
  'an option that is no option': js('track', 'x', {}, { messageId: 'm' }),
  'a value that JSON refuses': js('track', 'x', { big: { $tl: 'bigint', text: '1' } }),
  'microseconds where milliseconds are read': posted({ event: 'x', userId: 'u', timestamp: 1_700_000_000_000_000 }),
  'seconds where milliseconds are read': posted({ event: 'x', userId: 'u', timestamp: 1_700_000 }),
}

const FINE: Readonly<Record<string, readonly Item[]>> = {
  'a soft id only': web('identify', {}),
  'milliseconds where seconds are read': app('trackEvent', 'x', {}, 1_763_788_412_000),
  'an empty name': app('trackEvent', '', {}),
  'a number as an id': js('identify', 7, { plan: 'a' }),
  'a value that becomes null': js('track', 'x', { price: { $tl: 'NaN', text: 'NaN' } }),
  'an option in context': js('track', 'x', {}, { foo: 1 }),
  'a destructive event': js('track', 'User Deleted'),
  'a merge': js('alias', 'a', 'b'),
}

const reworded = (items: readonly Item[]) =>
  items.map((item) => ({ ...item, notes: item.notes.map((note) => ({ ...note, text: 'Quite another sentence.' })) }))

it.each(Object.entries(ODD))('finds odd arguments, in whatever words: %s', (_, items) => {
  expect(items.flatMap((item) => item.notes)).not.toEqual([])
  expect(found(items)).toContain('any-arguments')
  expect(found(reworded(items))).toEqual(found(items))
})

it.each([web('track', 7), native('identify', ' ')])(
  'tells once, in whatever words, what the SDK refuses: %#',
  (...items) => {
    expect(found(items)).toContain('any-never-sent')
    expect(found(items)).not.toContain('any-arguments')
    expect(found(reworded(items))).toEqual(found(items))
  },
)

it.each(Object.entries(FINE))('leaves other notes alone, in whatever words: %s', (_, items) => {
  expect(items.flatMap((item) => item.notes)).not.toEqual([])
  expect(found(items)).not.toContain('any-arguments')
  const loud = items.map((item) => ({
    ...item,
    notes: item.notes.map((note) => ({ ...note, text: 'It is ignored silently and is rejected.' })),
  }))
  expect(found(loud)).toEqual(found(items))
})

it('finds what the specification requires, in whatever words', () => {
  const device = posted({ event: 'Device Deleted', userId: 'u' })
  expect(found(device)).toContain('customerio-required-fields')
  expect(found(reworded(device))).toEqual(found(device))
  const content = posted({
    event: 'Report Content Event',
    anonymousId: 'a',
    properties: { actionType: 'opened', contentId: '7', templateId: 8 },
  })
  expect(found(content)).toContain('customerio-required-fields')
  expect(found(reworded(content))).toEqual(found(content))
})
