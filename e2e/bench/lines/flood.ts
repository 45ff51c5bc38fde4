/** A page that sends 20,000 tracking requests while the panel is open. */
import { launch } from '../../browsers/launch'
import type { Line } from '../line'

const REQUESTS = 20_000

/** Runs in the page: sends them, 40 at a time; gives when the last answer came, in milliseconds since 1970. */
async function send(count: number): Promise<number> {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) {
      const number = next++
      const body = JSON.stringify({
        ...{
          type: 'track',
          event: 'Product Viewed',
          messageId: `flood-${number}`,
          writeKey: 'wk_flood',
          anonymousId: 'anon-1',
          userId: null,
        },
        ...{ timestamp: new Date().toISOString(), properties: { sku: `SKU-${number}`, price: number / 100 } },
      })
      await (await fetch('/collect/v1/t', { method: 'POST', body })).text()
    }
  }
  await Promise.all(Array.from({ length: 40 }, one))
  return performance.timeOrigin + performance.now()
}

/** Runs in the panel: keeps the longest time between two frames, in ms. */
function watchFrames(): void {
  const frames = { worst: 0, last: performance.now() }
  ;(window as unknown as { frames_: typeof frames }).frames_ = frames
  const watch = (at: number): void => {
    frames.worst = Math.max(frames.worst, at - frames.last)
    frames.last = at
    requestAnimationFrame(watch)
  }
  requestAnimationFrame(watch)
}

/** In the real devtools, with the panel shown. */
export const line: Line = {
  id: 'flood',
  order: 110,
  async measure(workshop) {
    const server = await workshop.server()
    server.serve('/flooder.html', 'text/html', '<!doctype html><title>Flooder</title>')
    const browser = await launch({
      browser: 'chromium',
      executable: await workshop.chromium(),
      extensionDir: await workshop.extension(),
    })
    try {
      const tab = await browser.newTab(`${server.origin}/flooder.html`)
      const panel = await tab.openPanel()
      await panel.waitForFound((found) => found.length === 1, { role: 'grid', name: 'Events' })
      await panel.eval(watchFrames)
      const last = await tab.eval(send, REQUESTS)
      const shown = await panel
        .waitFor(
          (count) =>
            Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > count &&
            performance.timeOrigin + performance.now(),
          { timeout: 60_000, what: 'a row for each request' },
          REQUESTS,
        )
        .catch(() => null)
      const rows = await panel.eval(
        () => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) - 1,
      )
      const { worst } = await panel.eval(() => (window as unknown as { frames_: { worst: number } }).frames_)
      const alone = { yardstick: null, unit: 'ms' }
      return [
        {
          ...alone,
          unit: 'rows',
          name: 'flood of 20,000 requests: shown',
          value: rows,
          goal: { of: 'value', bound: 'least', limit: REQUESTS },
        },
        {
          ...alone,
          name: 'flood of 20,000 requests: all shown, after the last answer',
          value: shown === null ? Number.POSITIVE_INFINITY : Math.max(0, Number(shown) - last),
          goal: { of: 'value', bound: 'most', limit: 5000 },
        },
        {
          ...alone,
          name: 'flood of 20,000 requests: longest frame in the panel',
          value: worst,
          goal: { of: 'value', bound: 'most', limit: 50 },
        },
      ]
    } finally {
      await browser.close()
    }
  },
}
