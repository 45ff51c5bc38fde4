/** Sessions as calls and requests tell them: the table says what the line says, whatever comes in what order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { sessionNow } from '../../core/query/session-now'
import { awayOf, presentOf, sessionsOf } from '../../core/query/sessions'
import { answers, calling, left, opened, type PageStory, pageStory, running, sends } from '../../testing/page-story'

const APP = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
const SECOND = 1000
const call = (method: string, ...args: readonly Json[]) => calling(APP, method, ...args)
const configure = (settings = {}) => call('configure', { projectToken: 'P', ...settings })
const hidden: Happening = { kind: 'page', change: 'hidden' }
const shown: Happening = { kind: 'page', change: 'visible' }
const app = () => pageStory().in('d', opened(), running(APP, null))

let requests = 0
/** What the SDK sends for a project's customer, of a time so many milliseconds ago. */
const sentAs = (
  { key, cookie }: { readonly key: string; readonly cookie: string },
  page: PageStory,
  name: string,
  ago = 0,
) =>
  [
    sends(
      ...(['bloomreach', ++requests, { url: `http://shop.test/track/v2/projects/${key}/customers/events` }] as const),
      {
        ...{ customer_ids: { cookie }, event_type: name, timestamp: (page.now() - ago) / SECOND },
        properties: { sdk: 'Exponea iOS SDK' },
      },
    ),
    answers(requests, 200, { success: true }),
  ] as const
const sent = (page: PageStory, name: string, ago = 0) => sentAs({ key: 'P', cookie: 'C1' }, page, name, ago)

/** Each tracker's session as the table has its last one, and as the line says it is. */
function told(page: PageStory) {
  const state = page.state()
  const moments = state.moments.toArray()
  return [...state.trackers.values()].map((tracker) => {
    const own = moments.flatMap((each) => (each.kind === 'session' && each.tracker === tracker.id ? [each] : []))
    const spans = sessionsOf(own, awayOf(state, tracker.id, moments), page.now(), presentOf(state, tracker))
    return { spans, last: spans.at(-1), line: sessionNow(state, tracker, page.now()), key: tracker.key }
  })
}
const ofKey = (page: PageStory, key: string) => {
  const found = told(page).find((each) => each.key === key)
  if (!found) throw new Error(`no tracker ${key}`)
  return found
}
const spansOf = (page: PageStory, key = 'P') => ofKey(page, key).spans.map(({ end, automatic }) => [end, automatic])

describe('a session', () => {
  it('goes by the settings that are set, or seen, only while it goes on', () => {
    const shorter = app().in('d', configure())
    shorter.in('d', ...sent(shorter, 'session_start'), call('setSessionTimeout', 5), hidden).wait(10 * SECOND)
    expect([spansOf(shorter), ofKey(shorter, 'P').line.state]).toEqual([[['timed out', true]], 'timed out'])
    const byHand = app().in('d', configure())
    byHand.in('d', ...sent(byHand, 'session_start'), call('setAutomaticSessionTracking', false), hidden)
    byHand.wait(100 * SECOND)
    expect([spansOf(byHand), ofKey(byHand, 'P').line.state]).toEqual([[['open', false]], 'active'])
    const late = pageStory().in('d', opened())
    late.in('d', ...sent(late, 'session_start'))
    expect(spansOf(late)).toEqual([['open', null]])
    late.in('d', running(APP, 'P'), configure(), hidden).wait(100 * SECOND)
    expect([spansOf(late), ofKey(late, 'P').line.state]).toEqual([[['timed out', true]], 'timed out'])
  })

  it('of which requests alone tell is not said to go on beyond the documented timeout, nor to be over', () => {
    const proxied = pageStory().in('d', opened())
    proxied.in('d', ...sent(proxied, 'session_start')).wait(30 * SECOND)
    const begun = proxied.now() - 30 * SECOND
    expect(ofKey(proxied, 'P').line).toMatchObject({ state: 'active', endedAt: null })
    proxied.in('d', ...sent(proxied, 'viewed')).wait(50 * SECOND)
    expect([spansOf(proxied), ofKey(proxied, 'P').line.state]).toEqual([[['open', null]], 'active'])
    const heard = proxied.now() - 50 * SECOND
    proxied.wait(20 * SECOND)
    const { line, last } = ofKey(proxied, 'P')
    expect([spansOf(proxied), line.state]).toEqual([[['unheard', null]], 'unheard'])
    expect(last?.startedAt).toBe(line.startedAt)
    for (const told of [last?.endedAt ?? 0, line.endedAt ?? 0]) expect(Math.abs(told - heard)).toBeLessThan(10)
    expect(Math.abs((line.startedAt ?? 0) - begun)).toBeLessThan(10)
    // It was heard of again, and so had not been over, as far as is known.
    proxied.in('d', ...sent(proxied, 'viewed'))
    expect(ofKey(proxied, 'P').line.state).toBe('active')
    proxied.in('d', ...sent(proxied, 'session_end')).wait(100 * SECOND)
    expect([spansOf(proxied), ofKey(proxied, 'P').line.state]).toEqual([[['ended', null]], 'ended'])
  })

  it('of which no SDK’s requests tell, whose timeout nobody knows, is only known as of then', () => {
    const byHand = pageStory().in('d', opened())
    const to = { url: 'http://shop.test/track/v2/projects/P/customers/events' }
    const body = { customer_ids: { cookie: 'C1' }, event_type: 'session_start', timestamp: byHand.now() / SECOND }
    byHand.in(
      'd',
      sends('bloomreach', ++requests, to, { ...body, properties: {} }),
      answers(requests, 200, { success: true }),
    )
    expect(ofKey(byHand.wait(SECOND), 'P').line.state).toBe('unheard')
  })

  it('ends where the SDK goes over to another project, and has not begun there until that is told', () => {
    const page = app().in('d', configure())
    page.in('d', ...sent(page, 'session_start')).wait(10 * SECOND)
    page.in('d', call('anonymize', { projectToken: 'Q', authorizationToken: 't' })).wait(10 * SECOND)
    expect([spansOf(page), ofKey(page, 'P').line.state]).toEqual([[['ended', true]], 'ended'])
    expect([spansOf(page, 'Q'), ofKey(page, 'Q').line.state]).toEqual([[], 'unknown'])
  })

  it('ends there too where only requests tell of the other project', () => {
    const page = pageStory()
      .in('d', opened())
      .wait(60 * SECOND)
    page.in('d', ...sent(page, 'session_start')).wait(10 * SECOND)
    page.in('d', ...sentAs({ key: 'Q', cookie: 'C2' }, page, 'installation')).wait(10 * SECOND)
    expect([spansOf(page), ofKey(page, 'P').line.state]).toEqual([[['ended', null]], 'ended'])
  })

  it('has its start though a flush sends its end first', () => {
    const page = app()
      .in('d', configure())
      .wait(60 * SECOND)
    const start = page.now() - 40 * SECOND
    page.in('d', ...sent(page, 'session_end', 10 * SECOND), ...sent(page, 'session_start', page.now() - start))
    const { last, line } = ofKey(page, 'P')
    expect([last?.startedAt, line.startedAt, last?.end, line.state]).toEqual([start, start, 'ended', 'ended'])
  })

  it('of a moment, by hand, is one, and the next one another: its own request does not bring it back', () => {
    const page = app().in('d', configure({ automaticSessionTracking: false }))
    page.in('d', call('trackSessionStart'), call('trackSessionEnd'), call('trackSessionStart'))
    expect(spansOf(page)).toEqual([
      ['ended', false],
      ['open', false],
    ])
    page.in('d', call('trackSessionEnd'), ...sent(page, 'session_start'))
    expect([spansOf(page).length, ofKey(page, 'P').line.state]).toEqual([2, 'ended'])
  })
})

