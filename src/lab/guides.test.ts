/**
 * The two guides, statement by statement: what the Lab models, what is observed on pages, what is decoded from requests
 * and what triggers offer, each shown by something that runs.
 */
import { describe, expect, it } from 'vitest'
import { COLUMNS, type Guide, isTold, type Shown, shownBy } from '../testing/guides/statement'
import { CONTENTS, STATEMENTS } from '../testing/guides/table'
import { transcriptOf } from '../testing/guides/transcript'

/** What evidence promises and does not tell, or tells although it must not. */
function missing(guide: Guide, evidence: Shown): readonly string[] {
  const told = transcriptOf(guide, evidence)
  const has = (part: string) => isTold(told, part)
  const wrong = [
    ...evidence.shows.filter((line) => !has(line)).map((line) => `not told: ${line}`),
    ...evidence.lacks.filter(has).map((line) => `told: ${line}`),
  ]
  return wrong.length ? [...wrong, ...told] : []
}

/** The runs of statements that stand in one section, with their places in it. */
function contentsOf(guide: Guide): readonly { readonly title: string; readonly places: readonly number[] }[] {
  const runs: { title: string; places: number[] }[] = []
  for (const { section, place } of STATEMENTS[guide]) {
    if (runs.at(-1)?.title !== section) runs.push({ title: section, places: [] })
    runs.at(-1)?.places.push(place)
  }
  return runs
}

it.each(['bloomreach', 'customerio'] as const)('every section of the %s guide is there with all it says', (guide) => {
  const runs = contentsOf(guide)
  expect(runs.map(({ title, places }) => [title, places.length])).toEqual(CONTENTS[guide])
  for (const { title, places } of runs) expect(places, title).toEqual([...places].sort((a, b) => a - b))
  const said = STATEMENTS[guide].map(({ section, place, says }) => `${section} ${place}: ${says}`)
  expect(new Set(said).size).toBe(said.length)
})

it('the table has every statement of the guides: 133 of the one, 15 of the other', () => {
  const counts = Object.values(STATEMENTS).map(({ length }) => length)
  expect(counts).toEqual([133, 15])
})

it('each of the seven effects of anonymize is shown in the profile of the shipped SDK too', () => {
  const effects = STATEMENTS.bloomreach.filter(
    ({ section, place }) => section === 'Anonymize' && place > 2 && place < 10,
  )
  expect(effects).toHaveLength(7)
  for (const { says, shipped } of effects) expect(shipped, says).toMatchObject({ by: 'lab', profile: 'ios-4' })
})

describe.each(Object.entries(STATEMENTS) as readonly [Guide, (typeof STATEMENTS)[Guide]][])('%s', (guide, all) => {
  it.each(all.map((each, n) => [`${n + 1}. ${each.section} ${each.place}: ${each.says}`, each] as const))(
    '%s',
    (_, statement) => {
      if (statement.shipped) expect(missing(guide, statement.shipped), 'shipped').toEqual([])
      for (const column of COLUMNS) {
        const evidence = statement[column]
        if ('by' in evidence && evidence.by === 'none') expect(evidence.why, column).toMatch(/\.$/)
        else expect(shownBy(evidence), column).not.toEqual([])
        for (const shown of shownBy(evidence)) {
          // What is merely not told is told by nothing too: each must show something.
          expect(shown.shows, column).not.toEqual([])
          expect(missing(guide, shown), column).toEqual([])
        }
      }
    },
  )
})
