/** From an SDK call in the page to its row in the open panel. */
import { launch } from '../../browsers/launch'
import { type Line, median, quantile } from '../line'

const CALLS = 60

/** Runs in the panel: notes when the row of each call came to stand in the list; milliseconds since 1970. */
function watchRows(): void {
  const seen: Record<string, number> = {}
  ;(window as unknown as { seen_: typeof seen }).seen_ = seen
  new MutationObserver(() => {
    const now = performance.timeOrigin + performance.now()
    for (const cell of document.querySelectorAll('[role=gridcell][data-column=name]')) {
      const name = cell.textContent ?? ''
      if (name.startsWith('bench_')) seen[name] ??= now
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true })
}

/** Runs in the page: calls at uneven intervals; milliseconds since 1970 by the name of each. */
async function call(count: number): Promise<Record<string, number>> {
  const { exponea } = window as unknown as { exponea: { track(name: string, properties: object): void } }
  const at: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    const name = `bench_${i}`
    at[name] = performance.timeOrigin + performance.now()
    exponea.track(name, { price: i, currency: 'EUR' })
    await new Promise((done) => setTimeout(done, 60 + ((i * 37) % 50)))
  }
  return at
}

/** In the real devtools, with the panel shown. */
export const line: Line = {
  id: 'latency',
  order: 90,
  async measure(workshop) {
    const server = await workshop.server()
    server.serve(
      '/caller.html',
      'text/html',
      '<!doctype html><title>Caller</title><script>window.exponea = { track() {}, version: "3.15.0" }</script>',
    )
    const browser = await launch({
      browser: 'chromium',
      executable: await workshop.chromium(),
      extensionDir: await workshop.extension(),
    })
    try {
      const tab = await browser.newTab(`${server.origin}/caller.html`)
      const panel = await tab.openPanel()
      await panel.waitForFound((found) => found.length === 1, { role: 'grid', name: 'Events' })
      await panel.eval(watchRows)
      const called = await tab.eval(call, CALLS)
      await panel.waitFor(
        (count) => Object.keys((window as unknown as { seen_: object }).seen_).length >= count,
        { what: 'a row for each call' },
        CALLS,
      )
      const seen = await panel.eval(() => (window as unknown as { seen_: Record<string, number> }).seen_)
      const took = Object.keys(called).map((name) => (seen[name] ?? Number.NaN) - (called[name] ?? Number.NaN))
      // The first few pay for the connection and for code that was never run.
      const usual = took.slice(5)
      const alone = { unit: 'ms', yardstick: null }
      return [
        {
          ...alone,
          name: 'call to row in the open panel, median',
          value: median(usual),
          goal: { of: 'value', bound: 'most', limit: 8 },
        },
        {
          ...alone,
          name: 'call to row in the open panel, 95 of 100',
          value: quantile(usual, 0.95),
          goal: { of: 'value', bound: 'most', limit: 20 },
        },
      ]
    } finally {
      await browser.close()
    }
  },
}
