/** What is too large for Customer.io to process is measured once: the ledger and the findings name the same things. */
import { describe, expect, it } from 'vitest'
import type { Body, Happening } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { story } from '../testing/story'
import { findingsOf } from '.'

const page: Happening = {
  ...{ kind: 'document', url: 'http://shop.test/', title: '', top: true, late: false, startedAt: 900 },
}
const event = (n: number, properties: object = {}, context: object = {}) => ({
  ...{ type: 'track', event: `e${n}`, messageId: `m${n}`, anonymousId: 'a', properties, context, writeKey: 'k' },
})
const x = (length: number) => 'x'.repeat(length)

/** Sends a body, which is answered with 200; what of it is said not to be processed, and what findings say so. */
function told(path: 't' | 'b', body: Body): { readonly unknown: readonly string[]; readonly found: readonly string[] } {
  const url = `https://cdp.customer.io/v1/${path}`
  const { facts } = story().tell(
    'd',
    ...[page, { kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', method: 'POST', url, body } as const],
    { kind: 'response', request: 1, status: 200, body: { text: '{}', size: 2 } },
  )
  const state = reduceAll(emptyState, facts)
  const { byItem } = findingsOf(null, state, 60_000)
  const over = ({ n }: { readonly n: number }) => byItem.get(n)?.some(({ check }) => check === 'customerio-oversize')
  const names = (items: typeof state.items) => items.map(({ name }) => name).toArray()
  return {
    unknown: names(state.items.filter((item) => item.why.includes('not processed'))),
    found: names(state.items.filter(over)),
  }
}
const whole = (json: object): Body => {
  const text = JSON.stringify(json)
  return { text, size: text.length }
}
const batch = (...events: readonly object[]) => whole({ batch: events, writeKey: 'k' })

describe('what is accepted and not processed is said of the same things in the ledger and the findings', () => {
  it.each<[string, 't' | 'b', Body, readonly string[]]>([
    ['a call', 't', whole(event(1, { html: x(33_000) })), ['e1']],
    ['a call whose context is large', 't', whole(event(1, {}, { html: x(33_000) })), ['e1']],
    [
      'a call of many short texts',
      't',
      whole(event(1, Object.fromEntries(Array.from({ length: 9 }, (_, i) => [i, x(4000)])))),
      ['e1'],
    ],
    ['one of a batch, by its properties', 'b', batch(event(1, { html: x(33_000) }), event(2)), ['e1']],
    ['one of a batch, by what is not its properties', 'b', batch(event(1, {}, { html: x(33_000) }), event(2)), ['e1']],
    ['one of a batch, by both together', 'b', batch(event(1), event(2, { a: x(20_000) }, { b: x(14_000) })), ['e2']],
    ['letters of two bytes in a batch', 'b', batch(event(1, { html: 'ř'.repeat(17_000) }), event(2)), ['e1']],
    [
      'none of a batch that is larger than a call may be',
      'b',
      batch(event(1, { a: x(20_000) }), event(2, { a: x(20_000) })),
      [],
    ],
    ['a batch of one, of which the event is within the limit', 'b', batch(event(1, { a: x(32 * 1024 - 160) })), []],
  ])('%s', (_, path, body, over) => {
    expect(told(path, body)).toEqual({ unknown: over, found: over })
  })

  it('all of a batch over 500 KB, with one finding, also where only its beginning was kept', () => {
    const events = Array.from({ length: 20 }, (_, n) => event(n, { a: x(30_000) }))
    const { text, size } = batch(...events)
    const names = events.map((each) => each.event)
    expect(told('b', { text, size })).toEqual({ unknown: names, found: ['e0'] })
    const cut: Body = { text: text?.slice(0, 524_288) ?? null, size, cut: true }
    expect(told('b', cut)).toEqual({ unknown: names.slice(0, 17), found: ['e0'] })
  })
})
