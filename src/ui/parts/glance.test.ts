/** What a summary says in words. */
import { expect, it } from 'vitest'
import type { TrackerSummary } from '../../core/query/summary'
import { consentText, customersOf, sessionText } from './glance'
import { trackerName } from './tracker'

type Words = TrackerSummary['consent']

it('granted by the page, accepted and refused by the server are three things, each told by its number', () => {
  const text = (...consent: Words) => consentText([{ consent }])
  const word = (category: string, granted: boolean, server: Words[number]['server']) => ({ category, granted, server })
  expect(text()).toBe('no consent seen')
  expect(text(word('news', true, null))).toBe('consent: 1 granted')
  expect(text(word('news', true, 'accepted by the server'))).toBe('consent: 1 granted and accepted')
  expect(text(word('news', true, 'refused by the server'))).toBe('consent: 1 granted, refused by the server')
  expect(text(word('news', true, 'accepted by the server'), word('sms', true, 'refused by the server'))).toBe(
    'consent: 2 granted, 1 refused by the server',
  )
  expect(text(word('news', true, 'not answered yet'), word('sms', true, 'not sent'))).toBe(
    'consent: 2 granted, 1 not answered yet, 1 not sent',
  )
  // A consent that was taken back is taken back on the server only if that took the word.
  expect(text(word('news', false, 'accepted by the server'))).toBe('consent refused: news')
  expect(text(word('news', false, 'refused by the server'), word('sms', true, 'not sent'))).toBe(
    'consent refused: news, refused by the server',
  )
  expect(text({ ...word('news', false, null), expired: true })).toBe('consent expired: news')
  expect(text({ ...word('news', false, null), expired: true }, word('sms', false, null))).toBe(
    'consent refused or expired: news, sms',
  )
})

it('who is another customer in a frame or on another page is named, and where', () => {
  const whose = (registered: string) => ({
    customer: { soft: {}, hard: { registered } },
    by: null,
    tie: null,
    open: null,
  })
  const beside = [{ url: 'https://shop.test/frame', top: false, whose: whose('bob') }]
  const tracker = { vendor: 'bloomreach', key: 'k1', surface: 'web', whose: whose('ann'), beside } as const
  const { customers, title } = customersOf([tracker as unknown as TrackerSummary])
  expect([...customers.keys()]).toEqual(['ann', 'bob'])
  expect(title).toContain('Bloomreach Engagement k1:\nregistered ann')
  expect(title).toContain('Bloomreach Engagement k1 in the frame https://shop.test/frame:\nregistered bob')
})

it('a session ticks, and says “expired at, no session_end seen” once its timeout has passed', () => {
  const at = Date.parse('2026-03-01T10:00:00')
  const text = (session: TrackerSummary['session'], now: number) => sessionText([{ session }], now)
  const active = { state: 'active', startedAt: at, endedAt: null } as const
  expect([text(active, at + 12_000), text(active, at + 13_000)]).toEqual([
    'session active, 12.0 s',
    'session active, 13.0 s',
  ])
  expect(text(active, at - 5000)).toBe('session active, 0 ms')
  const over = { state: 'timed out', startedAt: at, endedAt: at + 60_000 } as const
  expect(text(over, at + 600_000)).toBe('session expired at 10:01:00, no session_end seen')
  const heard = { state: 'unheard', startedAt: at, endedAt: at } as const
  expect(text(heard, at + 600_000)).toBe('session active at 10:00:00, not known since: only requests tell of it')
  const ended = { state: 'ended', startedAt: at, endedAt: at + 30_000 } as const
  expect(text(ended, at + 600_000)).toBe('session ended, 30.0 s')
})

it('two trackers of one project are told apart by their SDK, and by the device where files of several are open', () => {
  const phone = { vendor: 'bloomreach', key: 'k1', surface: 'ios' } as const
  const other = { ...phone, device: 2 }
  const web = { ...phone, surface: 'web' } as const
  const names = (...all: readonly Parameters<typeof trackerName>[0][]) => all.map((each) => trackerName(each, all))
  expect(names(phone)).toEqual(['Bloomreach Engagement k1'])
  expect(names(phone, web)).toEqual(['Bloomreach Engagement k1 (ios)', 'Bloomreach Engagement k1 (web)'])
  expect(names(phone, other)).toEqual(['Bloomreach Engagement k1 (device 1)', 'Bloomreach Engagement k1 (device 2)'])
})
