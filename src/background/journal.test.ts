/** The journal where there is no room: how often the browser has to refuse, and what is still kept then. */
import { expect, it } from 'vitest'
import { FACT_FORMAT, type Fact } from '../core/fact'
import { sessionArea } from '../testing/session-area'
import { createJournal } from './journal'
import type { StorageArea } from './saved'
import type { Entry } from './trim'

const KB = 1024

/** Facts of a kilobyte each. */
function entries(from: number, to: number): readonly Entry[] {
  return Array.from({ length: to - from }, (_, n) => {
    const fact: Fact = {
      doc: 'd',
      seq: from + n + 1,
      at: 1,
      frame: 0,
      kind: 'page',
      change: 'route',
      url: 'x'.repeat(900),
    }
    return { position: from + n, fact, size: KB }
  })
}

/** What a recorder says of its tab after so many facts. */
const headAt = (next: number) => () => ({
  ...{ log: 'l', format: FACT_FORMAT, next, weight: next, docs: [], holds: [] },
})

/** A storage that counts what it refuses and how much it was asked to write at once. */
function counted(quota: number) {
  const area = sessionArea(new Map(), quota)
  const found = { refused: 0, largest: 0 }
  const set: StorageArea['set'] = async (items) => {
    found.largest = Math.max(found.largest, JSON.stringify(items).length)
    try {
      await area.set(items)
    } catch (error) {
      found.refused++
      throw error
    }
  }
  return { area: { ...area, set }, found }
}

const positionsIn = async (area: StorageArea, tab: number) => {
  const all = await createJournal(area).restore()
  const kept = all.find((saved) => saved.tab === tab)?.entries ?? []
  return kept.flatMap(({ fact, position }) => (fact.kind === 'gap' ? [] : [position]))
}

it('a flood is not refused again and again, and its newest facts are kept', async () => {
  const { area, found } = counted(1000 * KB)
  const journal = createJournal(area, { bytes: 800 * KB })
  await journal.append(1, headAt(700), entries(0, 700))
  // What comes while it writes is the next write, and far more than there is room for.
  await Promise.all(
    [1, 2, 3].map((n) => journal.append(1, headAt(700 + n * 900), entries(n * 900 - 200, n * 900 + 700))),
  )
  expect(found.refused).toBeLessThan(3)
  expect(found.largest).toBeLessThan(1000 * KB)
  const kept = await positionsIn(area, 1)
  expect(kept.at(-1)).toBe(3399)
  expect(kept.length).toBeGreaterThan(500)
})

it('a quota below its bound costs some refusals, and then it keeps what fits', async () => {
  const { area, found } = counted(400 * KB)
  const journal = createJournal(area, { bytes: 8000 * KB })
  await journal.append(1, headAt(3000), entries(0, 3000))
  expect(found.refused).toBeLessThan(25)
  expect((await positionsIn(area, 1)).at(-1)).toBe(2999)
})

it('the tab that has been silent longest gives its room first', async () => {
  const { area } = counted(1000 * KB)
  const journal = createJournal(area, { bytes: 500 * KB })
  await journal.append(1, headAt(200), entries(0, 200))
  await journal.append(2, headAt(100), entries(0, 100))
  await journal.append(1, headAt(250), entries(200, 250))
  await journal.append(3, headAt(300), entries(0, 300))
  expect(await positionsIn(area, 2)).toEqual([])
  expect((await positionsIn(area, 3)).length).toBe(300)
  expect((await positionsIn(area, 1)).at(-1)).toBe(249)
})
