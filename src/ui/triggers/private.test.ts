/** Tests that nothing typed or triggered in a private window is written to disk, and is remembered until the end. */
import { describe, expect, it, vi } from 'vitest'
import type { Json } from '../../core/json'
import { createMemory } from '../store/memory'
import { remember, remembered } from './payloads'

function diskOf(items: Record<string, Json>) {
  return {
    items,
    get: async (name: string) => (name in items ? { [name]: items[name] } : {}),
    set: async (more: Record<string, Json>) => void Object.assign(items, more),
    onChanged: { addListener: () => {} },
  }
}
const before: Json = { bloomreach: { track: [{ name: 'before' }] } }
const names = async (memory: ReturnType<typeof createMemory>, command = 'track') =>
  (await remembered(memory, 'bloomreach', command)).map((payload) => payload.name ?? payload.texts)

describe('payloads of triggers', () => {
  it.each([
    ['of a private window', async () => true],
    ['of a tab that nobody knows', () => Promise.reject(new Error('no such tab'))],
  ])('%s are never written to disk, and are there as long as the panel is', async (_, isPrivate) => {
    const disk = diskOf({ triggers: before })
    const set = vi.spyOn(disk, 'set')
    const memory = createMemory(disk, isPrivate, () => {})
    await remember(memory, 'bloomreach', 'track', { name: 'typed in private', properties: { email: 'a@b.example' } })
    await remember(memory, 'bloomreach', 'identify', { texts: { id: 'typed too' } })
    expect(await names(memory)).toEqual(['typed in private', 'before'])
    expect(await names(memory, 'identify')).toEqual([{ id: 'typed too' }])
    expect(set).not.toHaveBeenCalled()
    expect(disk.items).toEqual({ triggers: before })
    expect(await names(createMemory(disk, isPrivate, () => {}))).toEqual(['before'])
  })

  it('of other windows outlive the panel', async () => {
    const disk = diskOf({ triggers: before })
    const isPrivate = vi.fn(async () => false)
    const memory = createMemory(disk, isPrivate, () => {})
    await remember(memory, 'bloomreach', 'track', { name: 'kept' })
    await vi.waitFor(async () =>
      expect(await names(createMemory(disk, isPrivate, () => {}))).toEqual(['kept', 'before']),
    )
    expect(isPrivate).toHaveBeenCalledTimes(2)
  })
})
