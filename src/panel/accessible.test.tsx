// @vitest-environment happy-dom
/**
 * Every tab as a screen reader and a keyboard meet it, with the shop's walk in it and with nothing: its parts by role
 * and name, and rules that hold for every control.
 */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Fact } from '../core/fact'
import { emptyState } from '../core/state'
import { reduceAll } from '../providers/fold'
import { treeOf } from '../testing/accessible'
import { usePopovers } from '../testing/popovers'
import { factsOf, savedText } from '../testing/recordings'
import { HOST } from '../testing/view-stage'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'

usePopovers()

/** How long a tab's code may take to come, in milliseconds. */
const PATIENCE = 20_000

/** What people steer by: everything but single rows, cells, words and buttons. */
const PARTS = new Set([
  ...['complementary', 'contentinfo', 'dialog', 'grid', 'group', 'heading', 'list', 'listbox', 'region'],
  ...['search', 'searchbox', 'separator', 'table', 'tablist', 'tabpanel', 'toolbar', 'tree'],
])
/** Parts of these kinds tell nothing without a name. */
const NAMED = new Set(['complementary', 'dialog', 'grid', 'listbox', 'region', 'table', 'tablist', 'toolbar', 'tree'])
const CONTROLS = 'button, input, select, textarea, a[href], summary, [tabindex], [role=tab], [role=option]'

/** Around each view. */
const FRAME = ['tablist Tracklens views', 'toolbar Triggers', 'tabpanel', 'contentinfo Status']
/** What each tab is made of once the shop's walk is in it, in the order in which it is read. */
const TABS: Readonly<Record<string, readonly string[]>> = {
  Events: ['listbox Completions', 'grid Events'],
  Identity: [
    ...['group Tracker', 'region Current customer', 'heading2 Customer.io', 'heading2 Anonymous visitor'],
    ...['table IDs of the current customer', 'heading3 Properties (traits), as far as they were seen'],
    ...['heading3 Push token', 'region Customer changed before sending', 'heading2 Customer changed before sending'],
    ...[
      'listbox Sent as the user known by then',
      'region Timeline',
      'heading2 Timeline',
      'list Changes of the customer, newest first',
    ],
    ...['region Anonymous activity', 'heading2 Anonymous activity'],
    ...['region Tracked as', 'heading2 Tracked as', 'table Items by customer'],
  ],
  'Session & consent': [
    ...['region Time axis', 'region Sessions', 'heading2 Sessions', 'table Sessions'],
    ...['region Consent', 'heading2 Consent', 'table Consent'],
  ],
  Queue: [
    ...['group Tracker', 'list Where items are on their way', 'complementary Permission to watch requests'],
    ...['region Queue of customerio:shop_demo_key', 'heading2 Customer.io'],
    ...['region Queue of bloomreach:a1b2c3d4-demo-shop', 'heading2 Bloomreach Engagement'],
    ...['region Queue of bloomreach:a1b2c3d4-demo-shop?web', 'heading2 Bloomreach Engagement'],
    ...['region Items', 'heading2 Everything not delivered', 'listbox Everything not delivered'],
  ],
  Plan: ['heading2 No tracking plan for 127.0.0.1:33209'],
  Findings: ['group Severity', 'list Findings by rule'],
  Lab: [
    ...['toolbar Lab', 'group Part of the Lab', 'region Set-up'],
    ...['region Device and server', 'heading2 Device and server', 'group Clock', 'group App', 'group Network'],
    ...['region Operations', 'heading2 Call the SDK'],
    ...['region What happened', 'heading2 A device, and no app', 'list Steps', 'region State'],
    ...['region Customer', 'heading3 Customer', 'region Session', 'heading3 Session'],
    ...['region Messages', 'heading3 Messages', 'region Queue', 'heading3 Queue (0)', 'region Items'],
    ...['heading3 Items (0)', 'region Stored on the device', 'heading3 Stored on the device (0)'],
  ],
}

let root: HTMLElement
let store: Store

