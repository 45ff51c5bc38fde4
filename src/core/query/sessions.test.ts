/** Sessions as stretches: told twice, never ended, resumed, expired, wiped; the page's hidden time; an SDK's status. */
import { describe, expect, it } from 'vitest'
import { reduceAll } from '../../providers/fold'
import { type Story, story } from '../../testing/story'
import type { JsonObject } from '../json'
import { emptyState, type Moment, type Session } from '../state'
import { sessionNow } from './session-now'
import { awayOf, hiddenStretches, sessionsOf, statusSpans } from './sessions'

const base = { tracker: 'bloomreach:k', doc: 'd', text: 'so it was' }
const session = (
  change: Extract<Moment, { kind: 'session' }>['change'],
  at: number,
  told: Partial<Session> = {},
): Extract<Moment, { kind: 'session' }> => ({
  ...base,
  kind: 'session',
  change,
  at,
  fact: at,
  automatic: told.automatic === true,
  session: { state: 'active', startedAt: null, endedAt: null, automatic: null, timeout: null, ...told },
})
/** When one looks. */
const NOW = 100_000
/** Nothing more was seen of the settings. */
const SEEN = { automatic: null, timeout: null }
const page = (change: string, at: number, doc = 'd'): Moment => ({ ...base, doc, kind: 'page', change, at, fact: at })

