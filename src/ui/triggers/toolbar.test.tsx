// @vitest-environment happy-dom
/**
 * The triggers as a person works them: what they say before, what they ask, what they order, and what they tell
 * afterwards.
 */
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../core/contract/offer'
import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import type { Order } from '../../link/messages'
import { reduceAll } from '../../providers/fold'
import { usePopovers } from '../../testing/popovers'
import { type Story, story } from '../../testing/story'
import { Store } from '../store/store'
// Fetched when they are first shown: they are here already.
import './editor-dialog'
import './question-dialog'
import { triggersOf } from './commands'
import { Toolbar } from './toolbar'
import { TrackAgain } from './track-again'

const page: Happening = { kind: 'document', url: 'https://shop.test/', title: '', top: true, late: false, startedAt: 0 }
const cio: Happening = {
  kind: 'sdk',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  state: 'running',
  key: 'wk',
}
const app: Happening = {
  ...{ kind: 'sdk', vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea', state: 'running', key: 'token' },
  config: { automaticSessionTracking: false },
}
const tracked = (n: number, event: string, properties: Json = { price: n }): Happening => ({
  ...{
    kind: 'call',
    vendor: 'customerio',
    surface: 'inspector',
    tracker: 'cio',
    call: n,
    method: 'dispatch_start',
    id: `m${n}`,
  },
  args: [{ type: 'track', event, messageId: `m${n}`, anonymousId: 'anon', properties }],
})
const trackedInApp = (n: number, event: string): Happening => ({
  ...{
    kind: 'call',
    vendor: 'bloomreach',
    surface: 'bridge',
    tracker: 'Exponea',
    call: n,
    method: 'trackEvent',
    args: [event, {}],
  },
})

let root: HTMLElement
let store: Store
let log: Story
let orders: Order[]
let said: Happening[]
let kept: Record<string, Json>

const all = (selector: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)]
const one = (selector: string): HTMLElement => {
  const found = root.querySelector<HTMLElement>(selector)
  if (!found) throw new Error(`no ${selector} in ${root.innerHTML.slice(0, 3000)}`)
  return found
}
const button = (name: string, within = '[role=toolbar]'): HTMLButtonElement => {
  const found = all(`${within} button`).find((each) => (each.getAttribute('aria-label') ?? each.textContent) === name)
  if (!found) throw new Error(`no button ${name} in ${root.querySelector(within)?.innerHTML}`)
  return found as HTMLButtonElement
}
const press = async (name: string): Promise<void> => {
  await vi.waitFor(() => expect(button(name).getAttribute('aria-disabled')).toBe('false'))
  button(name).click()
}
const answer = async (name: string): Promise<void> => {
  await vi.waitFor(() => one('.dialog'))
  button(name, '.dialog').click()
}
const field = (label: string): HTMLInputElement => {
  const found = all('.dialog label')
    .find((each) => each.textContent === label)
    ?.getAttribute('for')
  return one(found ? `[id="${found}"]` : `[aria-label="${label}"]`) as HTMLInputElement
}
const type = (label: string, text: string) => {
  const input = field(label)
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
}
const key = (element: Element, name: string, more: KeyboardEventInit = {}) => {
  element.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
}
const outcome = (): string => one('[aria-label="Trigger outcome"]').textContent ?? ''
/** Tells facts of a document. */
const tell = (doc: string, ...happenings: Happening[]) => {
  const before = log.facts.length
  log = log.tell(doc, ...happenings)
  store.incoming.add(log.facts.slice(before))
}
/** What the page or the background says of a trigger. */
const answers = (order: Order | undefined, phase: 'done' | 'failed', message?: string, doc = 'd') => {
  if (order?.order === 'hello' || !order) throw new Error('no such order')
  const { trigger, vendor } = order
  const about =
    order.order === 'call'
      ? ({
          by: 'sdk',
          instance: order.instance,
          command: order.command,
          method: order.method,
          args: order.args,
        } as const)
      : ({ by: 'tracklens', command: order.on ? 'stop' : 'resume', method: '', args: [] } as const)
  tell(doc, { kind: 'trigger', trigger, phase, vendor, ...about, ...(message === undefined ? {} : { message }) })
}
const calls = () => orders.flatMap((order) => (order.order === 'call' ? [order] : []))

