/** Tests of what is read back from the journal: facts of another version's format are counted, not read. */
import { describe, expect, it } from 'vitest'
import { FACT_FORMAT } from '../core/fact'
import { sessionArea } from '../testing/session-area'
import { readSaved } from './saved'

const fact = { doc: 'a', seq: 1, at: 5, frame: 0, kind: 'page', change: 'visible' }

/** What is read back where a tab's two facts were kept in this format. */
async function readBack(format: number | undefined) {
  const area = sessionArea()
  const head = { log: 'l', format, next: 2, weight: 2, docs: [['a', 2, 0]], holds: ['v'] }
  await area.set({
    'head:1:7': JSON.stringify(head),
    'part:1:l:7:0': JSON.stringify({ before: 0, facts: [fact, { ...fact, seq: 2 }] }),
  })
  return readSaved(area)
}

describe('what the journal kept', () => {
  it('is read where it is of the present format', async () => {
    const { saved, stale } = await readBack(FACT_FORMAT)
    expect(saved[0]?.entries.map((entry) => entry.fact)).toEqual([fact, { ...fact, seq: 2 }])
    expect(stale).toEqual([])
  })

  it.each([undefined, FACT_FORMAT + 1])(
    'of format %s is counted as lost and swept away; a stop lasts',
    async (format) => {
      const { saved, stale } = await readBack(format)
      expect(saved[0]?.entries.map((entry) => entry.fact)).toMatchObject([{ kind: 'gap', missing: 2, reason: 'lost' }])
      expect(saved[0]?.head).toMatchObject({ docs: [['a', 2, 0]], holds: ['v'] })
      expect(stale).toEqual(['part:1:l:7:0'])
    },
  )
})
