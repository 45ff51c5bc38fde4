/** A page that the browser has loaded ahead is listed, and is not the present page before it is activated. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Json } from '../core/json'
import { completeness } from '../core/query/completeness'
import { presentPage, presentTrackers } from '../core/query/present'
import { sessionNow } from '../core/query/session-now'
import { trafficOf } from '../core/query/traffic'
import { emptyState } from '../core/state'
import { checkpointOf } from '../core/take-checkpoint'
import { withSoundTotals } from '../link/totals'
import { type Story, story } from '../testing/story'
import { reduceAll } from './fold'

const page = (url: string, startedAt: number, prerendering = false): Happening => ({
  ...{ kind: 'document', url, title: '', top: true, late: false, startedAt },
  ...(prerendering ? { prerendering } : {}),
})
const sdk = (key: string): Happening => ({
  ...{ kind: 'sdk', vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1', state: 'running', key },
})
const track = (event: string): Happening => ({
  ...{ kind: 'call', vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1', call: 1 },
  ...{ method: 'dispatch_start', id: event, args: [{ type: 'track', event, messageId: event, properties: {} }, ''] },
})
const life = (change: 'pagehide' | 'activated'): Happening => ({ kind: 'page', change })
const fold = ({ facts }: Story) => reduceAll(emptyState, facts)

/** A page that is shown, and another one that is loaded ahead for it, with the same project or another. */
const two = (key = 'shop') =>
  story()
    .tell('shown', page('http://shop/', 900), sdk('shop'), track('on the first page'))
    .tell('ahead', page('http://shop/next', 1020, true), sdk(key), track('ahead'))