beforeAll(() => {
  // Without a layout every element has no size, and a virtual list no rows.
  for (const side of ['clientHeight', 'offsetHeight'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(600)
  for (const side of ['clientWidth', 'offsetWidth'] as const)
    vi.spyOn(HTMLElement.prototype, side, 'get').mockReturnValue(1280)
})
afterAll(() => {
  vi.restoreAllMocks()
})

/** Puts up a panel that has seen these facts, for the tests of a block. */
function usePanel(seen: readonly Fact[]): void {
  beforeAll(async () => {
    root = document.createElement('div')
    document.body.append(root)
    store = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
    act(() => render(<Frame store={store} />, root))
    act(() => store.incoming.add(seen))
    await vi.waitFor(() => expect(store.state.value.facts).toBe(seen.length), PATIENCE)
  })
  afterAll(() => {
    act(() => render(null, root))
    root.remove()
  })
}

/** Chooses a tab, whose code may have to be fetched, and waits until it is all there. */
async function choose(title: string): Promise<HTMLElement> {
  const tab = root.querySelector<HTMLElement>(`[role=tab][aria-label="${title}"]`)
  act(() => tab?.click())
  const panel = root.querySelector<HTMLElement>('[role=tabpanel]')
  await vi.waitFor(() => expect(panel?.textContent).not.toMatch(/is loading …|Reading .* items|Counting …/), PATIENCE)
  if (!panel) throw new Error(`no panel of ${title}`)
  return panel
}

/** What is wrong with the controls and headings of a part. */
function faultsOf(part: Element): readonly string[] {
  const nodes = treeOf(part)
  const words = (element: Element) => element.outerHTML.slice(0, 160)
  const nameless = nodes.filter(
    ({ role, name, element }) => name === '' && (NAMED.has(role) || element.matches(CONTROLS)),
  )
  const levels = nodes.filter(({ role }) => role === 'heading').map(({ element }) => Number(element.tagName.slice(1)))
  const leaps = levels.filter((level, at) => level > (levels[at - 1] ?? 1) + 1)
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  const referred = [...part.querySelectorAll('*')].flatMap((element) =>
    // Nothing scrolls here: an active descendant may be a row that is not drawn.
    ['aria-controls', 'aria-labelledby', 'aria-describedby'].flatMap((name) =>
      (element.getAttribute(name) ?? '').split(' ').filter((id) => id !== '' && !ids.includes(id)),
    ),
  )
  // In these one place has the focus and the arrows do the rest: exactly one stop, or the whole has it.
  const composite = '[role=tablist], [role=toolbar], [role=grid], [role=tree], [role=listbox], [role=menu]'
  const unreachable = [...part.querySelectorAll(`${CONTROLS}, [role=treeitem]`)].filter(
    (control) =>
      control.getAttribute('tabindex') === '-1' &&
      control.matches('button, input, select, textarea, a[href], [role=tab], [role=option]') &&
      !control.closest(composite) &&
      !control.matches('input[type=file]'),
  )
  const stopless = [...part.querySelectorAll(composite)].filter(
    (whole) =>
      // A field has what completes it.
      !part.querySelector(`[aria-controls="${whole.id}"]`) &&
      !whole.matches('[tabindex="0"]') &&
      !whole.querySelector('[tabindex="0"], button:not([tabindex="-1"]), input'),
  )
  return [
    ...nameless.map(({ element }) => `no name: ${words(element)}`),
    ...leaps.map((level) => `a heading of level ${level} leaps: ${levels.join(' ')}`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice the id ${id}`),
    ...referred.map((id) => `nothing has the id ${id}`),
    ...[...part.querySelectorAll('[tabindex]')]
      .filter((element) => Number(element.getAttribute('tabindex')) > 0)
      .map((element) => `an order of its own: ${words(element)}`),
    ...unreachable.map((control) => `no key leads to ${words(control)}`),
    ...stopless.map((whole) => `no key leads into ${words(whole)}`),
  ]
}

/** The parts by role and name, a heading with its level; of what is as long as the recording only the whole. */
function partsOf(part: Element): readonly string[] {
  return treeOf(part).flatMap(({ role, name, element }) => {
    const whole = element.parentElement?.closest('[aria-label="Findings by rule"], [aria-label="Time axis"]')
    if (!PARTS.has(role) || whole || (name === '' && ['list', 'group'].includes(role))) return []
    return [`${role}${role === 'heading' ? element.tagName.slice(1) : ''} ${name}`.trim()]
  })
}

describe('with the shop’s walk', () => {
  usePanel(factsOf(savedText('chromium')))

  it.each(Object.keys(TABS))('%s has its parts, and every control a name and a key', async (title) => {
    const part = await choose(title)
    expect(partsOf(part)).toEqual(TABS[title])
    expect(faultsOf(root)).toEqual([])
  })

  it('the frame is around each', () => {
    const around = partsOf(root).filter((words) => FRAME.some((frame) => words.startsWith(frame)))
    expect(around).toEqual(['tablist Tracklens views', 'toolbar Triggers', 'tabpanel Lab', 'contentinfo Status'])
  })

  it('an item’s details are read in order too', async () => {
    const part = await choose('Events')
    act(() => {
      store.selected.value = 3
    })
    await vi.waitFor(() => expect(part.querySelector('aside')).not.toBeNull(), PATIENCE)
    expect(partsOf(part).slice(2)).toEqual([
      ...['separator Resize details', 'complementary Details of Product', 'heading2 Product', 'heading3 Properties'],
      ...['heading3 Identity', 'table Customer when called and on the wire', 'heading3 Delivery', 'heading4 Request'],
      ...['heading4 Response 200', 'heading3 Origin', 'heading4 Call site'],
    ])
    expect(faultsOf(root)).toEqual([])
  })
})

describe('with nothing', () => {
  usePanel([])

  it.each(Object.keys(TABS))('%s says what to do, and every control has a name and a key', async (title) => {
    expect((await choose(title)).textContent).toMatch(/\S/)
    expect(faultsOf(root)).toEqual([])
  })
})
