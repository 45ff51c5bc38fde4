/**
 * Reads every row of a virtual grid as a screen reader would: by scrolling through it and reading `aria-rowindex` and
 * the cells.
 */
import { inWords, type Lookup } from './lookup'
import type { View, Waiting } from './view'

/** One row as read: its `aria-rowindex`, its `data-*` attributes, and its cells by `data-column`. */
export interface Row {
  readonly index: number
  readonly data: Readonly<Record<string, string>>
  readonly cells: Readonly<Record<string, string>>
}

interface Sight {
  readonly total: number
  readonly rows: readonly Row[]
  readonly more: boolean
}

/** What of the grid is rendered now; scrolls on by most of a page, or back to the top. Runs in the document. */
async function look(found: Element[], from: 'top' | 'next'): Promise<Sight | null> {
  const grid = found[0]
  if (!(grid instanceof HTMLElement)) return null
  const scrolls = (element: Element) =>
    element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)
  const scroller = [grid, ...grid.querySelectorAll('*')].find(scrolls) ?? grid
  const before = scroller.scrollTop
  scroller.scrollTop = from === 'top' ? 0 : before + Math.max(20, scroller.clientHeight * 0.7)
  if (scroller.scrollTop !== before) {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))
  }
  const rows = [...grid.querySelectorAll('[role=row]')]
    .filter((row) => row.querySelector('[role=gridcell]') !== null)
    .map((row) => ({
      index: Number(row.getAttribute('aria-rowindex')),
      data: Object.fromEntries(Object.entries((row as HTMLElement).dataset).map(([key, value]) => [key, value ?? ''])),
      cells: Object.fromEntries(
        [...row.querySelectorAll('[role=gridcell]')].map((cell) => [
          cell.getAttribute('data-column') ?? '',
          (cell.textContent ?? '').replace(/\s+/g, ' ').trim(),
        ]),
      ),
    }))
  return {
    total: Number(grid.getAttribute('aria-rowcount') ?? -1) - (grid.querySelector('[role=columnheader]') ? 1 : 0),
    rows,
    more: scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1,
  }
}

/** Waits until something in the grid changes, and for so many milliseconds at most. Runs in the document. */
async function changes(found: Element[], least: number, most: number): Promise<void> {
  const changed = new Promise<void>((done) => {
    const observer = new MutationObserver(() => {
      observer.disconnect()
      done()
    })
    for (const grid of found)
      observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true })
  })
  const after = (ms: number) => new Promise((done) => setTimeout(done, ms))
  await Promise.all([after(least), Promise.race([changed, after(most)])])
}

/** A grid of the panel. */
export class Grid {
  readonly #view: View
  readonly lookup: Lookup

  constructor(view: View, lookup: Lookup) {
    this.#view = view
    this.lookup = lookup
  }

  /**
   * Every row in the order of `aria-rowindex`. A list that grows meanwhile is read again; throws if it never comes out
   * whole.
   */
  async rows(): Promise<readonly Row[]> {
    await this.#view.control(this.lookup).waitFor()
    for (let attempt = 0; attempt < 20; attempt++) {
      const { rows, total } = await this.#scan()
      if (rows.length === total) return rows
    }
    throw new Error(`${inWords(this.lookup)} never showed as many rows as its aria-rowcount says`)
  }

  async #scan(): Promise<{ rows: readonly Row[]; total: number }> {
    const rows = new Map<number, Row>()
    let from: 'top' | 'next' = 'top'
    for (;;) {
      const sight: Sight | null = await this.#view.evalFound(look, this.lookup, from)
      if (sight === null) throw new Error(`${inWords(this.lookup)} went away while it was read`)
      for (const row of sight.rows) rows.set(row.index, row)
      if (!sight.more) return { rows: [...rows.values()].sort((a, b) => a.index - b.index), total: sight.total }
      from = 'next'
    }
  }

  /** Waits until the rows are as wished, reading them all each time, and gives them. */
  async waitFor(
    wished: (rows: readonly Row[]) => boolean,
    { timeout = 10_000, what = 'the rows' }: Waiting = {},
  ): Promise<readonly Row[]> {
    const end = Date.now() + timeout
    for (;;) {
      const rows = await this.rows()
      if (wished(rows)) return rows
      if (Date.now() > end) {
        const seen = rows.map((row) => JSON.stringify(row.cells)).join('\n')
        throw new Error(`waited ${timeout} ms for ${what}; rows were:\n${seen}`)
      }
      // Rows that are out of sight change without a trace.
      await this.#view.evalFound(changes, this.lookup, 50, 300).catch(() => {})
    }
  }
}
