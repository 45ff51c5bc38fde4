/** What the panel remembers of private windows, and what it says where the disk does not take it. */
import { expect, it, vi } from 'vitest'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { createMemory } from './memory'
import { Store } from './store'
import { tellUnkept } from './unkept'

const NO_HOST = { order: () => {}, clear: () => {}, save: () => {}, askForOutcomes: null }
const UNHEARD = { addListener: () => {} }
const FULL = new Error('QuotaExceededError: storage.local API call exceeded its quota limitations.')

it('what is taken away in a private window stays away there, and on the disk', async () => {
  const disk = { get: async () => ({ 'plan:shop.example': 'kept' }), set: vi.fn(async () => {}), onChanged: UNHEARD }
  const memory = createMemory(
    disk,
    async () => true,
    (error) => expect.unreachable(String(error)),
  )
  expect(await memory.read('plan:shop.example')).toBe('kept')
  memory.write('plan:shop.example', null)
  expect(await memory.read('plan:shop.example')).toBeNull()
  expect(disk.set).not.toHaveBeenCalled()
})

it('what a full disk refuses lasts as long as the panel, is told at once, and is kept when there is room', async () => {
  const items: Record<string, Json> = { preferences: 'before' }
  let room = false
  const disk = {
    get: async (name: string) => (name in items ? { [name]: items[name] } : {}),
    set: async (more: Record<string, Json>) => {
      if (!room) throw FULL
      Object.assign(items, more)
    },
    onChanged: UNHEARD,
  }
  const store = new Store({ empty: emptyState, reduceAll }, NO_HOST)
  const undo = { label: 'Undo', run: () => {} }
  store.notice.value = { kind: 'info', text: 'The plan “P” was removed.', action: undo }
  const memory = createMemory(
    disk,
    async () => false,
    (error) => tellUnkept(store, error),
  )
  memory.write('preferences', 'after')
  memory.write('triggers', [1])
  await vi.waitFor(() => expect(store.notice.value?.kind).toBe('error'))
  expect(store.notice.value?.text).toMatch(/^The plan “P” was removed\. The browser did not write this .*its quota/)
  // Said once, and the way back of what was said before is still there.
  expect(store.notice.value?.text.match(/did not write/g)).toHaveLength(1)
  expect(store.notice.value?.action).toBe(undo)
  expect([await memory.read('preferences'), await memory.read('triggers')]).toEqual(['after', [1]])
  expect(items).toEqual({ preferences: 'before' })
  room = true
  memory.write('preferences', 'later')
  await vi.waitFor(() => expect(items.preferences).toBe('later'))
  // From here on the disk is asked again: another panel may have written there.
  items.preferences = 'of another panel'
  await vi.waitFor(async () => expect(await memory.read('preferences')).toBe('of another panel'))
})

it('what is on the disk is read while nobody says whether the window is private', async () => {
  const disk = { get: async () => ({ preferences: 'kept' }), set: vi.fn(async () => {}), onChanged: UNHEARD }
  const memory = createMemory(disk, () => new Promise(() => {}), String)
  expect(await memory.read('preferences')).toBe('kept')
})

it('what was written while nobody said whether the window is private goes to the disk once it is known', async () => {
  const items: Record<string, Json> = {}
  const disk = {
    get: async (name: string) => (name in items ? { [name]: items[name] } : {}),
    set: async (more: Record<string, Json>) => void Object.assign(items, more),
    onChanged: UNHEARD,
  }
  const isPrivate = vi.fn(async () => false).mockRejectedValueOnce(new Error('Receiving end does not exist.'))
  const memory = createMemory(disk, isPrivate, (error) => expect.unreachable(String(error)))
  memory.write('preferences', 'early')
  await vi.waitFor(async () => expect(await memory.read('preferences')).toBe('early'))
  expect(items).toEqual({})
  memory.write('triggers', [1])
  await vi.waitFor(() => expect(items).toEqual({ preferences: 'early', triggers: [1] }))
})
