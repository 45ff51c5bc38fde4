// @vitest-environment happy-dom
/** Every key that does something to a row stands in its menu and in the sheet behind `?`. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { opened } from '../testing/page-story'
import { story } from '../testing/story'
import { HOST, root, useStage } from '../testing/view-stage'
import { Store } from '../ui/store/store'
import { Shortcuts } from './frame/shortcuts'
import { menuOf, runKey } from './views/events/row-acts'

useStage()

const about = { vendor: 'bloomreach', surface: 'bridge', tracker: 'exponea' } as const
const request: Happening = {
  ...{ kind: 'request', request: 1, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
  url: 'https://api.exponea.com/track/v2/projects/P/customers/events',
  body: { text: JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: 'buy', properties: {} }), size: 1 },
}

it('names them all', () => {
  const tale = story().tell(
    'd',
    opened(),
    { kind: 'sdk', ...about, state: 'running' },
    { kind: 'call', ...about, call: 1, method: 'trackEvent', args: ['buy', { a: 1 }], stack: 'at buy (app.js:1:2)' },
    request,
  )
  const store = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
  store.incoming.add(tale.facts)
  const state = store.state.value
  const item = state.items.get(0)
  if (!item) throw new Error('nothing was tracked')
  const entries = menuOf({ store, state, item, column: null }, () => {}).filter((entry) => entry !== null)
  expect(entries.length).toBeGreaterThan(12)
  act(() => render(<Shortcuts onClose={() => {}} />, root))
  const sheet = [...root.querySelectorAll('section')].find((each) => /List of events/.test(each.textContent ?? ''))
  const keys = [...(sheet?.querySelectorAll('kbd') ?? [])].flatMap(({ textContent }) =>
    (textContent ?? '').split(/, | or /),
  )
  for (const { label, keys: key } of entries) expect(keys, label).toContain(key)
  expect(new Set(entries.map(({ keys: key }) => key)).size).toBe(entries.length)
  // And the other way round: what the sheet has as a letter does something.
  for (const key of keys.filter((each) => /^(Shift )?[A-Z]$/.test(each))) {
    const typed = key.startsWith('Shift ') ? key.slice(6) : key.toLowerCase()
    expect(runKey({ store, state, item, column: null }, typed), key).toBe(true)
  }
})
