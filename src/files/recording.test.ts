/** Recordings: what was saved folds to the same ledger again; masked ones hold no personal value and the same shape. */
import { describe, expect, it } from 'vitest'
import { flood } from '../../e2e/bench/flood'
import type { Fact } from '../core/fact'
import type { Json } from '../core/json'
import { emptyState, type State } from '../core/state'
import { parseFact } from '../link/parse'
import { reduce } from '../providers/fold'
import { story } from '../testing/story'
import { maskFacts } from './mask/mask'
import { factOf, readRecording } from './recording'
import { writeRecording } from './write/recording'

const MASKED = { personal: false, key: 'k7' }
const fold = (facts: readonly Fact[]): State => facts.reduce(reduce, emptyState)
const facts = flood({ items: 300, start: Date.UTC(2026, 0, 2) })

function reopened(text: string): readonly (Fact | null)[] {
  const opened = readRecording(text)
  if ('wrong' in opened) throw new Error(opened.wrong)
  return opened.entries.map((entry: Json) => factOf(entry, parseFact))
}

describe('recordings', () => {
  it('with personal values come back as they were', () => {
    expect(reopened(writeRecording(facts, 0, false))).toEqual(facts)
  })

  it('masked ones keep types, names, states, joins and the sameness of customers', () => {
    const before = fold(facts)
    const after = fold(reopened(writeRecording(maskFacts(facts, MASKED), 0, true)).filter((fact) => fact !== null))
    const shape = (state: State) =>
      state.items.map(({ name, type, delivery, attempts }) => [name, type, delivery, attempts.length]).toArray()
    expect(shape(after)).toEqual(shape(before))
    const people = (state: State): number[] => {
      const known: string[] = []
      return state.items
        .map((item) => {
          const id = item.sentAs?.hard.userId ?? item.sentAs?.hard.registered ?? ''
          if (!known.includes(id)) known.push(id)
          return known.indexOf(id)
        })
        .toArray()
    }
    expect(people(after)).toEqual(people(before))
  })

  it.each([
    ['no json at all', /not JSON/],
    ['[1, 2]', /not a Tracklens recording/],
    ['{"tracklens": 4, "facts": []}', /newer/],
    ['{"tracklens": 1}', /damaged/],
  ])('%s is explained', (text, why) => {
    const opened = readRecording(text)
    expect('wrong' in opened && opened.wrong).toMatch(why)
  })

  it('facts that are none are told apart', () => {
    const opened = readRecording(
      JSON.stringify({ tracklens: 1, facts: [facts[0], { kind: 'nonsense', doc: 'd', seq: 1, frame: 0, at: 1 }, 7] }),
    )
    expect('entries' in opened && opened.entries.map((entry) => factOf(entry, parseFact) !== null)).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('maskFacts', () => {
  const told = story().tell(
    'd',
    {
      kind: 'call',
      vendor: 'customerio',
      surface: 'web',
      tracker: 't',
      call: 1,
      method: 'identify',
      args: ['person-4711', { email: 'jane@shop.example', first_name: 'Jane', plan: 'gold', phone: 491701234567 }],
    },
    {
      kind: 'request',
      request: 1,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'https://c.example/u/person-4711?mail=jane%40shop.example',
      body: { text: '{"userId":"person-4711","writeKey":"wk_1","note":"written by jane@shop.example"}', size: 1 },
    },
    {
      kind: 'request',
      request: 2,
      vendor: 'bloomreach',
      via: 'fetch',
      method: 'POST',
      url: 'https://b.example/',
      body: { text: '{"customer_ids":{"cookie":"anon-1","registered":"person-4711"},"project_token":"open"}', size: 1 },
    },
    {
      kind: 'request',
      request: 3,
      vendor: 'bloomreach',
      via: 'fetch',
      method: 'POST',
      url: 'https://b.example/',
      body: { text: 'amFuZQ==', size: 4, binary: true },
    },
  ).facts
  const masked = JSON.stringify(maskFacts(told, MASKED))

  it.each(['person-4711', 'jane@shop.example', 'jane%40shop.example', 'Jane', '491701234567', 'gold', 'amFuZQ=='])(
    '%s is nowhere',
    (secret) => {
      expect(JSON.stringify(told)).toContain(secret)
      expect(masked).not.toContain(secret)
    },
  )

  it.each(['wk_1', 'anon-1', 'open', 'identify'])('%s stays', (plain) => {
    expect(masked).toContain(plain)
  })

  it('leaves its input alone', () => {
    const before = JSON.stringify(told)
    maskFacts(told, MASKED)
    expect(JSON.stringify(told)).toBe(before)
  })
})