beforeEach(() => {
  root = document.createElement('div')
  document.body.append(root)
  log = story()
  orders = []
  said = []
  kept = {}
  let time = 0
  store = new Store(
    { empty: emptyState, reduceAll, now: () => (time += 20), later: (run) => run() },
    {
      order: (order) => orders.push(order),
      clear: () => {},
      save: () => {},
      askForOutcomes: null,
      say: (happening) => said.push(happening),
      memory: {
        read: async (name) => kept[name],
        write: (name, value) => {
          kept[name] = value
        },
      },
    },
  )
  store.sources.value = { ...store.sources.value, link: 'up' }
  render(<Toolbar store={store} />, root)
})
afterEach(() => {
  render(null, root)
  root.remove()
})

it('every trigger that vendors speak of has its button, or its place in the menu', () => {
  expect(
    triggersOf(undefined)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...COMMANDS].sort())
})

describe('before one presses', () => {
  it('each says which method it calls, or why it cannot', async () => {
    expect(button('Flush').getAttribute('aria-disabled')).toBe('true')
    expect(button('Stop').title).toMatch(/No tracking SDK was seen/)
    tell('d', page, cio)
    await vi.waitFor(() =>
      expect(button('Anonymize').title).toMatch(/^Calls analytics\.reset\(\) in the page\. Forgets the customer/),
    )
    expect(button('Anonymize').getAttribute('aria-description')).toBe(button('Anonymize').title)
    expect(button('Flush').title).toMatch(/^Not available: The SDK has no public flush/)
    expect(button('Stop').title).toMatch(/^Enforced by Tracklens until Resume: calls of Customer.io are dropped/)
    expect(all('[role=toolbar] [data-stop]').map((each) => each.textContent)).toEqual([
      ...['Flush', 'Anonymize', 'Stop', 'Track…', 'Identify…', 'Session start', 'Session end', 'Clear local data'],
      'More',
    ])
  })

  it('pressing what is not available orders nothing and says why', async () => {
    tell('d', page, cio)
    await vi.waitFor(() => expect(button('Flush').title).toMatch(/no public flush/))
    button('Flush').click()
    await vi.waitFor(() => expect(outcome()).toMatch(/no public flush/))
    expect(orders).toEqual([])
  })

  it('arrow keys go over all of them, disabled ones too, with one tab stop', async () => {
    tell('d', page, cio)
    const stops = (): string[] =>
      all('[data-stop]').flatMap((each) => (each.tabIndex === 0 ? [each.textContent ?? ''] : []))
    expect(stops()).toEqual(['Flush'])
    button('Flush').focus()
    key(button('Flush'), 'ArrowRight')
    await vi.waitFor(() => expect(stops()).toEqual(['Anonymize']))
    expect(document.activeElement).toBe(button('Anonymize'))
    key(button('Anonymize'), 'End')
    await vi.waitFor(() => expect(stops()).toEqual(['More']))
    key(button('More'), 'ArrowRight')
    await vi.waitFor(() => expect(stops()).toEqual(['Flush']))
  })

  it('several trackers can be chosen from', async () => {
    tell('d', page, cio, app)
    await vi.waitFor(() => one('select[aria-label=Tracker]'))
    const chooser = one('select[aria-label=Tracker]') as HTMLSelectElement
    expect([...chooser.options].map((option) => option.text)).toEqual(['Customer.io', 'Bloomreach Engagement'])
    chooser.value = 'bloomreach:token'
    chooser.dispatchEvent(new Event('change', { bubbles: true }))
    await vi.waitFor(() =>
      expect(button('Flush').title).toBe('Calls Exponea.flushData() in the page. Sends now what the SDK still holds.'),
    )
  })
})

