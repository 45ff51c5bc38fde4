/** How many of the probes of a page that looks for Tracklens find it. */
import { BROWSERS } from '../../browsers/driver'
import { launch } from '../../browsers/launch'
import { buildExtension, extensionDir } from '../../build'
import { differing, type Found, PROBES } from '../../tests/differences'
import { startProbe } from '../../tests/probe'
import type { Figure, Line } from '../line'

/** Runs the probes in a browser; `extension` is the folder of what is installed in it. */
async function found(browser: (typeof BROWSERS)[number], origin: string, extension?: string): Promise<Found> {
  const running = await launch({ browser, extensionDir: extension })
  try {
    const tab = await running.newTab()
    await tab.goto(`${origin}/probes`)
    return await tab.waitFor(() => (window as unknown as { found?: Found }).found, { what: 'the probes to end' })
  } finally {
    await running.close()
  }
}

/** In both browsers. */
export const line: Line = {
  id: 'differences',
  order: 35,
  async measure() {
    const script = `(${PROBES})().then((all) => { window.found = all })`
    const html = `<!doctype html><title>Probes</title><script>${script}</script>`
    const probe = await startProbe({ '/probes': () => ({ html }) })
    const figures: Figure[] = []
    try {
      for (const browser of BROWSERS) {
        await buildExtension(browser)
        const bare = await found(browser, probe.origin)
        const names = differing(bare, await found(browser, probe.origin, extensionDir(browser)))
        figures.push({
          name: `what a page can find of Tracklens, ${browser}`,
          value: names.length,
          unit: 'probes',
          yardstick: { name: 'all that were tried', value: Object.keys(bare).length },
          goal: { of: 'value', bound: 'most', limit: 15 },
        })
      }
    } finally {
      await probe.close()
    }
    return figures
  },
}
