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
import { faultsOf, partsOf } from '../testing/accessible-parts'
import { usePopovers } from '../testing/popovers'
import { factsOf, savedText } from '../testing/recordings'
import { story } from '../testing/story'
import { HOST } from '../testing/view-stage'
import { Store } from '../ui/store/store'
import { Frame } from './frame/frame'

usePopovers()

/** How long a tab's code may take to come, in milliseconds. */
const PATIENCE = 20_000

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

describe.each(['a page', 'an SDK'])('with a recording of %s, and of nothing that was tracked', (of) => {
  const page = { kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 1 } as const
  const sdk = { kind: 'sdk', vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea', state: 'running' } as const
  const config = { automaticSessionTracking: false }
  const sdks = of === 'an SDK' ? [{ ...sdk, key: 'token', config }] : []
  const seen = story().tell('a', page, ...sdks).facts
  usePanel([])
  beforeAll(async () => {
    act(() => store.openRecording('visit.json', 5000).add(seen))
    await vi.waitFor(() => expect(store.state.value.facts).toBe(seen.length), PATIENCE)
  })

  it.each(Object.keys(TABS).filter((title) => title !== 'Lab'))('%s waits for nothing of it', async (title) => {
    const part = await choose(title)
    expect(part.textContent).not.toMatch(/use the page|trigger|as soon as|at once|yet|reload/i)
    expect(faultsOf(root)).toEqual([])
  })
})
