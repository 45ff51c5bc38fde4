/** The reader: whatever the pieces, the same facts; other layouts, damage and other files are told. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flood } from '../../e2e/bench/flood'
import type { Fact } from '../core/fact'
import { parseFact } from '../link/parse'
import { RecordingReader } from './reader'
import { factOf } from './recording'
import { writeRecording } from './write/recording'

const facts = flood({ items: 40, start: Date.UTC(2026, 0, 2) })
const text = writeRecording(facts, 0, false)

/** Everything that a file gives, cut at these places; or what is wrong with it. */
function read(file: string, cuts: readonly number[] = []): readonly (Fact | null)[] | string {
  const reader = new RecordingReader()
  const found: (Fact | null)[] = []
  const places = [...cuts.map((cut) => cut % (file.length + 1)), file.length].sort((a, b) => a - b)
  let from = 0
  for (const place of places) {
    const part = reader.take(file.slice(from, place))
    if ('wrong' in part) return part.wrong
    found.push(...part.facts)
    from = place
  }
  const last = reader.end()
  if ('wrong' in last) return last.wrong
  return [...found, ...('facts' in last ? last.facts : last.entries.map((entry) => factOf(entry, parseFact)))]
}

describe('RecordingReader', () => {
  it('gives the same facts however the file is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 30 }), (cuts) => {
        expect(read(text, cuts)).toEqual(facts)
      }),
      { numRuns: 40 },
    )
  })

  it('gives facts before the file is over', () => {
    const part = new RecordingReader().take(text.slice(0, text.length / 2))
    expect('facts' in part && part.facts.length).toBeGreaterThan(facts.length / 3)
  })

  it('reads the same JSON in another layout', () => {
    const indented = JSON.stringify(JSON.parse(text), null, 2)
    const oneLine = JSON.stringify(JSON.parse(text))
    expect(read(indented, [5, 200, 1000])).toEqual(facts)
    expect(read(oneLine, [5, 200, 1000])).toEqual(facts)
  })

  it('a fact with its fields in another order is read all the same', () => {
    const [first] = facts
    const turned = JSON.stringify(Object.fromEntries(Object.entries(first ?? {}).reverse()))
    expect(read(`{"tracklens":1,"masked":false,"facts":[\n${turned}\n]}`)).toEqual([first])
  })

  it('tells lines that are no facts, and a file that breaks off', () => {
    expect(read(text.replace('"kind":"call"', '"kind":"nonsense"'))).toContain(null)
    const broken = read(text.slice(0, -200))
    expect(broken.slice(0, 20)).toEqual(facts.slice(0, 20))
    expect(broken.at(-1)).toBeNull()
  })

  it.each([
    ['', /not JSON/],
    ['no json\nat all', /not JSON/],
    ['{"tracklens":4,"facts":[\n]}', /newer/],
    ['{"tracklens":1,"masked":true}', /damaged/],
  ])('%s is explained', (file, why) => {
    expect(read(file)).toMatch(why)
  })
})
