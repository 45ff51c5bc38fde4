// @vitest-environment happy-dom
/** Tests of when what was told is sent: together where much is told, and at once where the window has no timers. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPace } from './pace'

describe('the pace', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('sends a little later, what is looked for before it', () => {
    const done: string[] = []
    const timers: (() => void)[] = []
    vi.stubGlobal('setTimeout', (run: () => void) => timers.push(run))
    createPace(
      () => {},
      () => done.push('before'),
    )(() => done.push('sent'))
    expect(done).toEqual([])
    for (const run of timers) run()
    expect(done).toEqual(['before', 'sent'])
  })

  it('sends what follows a little later still, together', () => {
    const done: string[] = []
    let now = 1000
    let timers: { readonly run: () => void; readonly at: number }[] = []
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    vi.stubGlobal('setTimeout', (run: () => void, wait: number) => timers.push({ run, at: now + wait }))
    const pass = (milliseconds: number) => {
      for (const end = now + milliseconds; now < end; now++) {
        const due = timers.filter(({ at }) => at <= now)
        timers = timers.filter(({ at }) => at > now)
        for (const { run } of due) run()
      }
    }
    const pace = createPace(
      () => done.push(`meanwhile ${now}`),
      () => done.push(`before ${now}`),
    )
    const send = () => pace(() => done.push(`sent ${now}`))
    send()
    pass(10)
    expect(done.splice(0)).toEqual(['before 1003', 'sent 1003'])
    send()
    pass(50)
    expect(done.splice(0)).toEqual(['meanwhile 1026', 'meanwhile 1042', 'before 1058', 'sent 1058'])
    pass(50)
    send()
    pass(10)
    expect(done).toEqual(['before 1113', 'sent 1113'])
  })

  it('throws nothing where the window is gone, and sends what it says then at once', () => {
    const done: string[] = []
    // As Firefox 153 does in a pop-up that was closed.
    vi.stubGlobal('setTimeout', () => {
      throw new DOMException('', 'NS_ERROR_NOT_INITIALIZED')
    })
    createPace(
      () => {},
      () => done.push('before'),
    )(() => done.push('sent'))
    expect(done).toEqual(['sent'])
  })
})
