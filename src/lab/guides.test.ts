/**
 * The two guides, statement by statement: what the Lab models, what is observed on pages, what is decoded from requests
 * and what triggers offer, each shown by something that runs.
 */
import { describe, expect, it } from 'vitest'
import { COLUMNS, type Evidence, type Guide } from '../testing/guides/statement'
import { STATEMENTS } from '../testing/guides/table'
import { transcriptOf } from '../testing/guides/transcript'

/** What evidence promises and does not tell, or tells although it must not. */
function missing(guide: Guide, evidence: Exclude<Evidence, { by: 'none' }>): readonly string[] {
  const told = transcriptOf(guide, evidence)
  const has = (line: string) => told.some((each) => each.includes(line))
  const wrong = [
    ...evidence.shows.filter((line) => !has(line)).map((line) => `not told: ${line}`),
    ...(evidence.lacks ?? []).filter(has).map((line) => `told: ${line}`),
  ]
  return wrong.length ? [...wrong, ...told] : []
}

describe.each(Object.entries(STATEMENTS) as readonly [Guide, (typeof STATEMENTS)[Guide]][])('%s', (guide, all) => {
  it.each(all.map((each, n) => [`${n + 1}. ${each.section} ${each.place}: ${each.says}`, each] as const))(
    '%s',
    (_, statement) => {
      for (const column of COLUMNS) {
        const evidence = statement[column]
        if (evidence.by !== 'none') expect(missing(guide, evidence), column).toEqual([])
        else expect(evidence.why, column).toMatch(/\.$/)
      }
    },
  )
})
