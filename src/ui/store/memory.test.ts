/** What the panel remembers of private windows: only what was written there, also where that is nothing any more. */
import { expect, it, vi } from 'vitest'
import { createMemory } from './memory'

it('what is taken away in a private window stays away there, and on the disk', async () => {
  const disk = { get: async () => ({ 'plan:shop.example': 'kept' }), set: vi.fn(async () => {}) }
  const memory = createMemory(disk, async () => true)
  expect(await memory.read('plan:shop.example')).toBe('kept')
  memory.write('plan:shop.example', null)
  await vi.waitFor(async () => expect(await memory.read('plan:shop.example')).toBeNull())
  expect(disk.set).not.toHaveBeenCalled()
})
