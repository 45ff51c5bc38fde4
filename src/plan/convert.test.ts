/** Other tools' plans, in the shapes that their own documents and sources show: what is read, and each loss by name. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHOP } from '../testing/plans'
import { type ConvertOptions, convert } from './convert'

const read = (value: unknown, options?: ConvertOptions) =>
  convert([{ name: 'plan', text: typeof value === 'string' ? value : JSON.stringify(value) }], options)
const plan = (value: unknown, options?: ConvertOptions) => {
  const found = read(value, options)
  if (!('plan' in found)) throw new Error(JSON.stringify(found))
  return { ...found, events: found.plan.events, losses: found.losses.map(({ place, text }) => `${place}: ${text}`) }
}
const DRAFT = 'http://json-schema.org/draft-07/schema#'
const order = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } }
const message = (parts: object, more: object = {}) => ({
  $schema: DRAFT,
  type: 'object',
  properties: { context: {}, traits: {}, properties: {}, ...parts },
  ...more,
})

describe('our own format', () => {
  it('is taken as it is, and its mistakes are told', () => {
    expect(plan(SHOP)).toMatchObject({ plan: SHOP, losses: [] })
    expect(read({ ...SHOP, events: 1 })).toMatchObject({ problems: [{ place: 'events' }] })
    expect(read('{ "tracklens-plan": 1,')).toMatchObject({ problems: [{ place: expect.stringMatching(/^line 1/) }] })
  })
})

describe('Segment', () => {
  const rules = [
    { key: 'Order Completed', type: 'TRACK', version: 1, jsonSchema: message({ properties: {} }) },
    {
      key: 'Order Completed',
      type: 'TRACK',
      version: 2,
      jsonSchema: message({ properties: order }, { required: ['properties'] }),
    },
    { key: null, type: 'IDENTIFY', version: 1, jsonSchema: message({ traits: { required: ['email'] } }) },
    { key: null, type: 'COMMON', version: 1, jsonSchema: message({ context: { required: ['userAgent'] } }) },
    {
      key: 'Searched',
      type: 'TRACK',
      version: 1,
      jsonSchema: message({ context: { required: ['ip'] } }, { required: ['userId'] }),
    },
  ]
  const expected = [
    { type: 'event', name: 'Order Completed', schema: { $schema: DRAFT, ...order } },
    { type: 'identify', schema: { $schema: DRAFT, required: ['email'] } },
    { type: 'event', name: 'Searched', schema: { $schema: DRAFT } },
  ]

  it.each([
    ['rules of the Public API', { data: { rules, pagination: { current: 'MA==' } } }],
    ['a list of rules', rules],
    ['a plan with its rules', { data: { trackingPlan: { id: 'tp_1', name: 'Shop' }, rules } }],
  ])('%s', (_, value) => {
    const { events, losses, from } = plan(value)
    expect(events).toEqual(expected)
    expect(from).toBe('Segment’s Public API')
    expect(losses).toEqual([
      'rule “Order Completed”, version 1: Only its newest version is judged.',
      'the rule for common: Rules of the type COMMON are for every message: they are not judged.',
      'rule “Searched”: What it says of context is not judged.',
      'rule “Searched”: That a message has userId is not judged.',
    ])
  })

  it.each([
    ['an answer without rules', { data: { rules: [], pagination: { current: 'MA==' } } }, 'Segment’s Public API'],
    [
      'an answer with rules for all messages',
      { data: { rules: [{ type: 'COMMON', jsonSchema: {} }] } },
      'Segment’s Public API',
    ],
    ['a list whose rules name no event', [{ type: 'TRACK', jsonSchema: order }], 'Segment’s Public API'],
    ['a file whose rules name no event', { rules: [{ type: 'TRACK', jsonSchema: order }] }, 'Typewriter’s plan.json'],
  ])('%s is refused by the name of its own form', (_, value, from) => {
    expect(read(value)).toMatchObject({ wrong: `plan is ${from}, but no event is planned in it.` })
  })

  it('Typewriter’s plan.json has the properties alone', () => {
    const schema = {
      $schema: DRAFT,
      type: 'object',
      eventMetadata: { name: 'Buy', type: 'TRACK' },
      labels: {},
      properties: { total: { $id: '/properties/total', type: 'number' } },
    }
    const { events, from, losses } = plan({
      id: 'tp_1',
      name: 'Shop',
      rules: [{ key: 'Buy', type: 'TRACK', version: 1, jsonSchema: schema }],
    })
    const { eventMetadata: _, labels: __, ...rest } = schema
    expect(events).toEqual([{ type: 'event', name: 'Buy', schema: rest }])
    expect([from, losses]).toEqual(['Typewriter’s plan.json', []])
  })

  it('the Config API’s rules are by kind', () => {
    const value = {
      name: 'workspaces/shop/tracking-plans/rs_1',
      display_name: 'Old shop',
      rules: {
        events: [
          { name: 'Buy', version: 1, description: 'A purchase', rules: message({ properties: order }) },
          { name: 'Pay', version: 1, rules: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' } },
        ],
        identify: message({ traits: { required: ['email'] } }),
        global: message({ context: { required: ['ip'] } }),
        identify_traits: [{ name: 'email' }],
      },
    }
    const { plan: made, events, losses } = plan(value)
    expect(made.name).toBe('Old shop')
    expect(events.map(({ name, type, description }) => [name, type, description])).toEqual([
      ['Buy', 'event', 'A purchase'],
      ['Pay', 'event', undefined],
      [undefined, 'identify', undefined],
    ])
    expect(events[1]).not.toHaveProperty('schema')
    expect(losses).toEqual([
      expect.stringMatching(/^event “Pay”: Its schema is left out\. .*draft-04/),
      'rules.identify_traits: Lists of traits are not judged.',
      'rules.global: Rules for every message are not judged.',
    ])
  })
})

describe('RudderStack', () => {
  const v1 = `version: rudder/v1
kind: events
metadata: { name: e }
spec:
  events:
    - { id: bought, name: Order Completed, event_type: track, description: A purchase }
    - { id: who, event_type: identify }
---
version: rudder/v1
kind: properties
metadata: { name: p }
spec:
  properties:
    - { id: total, name: total, type: number, config: { minimum: 0, exclusive_maximum: 100 } }
    - { id: tags, name: tags, type: array, item_types: [string, number] }
    - { id: note, name: note, types: [string, "null"], config: { min_length: 2, sparkle: true } }
    - { id: address, name: address, type: "#custom-type:address" }
    - { id: cart, name: cart, type: object }
---
version: rudder/v1
kind: custom-types
metadata: { name: t }
spec:
  types:
    - id: address
      name: Address
      type: object
      properties: [{ property: "#property:note", required: true }, { property: "#property:address" }]
---
version: rudder/v1
kind: tracking-plan
metadata: { name: tp }
spec:
  id: tp
  display_name: Shop
  rules:
    - id: r1
      type: event_rule
      event: "#event:bought"
      properties:
        - { property: "#property:total", required: true }
        - { property: "#property:tags" }
        - property: "#property:cart"
          properties: [{ property: "#property:total" }]
    - id: r2
      event: "#event:who"
      identity_section: traits
      additional_properties: true
      properties: [{ property: "#property:address" }]
    - { id: r3, type: event_rule, event: "#event:gone" }
`
  it('of version 1 is put together from its parts', () => {
    const { events, losses, plan: made } = plan(v1)
    expect(made.name).toBe('Shop')
    const total = { type: 'number', minimum: 0, exclusiveMaximum: 100 }
    expect(events).toEqual([
      {
        ...{ name: 'Order Completed', description: 'A purchase', type: 'event' },
        schema: {
          type: 'object',
          properties: {
            total,
            tags: { type: 'array', items: { type: ['string', 'number'] } },
            cart: { type: 'object', properties: { total } },
          },
          required: ['total'],
          additionalProperties: false,
        },
      },
      {
        type: 'identify',
        schema: {
          type: 'object',
          properties: {
            address: {
              type: 'object',
              properties: { note: { type: ['string', 'null'], minLength: 2 }, address: {} },
              required: ['note'],
            },
          },
        },
      },
    ])
    expect(losses).toEqual([
      'rule “r2”, note: Its settings sparkle are not judged.',
      'rule “r2”: The custom type address has itself as a part: only its outside is judged.',
      'rule “r3”: Its event #event:gone is in none of the files: open its events file along with it.',
    ])
  })

  it('of version 0.1 is read from several files', () => {
    const files = [
      `version: rudder/0.1
kind: events
metadata: {name: app}
spec: {events: [{id: up, name: User Signed Up, event_type: track}]}`,
      `version: "rudder/v0.1"
kind: properties
metadata: {name: more}
spec:
  properties:
    - {id: key, name: Write Key, type: "string, null", propConfig: {minLength: 24}}
    - {id: all, name: all, type: array, propConfig: {itemTypes: [string]}}`,
      `version: rudder/0.1
kind: tp
metadata: {name: first}
spec:
  id: first
  display_name: first
  rules:
    - type: event_rule
      id: r
      event: {$ref: "#/events/app/up", allow_unplanned: true}
      properties:
        - {$ref: "#/properties/more/key", required: true}
        - {$ref: "#/properties/more/all"}
      variants: [{type: discriminator}]`,
    ]
    const found = convert(files.map((text, i) => ({ name: `${i}.yaml`, text })))
    expect(found).toMatchObject({
      plan: {
        events: [
          {
            name: 'User Signed Up',
            schema: {
              properties: {
                'Write Key': { type: ['string', 'null'], minLength: 24 },
                all: { type: 'array', items: { type: 'string' } },
              },
              required: ['Write Key'],
            },
          },
        ],
      },
      losses: [{ place: 'rule “r”', text: expect.stringMatching(/^Its variants are not judged/) }],
    })
    expect(convert([{ name: 'tp.yaml', text: files[2] ?? '' }])).toMatchObject({
      wrong: expect.stringMatching(/None of its rules could be read.*open its events file along with it/),
    })
    expect(convert([{ name: 'e.yaml', text: files[0] ?? '' }])).toMatchObject({
      wrong: expect.stringMatching(/hold no tracking plan/),
    })
  })

  it('is refused where it is broken, of another version, or a bomb', () => {
    expect(read('version: rudder/v1\nkind: [')).toMatchObject({ wrong: expect.stringMatching(/is not YAML/) })
    expect(read('version: rudder/v9\nkind: tp\n')).toMatchObject({
      wrong: expect.stringMatching(/rudder\/v9 is not read/),
    })
    const bomb = [
      'version: rudder/v1',
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...[...'bcdefghi'].map((each, i) => `${each}: &${each} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(',')}]`),
    ]
    expect(read(bomb.join('\n'))).toMatchObject({ wrong: expect.stringMatching(/is not YAML/) })
  })
})

describe('mParticle', () => {
  const point = (type: string, criteria: object, data: object) => ({
    description: '',
    match: { type, criteria },
    validator: { type: 'json_schema', definition: { properties: { data } } },
  })
  const attributes = { additionalProperties: false, properties: { sku: { type: 'string' } }, required: ['sku'] }
  const document = {
    data_points: [
      point(
        'custom_event',
        { event_name: 'Buy', custom_event_type: 'transaction' },
        {
          properties: {
            custom_attributes: attributes,
            event_name: { const: 'Buy' },
            custom_event_type: { const: 'transaction' },
          },
          required: ['custom_attributes', 'event_name'],
        },
      ),
      point(
        'screen_view',
        { screen_name: 'Home' },
        { properties: { custom_attributes: attributes, activity_type: { type: 'string' } } },
      ),
      {
        match: { type: 'user_attributes', criteria: {} },
        validator: { type: 'json_schema', definition: { properties: { age: { type: 'number' } } } },
      },
      point('product_action', { action: 'purchase' }, {}),
    ],
  }
  const versions = [
    { version: 2, version_document: { data_points: [] } },
    { version: 1, activated_environment: 'production', version_document: document },
  ]

  it.each([
    ['a plan', { data_plan_id: 'shop', data_plan_name: 'Shop', data_plan_versions: versions }, 1],
    ['a version', { data_plan_id: 'shop', version: 1, version_document: document }, 0],
    ['a document', document, 0],
  ])('%s', (_, value, more) => {
    const { events, losses } = plan(value)
    expect(events).toEqual([
      { name: 'Buy', type: 'event', schema: attributes },
      { name: 'Home', type: 'screen', schema: attributes },
      { type: 'identify', schema: { properties: { age: { type: 'number' } } } },
    ])
    expect(losses.slice(0, more)).toEqual(['versions 2: Only version 1 is judged.'].slice(0, more))
    expect(losses.slice(more)).toEqual([
      'data_points[0] (Buy): That its custom_event_type is “transaction” is not judged.',
      'data_points[1] (Home): What it says of activity_type is not judged.',
      'data_points[1] (Home): That an event without any attributes is planned too is not kept.',
      'data_points[3]: A match of the type product_action names no event that could be judged.',
    ])
  })
})

describe('a sheet', () => {
  const sheet = [
    'Event name;Attribute;Data type;Mandatory;Allowed values;Description',
    'purchase;;;;;"A purchase; once an order"',
    ';purchase_id;string;yes;;',
    ';total;Number;y;;The sum',
    ';currency;text;no;EUR, CZK;',
    ';when;date;maybe;;',
    'view_item;price;money;;;',
    'view_item;price;number;;;',
    'login;;;;;',
  ].join('\r\n')

  it('asks for its columns, and suggests them by their names', () => {
    expect(read(sheet)).toEqual({
      headers: ['Event name', 'Attribute', 'Data type', 'Mandatory', 'Allowed values', 'Description'],
      guess: {
        ...{ event: 'Event name', property: 'Attribute', type: 'Data type' },
        ...{ required: 'Mandatory', values: 'Allowed values', description: 'Description' },
      },
    })
  })

  it('is read with joined cells, types and yes in many words', () => {
    const { events, losses } = plan(sheet, { columns: 'guess' })
    expect(events).toEqual([
      {
        name: 'purchase',
        description: 'A purchase; once an order',
        schema: {
          type: 'object',
          properties: {
            purchase_id: { type: 'string' },
            total: { type: 'number', description: 'The sum' },
            currency: { type: 'string', enum: ['EUR', 'CZK'] },
            when: { type: ['number', 'string'] },
          },
          required: ['purchase_id', 'total'],
        },
      },
      { name: 'view_item', schema: { type: 'object', properties: { price: {} } } },
      { name: 'login' },
    ])
    expect(losses).toEqual([
      'row 6, purchase.when: A date is judged as a number or a text.',
      'row 6, purchase.when: Whether “maybe” means required is not known: it is taken as optional.',
      'row 7, view_item.price: The type “money” is not known: its values are not judged.',
      'row 8: “price” of “view_item” is planned twice: the first one counts.',
    ])
  })

  it('names what has no place in a plan: columns without a role, dots, single values, unknown lists', () => {
    const odd = [
      'event,property,type,required,allowed values,platform',
      'buy,,,yes,,web',
      'buy,address.city,string,,,',
      'buy,currency,enum,,EUR|USD,',
      'buy,size,tshirt,,S;M,',
      'buy,plan,select,,,',
      'buy,unit,string,,kg,',
    ]
    const { events, losses } = plan(odd.map((row) => row.replaceAll(';', '|')).join('\n'), { columns: 'guess' })
    expect(events[0]?.schema).toEqual({
      type: 'object',
      properties: {
        ...{ 'address.city': { type: 'string' }, currency: { enum: ['EUR', 'USD'] } },
        ...{ size: { enum: ['S', 'M'] }, plan: {}, unit: { type: 'string' } },
      },
    })
    expect(losses).toEqual([
      'column “platform”: It has no role: what stands there is not kept.',
      'row 2, buy: That the event is required is not kept.',
      'row 3, buy.address.city: It is planned as one name as it stands, not as a part of another.',
      'row 5, buy.size: The type “tshirt” is not known: the allowed values alone are judged.',
      'row 6, buy.plan: The type “select” names no allowed values: none are judged.',
      'row 7, buy.unit: “kg” as the one allowed value is not judged.',
    ])
  })

  it('names what stands in a column without a name, beyond the first row, and in a second one of a name', () => {
    const { events, losses } = plan('Event,Event,,Property,\nbuy,pay,,sku,,seen in May\nlook,,note,,,', {
      columns: 'guess',
    })
    expect(events.map(({ name }) => name)).toEqual(['buy', 'look'])
    expect(losses).toEqual(
      ['column “Event”', 'column 3', 'column 6'].map(
        (column) => `${column}: It has no role: what stands there is not kept.`,
      ),
    )
  })

  it('may be a list of events alone, where its column is named', () => {
    expect(plan('Event\nbuy\n\nlook', { columns: { event: 'Event' } }).events).toEqual([
      { name: 'buy' },
      { name: 'look' },
    ])
    expect(read('Event\nbuy')).toMatchObject({ wrong: expect.stringMatching(/^This text is not a tracking plan/) })
    expect(read('<html>', { columns: { event: 'Event' } })).toMatchObject({ wrong: expect.stringMatching(/HTML page/) })
  })

  it.each<[string, string]>([
    ['Tracking plan of the shop;;\n;;\nEvent;Property;Type\n', 'row 1: “Tracking plan of the shop” stands above'],
    ['\n\n,,\nShop,,\nEvent,Property,Type\n', 'row 4: “Shop” stands above'],
  ])('names its columns below a title: %j', (head, loss) => {
    const parts = head.includes(';') ? ';' : ','
    const text = `${head}buy;sku;string\n;price;number\n`.replaceAll(';', parts)
    expect(read(text)).toMatchObject({ headers: ['Event', 'Property', 'Type'] })
    for (const columns of ['guess', { event: 'Event', property: 'Property', type: 'Type' }] as const) {
      const { events, losses } = plan(text, { columns })
      expect(events).toEqual([
        {
          name: 'buy',
          schema: { type: 'object', properties: { sku: { type: 'string' }, price: { type: 'number' } } },
        },
      ])
      expect(losses).toEqual([`${loss} the names of the columns.`])
    }
  })

  it('names its columns in the row that has those which somebody named', () => {
    const text = 'Shop,v2,2026\nowner,Ann,\nAction,Field,\nbuy,sku,\n'
    const { events, losses } = plan(text, { columns: { event: 'Action', property: 'Field' } })
    expect(events).toEqual([{ name: 'buy', schema: { type: 'object', properties: { sku: {} } } }])
    expect(losses).toEqual([
      'row 1: “Shop, v2, 2026” stands above the names of the columns.',
      'row 2: “owner, Ann” stands above the names of the columns.',
    ])
  })

  it.each([';', '|', '\t', ','])('says by its first line what parts its columns, as Excel has it: %j', (sign) => {
    const text = ['sep=;', 'Event;Type;Property', 'buy;tshirt;"a, b"'].join('\r\n').replaceAll(';', sign)
    const { events, losses } = plan(text, { columns: 'guess' })
    expect(events).toEqual([{ name: 'buy', schema: { type: 'object', properties: { 'a, b': {} } } }])
    expect(losses).toEqual(['row 2, buy.a, b: The type “tshirt” is not known: its values are not judged.'])
  })

  it('numbers its rows as the program that made it does: empty ones count', () => {
    const text = 'Event,Property,Type\n\nbuy,sku,tshirt\n,,\n"look\nat",price,money\n'
    expect(plan(text, { columns: 'guess' }).losses).toEqual([
      expect.stringMatching(/^row 3, buy\.sku: /),
      expect.stringMatching(/^row 5, look\nat\.price: /),
    ])
  })

  it('tells which column is missing', () => {
    expect(read(sheet, { columns: { event: 'Name' } })).toMatchObject({
      wrong: expect.stringMatching(/no column “Name”\. It has: Event name,/),
    })
    expect(read('a,b\n1,2', { columns: 'guess' })).toMatchObject({
      wrong: expect.stringMatching(/Which column has the event’s name/),
    })
  })
})

describe('what other tools’ plans say beyond a file, or of more than the properties', () => {
  it('is named: Segment’s further pages and rules of whole messages, mParticle’s other parts', () => {
    const message = { properties: { properties: { type: 'object' } }, allOf: [{ required: ['userId'] }] }
    const page = { data: { rules: [{ type: 'TRACK', key: 'A', jsonSchema: message }], pagination: { next: 'MQ==' } } }
    expect(plan(page).losses).toEqual([
      'pagination.next: Rules on the next pages are not in this file: fetch the whole list.',
      'rule “A”: What it says of the whole message by allOf is not judged.',
    ])
    const definition = { properties: { data: {}, context: { required: ['ip'] } } }
    const match = { type: 'custom_event', criteria: { event_name: 'a' } }
    expect(plan({ data_points: [{ match, validator: { type: 'json_schema', definition } }] }).losses).toEqual([
      'data_points[0] (a): What it says of context is not judged.',
    ])
  })

  it('leaves an event of RudderStack’s open, where a file is missing or something is included', () => {
    const open = (rule: string) => `version: rudder/v1
kind: events
spec: { events: [{ id: e, name: E, event_type: track }] }
---
version: rudder/v1
kind: tracking-plan
spec: { id: t, rules: [{ id: r, event: "#event:e", ${rule} }] }
`
    const missing = plan(open('properties: [{ property: "#property:gone" }]'))
    expect(missing.events[0]?.schema).toEqual({ type: 'object', properties: {} })
    expect(missing.losses.at(-1)).toMatch(/^rule “r”: That nothing else is planned is not kept/)
    const included = plan(open('includes: ["#x"], properties: []'))
    expect(included.events[0]?.schema).toEqual({ type: 'object', properties: {} })
    expect(included.losses).toEqual(['rule “r”: What it includes from elsewhere is not judged, and taken as planned.'])
  })
})

describe('what is no plan', () => {
  it.each([
    ['', /empty/],
    ['hello', /^This text is not a tracking plan that Tracklens knows\. Read are .*Segment’s/],
    ['{"tracklens":2,"facts":[]}', /Tracklens recording, which is judged by a plan and is not one/],
    ['{"log":{"entries":[]}}', /HAR/],
    ['{"self":{"vendor":"com.acme"}}', /Snowplow/],
    ['{"openapi":"3.0.0"}', /OpenAPI/],
    ['{"type":"object","properties":{}}', /JSON Schema by itself/],
    ['{"data":{"trackingPlan":{"id":"tp"}}}', /Segment’s tracking plan without its rules\. Save what/],
    ['{"tracking_plans":[]}', /a list of Segment’s tracking plans/],
    ['[1,2]', /^This JSON is not a tracking plan/],
    ['PK\u0003\u0004…', /workbook.*CSV/],
    ['{"info":{"_postman_id":"a","schema":"b"},"item":[]}', /^This is a Postman collection\. Read are/],
    ['{"exportFormatVersion":2,"containerVersion":{}}', /Google Tag Manager/],
    ['[{"event_type":"a","user_id":"b"}]', /as a server keeps them/],
    ['<?xml version="1.0"?><a/>', /^This is XML, and no tracking plan/],
    ['<!doctype html><p>', /^This is an HTML page/],
    ['%PDF-1.7', /^This is a PDF/],
    ['\u0089PNG\r\n', /^This is a picture/],
    ['openapi: 3.0.0\ninfo: {}', /This YAML is not a tracking plan/],
  ])('%# is refused by its name', (text, expected) => {
    const found = read(text)
    expect('wrong' in found && found.wrong).toMatch(expected)
  })

  it('never throws, whatever the JSON holds where a plan is expected', () => {
    const shapes = fc.constantFrom<(value: unknown) => unknown>(
      (value) => ({ rules: value }),
      (value) => ({
        rules: [
          { key: 'a', type: 'TRACK', jsonSchema: value },
          { key: value, jsonSchema: {} },
        ],
      }),
      (value) => ({ rules: { events: value } }),
      (value) => ({ data_points: value }),
      (value) => ({
        data_points: [{ match: { type: 'custom_event', criteria: { event_name: 'a' } }, validator: value }],
      }),
      (value) => ({ data_plan_versions: value }),
    )
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), shapes, (value, shape) => {
        read(shape(value))
        convert([{ name: 'y', text: `version: rudder/v1\nkind: tp\nspec: ${JSON.stringify(value)}` }])
        convert([{ name: 'y', text: `version: rudder/v1\nkind: tp\nspec: { rules: [ ${JSON.stringify(value)} ] }` }])
      }),
      { numRuns: 200 },
    )
  })

  it('cut anywhere is told, not thrown', () => {
    const text = JSON.stringify(SHOP)
    for (let end = 0; end < text.length; end += 7) expect(read(text.slice(0, end))).toHaveProperty('wrong')
  })
})
