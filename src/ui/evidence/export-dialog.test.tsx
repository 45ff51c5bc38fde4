// @vitest-environment happy-dom
/** The Export dialog: what it offers, what it says will be masked, and what then leaves. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Happening } from '../../core/fact'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { story } from '../../testing/story'
import { button, HOST, root, useStage } from '../../testing/view-stage'
import { findingGroupsOf } from '../store/findings'
import { Store } from '../store/store'
import { copied, copiedPart, copiedTicket, setCopiesMasked } from './copies'
import { ExportDialog } from './export-dialog'
import { inSlices } from './in-slices'
import { itemsIn, makeExport, ticketOf, type Wish } from './leaving'

useStage()

const call = (
  number: number,
  method: string,
  args: readonly (string | Record<string, string | number>)[],
): Happening => ({
  kind: 'call',
  vendor: 'customerio',
  surface: 'snippet',
  tracker: 'cioanalytics',
  call: number,
  method,
  args,
})
const FACTS = story().tell(
  'd',
  { kind: 'document', url: 'https://shop.example/', title: 'Tea', top: true, late: false, startedAt: 1000 },
  { kind: 'sdk', vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics', state: 'running', key: 'wk_1' },
  call(1, 'identify', ['u-77', { nickname: 'Janey', tier: 'gold' }]),
  call(2, 'track', ['Tea chosen', { note: 'for Janey', coupon: 'SUMMER' }]),
  call(3, 'track', ['Tea bought', { price: 4 }]),
).facts
const WISH: Wish = { scope: 'everything', cleared: false, form: 'recording', personal: false, chosen: [] }

function filled(): Store {
  let now = 0
  const clock = () => (now += 1_000)
  const store = new Store({ empty: emptyState, reduceAll, now: clock, later: (run) => run() }, HOST)
  store.incoming.add(FACTS)
  return store
}

async function opened(store: Store) {
  const onClose = vi.fn()
  act(() => render(<ExportDialog store={store} onClose={onClose} />, root))
  await vi.waitFor(() => expect(button(/^Save file$/).disabled).toBe(false))
  return onClose
}

it('a report tells what could not be seen, and why, as the line at the foot does', () => {
  const store = filled()
  store.sources.value = { ...store.sources.value, hook: 'answered', link: 'down' }
  for (const form of ['markdown', 'jira', 'html'] as const) {
    const { text } = makeExport(store, { ...WISH, form })
    expect(text).toMatch(/Completeness.*Complete since .* except whatever happens now/s)
    expect(text).toMatch(/What could not be seen.*Whatever happens now.*background is gone/s)
  }
  store.sources.value = { ...store.sources.value, link: 'up' }
  expect(makeExport(store, { ...WISH, form: 'markdown' }).text).not.toContain('What could not be seen')
})

it('a report of what was opened does not claim to have recorded it, and says as of when it is', () => {
  const store = filled()
  const wish: Wish = { ...WISH, form: 'markdown' }
  expect(makeExport(store, wish).text).toMatch(/\*\*Recorded by:\*\* Tracklens/)
  store.openRecording('of.har', Date.UTC(2026, 2, 1, 10)).add(FACTS)
  const { text } = makeExport(store, wish)
  expect(text).toMatch(/\*\*Read by:\*\* Tracklens.*\*\*As of:\*\* 2026-03-01T10:00:00\.000Z/s)
  expect(text).toMatch(/\*\*Written:\*\* (?!2026-03-01)/)
  expect(text).not.toContain('Recorded by')
})

describe('the dialog', () => {
  it('begins with everything, masked, and says how many values are', async () => {
    await opened(filled())
    const told = root.textContent ?? ''
    expect(told).toContain('Everything listed: 3 items')
    expect(told).toMatch(/\d+ values are masked/)
    expect(root.querySelector('[aria-label="What is masked"]')?.textContent).toMatch(/Traits.*nickname/)
    expect(told).toContain('coupon')
  })

  it('begins with what the filter shows where one is in force', async () => {
    const store = filled()
    store.filterText.value = 'bought'
    await opened(store)
    expect(root.querySelector<HTMLInputElement>('input[type=radio]:checked')?.parentElement?.textContent).toBe(
      'Shown by the filter “bought”: 1 item',
    )
  })

  it('masks what is ticked, too, and saves it', async () => {
    let saved: Blob | null = null
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved = blob as Blob
      return 'blob:x'
    })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
    const onClose = await opened(filled())
    const box = [...root.querySelectorAll('label')]
      .find((label) => label.textContent?.includes('coupon'))
      ?.querySelector('input')
    act(() => box?.click())
    await vi.waitFor(() => expect(root.textContent).toContain('Chosen below'))
    act(() => button(/^Save file$/).click())
    expect(onClose).toHaveBeenCalledOnce()
    const text = await (saved as Blob | null)?.text()
    expect(text).toContain('Tea bought')
    expect(text).not.toMatch(/SUMMER|Janey|gold|u-77/)
  })

  it('gives nothing of what was asked for before, not even until the browser has drawn', async () => {
    await opened(filled())
    const forms = root.querySelector('select') as HTMLSelectElement
    forms.value = 'csv'
    forms.dispatchEvent(new Event('change', { bubbles: true }))
    // Drawn anew, in microtasks; effects come after the browser's own drawing.
    while (!root.textContent?.includes('spreadsheet')) await null
    expect(button(/^Save file$/).disabled).toBe(true)
    expect(root.querySelector<HTMLButtonElement>('[aria-label=Copy]')?.disabled).toBe(true)
    await vi.waitFor(() => expect(button(/^Save file$/).disabled).toBe(false))
  })
})

describe('much', () => {
  function* steps(of: number, taken: number[]): Generator<number, string> {
    for (let n = 1; n <= of; n++) {
      taken.push(n)
      yield n / of
    }
    return 'made'
  }

  it('is made in slices, tells how far it is, and ends where nobody waits any more', async () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 5))
    const [taken, told] = [[] as number[], [] as (number | string)[]]
    const follow = {
      progress: (done: number) => told.push(done),
      failed: String,
      done: (made: string) => told.push(made),
    }
    inSlices(() => steps(6, taken), follow)
    expect(taken).toEqual([])
    await vi.waitFor(() => expect(told).toEqual([2 / 6, 4 / 6, 1, 'made']))
    const left: number[] = []
    const end = inSlices(() => steps(1_000, left), { ...follow, progress: () => left.length > 3 && end() })
    await vi.waitFor(() => expect(left.length).toBeGreaterThan(3))
    const { length } = left
    await new Promise((done) => inSlices(() => steps(9, []), { ...follow, done }))
    expect(left).toHaveLength(length)
  })

  it('says how far it is while one waits, and closing the dialog leaves it', () => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 20))
    const waiting: (() => void)[] = []
    vi.stubGlobal(
      'MessageChannel',
      class {
        port1 = { onmessage: () => {}, close: () => {} }
        port2 = { postMessage: () => waiting.push(() => this.port1.onmessage()) }
      },
    )
    const store = filled()
    act(() => render(<ExportDialog store={store} onClose={() => {}} />, root))
    const shown: number[] = []
    while (shown.length < 4) {
      act(() => waiting.shift()?.())
      shown.push(root.querySelector('progress')?.value ?? Number.NaN)
    }
    expect(shown.at(-1)).toBeGreaterThan(0.2)
    expect(shown).toEqual([...shown].sort((a, b) => a - b))
    expect(root.textContent).toMatch(/Looking through what leaves …\d+ %/)
    expect(button(/^Save file$/).disabled).toBe(true)
    act(() => render(null, root))
    waiting.shift()?.()
    expect(waiting).toEqual([])
    vi.unstubAllGlobals()
  })
})

describe('what leaves', () => {
  it.each(['recording', 'markdown', 'jira', 'html', 'csv', 'ndjson'] as const)('respects the filter as %s', (form) => {
    const store = filled()
    store.filterText.value = 'bought'
    const { items, text } = makeExport(store, { ...WISH, scope: 'shown', form })
    expect(items).toBe(1)
    expect(text).toContain('Tea bought')
    expect(text).not.toContain('Tea chosen')
  })

  it('a recording of one item opens to that item', () => {
    const store = filled()
    store.selected.value = 2
    const { facts } = JSON.parse(makeExport(store, { ...WISH, scope: 'selected' }).text)
    expect(
      reduceAll(emptyState, facts)
        .items.map(({ name }) => name)
        .toArray(),
    ).toEqual(['Tea bought'])
  })

  it('leaves out what was cleared, unless it is asked for', () => {
    const store = filled()
    store.clear()
    store.incoming.add(
      story()
        .tell('d', call(4, 'track', ['Later', {}]))
        .facts.map((fact) => ({ ...fact, seq: 6 })),
    )
    expect(itemsIn(store, 'everything')).toHaveLength(1)
    expect(makeExport(store, { ...WISH, form: 'csv' }).text).not.toContain('Tea')
    expect(makeExport(store, { ...WISH, form: 'csv', cleared: true }).text).toContain('Tea bought')
  })

  it('is not said to be of nothing tracked where the items are not in it', () => {
    const heading = (store: Store, wish: Partial<Wish> = {}) =>
      makeExport(store, { ...WISH, form: 'markdown', ...wish }).text.split('\n')[0]
    const store = filled()
    store.filterText.value = 'coffee'
    expect(heading(store, { scope: 'shown' })).toBe('# 3 tracked items, none of them in this report')
    store.clear()
    expect(heading(store)).toBe('# 3 tracked items, none of them in this report')
    expect(heading(store, { cleared: true })).toBe('# 3 tracked items')
    const one = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
    expect(heading(one)).toBe('# Nothing was tracked')
    one.incoming.add(FACTS.slice(0, 3))
    one.clear()
    expect(heading(one)).toBe('# 1 tracked item, not in this report')
  })

  it('tells of a finding on both sides of a Clear only the items in view, as the list does', () => {
    const store = filled()
    const again = (n: number, seq: number) =>
      story()
        .tell('d', call(n, 'track', ['Tea bought', { price: 4 }]))
        .facts.map((fact) => ({ ...fact, seq, at: 1060 }))
    store.clear()
    store.incoming.add(again(4, 6))
    const [found] = findingGroupsOf(store).value.flatMap(({ findings }) => findings)
    expect(found).toMatchObject({ check: 'any-duplicate', items: [3] })
    expect(found?.text).toMatch(/ 1 of its 2 items is not in view\.$/)
    for (const form of ['markdown', 'html', 'jira', 'ndjson'] as const)
      expect(makeExport(store, { ...WISH, form }).text).toContain('1 of its 2 items is not in view')
    expect(makeExport(store, { ...WISH, form: 'html', cleared: true }).text).not.toContain('not in view')
    store.incoming.add(again(5, 7))
    expect(store.findings.value.byItem.get(3)).toHaveLength(2)
    const both = findingGroupsOf(store).value.flatMap(({ findings }) => findings)
    expect(both.map(({ items }) => items)).toEqual([[3], [3, 4]])
    expect(ticketOf(store, [3], 'markdown', true)).toContain('1 of its 2 items is not in view')
  })
})

describe('a copy', () => {
  it('is masked until somebody says otherwise', async () => {
    const store = filled()
    const item = store.state.value.items.get(1)
    const write = (value: typeof item) => JSON.stringify(value)
    expect(await copied(store, item, write)).not.toContain('Janey')
    expect(await copiedTicket(store, [1])).toMatch(/Tea chosen[\s\S]*masked/)
    const finding = {
      check: 'any-duplicate',
      subject: 'item 1',
      text: 'Twice by Janey',
      items: [1],
      tracker: null,
      doc: null,
      at: 0,
    }
    const ticket = await copiedTicket(store, finding)
    expect(ticket).toMatch(/^# Tracked twice within a second\n[\s\S]*Tea chosen[\s\S]*Twice by masked-/)
    expect(ticket).toMatch(/Finding \\\(warning/)
    const note = { ...finding, check: 'any-late-bound' }
    expect(await copiedTicket(store, note)).toMatch(/Finding \\\(note/)
    const part = copiedPart(store, { traits: { home: { city: 'Brno' } } }, ['home'], ({ traits }) => traits)
    expect(JSON.parse(await part)).toEqual({ city: expect.not.stringContaining('Brno') })
    setCopiesMasked(store, false)
    expect(await copied(store, item, write)).toContain('Janey')
    expect(await copiedTicket(store, [1], 'jira')).toMatch(/h2\.[\s\S]*Janey/)
  })
})
