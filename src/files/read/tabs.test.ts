/** Files of several tabs: each has its own pages, and a page is not left because one of another tab begins. */
import { describe, expect, it } from 'vitest'
import { FACT_FORMAT, type Fact, type Happening } from '../../core/fact'
import { completeness } from '../../core/query/completeness'
import { presentTrackers } from '../../core/query/present'
import { summary } from '../../core/query/summary'
import { AT, entry, har, read, source, time } from '../../testing/har-files'

const sdk = { kind: 'sdk', vendor: 'bloomreach', surface: 'web', tracker: 'exponea', state: 'running' } as const
const opened = (url: string, startedAt: number): Happening => {
  return { kind: 'document', url, title: '', top: true, late: false, startedAt }
}
const call = (method: string, ...args: readonly string[]): Happening => ({
  ...{ kind: 'call', vendor: 'bloomreach', surface: 'web', tracker: 'exponea', call: 1, method, args },
})
/** The recording of one tab, whose facts are 100 ms apart. */
const recording = (name: string, doc: string, from: number, ...happenings: readonly Happening[]) => {
  const facts = happenings.map(
    (happening, i): Fact => ({ doc, seq: i + 1, at: from + 100 * i, frame: 0, ...happening }),
  )
  return source(name, { tracklens: FACT_FORMAT, exportedAt: time(9000), masked: false, facts })
}
const visit = (name: string, doc: string, from: number, ...more: readonly Happening[]) =>
  recording(name, doc, from, opened(`https://shop.test/${doc}`, from), { ...sdk, key: 'k1' }, ...more)

describe('recordings of several tabs', () => {
  it('a page that is open in one is not left because of the other, and each is who was identified there', async () => {
    const one = visit('one.json', 'a', AT, call('identify', 'ann'), call('track', 'first'), call('track', 'last'))
    const two = visit('two.json', 'b', AT + 50, call('identify', 'bob'), call('track', 'second'))
    for (const files of [
      [one, two],
      [two, one],
    ]) {
      const { state, now, items } = await read(...files)
      expect([...state.documents.values()].map(({ left }) => left)).toEqual([false, false])
      const as = Object.fromEntries(items.map(({ name, calledAs }) => [name, calledAs?.hard.registered]))
      expect(as).toMatchObject({ first: 'ann', second: 'bob', last: 'ann' })
      const [tracker, ...others] = summary(state, now).trackers
      expect(others).toEqual([])
      expect(tracker).toMatchObject({ status: 'running', whose: { customer: { hard: { registered: 'ann' } } } })
      expect(tracker?.beside).toMatchObject([
        { url: 'https://shop.test/b', top: true, whose: { customer: { hard: { registered: 'bob' } } } },
      ])
      expect(completeness(state, false).since).toBe(AT)
    }
  })

  it('one after the other may be of one tab, and two that share a page are', async () => {
    const one = visit('one.json', 'a', AT)
    const later = visit('two.json', 'b', AT + 5000)
    expect((await read(one, later)).state.documents.get('a')?.left).toBe(true)
    const both = [...Array(3).keys()].map((n) => visit(`${n}.json`, 'a', AT + n))
    expect((await read(...both)).state.documents.get('a')?.tab).toBeUndefined()
  })

  it('between pages, the last one of each tab is spoken of', async () => {
    const left: Happening = { kind: 'page', change: 'pagehide', persisted: false }
    const { state } = await read(
      visit('one.json', 'a', AT, left),
      recording('two.json', 'b', AT + 50, opened('', AT + 50), { ...sdk, key: 'k2' }, left),
    )
    expect(presentTrackers(state).map(({ key }) => key)).toEqual(['k1', 'k2'])
  })
})

describe('a file of Playwright’s, in which a page is a tab', () => {
  const pages = [
    { id: 'page@1', startedDateTime: time(0), title: 'https://one.test/' },
    { id: 'page@2', startedDateTime: time(100), title: 'https://two.test/' },
  ]
  const entries = [entry('a', 10, { pageref: 'page@1' } as object), entry('b', 110, { pageref: 'page@2' } as object)]
  const file = (name: string) => source('x.har', har(entries, { creator: { name, version: '1' }, pages }))

  it('leaves every page open', async () => {
    const { state } = await read(file('Playwright'))
    expect([...state.documents.values()].map(({ left }) => left)).toEqual([false, false])
  })

  it('of another tool, a page follows the one before', async () => {
    const { state } = await read(file('WebInspector'))
    expect([...state.documents.values()].map(({ left }) => left)).toEqual([true, false])
  })
})
