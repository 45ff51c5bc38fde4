/** Verdicts by a schema: equal to ajv's on generated ones, told in words, and open where something is not known. */
import Ajv from 'ajv'
import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../core/json'
import { FORMATS } from './keywords'
import { namesIn, readSchema } from './schema'
import { createValidate, type Judged } from './validate'

const NAMES = ['id', 'total', 'items', 'hasOwnProperty', '__proto__', 'two words', 'a/b~c', 'ü'] as const

/** Any value that properties may have, small enough to meet the schemas often. */
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>(
      null,
      true,
      false,
      0,
      1,
      2,
      -1,
      1.5,
      7,
      '',
      'a',
      'ab',
      'abc',
      '2026-01-31',
      'a@b.example',
      '😀',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    object(tie('value')),
  ),
})).value

function object<T>(inner: fc.Arbitrary<T>, names: readonly string[] = NAMES): fc.Arbitrary<Record<string, T>> {
  const pairs = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), inner), { maxLength: 4, selector: ([name]) => name })
  return pairs.map((entries) => Object.fromEntries(entries))
}

const type = fc.constantFrom('null', 'boolean', 'object', 'array', 'number', 'integer', 'string')
/** Ajv passes over `__proto__` in a schema, where the specification does not. */
const SPOKEN_OF = NAMES.filter((name) => name !== '__proto__')
const names = fc.uniqueArray(fc.constantFrom(...SPOKEN_OF), { maxLength: 3 })

/** Any schema of a draft, with references into itself. */
function schemas(draft: '2020-12' | '7'): fc.Arbitrary<Json> {
  const newer = draft === '2020-12'
  const references: readonly JsonObject[] = [
    { $ref: '#/definitions/text' },
    { $ref: '#/definitions/few' },
    ...(newer ? [{ $ref: '#/$defs/a~1b' }, { $ref: '#some' }] : []),
  ]
  const merged = ([{ type, ...one }, other]: readonly [JsonObject, JsonObject]): JsonObject => ({
    ...one,
    // Ajv asks it beside a reference in the older draft too, against its own option.
    ...(newer && type !== undefined ? { type } : {}),
    ...other,
  })
  return fc
    .letrec<{ schema: Json; member: JsonObject }>((tie) => {
      const schema = tie('schema')
      const list = fc.array(schema, { minLength: 1, maxLength: 3 })
      const keyword = (name: string, values: fc.Arbitrary<unknown>) => values.map((each) => [name, each] as const)
      return {
        member: fc
          .uniqueArray(
            fc.oneof(
              keyword('type', fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 }))),
              keyword('enum', fc.array(value, { minLength: 1, maxLength: 4 })),
              keyword('const', value),
              keyword('multipleOf', fc.constantFrom(1, 2, 3)),
              ...['maximum', 'minimum', 'exclusiveMaximum', 'exclusiveMinimum'].map((name) =>
                keyword(name, fc.integer({ min: -2, max: 3 })),
              ),
              ...['maxLength', 'minLength', 'maxItems', 'minItems', 'maxProperties', 'minProperties'].map((name) =>
                keyword(name, fc.integer({ min: 0, max: 3 })),
              ),
              keyword('pattern', fc.constantFrom('^a', 'b$', '.', '\\d', '^\\p{L}*$', '^(?!ab)', '(?<=a)b')),
              keyword('uniqueItems', fc.boolean()),
              keyword('required', names),
              keyword('properties', object(schema, SPOKEN_OF)),
              keyword('patternProperties', object(schema, ['^t', 'o', '^[^ ]*$', '(?<=w)o', '^(?!i)'])),
              ...['additionalProperties', 'propertyNames', 'contains', 'not', 'if', 'then', 'else'].map((name) =>
                keyword(name, schema),
              ),
              ...['allOf', 'anyOf', 'oneOf'].map((name) => keyword(name, list)),
              keyword('items', newer ? schema : fc.oneof(schema, list)),
              ...(newer
                ? [
                    keyword('prefixItems', list),
                    keyword('dependentRequired', object(names, SPOKEN_OF)),
                    keyword('dependentSchemas', object(schema, SPOKEN_OF)),
                    keyword('minContains', fc.integer({ min: 0, max: 2 })),
                    keyword('maxContains', fc.integer({ min: 0, max: 2 })),
                    keyword('unevaluatedProperties', schema),
                    keyword('unevaluatedItems', schema),
                  ]
                : [
                    keyword('additionalItems', schema),
                    keyword('dependencies', object(fc.oneof(names, schema), SPOKEN_OF)),
                  ]),
            ),
            { maxLength: 4, selector: ([name]) => name },
          )
          .map((entries) => Object.fromEntries(entries) as JsonObject),
        schema: fc.oneof(
          { maxDepth: 4, depthSize: 'small' },
          { arbitrary: fc.boolean(), weight: 1 },
          { arbitrary: fc.constantFrom(...references), weight: 1 },
          // What stands beside a reference: the newer draft asks it too, the older one passes it over.
          { arbitrary: fc.tuple(tie('member'), fc.constantFrom(...references)).map(merged), weight: 1 },
          { arbitrary: tie('member'), weight: 8 },
        ),
      }
    })
    .member.map((schema) => ({
      ...(newer ? {} : { $schema: 'http://json-schema.org/draft-07/schema#' }),
      ...schema,
      definitions: { text: { type: 'string', minLength: 1 }, few: { maxProperties: 2, not: { type: 'null' } } },
      ...(newer ? { $defs: { 'a/b': { minimum: 1 }, some: { $anchor: 'some', items: { type: 'number' } } } } : {}),
    }))
}

