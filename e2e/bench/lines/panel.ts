/**
 * The panel with 100,000 items: how soon rows stand there, how soon a keystroke in the filter is answered, how smoothly
 * it scrolls.
 */
import { FACT_FORMAT } from '../../../src/core/fact'
import { launch } from '../../browsers/launch'
import { flood } from '../flood'
import type { Line } from '../line'
import { median, quantile } from '../line'

const ITEMS = 100_000
const NO_LIMIT = 240_000

/** Runs in the panel: opens the recording as a person would, and tells when the first row stood there; ms. */
async function openRecording(address: string): Promise<{ first: number }> {
  const file = new File([await (await fetch(address)).blob()], 'flood.json')
  const input = document.querySelector<HTMLInputElement>('input[type=file]')
  if (!input) throw new Error('no field for a recording')
  const transfer = new DataTransfer()
  transfer.items.add(file)
  input.files = transfer.files
  const began = performance.now()
  input.dispatchEvent(new Event('change', { bubbles: true }))
  const frames = { last: began, worst: 0 }
  ;(window as unknown as { frames_: typeof frames }).frames_ = frames
  const watch = (at: number): void => {
    frames.worst = Math.max(frames.worst, at - frames.last)
    frames.last = at
    requestAnimationFrame(watch)
  }
  requestAnimationFrame(watch)
  return new Promise((done) => {
    const look = (): void => {
      if (document.querySelector('[role=grid] [role=row][data-item]')) done({ first: performance.now() - began })
      else requestAnimationFrame(look)
    }
    look()
  })
}

/**
 * Runs in the panel: types letter after letter; ms from each to the next frame drawn, and from the last until the scan
 * was over.
 */
async function typeFilter(text: string): Promise<{ keys: number[]; whole: number }> {
  const field = document.querySelector<HTMLInputElement>('input[aria-label=Filter]')
  const grid = document.querySelector('[role=grid]')
  if (!field || !grid) throw new Error('no filter')
  const keys: number[] = []
  let began = 0
  for (let length = 1; length <= text.length; length++) {
    began = performance.now()
    field.value = text.slice(0, length)
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
    keys.push(performance.now() - began)
    await new Promise((done) => setTimeout(done, 80))
  }
  while (grid.getAttribute('aria-busy') === 'true') await new Promise((done) => setTimeout(done, 5))
  const whole = performance.now() - began
  field.value = ''
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await new Promise((done) => setTimeout(done, 300))
  return { keys, whole }
}

/** Runs in the panel: scrolls through the list by pages and by leaps; ms between frames. */
async function scroll(): Promise<number[]> {
  const scroller = document.querySelector('[role=grid] .rows')
  if (!scroller) throw new Error('no list')
  const between: number[] = []
  scroller.scrollTop = 0
  await new Promise((done) => setTimeout(done, 200))
  let last = await new Promise<number>((done) => requestAnimationFrame(done))
  for (let frame = 0; frame < 120; frame++) {
    scroller.scrollTop += frame % 2 ? 400 : 13_000
    const at = await new Promise<number>((done) => requestAnimationFrame(done))
    between.push(at - last)
    last = at
  }
  return between
}

/** In a panel opened as a plain tab. */
export const line: Line = {
  id: 'panel',
  order: 80,
  async measure(workshop) {
    const server = await workshop.server()
    const facts = flood({ items: ITEMS, start: Date.UTC(2026, 0, 5, 9) })
    // In parts: one string of all of it would be near the longest that Node makes.
    const parts = [
      Buffer.from(`{"tracklens":${FACT_FORMAT},"exportedAt":"2026-01-05T10:00:00.000Z","masked":false,"facts":[\n`),
    ]
    for (let from = 0; from < facts.length; from += 10_000) {
      const text = facts.slice(from, from + 10_000).map((fact) => JSON.stringify(fact))
      parts.push(Buffer.from(`${from > 0 ? ',\n' : ''}${text.join(',\n')}`))
    }
    server.serve('/flood.json', 'application/json', Buffer.concat([...parts, Buffer.from('\n]}')]))
    facts.length = 0
    const browser = await launch({
      browser: 'chromium',
      executable: await workshop.chromium(),
      extensionDir: await workshop.extension(),
    })
    try {
      const panel = await browser.openPanelTab('?tab=0')
      await panel.waitForFound((found) => found.length === 1, { role: 'grid', name: 'Events' })
      const began = Date.now()
      const { first } = await panel.eval(openRecording, `${server.origin}/flood.json`)
      await panel.waitFor(
        (items) => Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount')) > items,
        { timeout: NO_LIMIT, what: 'all items to be listed' },
        ITEMS,
      )
      const all = Date.now() - began
      const { worst } = await panel.eval(() => (window as unknown as { frames_: { worst: number } }).frames_)
      const typed = await panel.eval(typeFilter, 'order completed')
      const property = await panel.eval(typeFilter, 'price>199')
      const between = await panel.eval(scroll)
      const alone = { unit: 'ms', yardstick: null }
      const most = (limit: number) => ({ of: 'value', bound: 'most', limit }) as const
      const keys = [...typed.keys, ...property.keys]
      return [
        { ...alone, name: '100,000 items opened: first rows', value: first, goal: most(1000) },
        { ...alone, name: '100,000 items opened: all of them', value: all, goal: most(8000) },
        { ...alone, name: '100,000 items opened: longest frame meanwhile', value: worst, goal: most(50) },
        {
          ...alone,
          name: '100,000 items: filter keystroke to the next frame, median',
          value: median(keys),
          goal: most(50),
        },
        {
          ...alone,
          name: '100,000 items: filter keystroke to the next frame, worst',
          value: quantile(keys, 1),
          goal: most(50),
        },
        {
          ...alone,
          name: '100,000 items: last keystroke to the whole result',
          value: Math.max(typed.whole, property.whole),
          goal: most(1000),
        },
        { ...alone, name: '100,000 items: longest frame while scrolling', value: quantile(between, 1), goal: most(50) },
      ]
    } finally {
      await browser.close()
    }
  },
}