describe('a call of the SDK', () => {
  it('is asked for as a fact, ordered, followed, and told', async () => {
    tell('d', page, app)
    await press('Flush')
    const [order] = calls()
    expect(order).toMatchObject({ doc: 'd', instance: 'Exponea', path: 'flushData', args: [], command: 'flush' })
    expect(said).toEqual([
      {
        ...{
          kind: 'trigger',
          trigger: order?.trigger,
          phase: 'asked',
          vendor: 'bloomreach',
          by: 'sdk',
          tracker: 'bloomreach:token',
        },
        ...{ command: 'flush', method: 'Exponea.flushData()', args: [] },
      },
    ])
    await vi.waitFor(() => expect(outcome()).toBe('Exponea.flushData() …'))
    answers(order, 'done')
    await vi.waitFor(() => expect(outcome()).toMatch(/flushData\(\) was called/))
  })

  it('that fails says what went wrong, until it is dismissed', async () => {
    tell('d', page, app)
    await press('Flush')
    answers(calls()[0], 'failed', 'The SDK refused: no network')
    await vi.waitFor(() => expect(outcome()).toMatch(/The SDK refused: no network/))
    button('Dismiss the outcome', '[aria-label="Trigger outcome"]').click()
    await vi.waitFor(() => expect(outcome()).toBe(''))
  })

  it('whose page is left is over, and that is a fact', async () => {
    tell('d', page, app)
    await press('Flush')
    tell('d', { kind: 'page', change: 'pagehide', persisted: false })
    await vi.waitFor(() => expect(outcome()).toMatch(/left before it answered/))
    expect(said.at(-1)).toMatchObject({ kind: 'trigger', phase: 'failed', trigger: calls()[0]?.trigger })
  })

  it('ends when the extension is reloaded under the panel', async () => {
    tell('d', page, app)
    await press('Flush')
    store.sources.value = { ...store.sources.value, link: 'down' }
    await vi.waitFor(() => expect(outcome()).toMatch(/reloaded or removed/))
    await vi.waitFor(() => expect(button('Flush').title).toMatch(/reloaded or removed/))
    // Told in every view, whether a trigger runs or not.
    expect(store.notice.value).toEqual({ kind: 'error', text: expect.stringMatching(/removed .*Close the developer/) })
  })

  it('that makes an item leads to it', async () => {
    tell('d', page, app)
    await press('Track…')
    await vi.waitFor(() => one('.dialog'))
    type('Name', 'Bought')
    one('.dialog form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    await vi.waitFor(() => expect(calls()).toHaveLength(1))
    const [order] = calls()
    tell('d', { ...trackedInApp(1, 'Bought'), trigger: order?.trigger } as Happening)
    answers(order, 'done')
    await vi.waitFor(() => button('Show', '[aria-label="Trigger outcome"]'))
    store.view.value = 'queue'
    button('Show', '[aria-label="Trigger outcome"]').click()
    expect([store.view.value, store.selected.value]).toEqual(['events', 0])
  })
})

describe('the menu', () => {
  usePopovers()

  const chosen = async (name: string) => {
    button('More').click()
    await vi.waitFor(() => one('[role=menu]'))
    button(name, '[role=menu]').click()
  }

  it('has a push with and without regard to its consent, each with the SDK’s own method', async () => {
    tell('d', page, app)
    await vi.waitFor(() => expect(button('Flush').getAttribute('aria-disabled')).toBe('false'))
    await chosen('Push received…')
    await vi.waitFor(() => one('.dialog'))
    type('User info (JSON) (required)', '{"has_tracking_consent": false')
    await answer('Track it')
    expect(calls()).toEqual([])
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/must be a JSON object/))
    type('User info (JSON) (required)', '{"has_tracking_consent": false}')
    await answer('Track it')
    await vi.waitFor(() => expect(root.querySelector('.dialog')).toBeNull())
    await chosen('Push opened, whatever its consent…')
    await vi.waitFor(() => one('.dialog'))
    type('User info (JSON) (required)', '{"url": "https://a.test"}')
    await answer('Track it')
    expect(calls().map(({ path, args }) => [path, args])).toEqual([
      ['trackDeliveredPush', [{ has_tracking_consent: false }]],
      ['trackClickedPushWithoutTrackingConsent', [{ url: 'https://a.test' }]],
    ])
  })

  it('switches the project with its mapping, after a question', async () => {
    tell('d', page, app)
    await vi.waitFor(() => expect(button('Flush').getAttribute('aria-disabled')).toBe('false'))
    await chosen('Anonymize and switch project…')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/This cannot be undone/))
    type('Project token (required)', 'P2')
    type('API key (required)', 'key')
    type('Project mapping (JSON) (optional)', '{"PAYMENT": []}')
    await answer('Anonymize and switch project')
    expect(calls().map(({ path, args }) => [path, args])).toEqual([
      ['anonymize', [{ projectToken: 'P2', authorizationToken: 'key' }, { PAYMENT: [] }]],
    ])
  })

  it('says of what an SDK lacks why it does', async () => {
    tell('d', page, cio)
    await vi.waitFor(() => expect(button('Anonymize').getAttribute('aria-disabled')).toBe('false'))
    await chosen('Flush mode…')
    await vi.waitFor(() => expect(outcome()).toMatch(/no flush modes/))
    expect(orders).toEqual([])
  })
})

