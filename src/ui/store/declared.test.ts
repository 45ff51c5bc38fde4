/** What the user declared: kept for later tabs, and in step with each tab's log. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { story } from '../../testing/story'
import { agree, DECLARED, keepDeclared } from './declared'

const A = { host: 'a.test', answers: 'other' } as const
const B = { host: 'b.test:81', answers: 'denial' } as const
const accept = (which: typeof A | typeof B, on = true): Happening => ({ kind: 'accept', ...which, on })

function memoryOf(kept?: Json) {
  const held: Record<string, Json> = kept === undefined ? {} : { [DECLARED]: kept }
  return {
    held,
    read: async (name: string) => held[name],
    write: (name: string, value: Json) => {
      held[name] = value
    },
  }
}

async function said(kept: Json | undefined, told: readonly Happening[], changed = true): Promise<readonly Happening[]> {
  const heard: Happening[] = []
  const { facts } = story().tell('devtools:1', ...told)
  await agree(memoryOf(kept), { facts, say: (happening) => heard.push(happening), changed })
  return heard
}

describe('what was declared', () => {
  it('is kept once, and forgotten when it is taken back', async () => {
    const memory = memoryOf()
    for (const each of [A, B, A]) await keepDeclared(memory, each, true)
    expect(memory.held[DECLARED]).toEqual([B, A])
    await keepDeclared(memory, B, false)
    expect(memory.held[DECLARED]).toEqual([A])
  })

  it('is said to a log that does not know it, once', async () => {
    expect(await said([{ ...A }, { ...B }], [accept(A)])).toEqual([accept(B)])
    expect(await said([{ ...A }], [accept(A), accept(A, false)])).toEqual([accept(A)])
    expect(await said(undefined, [])).toEqual([])
  })

  it('is taken back in a log as it is in another tab, but not as a panel opens: a private tab keeps none', async () => {
    expect(await said([], [accept(A), accept(B)])).toEqual([accept(A, false), accept(B, false)])
    expect(await said([], [accept(A)], false)).toEqual([])
  })

  it('is nothing where what is kept is no such thing', async () => {
    for (const kept of ['a.test', [null, 7, { host: 1, answers: 'other' }, { host: 'a.test', answers: 'any' }], {}])
      expect(await said(kept, [])).toEqual([])
  })
})
