/** What a summary says in words. */
import { expect, it } from 'vitest'
import type { TrackerSummary } from '../../core/query/summary'
import { consentText, customersOf } from './glance'

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
