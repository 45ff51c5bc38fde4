/**
 * What the vendors' READMEs say in their tables is what the code does: every cell is shown by something that runs, and
 * what it names in code is part of that. A row, an operation, a trigger or a difference too much on either side fails.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Vendor } from '../core/contract/vendor'
import { vendorOf } from '../providers/registry'
import { type Guide, isTold, type Shown } from '../testing/guides/statement'
import { transcriptOf } from '../testing/guides/transcript'
import { pageStory, running } from '../testing/page-story'
import { BLOOMREACH } from '../testing/readmes/bloomreach'
import { BLOOMREACH_DIFFERENCES } from '../testing/readmes/bloomreach-differences'
import { CELLS, codeIn, tablesOf } from '../testing/readmes/claim'
import { CUSTOMERIO } from '../testing/readmes/customerio'
import { CUSTOMERIO_DIFFERENCES } from '../testing/readmes/customerio-differences'
import SAID from '../testing/readmes/said.json'
import { differences } from './bloomreach/profiles'
import { models } from './models'

const PROVIDERS = join(import.meta.dirname, '../providers')
const READMES = {
  bloomreach: {
    operations: BLOOMREACH,
    differences: BLOOMREACH_DIFFERENCES,
    known: Object.keys(differences.documented),
  },
  customerio: { operations: CUSTOMERIO, differences: CUSTOMERIO_DIFFERENCES, known: [] },
} as const

/** All that some evidence is and tells, as text; fails where it tells not what it must. */
function told(guide: Guide, shown: Shown): string {
  const lines = transcriptOf(guide, shown)
  const has = (part: string) => isTold(lines, part)
  expect(shown.shows).not.toEqual([])
  const wrong = [...shown.shows.filter((part) => !has(part)), ...shown.lacks.filter(has)]
  expect(wrong, lines.join('\n')).toEqual([])
  return [...('script' in shown ? [shown.script] : [shown.url, JSON.stringify(shown.body)]), ...lines].join('\n')
}

describe.each(Object.entries(READMES) as readonly [Guide, (typeof READMES)[Guide]][])('%s', (guide, claims) => {
  const [operations = [], differs = []] = tablesOf(readFileSync(join(PROVIDERS, guide, 'README.md'), 'utf8'))
  const rows = new Map(operations.map(([name = '', ...cells]) => [name, cells]))

  it('has a claim for each row of its tables, and a row for each claim', () => {
    expect(claims.operations.map(({ row }) => row)).toEqual([...rows.keys()])
    expect(claims.differences.map(({ row }) => row)).toEqual(differs.map(([name]) => name))
  })

  it('says in each cell what it said when what shows it was written', () => {
    const said = ([name = '', ...cells]: readonly string[]) => [name, cells] as const
    const now = [operations, differs].map((rows) => Object.fromEntries(rows.map(said)))
    // Words cannot be run: whoever changes a cell looks at its claim in src/testing/readmes, and then changes both.
    expect(now).toEqual(SAID[guide])
  })

  it('has a row for each operation of the model, each trigger and each difference of the profiles', () => {
    const model = models.find(({ vendor }) => vendor === guide)
    const named = claims.operations.flatMap((claim) => claim.operations)
    // A row that names operations names all that it is about.
    for (const { row, operations } of claims.operations) if (codeIn(row).length) expect(codeIn(row)).toEqual(operations)
    expect([...named].sort()).toEqual([...(model?.operations.map(({ method }) => method) ?? [])].sort())
    const tracker = pageStory()
      .in('d0', running({ vendor: guide, surface: 'bridge', tracker: 'a' }))
      .state().trackers
    const offers = (vendorOf(guide) as Vendor).offers(tracker.first() as Parameters<Vendor['offers']>[0])
    const commands = claims.operations.flatMap((claim) => claim.commands)
    expect([...commands].sort()).toEqual(Object.keys(offers).sort())
    expect(claims.differences.flatMap((claim) => claim.differences).sort()).toEqual([...claims.known].sort())
  })

  it.each(claims.operations.map((claim) => [claim.row, claim] as const))('%s', (row, claim) => {
    CELLS.forEach((column, at) => {
      const cell = rows.get(row)?.[at] ?? ''
      const text = claim[column].map((shown) => told(guide, shown)).join('\n')
      expect(text !== '', `${column}: ${cell}`).toBe(cell !== '–')
      for (const code of codeIn(cell)) expect(text, `${column}: ${cell}`).toContain(code)
    })
    for (const command of claim.commands)
      expect(JSON.stringify(claim.triggered), command).toContain(`"command":"${command}"`)
  })

  it.each(claims.differences.map((claim) => [claim.row, claim] as const))('differs: %s', (_, claim) => {
    expect(claim.shown).not.toEqual([])
    for (const shown of claim.shown) told(guide, shown)
  })
})
