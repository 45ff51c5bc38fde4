/** Consent by category, from what the page's platform and the vendor said. */
import { describe, expect, it } from 'vitest'
import { story } from '../../testing/story'
import { createReduce } from '../fold/fold'
import type { Json } from '../json'
import { emptyState, type Moment } from '../state'
import { consentLines, consentSpans } from './consent'

const { reduce } = createReduce([])
const signal = (platform: 'tcf' | 'gcm', said: Json) => ({ kind: 'consent', platform, signal: said }) as const
const moments = (facts: ReturnType<typeof story>['facts']) => facts.reduce(reduce, emptyState).moments

describe('consent', () => {
  it('of Google consent mode is read from the command’s arguments', () => {
    const told = story().tell(
      'd',
      signal('gcm', ['default', { analytics_storage: 'denied', ad_storage: 'denied', wait_for_update: 500 }]),
      signal('gcm', ['update', { analytics_storage: 'granted', ad_storage: 'denied' }]),
    )
    const lines = consentLines(moments(told.facts), 2000)
    expect(lines.map(({ category, granted, history }) => [category, granted, history.length])).toEqual([
      ['analytics_storage', true, 2],
      ['ad_storage', false, 1],
    ])
    expect(lines[0] && consentSpans(lines[0])).toEqual([
      { from: 1000, to: 1010, granted: false },
      { from: 1010, to: null, granted: true },
    ])
  })

  it('of TCF is read purpose by purpose', () => {
    const told = story().tell('d', signal('tcf', { purpose: { consents: { 1: true, 2: false } } }))
    expect(
      consentLines(moments(told.facts), 2000).map(({ source, category, granted }) => [source, category, granted]),
    ).toEqual([
      ['tcf', 'purpose 1', true],
      ['tcf', 'purpose 2', false],
    ])
  })

  it('that says nothing usable changes nothing', () => {
    const told = story().tell('d', signal('gcm', ['update']), signal('gcm', null), signal('tcf', 'no'))
    expect(consentLines(moments(told.facts), 2000)).toEqual([])
  })

  it('of a vendor is kept apart by tracker, and comes first', () => {
    const base = { kind: 'consent', doc: 'd', text: '', category: 'newsletter', granted: true, fact: 1, at: 1 } as const
    const told: Moment[] = [
      { ...base, source: 'gcm', tracker: null },
      { ...base, source: 'vendor', tracker: 'bloomreach:a' },
      { ...base, source: 'vendor', tracker: 'bloomreach:b', granted: false },
    ]
    expect(consentLines(told, 2000).map(({ tracker, granted }) => [tracker, granted])).toEqual([
      ['bloomreach:a', true],
      ['bloomreach:b', false],
      [null, true],
    ])
  })
})
