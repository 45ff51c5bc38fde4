/** Whatever a plan's file holds: every reader answers with a plan or with what is wrong, never by an exception. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Json } from '../core/json'
import { anything, changed, placesOf } from '../testing/mutants'
import { SHOP } from '../testing/plans'
import { convert } from './convert'
import { loadPlan } from './index'

const message = (parts: object) => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  properties: { context: {}, traits: {}, properties: {}, ...parts },
  required: ['properties'],
})
const schema = { type: 'object', required: ['total'], properties: { total: { type: 'number', minimum: 0 } } }
const rule = { key: 'Buy', type: 'TRACK', version: 1, jsonSchema: message({ properties: schema }) }
const point = {
  description: 'A purchase',
  match: { type: 'custom_event', criteria: { event_name: 'Buy', custom_event_type: 'transaction' } },
  validator: {
    type: 'json_schema',
    definition: { properties: { data: { properties: { custom_attributes: schema, event_name: { const: 'Buy' } } } } },
  },
}

/** A small plan of each tool. */
const PLANS: Readonly<Record<string, unknown>> = {
  'our own': SHOP,
  'Segment’s Public API': {
    data: { trackingPlan: { id: 'tp', name: 'Shop' }, rules: [rule, { ...rule, version: 2 }] },
  },
  'Typewriter’s plan.json': {
    ...{ id: 'tp', name: 'Shop' },
    rules: [{ ...rule, jsonSchema: { ...schema, eventMetadata: { name: 'Buy', type: 'TRACK' }, labels: {} } }],
  },
  'Segment’s Config API': {
    ...{ name: 'workspaces/shop/tracking-plans/rs', display_name: 'Shop' },
    rules: {
      ...{ events: [{ name: 'Buy', version: 1, description: 'A', rules: message({ properties: schema }) }] },
      ...{ identify: message({ traits: schema }), global: message({}), identify_traits: [{ name: 'email' }] },
    },
  },
  'RudderStack’s first': {
    ...{ version: 'rudder/v0.1', kind: 'tp', metadata: { name: 'Shop' } },
    spec: {
      ...{ id: 'shop', display_name: 'Shop' },
      rules: [
        {
          ...{ type: 'event_rule', id: 'r' },
          event: { $ref: '#/events/e/buy', allow_unplanned: false },
          properties: [{ $ref: '#/properties/p/total', required: true }],
        },
      ],
    },
  },
  'RudderStack’s events': {
    ...{ version: 'rudder/v1', kind: 'events', metadata: { name: 'e' } },
    spec: { events: [{ id: 'buy', name: 'Buy', event_type: 'track', description: 'A' }] },
  },
  'mParticle’s': {
    ...{ data_plan_id: 'shop', data_plan_name: 'Shop' },
    data_plan_versions: [
      { version: 1, activated_environment: 'production', version_document: { data_points: [point] } },
    ],
  },
}

/** Words that a person is never told: the engine's own. */
const SLIPS = /undefined|\[object |is not a function|Cannot read|Unexpected token/

/** What RudderStack's plans refer to, in files of their own. */
const CATALOG = [
  ['events', { id: 'buy', name: 'Buy', event_type: 'track' }],
  ['properties', { id: 'total', name: 'total', type: 'number' }],
]
  .map(([kind, entry]) =>
    stringify({ version: 'rudder/v0.1', kind, metadata: { name: 'e' }, spec: { [kind as string]: [entry] } }),
  )
  .join('---\n')

/** Reads and loads it: a plan by which can be judged, or a sentence. */
function survives(text: string, columns?: 'guess'): void {
  const read = convert([{ name: 'f', text }], columns ? { columns } : {})
  if ('plan' in read) {
    expect(loadPlan(read.plan).checks(true).length).toBeGreaterThan(0)
    for (const { place, text: said } of read.losses) {
      expect(place).toMatch(/^\S/)
      expect(`${place}: ${said}`).not.toMatch(SLIPS)
    }
  } else if ('wrong' in read) {
    expect(read.wrong).toMatch(/^\S.*[.:?]$/s)
    expect(read.wrong).not.toMatch(SLIPS)
  } else expect(read.headers.join('')).not.toBe('')
}

describe.each(Object.entries(PLANS))('%s plan', (tool, plan) => {
  const whole = plan as Json
  const places = placesOf(whole)
  const written = (value: Json): string =>
    tool.startsWith('Rudder') ? `${CATALOG}---\n${stringify(value)}` : JSON.stringify(value)

  it('with any key removed is read or refused in a sentence', () => {
    for (const place of places) survives(written(changed(whole, place, undefined)))
  })

  it('with anything at any place is read or refused in a sentence', () => {
    const mutants = fc.tuple(fc.constantFrom(...places), anything)
    fc.assert(
      fc.property(mutants, ([place, by]) => survives(written(changed(whole, place, by)))),
      { numRuns: 60 },
    )
  })

  it('cut anywhere is read or refused in a sentence', () => {
    const text = written(whole)
    for (let end = 0; end < text.length; end += 11) survives(text.slice(0, end))
  })
})

describe('a sheet', () => {
  const sheet =
    'Event name;Attribute;Data type;Mandatory;Allowed values\npurchase;total;number;yes;"a;b"\n;id;string;no;\n'

  it('cut anywhere, or with any cells, is read or refused in a sentence', () => {
    for (let end = 0; end <= sheet.length; end++) survives(sheet.slice(0, end), 'guess')
    const cell = fc.string({ unit: fc.constantFrom(...'ab;,"\n\r\t=é '), maxLength: 5 })
    const row = fc.array(cell, { maxLength: 7 }).map((cells) => cells.join(';'))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        survives([sheet.split('\n')[0], ...rows].join('\n'), 'guess')
        survives(rows.join('\n'))
      }),
      { numRuns: 60 },
    )
  })
})
