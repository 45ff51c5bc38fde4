/** Whose consent is known, from calls and from requests, and until when. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Customer } from '../../core/item'
import type { JsonObject } from '../../core/json'
import { consentLines } from '../../core/query/consent'
import { summary } from '../../core/query/summary'
import { answers, calling, left, opened, type PageStory, pageStory, running, sends } from '../../testing/page-story'

const WEB = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const APP = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const SECOND = 1000

const said = (action: string, more: JsonObject = {}, category = 'news'): JsonObject => ({
  ...{ category, action, valid_until: 'unlimited' },
  ...more,
})

let requests = 0
/** What the Web SDK sends as somebody, and that the server takes all of it. */
const bulk = (ids: Customer['soft'], ...consents: readonly JsonObject[]) => {
  const commands = consents.map((properties) => ({
    name: 'crm/events',
    data: { company_id: 'k1', customer_ids: ids, type: 'consent', age: 0.01, properties },
  }))
  const results = consents.map(() => ({ status: 'ok' }))
  return [
    sends('bloomreach', ++requests, { url: 'http://shop.test/bulk' }, { sdk: 'js-client', commands }),
    answers(requests, 200, { results, success: true }),
  ] as const
}

/** What a mobile SDK sends as somebody, of a time in milliseconds since 1970, and that the server takes it. */
const sent = (at: number, cookie: string, type: string, properties: JsonObject = {}) =>
  [
    sends(...(['bloomreach', ++requests, { url: 'http://shop.test/track/v2/projects/k1/customers/events' }] as const), {
      ...{ customer_ids: { cookie }, event_type: type, timestamp: at / SECOND },
      properties: { sdk: 'Exponea iOS SDK', ...properties },
    }),
    answers(requests, 200, { success: true }),
  ] as const

/** The consents of the only tracker, as the status line and the table have them; both must say the same. */
function consents(page: PageStory, now = page.now()) {
  const state = page.state()
  const [tracker, ...others] = summary(state, now).trackers
  if (!tracker || others.length > 0) throw new Error('not one tracker')
  const known = tracker.consent.map(({ category, granted, server }) => [category, granted, server])
  const lines = consentLines(state.moments, now).filter(({ granted }) => granted !== null)
  expect(Object.fromEntries(lines.map(({ category, granted }) => [category, granted]))).toEqual(
    Object.fromEntries(known.map(([category, granted]) => [category, granted])),
  )
  return known
}

