// @vitest-environment happy-dom
/** Tests of when what was told is sent: together within a frame, and at once where the window has no timers. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPace } from './pace'

describe('the pace', () => {
  afterEach(() => void vi.unstubAllGlobals())

  it('sends a little later, what is looked for before it', () => {
    const done: string[] = []
    const timers: (() => void)[] = []
    vi.stubGlobal('setTimeout', (run: () => void) => timers.push(run))
    createPace(() => done.push('before'))(() => done.push('sent'))
    expect(done).toEqual([])
    for (const run of timers) run()
    expect(done).toEqual(['before', 'sent'])
  })

  it('throws nothing where the window is gone, and sends what it says then at once', () => {
    const done: string[] = []
    // As Firefox 153 does in a pop-up that was closed.
    vi.stubGlobal('setTimeout', () => {
      throw new DOMException('', 'NS_ERROR_NOT_INITIALIZED')
    })
    createPace(() => done.push('before'))(() => done.push('sent'))
    expect(done).toEqual(['sent'])
  })
})
