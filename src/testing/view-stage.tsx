/** A view of the panel drawn in a test, and the ways to what a person sees and presses there. */
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, vi } from 'vitest'
import type { Fact } from '../core/fact'
import type { Json } from '../core/json'
import { emptyState } from '../core/state'
import type { View } from '../panel/view'
import { reduceAll } from '../providers/fold'
import type { Host } from '../ui/store/host'
import { Store } from '../ui/store/store'
import { type Scene, stateOf } from './scene'
import type { Story } from './story'

/** A host that does nothing. */
export const HOST: Host = { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null }

/** Text that a page may send to be taken for markup. */
export const EVIL = '<img src=x onerror=alert(1)>'

/** Where views are drawn: an element of its own for each test. Call `useStage` once at the head of a test file. */
export let root: HTMLElement

/** Puts the stage up before each test and takes it down after it. */
export function useStage(): void {
  beforeEach(() => {
    // Without a layout every element has no size, and a virtual list no rows.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(400)
    vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(800)
    root = document.createElement('div')
    document.body.append(root)
  })
  afterEach(() => {
    act(() => render(null, root))
    root.remove()
    vi.restoreAllMocks()
  })
}

function draw(Component: View['Component'], store: Store): Store {
  act(() => render(<Component store={store} />, root))
  return store
}

/** Draws a view on a state that stands still. */
export function show(view: View['Component'], scene: Scene, host: Host = HOST): Store {
  return draw(view, new Store({ empty: stateOf(scene, 'customerio'), reduceAll: (state) => state }, host))
}

/** Draws a view on facts, all folded at once. */
export function tell(view: View['Component'], facts: readonly Fact[]): Store {
  const store = new Store({ empty: emptyState, reduceAll, now: () => 0, later: (run) => run() }, HOST)
  store.incoming.add(facts)
  return draw(view, store)
}

/** A panel's store, and what it has written to its memory, by name. */
interface Remembering {
  readonly store: Store
  readonly kept: Record<string, Json>
}

/** A store over a story: it hears at once what it says, and keeps what it writes. Its clock moves with each look. */
export function remembering(tale: Story, kept: Record<string, Json> = {}): Remembering {
  let time = 0
  const store: Store = new Store(
    { empty: emptyState, reduceAll, now: () => (time += 300), later: (run) => run() },
    {
      ...HOST,
      say: (happening) => store.incoming.add(tale.tell('devtools:1', happening).facts),
      memory: {
        read: async (name) => kept[name],
        write: (name, value) => {
          kept[name] = value
        },
      },
    },
  )
  store.incoming.add(tale.facts)
  return { store, kept }
}

/** The first button whose accessible name (or text) is like that. */
export function button(name: RegExp, within: Element = root): HTMLButtonElement {
  const found = [...within.querySelectorAll('button')].find((each) =>
    name.test(each.getAttribute('aria-label') ?? each.textContent ?? ''),
  )
  if (!found) throw new Error(`no button ${name} in: ${within.textContent}`)
  return found
}

/** The element with exactly this accessible name. */
export function section(name: string): Element {
  const found = root.querySelector(`[aria-label="${name}"]`)
  if (!found) throw new Error(`no ${name} in: ${root.textContent}`)
  return found
}

/** The names of the items in a list. */
export function listed(): string[] {
  return [...root.querySelectorAll('[role=option]')].map((row) => row.querySelector('b')?.textContent ?? '')
}