describe('the time of an event', () => {
  it('can be given in seconds; milliseconds are told of, and what is no time is not sent', async () => {
    tell('d', page, app)
    await press('Track…')
    await vi.waitFor(() => one('.dialog'))
    type('Name', 'Bought')
    const submit = () => one('.dialog form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))
    for (const no of ['1e999', '-1e300', 'yesterday']) {
      type('Timestamp (optional)', no)
      submit()
      await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/timestamp is no(t a number| time)/))
      expect(calls()).toEqual([])
    }
    type('Timestamp (optional)', '1700000000000')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/looks like milliseconds/))
    type('Timestamp (optional)', '1700000000.25')
    submit()
    await vi.waitFor(() => expect(calls().map(({ args }) => args)).toEqual([['Bought', {}, 1700000000.25]]))
  })
})

describe('what loses something', () => {
  const inAppWire = (n: number, type_: string): Happening => ({
    ...{ kind: 'request', request: n, vendor: 'bloomreach', via: 'fetch', method: 'POST' },
    url: 'https://c.example/track/v2/projects/token/customers/events',
    body: {
      text: JSON.stringify({ customer_ids: { cookie: 'c' }, event_type: type_, properties: {}, timestamp: 1 }),
      size: 1,
    },
  })
  const taken = (n: number): Happening => ({
    kind: 'response',
    request: n,
    status: 200,
    body: { text: '{"success":true}', size: 1 },
  })

  it('asks first, and Escape leaves everything as it is, with the focus back', async () => {
    tell('d', page, cio)
    await vi.waitFor(() => expect(button('Anonymize').getAttribute('aria-disabled')).toBe('false'))
    button('Anonymize').focus()
    button('Anonymize').click()
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/anonymous ID are removed/))
    expect(document.activeElement?.textContent).toBe('Cancel')
    key(one('.dialog'), 'Escape')
    await vi.waitFor(() => expect(document.activeElement).toBe(button('Anonymize')))
    expect(root.querySelector('.dialog')).toBeNull()
    expect(orders).toEqual([])
    button('Anonymize').click()
    await answer('Anonymize')
    await vi.waitFor(() => expect(root.querySelector('.dialog')).toBeNull())
    expect(calls().map(({ path }) => path)).toEqual(['reset'])
  })

  it('a stop with a queue counts what is lost and flushes first where one wishes', async () => {
    tell('d', page, app, trackedInApp(1, 'One'), trackedInApp(2, 'Two'))
    await press('Stop')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/2 items will be lost unsent \(2 queued\)/))
    await answer('Flush first, then stop')
    expect(calls().map(({ path }) => path)).toEqual(['flushData'])
    tell('d', inAppWire(1, 'One'), taken(1), inAppWire(2, 'Two'), taken(2))
    answers(calls()[0], 'done')
    await vi.waitFor(() => expect(calls().map(({ path }) => path)).toEqual(['flushData', 'stopIntegration']))
  })

  it('what a flush could not send is asked about again', async () => {
    tell('d', page, app, trackedInApp(1, 'One'), trackedInApp(2, 'Two'), inAppWire(1, 'One'), taken(1))
    await press('Stop')
    await answer('Flush first, then stop')
    answers(calls()[0], 'done')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/1 item could not be sent/))
    await answer('Stop, lose 1 item')
    expect(calls().map(({ path }) => path)).toEqual(['flushData', 'stopIntegration'])
  })

  it('where no request of the SDK’s was ever seen, a flush is not said to have sent nothing', async () => {
    tell('d', page, app, trackedInApp(1, 'One'))
    await press('Stop')
    await answer('Flush first, then stop')
    answers(calls()[0], 'done')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/no request of this SDK’s was ever seen/))
    expect(one('.dialog').textContent).not.toMatch(/could not be sent/)
  })

  it('a flush that fails stops nothing', async () => {
    tell('d', page, app, trackedInApp(1, 'One'))
    await press('Stop')
    await answer('Flush first, then stop')
    answers(calls()[0], 'failed', 'The SDK refused: no network')
    await vi.waitFor(() => expect(outcome()).toMatch(/nothing was stopped. The SDK refused: no network/))
    expect(calls()).toHaveLength(1)
  })
})

