/** The preferences while several panels are open, and before it is known what is kept. */
import { expect, it, vi } from 'vitest'
import type { Json } from '../../core/json'
import { createMemory } from './memory'
import { KeptPreferences } from './preferences'

type Changes = Readonly<Record<string, { readonly newValue?: unknown }>>

/** A disk that tells all panels of each write, as the browser does. */
function diskOf(items: Record<string, Json>) {
  const heard: ((changes: Changes) => void)[] = []
  return {
    items,
    get: async (name: string) => (name in items ? { [name]: items[name] } : {}),
    set: async (more: Record<string, Json>) => {
      Object.assign(items, more)
      for (const tell of heard)
        tell(Object.fromEntries(Object.entries(more).map(([name, newValue]) => [name, { newValue }])))
    },
    onChanged: { addListener: (hear: (changes: Changes) => void) => void heard.push(hear) },
  }
}
const open = (disk: ReturnType<typeof diskOf>, isPrivate = false) =>
  new KeptPreferences(createMemory(disk, async () => isPrivate, String))
const dear = { name: 'dear', text: 'total > 40' }

it('what one panel keeps, another has and does not write over', async () => {
  const disk = diskOf({})
  const [one, other, hidden] = [open(disk), open(disk), open(disk, true)]
  await vi.waitFor(() => expect(disk.items).toEqual({}))
  one.change({ saved: [dear] })
  await vi.waitFor(() => expect(other.value.peek().saved).toEqual([dear]))
  other.change({ widths: { name: 200 } })
  await vi.waitFor(() => expect(disk.items.preferences).toMatchObject({ saved: [dear], widths: { name: 200 } }))
  expect(one.value.peek()).toMatchObject({ saved: [dear], widths: { name: 200 } })
  expect(hidden.value.peek()).toMatchObject({ saved: [dear], widths: { name: 200 } })
  // What a private window chose is its own.
  hidden.change({ density: 'compact' })
  one.change({ time: 'since' })
  await vi.waitFor(() => expect(disk.items.preferences).toMatchObject({ time: 'since', density: 'comfortable' }))
  expect(hidden.value.peek().density).toBe('compact')
})

it('what is chosen before it is known what is kept adds to it', async () => {
  const disk = diskOf({ preferences: { saved: [{ ...dear }], density: 'comfortable' } })
  const preferences = open(disk)
  preferences.change({ density: 'compact' })
  expect(preferences.value.peek().density).toBe('compact')
  await vi.waitFor(() => expect(disk.items.preferences).toMatchObject({ saved: [dear], density: 'compact' }))
  expect(preferences.value.peek()).toMatchObject({ saved: [dear], density: 'compact' })
})

it('what cannot be read does not keep a choice from being kept', async () => {
  const disk = diskOf({})
  disk.get = () => Promise.reject(new Error('IndexedDB: the file is corrupted'))
  const preferences = open(disk)
  preferences.change({ saved: [dear] })
  await vi.waitFor(() => expect(disk.items.preferences).toMatchObject({ saved: [dear] }))
})
