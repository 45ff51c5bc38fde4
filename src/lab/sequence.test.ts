/** The Lab's text: what is written reads back to the same, and what is wrong is told with its line. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../core/json'
import type { Answer, Step } from './bench'
import type { Field } from './model'
import { type Catalogue, readSequence, type Sequence, sequenceText } from './sequence'
import { durationOf, durationText } from './step-text'

const field = (name: string, kind: Field['kind'], choices?: readonly string[]): Field => ({
  ...{ name, kind, required: false, hint: '', example: '' },
  ...(choices ? { choices } : {}),
})
const models: Catalogue = [
  {
    vendor: 'toy',
    profiles: [{ id: 'documented', name: '', hint: '' }],
    settings: [
      field('key', 'text'),
      field('count', 'number'),
      field('on', 'boolean'),
      field('mode', 'choice', ['a', 'b']),
      field('all', 'json'),
    ],
    operations: [
      { method: 'track', fields: [], hint: '', destructive: false },
      { method: 'reset', fields: [], hint: '', destructive: true },
    ],
  },
]
const read = (text: string) => readSequence(text, models, 0)
const wrong = (text: string) => {
  const result = read(text)
  return 'problems' in result ? result.problems.map(({ line, text: words }) => `${line}: ${words}`) : []
}

const json = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as Json)
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ status: fc.integer({ min: 100, max: 599 }), body: json }),
  fc.constant({ status: null, body: null }),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    step: fc.constant('call' as const),
    method: fc.constantFrom('track', 'reset'),
    args: fc.array(json, { maxLength: 3 }),
  }),
  fc.record({ step: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 366 * 86_400_000 }) }),
  fc.record({
    step: fc.constant('app' as const),
    change: fc.constantFrom('active', 'background', 'killed', 'launched'),
  }),
  fc.record({ step: fc.constant('network' as const), online: fc.boolean() }),
  fc.record({ step: fc.constant('server' as const), answer: fc.oneof(answer, fc.constant(null)) }),
  fc.record({ step: fc.constant('answer' as const), request: fc.integer({ min: 1, max: 999_999 }), answer }),
)
const words = fc.stringMatching(/^[a-z][a-z ,.]{0,20}[a-z]$/)

it('whatever is written reads back to the same', () => {
  const sequence: fc.Arbitrary<Sequence> = fc.record({
    ...{ title: words, about: words, closing: words },
    steps: fc.array(fc.record({ step, note: fc.oneof(words, fc.constant('')) }), { minLength: 1, maxLength: 8 }),
    setup: fc.record({
      ...{
        vendor: fc.constant('toy'),
        profile: fc.constant('documented'),
        seed: fc.integer({ min: 0, max: 999_999_999 }),
      },
      startAt: fc.integer({ min: 0, max: 4_102_444_800_000 }),
      settings: fc.record({ key: fc.string(), count: fc.integer(), on: fc.boolean(), all: json }, { requiredKeys: [] }),
    }),
  })
  fc.assert(
    fc.property(sequence, (given) => {
      expect(JSON.parse(JSON.stringify(read(sequenceText(given))))).toEqual(JSON.parse(JSON.stringify(given)))
    }),
  )
})

it('any text gives a sequence or problems on lines that it has, never an exception', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom('lab toy', 'wait', 'set key', 'track(', 'answer 0', 'server 99', 'seed -1', 'start never'),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const result = read(lines.join('\n'))
      if ('problems' in result)
        for (const problem of result.problems)
          expect(problem.line).toBeLessThanOrEqual(Math.max(1, lines.join('\n').split('\n').length))
    }),
  )
})

describe('what is wrong', () => {
  it.each([
    ['', '1: No “lab <vendor> <profile>” line. Vendors: toy.'],
    ['track()', '1: A sequence begins with “lab <vendor> <profile>”.'],
    ['lab acme', '1: No model of “acme”. Vendors: toy.'],
    ['lab toy old', '1: toy has no profile “old”. Profiles: documented.'],
    ['lab toy\nset size 1', '2: toy has no setting “size”. Settings: key, count, on, mode, all.'],
    ['lab toy\nset count "1"', '2: count must be a number.'],
    ['lab toy\nset mode "c"', '2: mode must be one of a, b.'],
    ['lab toy\ntrack()\nset on true', '3: “set” comes before the first step.'],
    ['lab toy\n\nfly()', '3: The SDK has no method “fly”. Methods: track, reset.'],
    ['lab toy\nwait 7', '2: “wait” takes a time such as 500 ms, 70 s, 5 min, 2 h or 1 d, up to 366 d.'],
    ['lab toy\nwait 367 d', '2: “wait” takes a time such as 500 ms, 70 s, 5 min, 2 h or 1 d, up to 366 d.'],
    ['lab toy\napp asleep', '2: “app” takes active, background, killed or launched.'],
    ['lab toy\nserver 700', '2: A server says a status from 100 to 599 and a body as JSON, or none for no answer.'],
    ['lab toy\nstart tomorrow', '2: “start” takes a time like 2026-01-31T09:00:00.000Z.'],
    ['lab toy\nhello', '2: “hello” is not a step. Write method(arguments), or wait, app, network, server, answer.'],
  ])('%j', (text, problem) => {
    expect(wrong(text)).toEqual([problem])
  })

  it('arguments that are no JSON are told with the reason', () => {
    expect(wrong('lab toy\ntrack({a: 1})')[0]).toMatch(/^2: The arguments of track cannot be read as JSON: ./)
  })

  it('every wrong line is told', () => {
    expect(wrong('lab toy\nfly()\ntrack()\nwait\n').map((line) => line[0])).toEqual(['2', '4'])
  })
})

it('comments belong to the step below, before the first line to the whole, after the last step to the end', () => {
  expect(read('# what it is\nlab toy\n\n# why\n# and how\ntrack("a")\nreset()\n# done')).toMatchObject({
    ...{ about: 'what it is', closing: 'done' },
    steps: [{ note: 'why\nand how' }, { note: '' }],
  })
})

it('durations in the largest unit that is whole', () => {
  expect([0, 500, 70_000, 120_000, 7_200_000, 172_800_000].map(durationText)).toEqual([
    '0 s',
    '500 ms',
    '70 s',
    '2 min',
    '2 h',
    '2 d',
  ])
  expect(['1.5 h', '70s', '1 week', '-1 s', ''].map(durationOf)).toEqual([5_400_000, 70_000, null, null, null])
})