describe('a stop that Tracklens enforces', () => {
  const stop = async (): Promise<void> => {
    tell('d', page, cio)
    await press('Stop')
    await answer('Stop')
    answers(orders.at(-1), 'done', 'Tracklens holds back …', 'browser:1')
    await vi.waitFor(() =>
      expect(one('[aria-label="Stop in force"]').textContent).toMatch(/Stop in force: Customer.io/),
    )
  }

  it('is ordered once confirmed, shown on every page, and ended by Resume', async () => {
    await stop()
    expect(orders.at(-1)).toMatchObject({ order: 'hold', vendor: 'customerio', on: true })
    tell('d', { kind: 'page', change: 'pagehide', persisted: false })
    tell('e', { ...page, url: 'https://shop.test/2' } as Happening)
    await vi.waitFor(() => expect(one('[aria-label="Stop in force"]').textContent).toMatch(/Stop in force/))
    button('Resume', '[aria-label="Stop in force"]').click()
    expect(orders.at(-1)).toMatchObject({ order: 'hold', vendor: 'customerio', on: false })
    answers(orders.at(-1), 'done', 'No longer', 'browser:1')
    await vi.waitFor(() => expect(one('[aria-label="Stop in force"]').textContent).toBe(''))
  })

  it('makes what it would drop unavailable', async () => {
    await stop()
    expect(button('Track…').title).toMatch(/would drop the call. Press Resume first/)
  })

  it('is shown where a document says so, though the background forgot', async () => {
    tell('d', page, cio, { kind: 'enforce', vendor: 'customerio', on: true })
    await vi.waitFor(() => expect(one('[aria-label="Stop in force"]').textContent).toMatch(/Customer.io/))
  })
})

