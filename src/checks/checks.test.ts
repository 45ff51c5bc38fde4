/** The contract of every check: complete, listed, right in its examples, and total whatever a page sends. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../core/json'
import type { State } from '../core/state'
import { as, NOW, type Scene, stateOf } from '../testing/scene'
import { checks, findingsOf } from '.'
import { SEVERITIES } from './check'
import { any } from './examples/any'
import { bloomreach } from './examples/bloomreach'
import { customerio } from './examples/customerio'
import { createFindings } from './judging'

const examples = { ...any, ...bloomreach, ...customerio }
const files = readdirSync(new URL('./rules', import.meta.url)).map((file) => file.replace(/\.ts$/, ''))
const rows = readFileSync(new URL('./README.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells[1]?.startsWith('`'))

function found(id: string, scene: Scene, vendor: string): string[] {
  const texts = findingsOf(null, stateOf(scene, vendor), NOW).byCheck.get(id)
  return texts ? [...texts.values()].map((finding) => finding.text) : []
}

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  it('is complete and named like its file', () => {
    expect(files).toContain(id)
    expect(id).toMatch(check.vendor === null ? /^any-/ : new RegExp(`^${check.vendor}-`))
    for (const words of [check.title, check.source, check.advice]) {
      expect(words.length, `“${words}” says too little`).toBeGreaterThan(8)
      // They are shown as they are: a name is quoted as in print.
      expect(words).not.toContain('`')
    }
    expect(SEVERITIES).toContain(check.severity)
    expect(['documented', 'heuristic']).toContain(check.certainty)
    expect(check.item ?? check.moment ?? check.tracker ?? check.document).toBeTypeOf('function')
  })

  it('is listed in the README as it is', () => {
    const row = rows.find((cells) => cells[1] === `\`${id}\``)
    expect(row?.slice(2, -1)).toEqual([check.vendor ?? 'all', check.severity, check.certainty, check.title])
  })

  it('finds its positive example, in a sentence without holes, and leaves its negative one alone', () => {
    const example = examples[id]
    expect(example, 'needs an example in examples/').toBeDefined()
    if (!example) return
    const vendor = check.vendor ?? 'bloomreach'
    const texts = found(id, example.found, vendor)
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text).not.toMatch(/\bundefined\b(?!")|\[object|NaN(?!, sent)/)
    expect(found(id, example.clean, vendor)).toEqual([])
  })

  if (check.vendor === null) return
  it('judges no other vendor', () => {
    const other = check.vendor === 'bloomreach' ? 'customerio' : 'bloomreach'
    expect(found(id, examples[id]?.found ?? {}, other)).toEqual([])
  })
})

it('has one file, one example and one row per check', () => {
  const ids = checks.map((check) => check.id).sort()
  expect(files.sort()).toEqual(ids)
  expect(Object.keys(examples).sort()).toEqual(ids)
  expect(rows.map((cells) => cells[1]?.replaceAll('`', '')).sort()).toEqual(ids)
})

it('leaves no check out that would find something in a new item', () => {
  const asked = createFindings(checks.map(({ types: _types, troubled: _troubled, ...check }) => check))
  const subjects = (judge: typeof findingsOf, state: State) =>
    judge(null, state, NOW)
      .byCheck.map((entries) => [...entries.keys()].sort())
      .toJS()
  for (const { found, clean } of Object.values(examples))
    for (const scene of [found, clean])
      for (const vendor of ['bloomreach', 'customerio']) {
        const state = stateOf(scene, vendor)
        expect(subjects(findingsOf, state)).toEqual(subjects(asked, state))
        const items = state.items.map((item) => ({ ...item, type: 'event' as const, notes: [], error: null }))
        expect(subjects(findingsOf, { ...state, items })).toEqual(subjects(asked, { ...state, items }))
      }
})

it('survives whatever a page sends', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'constructor', 'consent', 'session_end', 'User Deleted', 'null', ' '),
  )
  const ids = fc.dictionary(text, text, { maxKeys: 3 })
  const properties = fc.dictionary(text, fc.jsonValue(), { maxKeys: 5 }) as fc.Arbitrary<JsonObject>
  const item = fc.record({
    name: text,
    type: fc.constantFrom(
      'event' as const,
      'identify' as const,
      'consent' as const,
      'campaign' as const,
      'alias' as const,
      'session' as const,
    ),
    properties,
    method: fc.option(text),
    notes: fc.array(fc.record({ about: fc.constantFrom('argument' as const, 'requirement' as const), text }), {
      maxLength: 2,
    }),
    calledAs: fc.tuple(ids, ids).map(([hard, soft]) => as(hard, soft)),
    sentAs: fc.option(fc.tuple(ids, ids).map(([hard, soft]) => as(hard, soft))),
    tries: fc.array(
      fc.record({ at: fc.integer(), status: fc.constantFrom(null, 0, 200, 500), url: text, size: fc.nat(1e6) }),
      {
        maxLength: 2,
      },
    ),
  })
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 6 }),
      fc.constantFrom('bloomreach', 'customerio'),
      fc.webUrl(),
      (items, vendor, url) => {
        const state = stateOf({ items, documents: [{ url }] }, vendor)
        for (const entries of findingsOf(null, state, NOW).byCheck.values())
          for (const finding of entries.values()) expect(finding.text).toBeTypeOf('string')
      },
    ),
    { numRuns: 150 },
  )
})

it('judges nothing by no checks', () => {
  expect(createFindings([])(null, stateOf({ items: [{ name: '' }] }, 'bloomreach'), NOW).byCheck.size).toBe(0)
})