const DOES: Readonly<Record<string, (page: PageStory, doc: string) => unknown>> = {
  start: (page, doc) => page.in(doc, ...sent(page, 'session_start')),
  end: (page, doc) => page.in(doc, ...sent(page, 'session_end')),
  'earlier start': (page, doc) => page.in(doc, ...sent(page, 'session_start', 30 * SECOND)),
  'earlier end': (page, doc) => page.in(doc, ...sent(page, 'session_end', 30 * SECOND)),
  hide: (page, doc) => page.in(doc, hidden),
  show: (page, doc) => page.in(doc, shown),
  configure: (page, doc) => page.in(doc, configure()),
  'configure by hand': (page, doc) => page.in(doc, configure({ automaticSessionTracking: false })),
  'another timeout': (page, doc) => page.in(doc, call('setSessionTimeout', 5)),
  automatic: (page, doc) => page.in(doc, call('setAutomaticSessionTracking', true)),
  'by hand': (page, doc) => page.in(doc, call('setAutomaticSessionTracking', false)),
  'call start': (page, doc) => page.in(doc, call('trackSessionStart')),
  'call end': (page, doc) => page.in(doc, call('trackSessionEnd')),
  anonymize: (page, doc) => page.in(doc, call('anonymize')),
  switch: (page, doc) => page.in(doc, call('anonymize', { projectToken: 'Q', authorizationToken: 't' })),
  stop: (page, doc) => page.in(doc, call('stopIntegration')),
  wait: (page) => page.wait(7 * SECOND),
  'wait long': (page) => page.wait(70 * SECOND),
}

it('is the same in the table and in the line, whatever is called, sent and left in what order', () => {
  const steps = fc.array(fc.constantFrom('leave', ...Object.keys(DOES)), { maxLength: 14 })
  fc.assert(
    fc.property(steps, (list) => {
      const page = app()
      let pages = 0
      for (const step of list) {
        if (step === 'leave') {
          page.in(`d${pages || ''}`, left)
          page.in(`d${++pages}`, { ...opened(), startedAt: page.now() } as Happening, running(APP, null))
        } else DOES[step]?.(page, `d${pages || ''}`)
      }
      for (const { last, line } of told(page)) {
        const isOpen = line.state === 'active' || line.state === 'background'
        const [isOver, isUnheard] = [line.state === 'timed out', line.state === 'unheard']
        expect([last?.end === 'open', last?.end === 'timed out', last?.end === 'unheard']).toEqual([
          ...[isOpen, isOver, isUnheard],
        ])
        if (isOver || isUnheard) expect(last?.endedAt).toBe(line.endedAt)
      }
    }),
    { numRuns: 150 },
  )
})
