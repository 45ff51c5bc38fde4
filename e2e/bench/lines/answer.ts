/** How much later a page gets the answer to its own 1 KB `fetch` POST, with the panel closed and with it open. */
import type { Tab } from '../../browsers/driver'
import { launch } from '../../browsers/launch'
import { EMPTY_PANEL, writeEmptyExtension } from '../empty-extension'
import { type Figure, type Line, median } from '../line'
import type { Workshop } from '../workshop'

/** ms of each of some POSTs, one after the other. `path` decides whether Tracklens takes it for tracking. */
const POSTS = `async ({ path, count }) => {
  const properties = { text: 'x'.repeat(900) }
  const body = JSON.stringify({ type: 'track', event: 'Order Completed', messageId: 'm', writeKey: 'wk', properties })
  const found = []
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    const answer = await fetch(path, { method: 'POST', body })
    await answer.text()
    found.push(performance.now() - began)
  }
  return found
}`
const PATHS = { 'not tracking': '/collect/plain', tracking: '/collect/v1/t' } as const
const COUNT = 100
const ROUNDS = 6

type Ask = (path: string) => Promise<readonly number[]>

/** Both by turns; the medians of each round are compared, so that a disturbance that hits one round counts once. */
async function compare(ours: Ask, theirs: Ask, path: string): Promise<{ ours: number; theirs: number }> {
  const found: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  for (let round = 0; round <= ROUNDS; round++) {
    const first = median(await ours(path))
    const second = median(await theirs(path))
    if (round === 0) continue
    found.ours.push(first)
    found.theirs.push(second)
  }
  return { ours: median(found.ours), theirs: median(found.theirs) }
}

function figureOf(name: string, found: { ours: number; theirs: number }, yardstick: string, limit: number): Figure {
  return {
    name: `answer to a 1 KB fetch POST ${name}`,
    value: found.ours,
    unit: 'ms',
    yardstick: { name: yardstick, value: found.theirs },
    goal: { of: 'difference', bound: 'most', limit },
  }
}

async function closed(workshop: Workshop): Promise<Figure[]> {
  const script = `const jobs = { posts: ${POSTS} }`
  const ours = await workshop.alone({ extension: await workshop.extension(), script })
  const theirs = await workshop.alone({ script })
  const figures: Figure[] = []
  for (const [what, path] of Object.entries(PATHS)) {
    const ask = (browser: typeof ours) => (path: string) => browser.ask<number[]>('posts', { path, count: COUNT })
    figures.push(
      figureOf(`(${what}), panel closed`, await compare(ask(ours), ask(theirs), path), 'without the extension', 0.1),
    )
  }
  await Promise.all([ours.close(), theirs.close()])
  return figures
}

/** A debugger is attached to both here, and devtools are open in both: the difference is Tracklens'. */
async function open(workshop: Workshop): Promise<Figure[]> {
  const server = await workshop.server()
  server.serve(
    '/poster.html',
    'text/html',
    `<!doctype html><title>Poster</title><script>window.posts = ${POSTS}</script>`,
  )
  const empty = await workshop.folder('empty')
  await writeEmptyExtension(empty)
  const executable = await workshop.chromium()
  const ours = await launch({ browser: 'chromium', executable, extensionDir: await workshop.extension() })
  const theirs = await launch({ browser: 'chromium', executable, extensionDir: empty, panel: EMPTY_PANEL })
  try {
    const tabs: Tab[] = []
    for (const browser of [ours, theirs]) {
      const tab = await browser.newTab(`${server.origin}/poster.html`)
      await tab.openPanel()
      tabs.push(tab)
    }
    const ask =
      (tab: Tab | undefined): Ask =>
      async (path) => {
        const posts = await tab?.eval(
          (path, count) => (window as unknown as { posts: (job: object) => Promise<number[]> }).posts({ path, count }),
          path,
          COUNT,
        )
        return posts ?? []
      }
    const figures: Figure[] = []
    for (const [what, path] of Object.entries(PATHS))
      figures.push(
        figureOf(`(${what}), panel open`, await compare(ask(tabs[0]), ask(tabs[1]), path), 'an empty panel open', 0.3),
      )
    return figures
  } finally {
    await Promise.all([ours.close(), theirs.close()])
  }
}

/** Loopback, one POST after the other. */
export const line: Line = {
  id: 'answer',
  order: 100,
  measure: async (workshop) => [...(await closed(workshop)), ...(await open(workshop))],
}
