/** The keywords of JSON Schema that are judged by, in which draft, and which shape each must have. */

/** The drafts that are read, as the validator names them. */
export type Draft = '2020-12' | '7'

/** What a keyword's value is. Those with schemas inside are gone into. */
export type Shape =
  | 'schema'
  | 'schemas'
  | 'schema map'
  | 'items'
  | 'dependencies'
  | 'types'
  | 'strings'
  | 'string map'
  | 'count'
  | 'number'
  | 'positive'
  | 'boolean'
  | 'text'
  | 'pattern'
  | 'patterns'
  | 'any'
  | 'list'

/** A keyword's shape, and the only draft that has it where not both do. */
interface Keyword {
  readonly shape: Shape
  readonly only?: Draft
}

/**
 * JSON Schema 2020-12 (Core §8 and §10, Validation §6 and §7) and draft-07. What is not here says nothing about what is
 * valid (titles, examples) and is left out; `content…` is never asserted, as the specification has it.
 */
export const KEYWORDS: Readonly<Record<string, Keyword>> = {
  $schema: { shape: 'text' },
  $id: { shape: 'text' },
  $ref: { shape: 'text' },
  $anchor: { shape: 'text', only: '2020-12' },
  $defs: { shape: 'schema map', only: '2020-12' },
  definitions: { shape: 'schema map' },
  type: { shape: 'types' },
  enum: { shape: 'list' },
  const: { shape: 'any' },
  multipleOf: { shape: 'positive' },
  maximum: { shape: 'number' },
  exclusiveMaximum: { shape: 'number' },
  minimum: { shape: 'number' },
  exclusiveMinimum: { shape: 'number' },
  maxLength: { shape: 'count' },
  minLength: { shape: 'count' },
  pattern: { shape: 'pattern' },
  format: { shape: 'text' },
  maxItems: { shape: 'count' },
  minItems: { shape: 'count' },
  uniqueItems: { shape: 'boolean' },
  maxContains: { shape: 'count', only: '2020-12' },
  minContains: { shape: 'count', only: '2020-12' },
  maxProperties: { shape: 'count' },
  minProperties: { shape: 'count' },
  required: { shape: 'strings' },
  dependentRequired: { shape: 'string map', only: '2020-12' },
  allOf: { shape: 'schemas' },
  anyOf: { shape: 'schemas' },
  oneOf: { shape: 'schemas' },
  not: { shape: 'schema' },
  if: { shape: 'schema' },
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword's name
  then: { shape: 'schema' },
  else: { shape: 'schema' },
  dependentSchemas: { shape: 'schema map', only: '2020-12' },
  dependencies: { shape: 'dependencies' },
  prefixItems: { shape: 'schemas', only: '2020-12' },
  items: { shape: 'items' },
  additionalItems: { shape: 'schema', only: '7' },
  contains: { shape: 'schema' },
  properties: { shape: 'schema map' },
  patternProperties: { shape: 'patterns' },
  additionalProperties: { shape: 'schema' },
  propertyNames: { shape: 'schema' },
  unevaluatedItems: { shape: 'schema', only: '2020-12' },
  unevaluatedProperties: { shape: 'schema', only: '2020-12' },
}

/** Keywords that are refused rather than passed over: leaving one out would change what is valid. */
export const REFUSED: Readonly<Record<string, string>> = {
  $dynamicRef: 'write a $ref to a schema of this plan instead',
  $recursiveRef: 'write a $ref to a schema of this plan instead',
}

/**
 * The formats that are asserted. The specification leaves that open; a plan that names one means it. Every other format
 * is a remark, as the specification has it by default.
 */
export const FORMATS: ReadonlySet<string> = new Set([
  'date',
  'time',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
  'json-pointer',
])

/** What `type` may say. */
export const TYPES: ReadonlySet<string> = new Set(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string'])