describe('sessions', () => {
  it('last from start to end, at the times that they claim', () => {
    const spans = sessionsOf(
      [session('start', 1010, { startedAt: 1000 }), session('end', 9000, { startedAt: 1000, endedAt: 8500 })],
      [],
      NOW,
      SEEN,
    )
    expect(spans).toHaveLength(1)
    expect(spans[0]).toMatchObject({ startedAt: 1000, endedAt: 8500, end: 'ended', automatic: null, fact: 1010 })
  })

  it('are one when the call and the wire tell the same start and end', () => {
    const spans = sessionsOf(
      [
        session('start', 1000, { startedAt: 1000 }),
        session('start', 5000, { startedAt: 1400 }),
        session('end', 8000, { endedAt: 8000 }),
        session('end', 12_000, { endedAt: 8100 }),
      ],
      [],
      NOW,
      SEEN,
    )
    expect(spans.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([[1000, 8000]])
  })

  it('that were never ended give way to the next start', () => {
    const spans = sessionsOf(
      [session('start', 1000, { startedAt: 1000 }), session('start', 60_000, { startedAt: 60_000 })],
      [],
      NOW,
      SEEN,
    )
    expect(spans.map(({ end, endedAt }) => [end, endedAt])).toEqual([
      ['replaced', 60_000],
      ['open', null],
    ])
  })

  it('of which only the end was seen say so', () => {
    expect(sessionsOf([session('end', 5000, { endedAt: 5000 })], [], NOW, SEEN)[0]).toMatchObject({
      startedAt: null,
      endedAt: 5000,
      end: 'ended',
    })
  })

  it('are wiped with all local data', () => {
    const spans = sessionsOf(
      [session('start', 1000, { startedAt: 1000 }), session('end', 4000, { state: 'none' })],
      [],
      NOW,
      SEEN,
    )
    expect(spans[0]).toMatchObject({ end: 'cleared', endedAt: 4000 })
    expect(sessionsOf([session('end', 4000, { state: 'none' })], [], NOW, SEEN)).toEqual([])
  })

  it('are resumed when the page comes back while they are open', () => {
    const hidden = [{ from: 3000, to: 6000 }]
    const spans = sessionsOf([session('start', 1000, { startedAt: 1000, timeout: 60 })], hidden, NOW, SEEN)
    expect(spans[0]).toMatchObject({ end: 'open', resumed: 1, background: hidden, timeout: 60 })
  })

  it('have expired when they ended with going to the background and the timeout passed there', () => {
    const hidden = [{ from: 10_000, to: 80_000 }]
    const told = [
      session('start', 1000, { startedAt: 1000, timeout: 60, automatic: true }),
      session('end', 80_100, { startedAt: 1000, endedAt: 10_000, timeout: 60, automatic: true }),
      session('start', 80_110, { startedAt: 80_100, timeout: 60, automatic: true }),
    ]
    expect(sessionsOf(told, hidden, NOW, SEEN).map(({ end, resumed }) => [end, resumed])).toEqual([
      ['expired', 0],
      ['open', 0],
    ])
    const soon = told.map((moment, i) =>
      i === 2 ? session('start', 20_000, { startedAt: 20_000, timeout: 60 }) : moment,
    )
    expect(sessionsOf(soon, [{ from: 10_000, to: 20_000 }], NOW, SEEN)[0]?.end).toBe('ended')
  })
})

describe('a session whose timeout has passed', () => {
  const open = [session('start', 1000, { startedAt: 1000, timeout: 60, automatic: true })]
  const ends = (hidden: Parameters<typeof sessionsOf>[1], now: number, told = open) =>
    sessionsOf(told, hidden, now, SEEN).map(({ end, endedAt }) => [end, endedAt])

  it('expires by the documented timeout even if nobody says so, and not before', () => {
    const left = [{ from: 10_000, to: null }]
    expect(ends(left, 69_999)).toEqual([['open', null]])
    expect(ends(left, 70_000)).toEqual([['timed out', 70_000]])
    expect(ends(left, 1_300_000)).toEqual([['timed out', 70_000]])
    expect(ends([{ from: 10_000, to: 69_999 }], 1_300_000)).toEqual([['open', null]])
    expect(ends([{ from: 10_000, to: 70_000 }], 1_300_000)).toEqual([['timed out', 70_000]])
    expect(
      ends(
        [
          { from: 10_000, to: 20_000 },
          { from: 30_000, to: null },
        ],
        90_000,
      ),
    ).toEqual([['timed out', 90_000]])
  })

  it('stays open while its page is there, where no timeout is known, and where it was started by hand', () => {
    const left = [{ from: 10_000, to: null }]
    expect(ends([], 1_300_000)).toEqual([['open', null]])
    const unknown = [session('start', 1000, { startedAt: 1000, timeout: null, automatic: true })]
    expect(ends(left, 1_300_000, unknown)).toEqual([['open', null]])
    const manual = [session('start', 1000, { startedAt: 1000, timeout: 60, automatic: false })]
    expect(ends(left, 1_300_000, manual)).toEqual([['open', null]])
  })

  it('has ended as told where its end was told', () => {
    const told = [...open, session('end', 80_000, { startedAt: 1000, endedAt: 10_000, timeout: 60, automatic: true })]
    expect(ends([{ from: 10_000, to: null }], 1_300_000, told)).toEqual([['ended', 10_000]])
  })
})

describe('the session of a tracker as it stands now', () => {
  const app = { vendor: 'bloomreach', surface: 'bridge', tracker: 'app' } as const
  const top = { kind: 'document', url: 'http://s.test/', title: '', top: true, late: false } as const
  const text = JSON.stringify({
    event_type: 'session_start',
    timestamp: 1,
    customer_ids: { cookie: 'c' },
    properties: {},
  })
  const url = 'http://s.test/track/v2/projects/P/customers/events'
  const request = { kind: 'request', vendor: 'bloomreach', via: 'fetch', method: 'POST', url } as const
  const begun = (config: JsonObject = {}) =>
    story().tell(
      'd',
      { ...top, startedAt: 900 },
      { ...app, kind: 'sdk', state: 'running' },
      { ...app, kind: 'call', call: 1, method: 'configure', args: [{ projectToken: 'P', ...config }] },
      { ...request, request: 1, body: { text, size: text.length } },
    )
  const at = (told: Story, now: number) => {
    const state = reduceAll(emptyState, told.facts)
    const tracker = state.trackers.get('bloomreach:P')
    if (!tracker) throw new Error('no tracker')
    const moments = state.moments.toArray()
    const own = moments.filter((moment) => moment.kind === 'session')
    const spans = sessionsOf(own, awayOf(state, tracker.id, moments), now, tracker.session)
    const last = spans.at(-1)
    const { state: is, endedAt } = sessionNow(state, tracker, now)
    // The table and the line say the same.
    expect([last?.end === 'open' ? 'active' : last?.end, last?.endedAt]).toEqual([is, endedAt])
    return [is, endedAt]
  }

  it('goes on while its page is open, however long', () => {
    expect(at(begun(), 9_000_000)).toEqual(['active', null])
  })

  it('is over when its page is gone for the timeout, also when another page without the SDK is there', () => {
    const gone = begun().tell('d', { kind: 'page', change: 'hidden' }, { kind: 'page', change: 'pagehide' })
    const left = 1040
    expect(at(gone, left + 59_999)).toEqual(['active', null])
    expect(at(gone, left + 60_000)).toEqual(['timed out', left + 60_000])
    const other = gone.wait(1000).tell('e', { ...top, startedAt: 2100 })
    expect(at(other, left + 60_000)).toEqual(['timed out', left + 60_000])
  })

  it('goes on while the next page is open, however long: it began before the one before it was left', () => {
    const next = begun({ sessionTimeout: 5 })
      .wait(4000)
      .tell('e', { ...top, startedAt: 5000 }, { ...app, kind: 'sdk', state: 'running', key: 'P' })
      .tell('d', { kind: 'page', change: 'hidden' }, { kind: 'page', change: 'pagehide' })
    expect(at(next, 9_000_000)).toEqual(['active', null])
  })

  it('goes on when the next page has the SDK again in time, and by the timeout that was configured', () => {
    const back = begun({ sessionTimeout: 5 })
      .tell('d', { kind: 'page', change: 'pagehide' })
      .wait(4000)
      .tell('e', { ...top, startedAt: 5000 }, { ...app, kind: 'sdk', state: 'running', key: 'P' })
    expect(at(back, 9_000_000)).toEqual(['active', null])
    const late = begun({ sessionTimeout: 5 })
      .tell('d', { kind: 'page', change: 'pagehide' })
      .wait(6000)
      .tell('e', { ...top, startedAt: 7000 }, { ...app, kind: 'sdk', state: 'running', key: 'P' })
    expect(at(late, 9_000_000)).toEqual(['timed out', 6040])
  })
})

describe('hidden stretches', () => {
  it('go from hidden to visible, and from leaving a page to the next one', () => {
    const moments = [
      page('hidden', 10),
      page('visible', 20),
      page('hidden', 30),
      page('pagehide', 31),
      page('hidden', 60, 'e'),
      page('visible', 70, 'e'),
    ]
    const pages = new Map(Object.entries({ d: 5, e: 50 }))
    expect(hiddenStretches(moments, pages)).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: 50 },
      { from: 60, to: 70 },
    ])
  })

  it('go on while nothing is shown', () => {
    expect(hiddenStretches([page('hidden', 10)], new Map([['d', 1]]))).toEqual([{ from: 10, to: null }])
    const two = new Map(Object.entries({ d: 1, e: 40 }))
    expect(hiddenStretches([page('pagehide', 10)], two)).toEqual([{ from: 10, to: 40 }])
  })

  it('are none where a page goes for one that has begun: a page begins with the way to it', () => {
    const pages = new Map(Object.entries({ d: 5, e: 50, f: 90 }))
    const goes = [page('hidden', 57), page('pagehide', 58)]
    expect(hiddenStretches(goes, pages)).toEqual([])
    const later = [page('hidden', 60, 'e'), page('visible', 70, 'e'), page('pagehide', 95, 'e')]
    expect(hiddenStretches([...goes, ...later], pages)).toEqual([{ from: 60, to: 70 }])
    // One that the browser had kept is there again: that it goes counts, though others began later.
    const back = [page('pageshow', 80, 'd'), page('hidden', 83, 'd')]
    expect(hiddenStretches([...goes, ...back], pages)).toEqual([{ from: 83, to: 90 }])
  })

  it('are not ended by a page that is loaded ahead, until it is shown', () => {
    const pages = new Map(Object.entries({ d: 5, e: 20 }))
    const moments = [page('hidden', 30), page('visible', 40), page('activated', 60, 'e'), page('pagehide', 61)]
    expect(hiddenStretches(moments, pages)).toEqual([{ from: 30, to: 40 }])
  })
})

it('an SDK runs from its first sight until its status says otherwise', () => {
  const stopped: Extract<Moment, { kind: 'status' }> = { ...base, kind: 'status', status: 'stopped', at: 500, fact: 9 }
  expect(statusSpans([stopped], { at: 100, fact: 2 }).map(({ from, to, status }) => [from, to, status])).toEqual([
    [100, 500, 'running'],
    [500, null, 'stopped'],
  ])
  expect(statusSpans([stopped], { at: 500, fact: 9 })).toHaveLength(1)
  expect(statusSpans([], null)).toEqual([])
})