interface Known {
  readonly unknown?: string[][]
  readonly cut?: string[][]
}

/** What judges properties by a schema that is read once. */
function judgeOf(schema: Json): (properties: Json, known?: Known) => Judged {
  const read = readSchema(schema, 'schema')
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  const validate = createValidate(read, namesIn(read.schema))
  return (properties, { unknown = [], cut = [] } = {}) =>
    validate({ value: properties as JsonObject, from: 'wire', unknown, cut })
}

function judge(schema: Json, properties: Json, known: Known = {}): Judged {
  return judgeOf(schema)(properties, known)
}

function verdictOf(ask: () => unknown): unknown {
  try {
    return ask()
  } catch {
    return null
  }
}

describe('verdicts', () => {
  it.each([
    ['2020-12', Ajv2020],
    ['7', Ajv],
  ] as const)('of draft %s are ajv’s, whatever the schema and the properties', (draft, Oracle) => {
    fc.assert(
      fc.property(schemas(draft), fc.array(object(value), { minLength: 6, maxLength: 6 }), (schema, events) => {
        const ajv = new Oracle({
          ...{ strict: false, logger: false, meta: false, validateSchema: false, ownProperties: true },
          // As draft-07 has it, “All other properties in a "$ref" object MUST be ignored”.
          ignoreKeywordsWithRef: draft === '7',
        })
        const compiled = verdictOf(() => ajv.compile(structuredClone(schema) as object)) as (of: unknown) => boolean
        // Rarely ajv fails by itself (unevaluatedProperties below anyOf below oneOf): then there is nothing to compare.
        fc.pre(compiled !== null)
        const validate = judgeOf(schema)
        for (const event of events) {
          const expected = verdictOf(() => compiled(event))
          if (expected !== null) expect(validate(event).valid, JSON.stringify(event)).toBe(expected)
        }
      }),
      { numRuns: 350 },
    )
  })

  it.each([...FORMATS])('of the format %s are ajv’s', (format) => {
    const ajv = addFormats(new Ajv2020({ strict: false }))
    const validate = ajv.compile({ properties: { a: { format } } })
    const parts = [
      '2026-02-29',
      '2024-02-29',
      'T',
      't',
      ' ',
      '23:59:60',
      '12:30:00',
      'Z',
      '+02:00',
      'P1Y',
      'P1W',
      'PT1H',
      'a',
    ]
    const more = [
      '@',
      '.',
      'b.example',
      'shop',
      ':',
      '//',
      '/',
      '~0',
      '~',
      '%20',
      '::1',
      '255',
      '1.2.3.4',
      '"',
      '-',
      '[',
      ']',
    ]
    const uuid = '2eb8aa08-aa98-11ea-b4aa-73b441d16380'
    const texts = fc
      .array(fc.constantFrom(...parts, ...more, uuid, 'http', 'é'), { maxLength: 6 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(texts, (a) => {
        expect(judge({ properties: { a: { format } } }, { a }).valid).toBe(validate({ a }))
      }),
      { numRuns: 60 },
    )
  })

  it('pass over formats that are not asserted, and say so', () => {
    expect(judge({ properties: { a: { format: 'iri' } } }, { a: ' ' }).valid).toBe(true)
    expect(readSchema({ properties: { a: { format: 'iri' } } }, 's')).toMatchObject({ remarks: ['iri'] })
  })

  it('are the specification’s where ajv’s are not: hundredths, large numbers, a list that contains nothing', () => {
    const judged = (schema: Json, a: Json) => judge({ properties: { a: schema } }, { a }).valid
    expect([19.99, 0.29, 1e21, 19.995].map((a) => judged({ multipleOf: 0.01 }, a))).toEqual([true, true, true, false])
    expect(judge({ additionalProperties: { prefixItems: [{}], contains: {} } }, { a: [] }).valid).toBe(false)
    // Steps that are smaller than what is let pass are refused, not judged.
    expect(readSchema({ multipleOf: 1e-8 }, 's')).toHaveProperty('problems')
  })

  it('are open where a schema never ends, and where a text is too long for a pattern', () => {
    expect(judge({ $ref: '#' }, {}).valid).toBeNull()
    const schema = { properties: { a: { pattern: '(.{0,900}){4}!' } } }
    expect(judge(schema, { a: 'a'.repeat(100_000) })).toEqual({ valid: null, breaches: [] })
  })

  it('are given whatever pattern a text or a name is asked for', () => {
    const long = `${'a'.repeat(50_000)}!`
    expect(judge({ properties: { a: { pattern: '^(a+)+$' } } }, { a: long }).valid).toBe(false)
    const names = { patternProperties: { '^(a+)+$': { type: 'number' }, '^(a|b)+!$': {} }, additionalProperties: false }
    expect(judge(names, { [long]: '' }).valid).toBe(true)
    expect(judge(names, { a: '', c: 1 }).breaches.map(({ kind, path }) => [kind, path])).toEqual([
      ['type', ['a']],
      ['additional', ['c']],
    ])
  })
})

describe('breaches', () => {
  const texts = (schema: Json, properties: Json) =>
    judge(schema, properties).breaches.map(({ kind, text }) => `${kind}: ${text}`)

  it('name what is missing, of another type, too much, and another value', () => {
    const schema = {
      required: ['purchase_id', 'total'],
      additionalProperties: false,
      properties: {
        purchase_id: { type: 'string' },
        total: { type: 'number' },
        currency: { enum: ['EUR', 'CZK'] },
        items: {
          type: 'array',
          items: { type: 'object', required: ['id'], properties: { price: { type: 'number' } } },
        },
        coupon: { anyOf: [{ type: 'string' }, { type: 'null' }] },
        sku: { pattern: '^[A-Z]+$' },
      },
    }
    const given: unknown = {
      total: '7.99',
      currency: 'USD',
      'two words': 1,
      items: [{ id: 'a' }, { price: 'free' }],
      coupon: 5,
      sku: 'a',
    }
    expect(texts(schema, given as Json)).toEqual([
      'missing: purchase_id',
      'type: total is "7.99", a text: number is planned',
      'value: currency is "USD": Instance does not match any of ["EUR","CZK"] (enum)',
      'missing: items[1].id',
      'type: items[1].price is "free", a text: number is planned',
      'type: coupon is 5, a number: string or null is planned',
      'value: sku is "a": String does not match pattern (pattern)',
      'additional: two words (1)',
    ])
  })

  it('do not list what each alternative lacks', () => {
    const schema = { anyOf: [{ required: ['a'] }, { required: ['b'] }] }
    expect(texts(schema, {})).toEqual(['value: the whole is {}: Instance does not match any subschemas (anyOf)'])
  })

  it('come only of what is known', () => {
    const schema = { required: ['a', 'z'], properties: { a: { type: 'string', maxLength: 3 }, b: { minItems: 1 } } }
    const cut = { unknown: [['a']], cut: [[]] }
    expect(judge(schema, { a: 'abcdef' }, cut)).toEqual({ valid: null, breaches: [] })
    expect(judge(schema, { a: 5 }, { unknown: [['b']], cut: [[]] }).breaches.map(({ kind }) => kind)).toEqual(['type'])
    expect(judge(schema, { a: 'abc', z: 1, b: [] }, { unknown: [['b']] }).valid).toBeNull()
    expect(judge(schema, { a: 'abc', z: 1, other: '' }, { unknown: [['other']] }).valid).toBe(true)
  })
})