describe('consent is per customer', () => {
  it('and known from a request alone, of the Web SDK as of the mobile ones, word by word in its turn', () => {
    const page = pageStory().in('d', opened())
    page.in('d', ...bulk({ cookie: 'c1' }, said('accept'), said('reject', {}, 'sms'), said('reject')))
    expect(consents(page)).toEqual([
      ['news', false, 'accepted by the server'],
      ['sms', false, 'accepted by the server'],
    ])
    const app = pageStory().in('d', opened())
    app.in('d', ...sent(app.now(), 'C1', 'consent', said('accept')))
    expect(consents(app)).toEqual([['news', true, 'accepted by the server']])
  })

  it('so that what comes late of the customer before an anonymize is not the new one’s', () => {
    const late = (known: boolean) => {
      const page = pageStory().in('d', opened(), running(APP, null), calling(APP, 'configure', { projectToken: 'k1' }))
      const before = page.now()
      page.in('d', ...sent(before, 'C1', 'viewed')).wait(5 * SECOND)
      page.in('d', calling(APP, 'anonymize'))
      if (known) page.in('d', ...sent(page.now(), 'C2', 'installation'))
      return page.in('d', ...sent(before + SECOND, 'C1', 'consent', said('accept')))
    }
    expect(consents(late(true))).toEqual([])
    expect(consents(late(false))).toEqual([])
    const wire = pageStory().in('d', opened())
    wire.wait(60 * SECOND).in('d', ...sent(wire.now() - 1, 'C2', 'installation'))
    wire.in('d', ...sent(wire.now() - 30 * SECOND, 'C1', 'consent', said('accept')))
    expect(consents(wire)).toEqual([])
  })

  it('and counts in the order in which it was given, not in which a flush sends it', () => {
    const page = pageStory()
      .in('d', opened())
      .wait(60 * SECOND)
    const now = page.now()
    page.in('d', ...sent(now - 10 * SECOND, 'C1', 'consent', said('reject')))
    page.in('d', ...sent(now - 20 * SECOND, 'C1', 'consent', said('accept')))
    page.in('d', ...sent(now - 20 * SECOND, 'C1', 'consent', said('accept', {}, 'sms')))
    expect(consents(page)).toEqual([
      ['news', false, 'accepted by the server'],
      ['sms', true, 'accepted by the server'],
    ])
  })

  it('and holds again when that customer is there again, with what the server made of it', () => {
    const page = pageStory().in('d', opened(), running(WEB), calling(WEB, 'identify', { registered: 'ada' }))
    page.in('d', calling(WEB, 'track', 'consent', said('accept')))
    page.in('d', ...bulk({ cookie: 'c1', registered: 'ada' }, said('accept')))
    page.in('d', calling(WEB, 'anonymize'), ...bulk({ cookie: 'c2' }, said('reject', {}, 'sms')))
    expect(consents(page)).toEqual([['sms', false, 'accepted by the server']])
    page.in('d', calling(WEB, 'identify', { registered: 'bob' }))
    expect(consents(page)).toEqual([['sms', false, 'accepted by the server']])
    page.in('d', calling(WEB, 'anonymize'), calling(WEB, 'identify', { registered: 'ada' }))
    expect(consents(page)).toEqual([['news', true, 'accepted by the server']])
    page.in('d', calling(WEB, 'anonymize'), calling(WEB, 'identify', { registered: 'eve' }))
    expect(consents(page)).toEqual([])
  })

  it('and is not the next person’s who goes by the same cookie, on the next page either', () => {
    const page = pageStory().in('d', opened(), running(WEB), ...bulk({ cookie: 'c1' }, said('accept', {}, 'sms')))
    page.in('d', calling(WEB, 'identify', { registered: 'ada' }), calling(WEB, 'track', 'consent', said('accept')))
    page.in('d', left).in('e', { ...opened('e'), startedAt: 9 } as Happening, running(WEB, null))
    page.in('e', calling(WEB, '_initializeConfig', { token: 'k1' }))
    expect(consents(page).map(([category]) => category)).toEqual(['sms', 'news'])
    page.in('e', calling(WEB, 'identify', { registered: 'bob' }))
    expect(consents(page)).toEqual([])
  })

  it('on whichever open page or frame it was given', () => {
    const page = pageStory().in('d', opened(), running(WEB), ...bulk({ cookie: 'c1' }, said('accept')))
    page.in('f', opened('f', false), running(WEB), calling(WEB, 'track', 'consent', said('reject', {}, 'sms')))
    expect(consents(page)).toEqual([
      ['news', true, 'accepted by the server'],
      ['sms', false, 'not answered yet'],
    ])
  })

  it('in a frame of another host too, once the page is told its SDK’s key again', () => {
    const ada = calling(WEB, 'identify', { registered: 'ada' })
    const page = pageStory().in('d', opened(), running(WEB), ada, calling(WEB, 'track', 'consent', said('accept')))
    page.in('f', { ...opened('f', false), url: 'http://pay.test/f' } as Happening, running(WEB), ada)
    const inFrame = () => page.state().trackers.get('bloomreach:k1')?.elsewhere?.get('f')?.consent
    expect(inFrame()).toEqual({})
    const again = { ...WEB, tracker: 'again' }
    page.in('d', running(again, null), running(again))
    expect(inFrame()).toMatchObject({ news: { granted: true } })
  })

  it('but for a word that went out as somebody else’s, and one that is over', () => {
    const page = pageStory().in('d', opened(), running(WEB), calling(WEB, 'identify', { registered: 'ada' }))
    page.in('d', calling(WEB, 'track', 'consent', said('accept')), calling(WEB, 'identify', { registered: 'bob' }))
    page.in('d', ...bulk({ cookie: 'c1', registered: 'bob' }, said('accept')))
    page.in('d', calling(WEB, 'anonymize'), calling(WEB, 'identify', { registered: 'ada' }))
    expect(consents(page)).toEqual([])
    const until = { valid_until: Math.round(page.now() / SECOND) + 10 }
    page.in('d', calling(WEB, 'track', 'consent', said('accept', until)), calling(WEB, 'anonymize'))
    page.wait(60 * SECOND).in('d', calling(WEB, 'identify', { registered: 'ada' }))
    expect(consents(page)).toEqual([['news', false, null]])
  })

  it('and belongs to whom the wire names, where the SDK became somebody else before it sent it', () => {
    const page = pageStory().in('d', opened(), running(WEB))
    page.in('d', calling(WEB, 'identify', { registered: 'ada' }), calling(WEB, 'track', 'consent', said('accept')))
    page.in('d', calling(WEB, 'identify', { registered: 'bob' }))
    expect(consents(page)).toEqual([])
    page.in('d', ...bulk({ cookie: 'c1', registered: 'bob' }, said('accept')))
    expect(consents(page)).toEqual([['news', true, 'accepted by the server']])
  })
})