describe('the payload editor', () => {
  const open = async (): Promise<void> => {
    tell('d', page, cio, tracked(1, 'Viewed'), tracked(2, 'Bought', { total: 9 }))
    await press('Track…')
    await vi.waitFor(() => one('.dialog'))
  }

  it('suggests names and their last properties, and sends by Ctrl+Enter', async () => {
    await open()
    expect(all('datalist option').map((option) => (option as HTMLOptionElement).value)).toEqual(['Bought', 'Viewed'])
    type('Name', 'Bought')
    await vi.waitFor(() => button('Use the properties that it last had', '.dialog'))
    button('Use the properties that it last had', '.dialog').click()
    await vi.waitFor(() => expect(field('Properties (JSON)').value).toBe('{\n  "total": 9\n}'))
    key(field('Properties (JSON)'), 'Enter', { ctrlKey: true })
    await vi.waitFor(() => expect(root.querySelector('.dialog')).toBeNull())
    expect(calls()[0]).toMatchObject({ path: 'track', args: ['Bought', { total: 9 }] })
  })

  it('says as one types where the JSON is wrong, and does not send it', async () => {
    await open()
    type('Name', 'Bought')
    type('Properties (JSON)', '{\n  "total": 9\n  "tax": 1\n}')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/Line 3, column 3. A comma is missing here/))
    expect(field('Properties (JSON)').getAttribute('aria-invalid')).toBe('true')
    key(field('Name'), 'Enter', { metaKey: true })
    await vi.waitFor(() => expect(one('.dialog [role=alert]').textContent).toMatch(/Fix the JSON in line 3/))
    expect(orders).toEqual([])
  })

  it('needs a name, and keeps what was typed when it is closed', async () => {
    await open()
    type('Name', '')
    type('Properties (JSON)', '{"half": ')
    button('Send', '.dialog').click()
    await vi.waitFor(() => expect(one('.dialog [role=alert]').textContent).not.toBe(''))
    key(one('.dialog'), 'Escape')
    await vi.waitFor(() => expect(root.querySelector('.dialog')).toBeNull())
    await press('Track…')
    await vi.waitFor(() => expect(field('Properties (JSON)').value).toBe('{"half": '))
    type('Properties (JSON)', '{}')
    type('Name', 'x')
    button('Cancel', '.dialog').click()
  })

  it('remembers what was sent, for the vendor, and forgets it when told', async () => {
    await open()
    type('Name', 'Kept')
    type('Properties (JSON)', '{"a": 1}')
    key(field('Name'), 'Enter', { ctrlKey: true })
    await vi.waitFor(() =>
      expect(kept.triggers).toEqual({ customerio: { track: [{ name: 'Kept', properties: { a: 1 } }] } }),
    )
    await press('Track…')
    await vi.waitFor(() => expect(field('Name').value).toBe('Kept'))
    expect([...(field('Sent before') as unknown as HTMLSelectElement).options].map((option) => option.text)).toEqual([
      'Choose …',
      'Kept {"a":1}',
    ])
    button('Forget them', '.dialog').click()
    await vi.waitFor(() => expect(kept.triggers).toEqual({ customerio: { track: [] } }))
  })

  it('asks before something is sent that deletes on the server', async () => {
    await open()
    type('Name', 'User Deleted')
    await vi.waitFor(() => expect(one('.dialog').textContent).toMatch(/deletes or suppresses/))
    key(field('Name'), 'Enter', { ctrlKey: true })
    await vi.waitFor(() => expect(all('.dialog')).toHaveLength(2))
    expect(orders).toEqual([])
    all('.dialog')[1]?.querySelector<HTMLElement>('.danger')?.click()
    await vi.waitFor(() => expect(calls()[0]?.args[0]).toBe('User Deleted'))
    await vi.waitFor(() => expect(all('.dialog')).toHaveLength(0))
  })

  it('starts from a captured item, without what JSON cannot carry', async () => {
    tell(
      'd',
      page,
      cio,
      tracked(1, 'Bought', { total: 9, f: { $tl: 'function', text: 'f' }, when: { $tl: 'date', text: '2026-01-02' } }),
    )
    const place = document.createElement('div')
    root.append(place)
    const item = store.live.value.items.get(0)
    if (!item) throw new Error('no item')
    render(<TrackAgain store={store} item={item} />, place)
    place.querySelector('button')?.click()
    await vi.waitFor(() => expect(field('Name').value).toBe('Bought'))
    expect(JSON.parse(field('Properties (JSON)').value)).toEqual({ total: 9, when: '2026-01-02' })
    expect(one('.dialog').textContent).toMatch(/1 value that JSON cannot carry/)
  })

  it('keeps the focus where a row or a button goes away', async () => {
    tell('d', page, app)
    await press('Identify…')
    const focused = () => document.activeElement?.getAttribute('aria-label')
    await vi.waitFor(() => expect(focused()).toBe('ID value'))
    button('Add an ID', '.dialog').click()
    await vi.waitFor(() => expect(focused()).toBe('ID value 2'))
    all('.dialog .id-row button')[1]?.click()
    await vi.waitFor(() => expect(focused()).toBe('ID value'))
    // And where it was lost anyway, Escape still closes the dialog.
    ;(document.activeElement as HTMLElement).blur()
    key(document.body, 'Escape')
    await vi.waitFor(() => expect(root.querySelector('.dialog')).toBeNull())
  })

  it('asks for the argument of a clear, checks it, and remembers it', async () => {
    tell('d', page, { ...app, key: undefined, config: { ios: { appGroup: 'group.shop' } } } as unknown as Happening)
    await press('Clear local data')
    await vi.waitFor(() => expect(field('App group (optional)').value).toBe('group.shop'))
    type('App group (optional)', 'a b')
    await vi.waitFor(() => expect(one('.dialog .problem').textContent).toMatch(/no spaces/))
    button('Clear local data', '.dialog').click()
    expect(orders).toEqual([])
    type('App group (optional)', 'group.other')
    await vi.waitFor(() => expect(root.querySelector('.dialog .problem')).toBeNull())
    // Enter in the field runs nothing yet: it leads to the button that does.
    key(field('App group (optional)'), 'Enter')
    expect([orders, document.activeElement?.textContent]).toEqual([[], 'Clear local data'])
    button('Clear local data', '.dialog').click()
    await vi.waitFor(() => expect(calls()[0]).toMatchObject({ path: 'clearLocalCustomerData', args: ['group.other'] }))
    await vi.waitFor(() =>
      expect(kept.triggers).toEqual({ bloomreach: { clear: [{ texts: { appGroup: 'group.other' } }] } }),
    )
  })

  it('identifies by the vendor’s own id', async () => {
    tell('d', page, app)
    await press('Identify…')
    await vi.waitFor(() => one('.dialog'))
    expect(field('ID name').value).toBe('registered')
    type('ID value', 'ada@example.com')
    type('Properties (JSON)', '{"age": 36}')
    await vi.waitFor(() => expect(button('Send', '.dialog').getAttribute('aria-disabled')).toBe('false'))
    key(field('ID value'), 'Enter', { ctrlKey: true })
    await vi.waitFor(() => expect(calls()[0]?.args).toEqual([{ registered: 'ada@example.com' }, { age: 36 }]))
  })
})
