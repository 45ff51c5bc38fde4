// @vitest-environment happy-dom
/** Settings and every dialog as a screen reader and a keyboard meet them: parts, names, a key for each control. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { expect, it, vi } from 'vitest'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { faultsOf, partsOf } from '../testing/accessible-parts'
import { calling, opened, running } from '../testing/page-story'
import { usePopovers } from '../testing/popovers'
import { story } from '../testing/story'
import { button, HOST, root, useStage } from '../testing/view-stage'
import { OWN_VERSION } from '../ui/browser/about'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'
import { view as events } from './views/events/view'

useStage()
usePopovers()

/** How long a dialog's code may take to come, in milliseconds. */
const PATIENCE = 20_000

const CIO = { vendor: 'customerio', surface: 'snippet', tracker: 'cioanalytics' } as const

/** A panel on a page whose SDK runs, and has identified and tracked. */
function panel(): Store {
  let now = 0
  const options = { empty: emptyState, reduceAll, now: () => (now += 300), later: (run: () => void) => run() }
  const store = new Store(options, HOST)
  const { facts } = story().tell(
    'd',
    opened(),
    running(CIO, 'wk'),
    calling(CIO, 'identify', 'u-77', { plan: 'gold' }),
    calling(CIO, 'track', 'Tea bought', { price: 4 }),
  )
  store.incoming.add(facts)
  act(() => render(<Frame store={store} views={[events]} />, root))
  return store
}

const dialog = () => document.querySelector('dialog[open]')
const key = (name: string) =>
  act(() => void document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true })))
const press = (name: RegExp) => act(() => button(name).click())

const edit = (command: 'track' | 'identify') => (store: Store) =>
  act(() => {
    store.editor.value = { command, tracker: 'customerio:wk', item: null }
  })
const trigger = (name: string) => () => act(() => root.querySelector<HTMLElement>(`[data-trigger=${name}]`)?.click())

/** What opens each, and what it is made of below its heading. */
const DIALOGS: readonly (readonly [name: string, open: (store: Store) => void, parts: readonly string[]])[] = [
  ['Export', () => press(/Export…/), ['group What', 'table What is masked']],
  [
    'Keys',
    () => key('?'),
    ['Everywhere', 'List of events', 'Details', 'Time axis', 'Heads of the columns', 'Filter'].map(
      (part) => `heading3 ${part}`,
    ),
  ],
  [
    `Tracklens ${OWN_VERSION}`,
    () => press(/^About Tracklens$/),
    [`region New in ${OWN_VERSION}`, `heading3 New in ${OWN_VERSION}`],
  ],
  ['Track an event', edit('track'), []],
  ['Identify a customer', edit('identify'), ['group IDs']],
  ['Anonymize?', trigger('anonymize'), []],
  ['Stop Customer.io?', trigger('stop'), []],
]

it.each(DIALOGS)('the dialog %s has a name, its parts, and a key for every control', async (name, open, parts) => {
  open(panel())
  await vi.waitFor(() => expect(dialog()).not.toBeNull(), PATIENCE)
  const shown = dialog()
  if (!shown) throw new Error('no dialog')
  await vi.waitFor(() => expect(shown.textContent).not.toMatch(/Looking through/), PATIENCE)
  expect(partsOf(shown.parentElement ?? shown)).toContain(`dialog ${name}`)
  expect(partsOf(shown)).toEqual([`heading2 ${name}`, ...parts])
  expect(faultsOf(shown.parentElement ?? shown)).toEqual([])
  expect(shown.contains(document.activeElement)).toBe(true)
})

it('Settings have their parts, and every control a name and a key', async () => {
  panel()
  press(/^Settings$/)
  await vi.waitFor(() => expect(root.querySelector('[role=region][aria-label=Settings]')).not.toBeNull(), PATIENCE)
  const settings = root.querySelector('[role=region][aria-label=Settings]') ?? root
  expect(partsOf(settings)).toEqual([
    ...['heading2 Settings', 'region List', 'heading3 List', 'group Times', 'group Rows'],
    ...[
      'Collectors of your own',
      'Answers that count as accepted',
      'Muted rules',
      'Saved filters',
      'Take them along',
    ].flatMap((part) => [`region ${part}`, `heading3 ${part}`]),
  ])
  expect(faultsOf(root)).toEqual([])
})
