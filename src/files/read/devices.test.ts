/** Files of several devices: each is a source of its own, unless it has a visitor in common with another one. */
import { describe, expect, it } from 'vitest'
import { presentTrackers } from '../../core/query/present'
import { sessionNow } from '../../core/query/session-now'
import { whoseNow } from '../../core/query/whose'
import { parseFact } from '../../link/parse'
import { vendors } from '../../providers/registry'
import { AT, har, read, source, time } from '../../testing/har-files'
import { factOf } from '../recording'
import { readFiles } from '.'

/** A request of an app of Bloomreach's, `ms` milliseconds after the beginning. */
const sent = (ms: number, type: string | null, ids: object, more: object = {}) => {
  const sdk = { sdk: 'Exponea iOS SDK', ...more }
  const event = { customer_ids: ids, timestamp: (AT + ms) / 1000, properties: sdk }
  const text = JSON.stringify(type === null ? event : { ...event, event_type: type })
  return {
    ...{ startedDateTime: time(ms), time: 20 },
    request: {
      method: 'POST',
      url: `https://api.test/track/v2/projects/k1/customers${type === null ? '' : '/events'}`,
      postData: { mimeType: 'application/json', text },
    },
    response: { status: 200, content: { text: '{"success":true}', mimeType: 'application/json' } },
  }
}
const [ann, bob] = [
  { cookie: 'phone-1', registered: 'ann' },
  { cookie: 'phone-2', registered: 'bob' },
]
/** The record of a phone: a session that goes on, in which somebody is identified. */
const phone = (name: string, from: number, ids: { readonly cookie: string }, ...more: readonly object[]) => {
  const start = sent(from, 'session_start', { cookie: ids.cookie })
  return source(name, har([start, sent(from + 1000, null, ids), sent(from + 4000, 'viewed', ids), ...more]))
}

describe('two records of requests', () => {
  it('of two phones are two sources: neither’s customer, session or consent is the other’s', async () => {
    for (const files of [
      [phone('one.har', 0, ann), phone('two.har', 500, bob)],
      [phone('two.har', 500, bob), phone('one.har', 0, ann)],
    ]) {
      const { state, now, findings } = await read(...files)
      const trackers = presentTrackers(state)
      const who = trackers.map((tracker) => whoseNow(state, tracker).customer)
      expect(who.map((each) => each?.hard.registered).sort()).toEqual(['ann', 'bob'])
      expect(who.map((each) => each?.soft.cookie).sort()).toEqual(['phone-1', 'phone-2'])
      expect(trackers.map(({ key, device }) => [key, device])).toEqual([
        ['k1', undefined],
        ['k1', 2],
      ])
      const began = trackers.map((tracker) => sessionNow(state, tracker, now))
      expect(began.map((session) => [session.state, (session.startedAt ?? 0) - AT])).toEqual([
        ['active', 0],
        ['active', 500],
      ])
      const changes = state.moments.toArray().flatMap((moment) => (moment.kind === 'identity' ? [moment.change] : []))
      expect(changes.filter((change) => change !== 'seen' && change !== 'identify')).toEqual([])
      expect([...findings.byCheck.keys()]).toEqual([])
    }
  })

  it('of one phone, taken one after the other, are one source', async () => {
    const { state } = await read(phone('one.har', 0, ann), phone('two.har', 9000, ann))
    expect([...state.trackers.keys()]).toEqual(['bloomreach:k1'])
    expect(state.items.size).toBe(6)
  })

  it('are one with what shares a visitor with both, and with what names no visitor', async () => {
    const both = source('both.har', har([sent(100, 'a', { cookie: 'phone-1' }), sent(200, 'b', { cookie: 'phone-2' })]))
    const { state } = await read(phone('one.har', 0, ann), phone('two.har', 9000, bob), both)
    expect(state.trackers.size).toBe(1)
    const nobody = source('nobody.har', har([sent(100, 'a', { registered: 'ann' })]))
    expect((await read(phone('one.har', 0, ann), nobody)).state.trackers.size).toBe(1)
  })

  it('of two browsers leave each other’s pages open, and pass the door of what is recorded', async () => {
    const pages = [{ id: 'p', startedDateTime: time(0), title: 'https://one.test/' }]
    const entry = (ms: number, ids: object) => ({ ...sent(ms, 'viewed', ids), pageref: 'p' })
    const file = (name: string, ms: number, ids: object) => source(name, har([entry(ms, ids)], { pages }))
    const two = [file('a.har', 10, ann), file('b.har', 600, bob)]
    const { state } = await read(...two)
    expect([...state.documents.values()].map(({ left }) => left)).toEqual([false, false])
    const files = await readFiles(two, vendors)
    if (!('facts' in files)) throw new Error('not read')
    expect(files.facts.filter((fact) => !factOf(JSON.parse(JSON.stringify(fact)), parseFact))).toEqual([])
    expect(files.facts.flatMap((fact) => (fact.kind === 'exchange' ? [fact.device] : []))).toEqual([undefined, 2])
  })
})
