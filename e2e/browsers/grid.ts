/**
 * Reads every row of a virtual grid as a screen reader would: by scrolling through it and reading `aria-rowindex` and
 * the cells.
 */

import { PATIENCE } from '../patience'
import { inWords, type Lookup } from './lookup'
import type { View, Waiting } from './view'

/** One row as read: its `aria-rowindex`, its `data-*` attributes, and its cells by `data-column`. */
export interface Row {
  readonly index: number
  readonly data: Readonly<Record<string, string>>
  readonly cells: Readonly<Record<string, string>>
}

/** The rows, and how many the grid says that it has. */
interface Read {
  readonly total: number
  readonly rows: readonly Row[]
}

/** What some row is to show: texts of cells by `data-column`. */
export type Cells = Readonly<Record<string, string>>

/**
 * All rows, once they are as many as the grid says; or, where something is `wished`, whether each of it is shown by
 * some row within so many milliseconds: those in sight are looked at first. Null where there is no such grid, or it
 * never comes out whole. Scrolls to its end. Runs in the document.
 */
async function read(found: Element[], wished: readonly Cells[] | null, most: number): Promise<Read | true | null> {
  const grid = found[0]
  if (!(grid instanceof HTMLElement)) return null
  const squeeze = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const inSight = () =>
    [...grid.querySelectorAll('[role=row]')]
      .map((row) => ({ row, cells: [...row.querySelectorAll('[role=gridcell]')] }))
      .filter(({ cells }) => cells.length > 0)
      .map(({ row, cells }) => ({
        index: Number(row.getAttribute('aria-rowindex')),
        data: Object.fromEntries(
          Object.entries((row as HTMLElement).dataset).map(([key, value]) => [key, value ?? '']),
        ),
        cells: Object.fromEntries(cells.map((cell) => [cell.getAttribute('data-column') ?? '', squeeze(cell)])),
      }))
  const scrolls = (element: Element) =>
    element.scrollHeight > element.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(element).overflowY)
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
  const scan = async (): Promise<Read> => {
    const scroller = [grid, ...grid.querySelectorAll('*')].find(scrolls)
    const rows = new Map<number, Row>()
    const take = () => {
      for (const row of inSight()) rows.set(row.index, row)
    }
    if (scroller && scroller.scrollTop > 0) {
      scroller.scrollTop = 0
      await drawn()
    }
    take()
    while (scroller && scroller.scrollTop + scroller.clientHeight < scroller.scrollHeight - 1) {
      scroller.scrollTop += Math.max(20, scroller.clientHeight * 0.7)
      await drawn()
      take()
    }
    const total = Number(grid.getAttribute('aria-rowcount') ?? -1) - (grid.querySelector('[role=columnheader]') ? 1 : 0)
    return { total, rows: [...rows.values()].sort((a, b) => a.index - b.index) }
  }
  const end = performance.now() + most
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
  if (wished) {
    const shown = (rows: readonly Row[]) =>
      wished.every((each) =>
        rows.some(({ cells }) => Object.entries(each).every(([column, text]) => cells[column] === text)),
      )
    for (let look = 1; grid.isConnected; look++) {
      if (shown(inSight()) || (look % 12 === 0 && shown((await scan()).rows))) return true
      if (performance.now() > end) return null
      await pause(25)
    }
    return null
  }
  // A list that grows meanwhile is read again.
  while (grid.isConnected && performance.now() <= end) {
    const all = await scan()
    if (all.rows.length === all.total) return all
  }
  return null
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
    const look = async () => (await this.#view.evalFound(read, this.lookup, null, 1_000)) as Read | null
    const { rows } = await this.#view.until(look, { what: `${inWords(this.lookup)} with as many rows as it says` })
    return rows
  }

  /** Waits until each of what is wished is shown by some row. */
  async shows(wished: readonly Cells[], { timeout = PATIENCE, what = 'the rows' }: Waiting = {}): Promise<void> {
    const look = (most: number) => this.#view.evalFound(read, this.lookup, wished, most)
    try {
      await this.#view.until(look, { timeout, what })
    } catch (error) {
      const seen = (await this.rows()).map((row) => JSON.stringify(row.cells)).join('\n')
      throw new Error(`${String(error)}; rows were:\n${seen}`)
    }
  }

  /** Waits until the rows are as wished, reading them all each time, and gives them. */
  async waitFor(
    wished: (rows: readonly Row[]) => boolean,
    { timeout = PATIENCE, what = 'the rows' }: Waiting = {},
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
