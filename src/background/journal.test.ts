/**
 * The journal where there is no room: how often the browser has to refuse, and what is still kept then; and what it
 * makes of many small chunks once nothing is written any more.
 */
import { describe, expect, it, vi } from 'vitest'
import { FACT_FORMAT, type Fact } from '../core/fact'
import { type SessionArea, sessionArea } from '../testing/session-area'
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

describe('once nothing is written, small chunks become pieces', () => {
  /** A journal of 1,200 facts, whose rest is begun by the test. */
  async function written(area = sessionArea()) {
    let rest = () => {}
    const journal = createJournal(area, {
      after: (_, run) => {
        rest = run
        return () => {}
      },
    })
    await journal.append(1, headAt(1200), entries(0, 1200))
    return { area, journal, rest: () => rest() }
  }
  const keysIn = (area: SessionArea) => [...area.data.keys()].filter((key) => key.startsWith('part:'))
  const all = Array.from({ length: 1200 }, (_, n) => n)

  it('that take a fraction of the room, and hold every fact as it was', async () => {
    const { area, rest } = await written()
    expect(keysIn(area).length).toBeGreaterThan(100)
    rest()
    await vi.waitFor(() => expect(keysIn(area).length).toBeLessThan(40))
    expect([...area.data.values()].join('').length).toBeLessThan(400 * KB)
    expect((await createJournal(area).restore())[0]?.entries.map(({ fact }) => fact)).toEqual(
      entries(0, 1200).map(({ fact }) => fact),
    )
  })

  it('and none is told twice where it dies before the small ones are removed', async () => {
    const { area, rest } = await written()
    const before = keysIn(area).length
    const remove = vi.spyOn(area, 'remove').mockReturnValue(new Promise(() => {}))
    rest()
    await vi.waitFor(() => expect(remove).toHaveBeenCalled())
    expect(keysIn(area)).toHaveLength(before)
    expect(await positionsIn(area, 1)).toEqual(all)
  })

  it('while what comes meanwhile is kept, and a tab that ends leaves nothing', async () => {
    const { area, journal, rest } = await written()
    rest()
    await journal.append(1, headAt(1201), entries(1200, 1201))
    expect(await positionsIn(area, 1)).toEqual([...all, 1200])
    rest()
    await journal.remove(1)
    expect([...area.data.keys()]).toEqual([])
  })

  it('and one that is torn is counted, beside what can be read', async () => {
    const { area, rest } = await written()
    rest()
    await vi.waitFor(() => expect(keysIn(area).length).toBeLessThan(40))
    const [key = '', text = ''] = [...area.data].find(([, value]) => value.startsWith('"z')) ?? []
    area.data.set(key, `${text.slice(0, 40)}"`)
    const [saved] = await createJournal(area).restore()
    const gap = saved?.entries.find(({ fact }) => fact.kind === 'gap')?.fact
    const missing = gap?.kind === 'gap' ? gap.missing : 0
    expect(missing).toBeGreaterThan(300)
    expect(saved?.entries).toHaveLength(1200 - missing + 1)
  })
})