describe('a consent event', () => {
  const track = (properties: JsonObject) =>
    pageStory().in('d', opened(), running(WEB), calling(WEB, 'track', 'consent', properties))

  it.each([
    ['accept', null],
    ['accept', 'next year'],
    ['accept', ''],
    ['Accept', 'unlimited'],
    [true, 'unlimited'],
  ])('that is not valid revokes the consent: action %j, valid_until %j', (action, until) => {
    const page = track({ category: 'news', action, ...(until === null ? {} : { valid_until: until }) })
    expect(consents(page)).toEqual([['news', false, 'not answered yet']])
  })

  it('grants until its time has passed, though nobody says that it has, and no longer', () => {
    const page = pageStory().in('d', opened(), running(WEB))
    const until = Math.ceil(page.now() / SECOND) * SECOND + 60 * SECOND
    page.in('d', calling(WEB, 'track', 'consent', said('accept', { valid_until: until / SECOND })))
    page.in('d', ...bulk({ cookie: 'c1' }, said('accept', { valid_until: until / SECOND })))
    const expired = (now: number) => summary(page.state(), now).trackers[0]?.consent[0]?.expired
    const history = (now: number) => consentLines(page.state().moments, now)[0]?.history.map(({ at }) => at)
    expect(consents(page, until - 1)).toEqual([['news', true, 'accepted by the server']])
    expect(expired(until - 1)).toBeUndefined()
    expect(history(until - 1)).toHaveLength(1)
    expect(consents(page, until)).toEqual([['news', false, null]])
    expect(expired(until)).toBe(true)
    expect(history(until)?.[1]).toBe(until)
    // Given once more, it holds again.
    page.wait(120 * SECOND).in('d', calling(WEB, 'track', 'consent', said('accept')))
    expect(consents(page)).toEqual([['news', true, 'not answered yet']])
    expect(history(page.now())).toHaveLength(3)
  })

  it('given again before its time has passed holds until the new time', () => {
    const page = pageStory().in('d', opened(), running(WEB))
    const at = (seconds: number) => said('accept', { valid_until: 1_700_000_000 + seconds })
    page.in('d', calling(WEB, 'track', 'consent', at(60)), calling(WEB, 'track', 'consent', at(120)))
    expect(consents(page, 1_700_000_100_000)).toEqual([['news', true, 'not answered yet']])
    expect(consents(page, 1_700_000_120_000)).toEqual([['news', false, null]])
  })
})
