/**
 * What comes of what only the background knows: the panel of a tab that has tracked before it is shown, and the wake of
 * a worker that was stopped with a full journal.
 */
import type { Browser, Panel } from '../../browsers/driver'
import { launch } from '../../browsers/launch'
import { openAsking, trackedBy } from '../../summary'
import { type Line, median } from '../line'

const ITEMS = 1000
const ROUNDS = 7
/** Calls that fill the journal with some 8 MB, and in fewer runs of facts than this it lies once it is packed. */
const FILLING = 14_000
const PACKED = 100

interface Extension {
  readonly runtime: { sendMessage(question: object): Promise<object | null> }
  readonly storage: { readonly session: { get(keys: null): Promise<Record<string, string>> } }
}

/** Runs in the page: calls the stub of an SDK, each time with about half a kilobyte. */
function call(count: number): void {
  const { exponea } = window as unknown as { exponea: { track(name: string, properties: object): void } }
  for (let i = 0; i < count; i++)
    exponea.track(`event ${i % 10}`, { i, price: i / 100, currency: 'EUR', text: 'x'.repeat(400) })
}

/** Runs in a page of the extension: shows a tab's panel in a frame; ms until what is looked for stands in it. */
async function show(tab: number, what: string): Promise<number> {
  const frame = document.createElement('iframe')
  frame.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%'
  const began = performance.now()
  frame.src = `/src/panel/panel.html?tab=${tab}`
  document.body.append(frame)
  while (!frame.contentDocument?.querySelector(what)) await new Promise((done) => requestAnimationFrame(done))
  const took = performance.now() - began
  frame.remove()
  return took
}

/** Runs in a page of the extension: asks the background about a tab; ms until it has answered. */
async function ask(tab: number): Promise<number> {
  const { runtime } = (globalThis as unknown as { readonly chrome: Extension }).chrome
  const began = performance.now()
  if (!(await runtime.sendMessage({ type: 'summary?', tab }))) throw new Error('the background said nothing')
  return performance.now() - began
}

/**
 * Runs in a page of the extension: whether the journal has as many facts of a tab, in fewer runs of facts, and the tab
 * in outline. It is written behind what is counted, packed once nothing comes any more, and where it was full the
 * outline is made some seconds later.
 */
async function isAtRest(tab: number, facts: number, runs: number): Promise<boolean> {
  const { storage } = (globalThis as unknown as { readonly chrome: Extension }).chrome
  const all = await storage.session.get(null)
  const keys = Object.keys(all)
  const head = all[keys.find((key) => key.startsWith(`head:${tab}:`)) ?? '']
  const isOutlined = !!all.outlines && String(tab) in JSON.parse(all.outlines)
  const runsNow = keys.filter((key) => key.startsWith('part:')).length
  return !!head && JSON.parse(head).next >= facts && runsNow < runs && isOutlined
}

/** So many times, of which the first warms up; the middle of the others. */
async function often(run: () => Promise<number>): Promise<number> {
  const found: number[] = []
  for (let round = 0; round <= ROUNDS; round++) found.push(await run())
  return median(found.slice(1))
}

/** The wake of a worker that is stopped first. */
const wake = (browser: Browser, page: Panel, tab: number): Promise<number> =>
  often(async () => {
    await browser.killBackground()
    return page.eval(ask, tab)
  })

/** In Chromium, with a page of the extension that follows no tab to ask and to show panels from. */
export const line: Line = {
  id: 'worker',
  order: 85,
  async measure(workshop) {
    const server = await workshop.server()
    const page =
      '<!doctype html><title>Caller</title><script>window.exponea = { track() {}, version: "3.15.0" }</script>'
    server.serve('/worker.html', 'text/html', page)
    const browser = await launch({
      browser: 'chromium',
      executable: await workshop.chromium(),
      extensionDir: await workshop.extension(),
    })
    try {
      const caller = await browser.newTab(`${server.origin}/worker.html`)
      const asking = await openAsking(browser)
      const none = 0
      const emptyWake = await wake(browser, asking, none)
      const emptyPanel = await often(() => asking.eval(show, none, '[role=grid]'))
      await caller.eval(call, ITEMS)
      const { tab } = await trackedBy(asking, ITEMS)
      const shown = await often(() => asking.eval(show, tab, '[role=row][data-item]'))
      await caller.eval(call, FILLING)
      await trackedBy(asking, ITEMS + FILLING)
      await asking.waitFor(
        isAtRest,
        { what: 'the journal to be at rest', timeout: 60_000 },
        tab,
        ITEMS + FILLING,
        PACKED,
      )
      const fullWake = await wake(browser, asking, tab)
      return [
        {
          name: 'panel shown with 1,000 items in the background: first rows',
          value: shown,
          unit: 'ms',
          yardstick: { name: 'an empty panel shown', value: emptyPanel },
          goal: { of: 'difference', bound: 'most', limit: 150 },
        },
        {
          name: 'worker’s wake with a full journal, until it tells of the tab',
          value: fullWake,
          unit: 'ms',
          yardstick: { name: 'its wake with an empty one', value: emptyWake },
          goal: { of: 'value', bound: 'most', limit: 300 },
        },
      ]
    } finally {
      await browser.close()
    }
  },
}