describe('a page that is only prerendered is not the present page until it is activated', () => {
  it('what it tracks meanwhile is listed, and says so', () => {
    const { items } = fold(two())
    expect(items.map(({ name, notes }) => [name, notes.map(({ about }) => about)]).toArray()).toEqual([
      ['on the first page', []],
      ['ahead', ['ahead']],
    ])
  })

  it('completeness and the trackers are those of the page that is shown', () => {
    const state = fold(two('other'))
    expect(presentPage(state)?.id).toBe('shown')
    expect(completeness(state, true)).toMatchObject({ since: 900, complete: true })
    expect(presentTrackers(state).map(({ key }) => key)).toEqual(['shop'])
    // One project on both: the instance that triggers call is that of the page that is shown.
    expect(presentTrackers(fold(two()))).toMatchObject([{ instance: { doc: 'shown' }, status: 'running' }])
  })

  it('a page that tracks nothing is not said to, because of one that is loaded ahead', () => {
    const silent = story().tell('shown', page('http://shop/', 900))
    const state = fold(silent.tell('ahead', page('http://shop/next', 1000, true), sdk('shop'), track('ahead')))
    expect(trafficOf(state).tracked).toBe(false)
    expect(presentTrackers(state)).toEqual([])
  })

  it('is it once it is activated, whichever of the two pages tells first', () => {
    const told = [
      two().tell('shown', life('pagehide')).tell('ahead', life('activated')),
      two().tell('ahead', life('activated')).tell('shown', life('pagehide')),
    ]
    for (const each of told) {
      const state = fold(each)
      expect(presentPage(state)?.id).toBe('ahead')
      expect(presentTrackers(state)).toMatchObject([{ instance: { doc: 'ahead' }, status: 'running' }])
      expect(fold(each.tell('ahead', track('later'))).items.last()?.notes).toEqual([])
    }
  })

  it('is left where it is discarded: the page that it was loaded for went on to another one', () => {
    const state = fold(two('other').tell('shown', life('pagehide')).tell('third', page('http://shop/third', 1100)))
    expect(presentPage(state)?.id).toBe('third')
    expect(state.documents.get('ahead')).toMatchObject({ left: true })
    expect(state.trackers.find(({ key }) => key === 'other')).toMatchObject({ status: 'left', instance: null })
  })

  it('is not discarded by the word of a page that began before it', () => {
    const told = story().tell('ahead', page('http://shop/next', 1000, true), sdk('shop'), track('ahead'))
    const state = fold(told.tell('shown', page('http://shop/', 900), sdk('shop')))
    expect(state.documents.get('ahead')?.left).toBe(false)
    expect(fold(told.tell('ahead', life('activated'))).documents.get('ahead')).toMatchObject({ left: false })
  })

  it('does not put the session of the shown page into the background', () => {
    const state = fold(two())
    const [tracker] = presentTrackers(state)
    expect(tracker && sessionNow(state, tracker, 5_000).state).toBe('unknown')
    expect(state.moments.filter(({ kind }) => kind === 'page').size).toBe(0)
  })

  describe('who is identified there is its own customer until then', () => {
    const call = (method: string, payload: object): Happening => ({
      ...{ kind: 'call', vendor: 'customerio', surface: 'inspector', tracker: 'inspector-1', call: 2 },
      ...{
        method: 'dispatch_start',
        id: `m-${method}`,
        args: [{ type: method, messageId: `m-${method}`, ...payload }, ''],
      },
    })
    const identify = call('identify', { userId: 'bob', anonymousId: 'a', traits: {} })
    const sent = (userId: string | null): Happening => {
      const text = JSON.stringify({
        type: 'track',
        event: 'e',
        messageId: 'm',
        userId,
        anonymousId: 'a',
        writeKey: 'shop',
      })
      const to = { method: 'POST', url: 'https://cdp.customer.io/v1/t', body: { text, size: text.length } }
      return { kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', ...to }
    }
    const now = (told: Story) => fold(told).trackers.get('customerio:shop')?.customer.hard.userId

    it('by a call', () => {
      const told = two().tell('ahead', identify, track('later'))
      expect(now(told)).toBeUndefined()
      expect(now(told.tell('shown', track('here')))).toBeUndefined()
      expect(now(told.tell('shown', life('pagehide')).tell('ahead', life('activated')))).toBe('bob')
    })

    it('and what is called there is tracked as them, and what is called on the shown page is not', () => {
      const web = (doc: string, method: string, ...args: readonly Json[]) => {
        const about = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
        return told.tell(doc, { kind: 'call', ...about, call: 3, method, args })
      }
      const told = story().tell('shown', page('http://shop/', 900))
      web('shown', 'initialize', { token: 'p' })
      told.tell('ahead', page('http://shop/next', 1020, true))
      web('ahead', 'initialize', { token: 'p' })
      web('ahead', 'identify', { registered: 'bob' })
      web('ahead', 'track', 'bobs', {})
      web('shown', 'track', 'nobodys', {})
      const { items } = fold(told)
      expect(items.map(({ calledAs }) => calledAs?.hard.registered).toArray()).toEqual(['bob', 'bob', undefined])
    })

    it('by a request', () => {
      const told = two().tell('ahead', sent('bob'))
      expect(now(told)).toBeUndefined()
      expect(now(told.tell('ahead', life('activated')))).toBe('bob')
    })

    it('and never where the page is discarded', () => {
      const told = two().tell('ahead', identify).tell('shown', life('pagehide'))
      expect(now(told.tell('third', page('http://shop/third', 2000), sdk('shop')))).toBeUndefined()
    })

    it('the shown page’s own change meanwhile stays the shown page’s', () => {
      const ann = call('identify', { userId: 'ann', anonymousId: 'a', traits: {} })
      const told = two().tell('ahead', identify).tell('shown', ann)
      expect(now(told.tell('ahead', track('bobs')))).toBe('ann')
      expect(now(told.tell('ahead', life('activated')))).toBe('bob')
    })

    it('its marks on the time axis say so, and its SDK, stub or consent is not the shown one’s', () => {
      const stub: Happening = { ...sdk('shop'), state: 'stub' } as Happening
      const state = fold(two().tell('ahead', stub, identify))
      expect(state.trackers.get('customerio:shop')?.status).toBe('running')
      const marks = state.moments.filter(({ doc }) => doc === 'ahead').map(({ text }) => text)
      expect(marks.size).toBeGreaterThan(0)
      for (const text of marks) expect(text).toMatch(/\(on a page loaded ahead\)$/)
    })

    it('a request of a page ahead does not take the tracker of the shown page along', () => {
      const shown = story().tell('shown', page('http://shop/', 900), sent(null))
      const state = fold(
        shown.tell('ahead', page('http://shop/next', 1020, true), { ...sent('bob'), request: 2 } as Happening),
      )
      expect(presentTrackers(state)).toMatchObject([{ doc: 'shown', customer: { hard: {} } }])
    })
  })

  it('a checkpoint keeps what is its own', () => {
    const identify = { ...track('x'), args: [{ type: 'identify', messageId: 'i', userId: 'bob', traits: {} }, ''] }
    const told = two().tell('ahead', identify as Happening)
    const totals = checkpointOf(fold(told))
    const fact = { kind: 'gap', missing: 0, reason: 'overflow', detail: '', totals } as const
    const on = story()
      .tell('journal:1', JSON.parse(JSON.stringify(fact)) as Happening)
      .tell('ahead', life('activated'))
    expect(fold(on).trackers.get('customerio:shop')?.customer.hard).toEqual({ userId: 'bob' })
    expect(withSoundTotals({ doc: 'journal:1', seq: 1, at: 1, frame: 0, ...fact })).toMatchObject({ kind: 'gap' })
  })
})
