/** Sessions as stretches: told twice, never ended, resumed, expired, wiped; the page's hidden time; an SDK's status. */
import { describe, expect, it } from 'vitest'
import type { Moment, Session } from '../state'
import { hiddenStretches, sessionsOf, statusSpans } from './sessions'

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
const page = (change: string, at: number): Moment => ({ ...base, kind: 'page', change, at, fact: at })

describe('sessions', () => {
  it('last from start to end, at the times that they claim', () => {
    const spans = sessionsOf(
      [session('start', 1010, { startedAt: 1000 }), session('end', 9000, { startedAt: 1000, endedAt: 8500 })],
      [],
    )
    expect(spans).toHaveLength(1)
    expect(spans[0]).toMatchObject({ startedAt: 1000, endedAt: 8500, end: 'ended', automatic: false, fact: 1010 })
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
    )
    expect(spans.map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([[1000, 8000]])
  })

  it('that were never ended give way to the next start', () => {
    const spans = sessionsOf(
      [session('start', 1000, { startedAt: 1000 }), session('start', 60_000, { startedAt: 60_000 })],
      [],
    )
    expect(spans.map(({ end, endedAt }) => [end, endedAt])).toEqual([
      ['replaced', 60_000],
      ['open', null],
    ])
  })

  it('of which only the end was seen say so', () => {
    expect(sessionsOf([session('end', 5000, { endedAt: 5000 })], [])[0]).toMatchObject({
      startedAt: null,
      endedAt: 5000,
      end: 'ended',
    })
  })

  it('are wiped with all local data', () => {
    const spans = sessionsOf([session('start', 1000, { startedAt: 1000 }), session('end', 4000, { state: 'none' })], [])
    expect(spans[0]).toMatchObject({ end: 'cleared', endedAt: 4000 })
    expect(sessionsOf([session('end', 4000, { state: 'none' })], [])).toEqual([])
  })

  it('are resumed when the page comes back while they are open', () => {
    const hidden = [{ from: 3000, to: 6000 }]
    const spans = sessionsOf([session('start', 1000, { startedAt: 1000, timeout: 60 })], hidden)
    expect(spans[0]).toMatchObject({ end: 'open', resumed: 1, background: hidden, timeout: 60 })
  })

  it('have expired when they ended with going to the background and the timeout passed there', () => {
    const hidden = [{ from: 10_000, to: 80_000 }]
    const told = [
      session('start', 1000, { startedAt: 1000, timeout: 60, automatic: true }),
      session('end', 80_100, { startedAt: 1000, endedAt: 10_000, timeout: 60, automatic: true }),
      session('start', 80_110, { startedAt: 80_100, timeout: 60, automatic: true }),
    ]
    expect(sessionsOf(told, hidden).map(({ end, resumed }) => [end, resumed])).toEqual([
      ['expired', 0],
      ['open', 0],
    ])
    const soon = told.map((moment, i) =>
      i === 2 ? session('start', 20_000, { startedAt: 20_000, timeout: 60 }) : moment,
    )
    expect(sessionsOf(soon, [{ from: 10_000, to: 20_000 }])[0]?.end).toBe('ended')
  })
})

describe('hidden stretches', () => {
  it('go from hidden to visible, and from leaving a page to the next one', () => {
    const moments = [
      page('hidden', 10),
      page('visible', 20),
      page('hidden', 30),
      page('pagehide', 31),
      page('hidden', 60),
      page('visible', 70),
    ]
    expect(hiddenStretches(moments, [5, 50])).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: 50 },
      { from: 60, to: 70 },
    ])
  })

  it('go on while nothing is shown', () => {
    expect(hiddenStretches([page('hidden', 10)], [1])).toEqual([{ from: 10, to: null }])
    expect(hiddenStretches([page('pagehide', 10)], [1, 40])).toEqual([{ from: 10, to: 40 }])
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
