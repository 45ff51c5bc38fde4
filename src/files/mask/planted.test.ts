/** Tests that nothing of a person leaves: values planted at every kind of place, and those of the shop's walk. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { emptyState } from '../../core/state'
import { reduceAll } from '../../providers/fold'
import { factsOf, RECORDED, savedText } from '../../testing/recordings'
import { story } from '../../testing/story'
import { maskFacts } from './mask'

const MASKED = { personal: false, key: 'q4' }
const call = (method: string, args: readonly Json[], vendor = 'customerio'): Happening => ({
  kind: 'call',
  vendor,
  surface: vendor === 'customerio' ? 'snippet' : 'web',
  tracker: 'i1',
  call: 1,
  method,
  args,
})
const sent = (json: Json, url = 'https://cdp.customer.io/v1/t', vendor = 'customerio'): Happening => {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  return { kind: 'request', request: 1, vendor, via: 'fetch', method: 'POST', url, body: { text, size: text.length } }
}
const told = (...happenings: readonly Happening[]): readonly Fact[] => story().tell('d', ...happenings).facts
const masked = (...happenings: readonly Happening[]): string => JSON.stringify(maskFacts(told(...happenings), MASKED))

/** What a person's value can look like: short ones too, and those that URLs and JSON write in another way. */
const value = fc
  .string({ unit: fc.constantFrom(...'abcXYZ0ě😀 "\\/&=+.'), minLength: 3, maxLength: 24 })
  .map((text) => `Q${text.trim()}q`)
  // Of fewer letters anything may be made up: within a text they stay.
  .filter((text) => text.length > 2)
const url = (text: string) => `https://shop.example/a?x=1&y=${encodeURIComponent(text)}#/${encodeURIComponent(text)}`

/** The ways in which a planted value could still be read from the text. */
function traces(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  return [text, json, JSON.stringify(json).slice(1, -1), encodeURIComponent(text)]
}

describe('a planted value', () => {
  const IDENTIFY: readonly [string, (planted: string) => Happening][] = [
    ['a trait of a call', (it) => call('identify', ['someone', { [`p_${it.length}`]: it }])],
    ['an id of a call', (it) => call('identify', [it, {}])],
    ['a nested trait', (it) => call('identify', ['someone', { a: { b: [it] } }])],
    ['a trait on the wire', (it) => sent({ type: 'identify', userId: 'u', traits: { x: it } }, undefined)],
    ['an id on the wire', (it) => sent({ type: 'track', event: 'e', userId: it, properties: {} })],
    ['a customer property', (it) => call('update', [{ favourite: it }], 'bloomreach')],
    ['ids of another name', (it) => call('identify', [{ crm_id: it }, {}], 'bloomreach')],
  ]

  it.each(IDENTIFY)('is nowhere when it is %s', (_, plant) => {
    fc.assert(
      fc.property(value, (planted) => {
        const text = masked(
          { kind: 'sdk', vendor: 'bloomreach', surface: 'web', tracker: 'i1', state: 'running', key: 'project-1' },
          { kind: 'document', url: url(planted), title: `Hello ${planted}!`, top: true, late: false, startedAt: 1 },
          plant(planted),
          call('track', ['seen', { note: `for ${planted}`, json: JSON.stringify({ deep: planted }), list: [planted] }]),
          sent({ type: 'track', event: 'seen', properties: { w: planted, at: url(planted) } }),
          {
            kind: 'response',
            request: 1,
            status: 400,
            body: { text: `{"error":"no ${JSON.stringify(planted).slice(1, -1)}"}`, size: 1 },
          },
          { kind: 'storage', vendor: 'customerio', area: 'local', key: 'ajs_user_id', value: JSON.stringify(planted) },
          {
            kind: 'storage',
            vendor: 'customerio',
            area: 'cookie',
            key: 'x',
            value: encodeURIComponent(JSON.stringify({ n: planted })),
          },
          { kind: 'failure', request: 1, reason: 'network', error: `TypeError: ${planted}` },
        )
        for (const trace of traces(planted)) expect(text).not.toContain(trace)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['email', 'jane@shop.example'],
    ['phone', '+420 777 123 456'],
    ['customer_name', 'Jane'],
    ['recipient', 'Jane Doe'],
    ['displayName', 'Janey'],
    ['billing-address', 'Main 5'],
    ['ip_address', '10.1.2.3'],
    ['iban', 'CZ65 0800'],
  ])('is nowhere when an event’s property %s has it', (name, planted) => {
    const text = masked(call('track', ['seen', { [name]: planted, note: `it is ${planted}` }]), sent(url(planted)))
    for (const trace of traces(planted)) expect(text).not.toContain(trace)
  })

  it.each([
    ['an address', 'written by jane@shop.example', 'jane@'],
    ['a phone number', 'call +420 777 123 456 now', '777'],
    ['a phone number in a URL', 'https://a.example/?phone=420777123456&x=1', '777'],
    ['a card', 'paid by 4111 1111 1111 1111', '1111'],
    ['a form', 'a=1&email=jane%40shop.example', 'jane'],
    ['a cut body', '{"traits":{"name":"Petra","city":"Brno"},"email":"petra@a.ex', 'petra@a'],
    ['a cut body’s trait', '{"traits":{"name":"Petra","city":"Brno"},"email":"petra@a.ex', 'Petra'],
    ['JSON in base64', 'eyJlbWFpbCI6ImphbmVAc2hvcC5leGFtcGxlIn0=', 'eyJlbWFpb'],
  ])('is found by its form: %s', (_, text, gone) => {
    expect(masked(call('track', ['seen', { text }]))).not.toContain(gone)
    expect(masked(sent(text))).not.toContain(gone)
  })
})

describe('at an unlikely place', () => {
  const known = call('identify', ['shopper-jane', { first: 'Petra Novák', nested: [[['Kocourkov']]] }])
  const base64 = (value: Json) => btoa(JSON.stringify(value))
  const get = (rest: string) => sent('x', `https://a.example/${rest}`)
  const track = (properties: Json) => call('track', ['seen', properties])
  const twice = (text: string) => encodeURIComponent(encodeURIComponent(text))
  const stored = (value: string, key = 'x'): Happening => ({
    ...{ kind: 'storage', vendor: 'customerio', area: 'cookie' },
    ...{ key, value },
  })

  it.each<[string, Happening, string]>([
    ['the path of a URL', get('users/shopper-jane/orders'), 'shopper-jane'],
    ['a name in the path of a URL', get('u/Petra%20Nov%C3%A1k/o'), 'Petra'],
    [
      'a URL within a URL',
      get(`r?to=${encodeURIComponent(`https://b.example/?n=${encodeURIComponent('Petra Novák')}`)}`),
      'Petra',
    ],
    [
      'an address in a URL within a URL',
      get(`r?to=${encodeURIComponent('https://b.example/?n=jane%40b.example')}`),
      'jane',
    ],
    ['an address encoded three times', get(`r?to=${encodeURIComponent(twice('jane@b.example'))}`), 'jane'],
    [
      'a field of a URL within a URL',
      get(`r?to=${encodeURIComponent('https://b.example/?phone=777123456')}`),
      '777123456',
    ],
    ['what follows the hash', get('a#email=janex'), 'janex'],
    ['a list of lists', track({ a: [[['Kocourkov']]] }), 'Kocourkov'],
    ['JSON in JSON in JSON', track({ a: JSON.stringify({ b: JSON.stringify(['Petra Novák']) }) }), 'Petra'],
    [
      'a field of JSON in JSON',
      track({ a: JSON.stringify({ b: JSON.stringify({ phone: '777123456' }) }) }),
      '777123456',
    ],
    ['base64 in a form', sent(`a=1&data=${base64({ userId: 'shopper-jane' })}`), 'eyJ1c2Vy'],
    ['base64 of a list', sent(`data=${base64([{ email: 'j@x.example' }])}`), 'W3siZW1h'],
    ['base64 in a URL', get(`p?data=${encodeURIComponent(base64({ userId: 'shopper-jane' }))}`), 'eyJ1c2Vy'],
    ['base64 in text', track({ q: `payload: ${base64({ userId: 'shopper-jane' })} end` }), 'eyJ1c2Vy'],
    ['base64 in a cookie', stored(`v1.${base64({ e: 'shopper-jane' })}`), 'eyJlIjoi'],
    ['a storage entry', stored('shopper-jane', '_cioid'), 'shopper-jane'],
    ['a storage entry’s name', stored('1', 'q:shopper-jane'), 'shopper-jane'],
    ['the name of a property', track({ 'shopper-jane': 3 }), 'shopper-jane'],
    ['a name within a property', track({ by: { 'shopper-jane': 3 } }), 'shopper-jane'],
    ['a phone number as a name', track({ by: { '+420777123456': 3 } }), '777123456'],
    ['options of a call', call('track', ['seen', {}, { context: { traits: { nick: 'Pepina' } } }]), 'Pepina'],
    ['several phones', track({ phones: ['777123456'] }), '777123456'],
    ['several people', track({ users: [{ name: 'Karel' }] }), 'Karel'],
    ['recipients', track({ recipients: ['Karel Novak'] }), 'Karel'],
    ['a short name for a name', track({ lname: 'Novakova' }), 'Novakova'],
    ['a hash of an address', track({ email_sha256: 'ab'.repeat(32) }), 'abab'],
    [
      'a form of several parts',
      sent('--b\r\nContent-Disposition: form-data; name="email"\r\n\r\njanex\r\n--b--'),
      'janex',
    ],
    ['a form’s path of names', sent('customer[name]=Karel&customer[tier]=1'), 'Karel'],
    ['a form’s dotted names', sent('x=1&traits.first=Karel'), 'Karel'],
  ])('nothing is left of %s', (_, plant, gone) => {
    expect(JSON.stringify(told(plant))).toContain(gone)
    expect(masked(known, plant)).not.toContain(gone)
  })

  it.each([2, 7, 12])('nothing is left of a field in a form within %i forms', (times) => {
    let form = 'email=janex'
    for (let n = 0; n < times; n++) form = `u=${encodeURIComponent(form)}`
    expect(masked(known, sent(form))).not.toContain('janex')
  })

  it('a person’s id is found in text though a property is named after it', () => {
    expect(masked(known, track({ 'shopper-jane': 3 }), get('users/shopper-jane'))).not.toContain('shopper-jane')
  })
})

describe('what is no person’s', () => {
  it('stays: names of events and properties, keys, anonymous ids, and what has the text of a trait', () => {
    const text = masked(
      { kind: 'sdk', vendor: 'bloomreach', surface: 'web', tracker: 'i1', state: 'running', key: 'project-token-1' },
      call('initialize', [{ token: 'project-token-1', target: 'https://api.example' }], 'bloomreach'),
      call(
        'identify',
        [{ registered: 'u-77' }, { last: 'purchase', tier: 'gold', kind: 'track', via: 'web' }],
        'bloomreach',
      ),
      call('track', ['purchase', { total_price: 42, currency: 'EUR', sku: 'T-1' }], 'bloomreach'),
      sent(
        {
          commands: [
            {
              name: 'crm/events',
              data: {
                customer_ids: { cookie: 'anon-77', registered: 'u-77' },
                project_id: 'project-token-1',
                type: 'purchase',
                timestamp: 1795860077.5,
                properties: { total_price: 42, currency: 'EUR', sku: 'T-1' },
              },
            },
          ],
        },
        'https://api.example/bulk',
        'bloomreach',
      ),
    )
    for (const stays of [
      'purchase',
      'total_price',
      '42',
      'EUR',
      'T-1',
      'project-token-1',
      'anon-77',
      'crm/events',
      '1795860077.5',
    ])
      expect(text).toContain(stays)
    expect(text).not.toContain('u-77')
    expect(text).not.toContain('gold')
    expect(JSON.parse(text)).toMatchObject([
      {},
      { args: [{ token: 'project-token-1' }] },
      {},
      { args: ['purchase', {}] },
      {},
    ])
  })

  it('can be chosen', () => {
    const facts = told(call('track', ['seen', { coupon: 'SUMMER', size: 3 }]))
    expect(JSON.stringify(maskFacts(facts, MASKED))).toContain('SUMMER')
    const text = JSON.stringify(maskFacts(facts, { ...MASKED, chosen: ['coupon'] }))
    expect(text).not.toContain('SUMMER')
    expect(text).toContain('"size":3')
  })
})

describe('a secret', () => {
  const SECRETS: readonly [string, Happening][] = [
    ['a header', sent({ headers: { Authorization: 'Basic c2VjcmV0', Cookie: 'c2VjcmV0', 'Set-Cookie': 'c2VjcmV0' } })],
    ['headers of a HAR', sent({ headers: [{ name: 'cookie', value: 'c2VjcmV0' }] })],
    ['a line of text', call('track', ['x', { log: "curl -H 'Authorization: Bearer c2VjcmV0'" }])],
    ['a field', call('track', ['x', { password: 'c2VjcmV0', client_secret: { a: 'c2VjcmV0' } }])],
    ['an address', sent('x', 'https://jane:c2VjcmV0@api.example/?access_token=c2VjcmV0')],
    ['an address in a path', sent('x', `https://a.example/r/${encodeURIComponent('x?access_token=c2VjcmV0&y')}`)],
    ['a web token', call('track', ['x', { t: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2VjcmV0' }])],
    [
      'a key',
      { kind: 'sdk', vendor: 'customerio', surface: 'snippet', tracker: 'i', state: 'running', key: 'ak_c2VjcmV0' },
    ],
    ['a header of cookies in text', call('track', ['x', { log: "curl -H 'Cookie: a=1; sid=c2VjcmV0' x" }])],
    ['a header of a key in text', call('track', ['x', { log: 'X-Auth-Token: c2VjcmV0' }])],
    ['what is said to be a password', call('track', ['x', { log: 'password: c2VjcmV0, again' }])],
    ['JSON in a line of a log', call('track', ['x', { log: 'sent {"password" : "c2VjcmV0"} twice' }])],
    ['JSON in JSON in such a line', call('track', ['x', { log: 'sent {\\"password\\":\\"c2VjcmV0\\"}' }])],
    ['code in such a line', call('track', ['x', { log: "sent { password: 'c2VjcmV0' }" }])],
    ['JSON without its end', call('track', ['x', { log: '{"password":"c2VjcmV0' }])],
    [
      'a form of several parts',
      sent('--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nc2VjcmV0\r\n--b--'),
    ],
    ['a user of an address without a scheme', sent('x', '//jane:c2VjcmV0@api.example/')],
    ['a user of an address with two signs', sent('x', 'https://jane:p@c2VjcmV0@api.example/')],
    ['a user of an address as JSON has it', call('track', ['x', { log: 'x https:\\/\\/jane:c2VjcmV0@api.example' }])],
    ['a user of an address as a URL has it', sent('u=https%3A%2F%2Fjane%3Ac2VjcmV0%40api.example%2Fx')],
    [
      'a private key',
      call('track', ['x', { log: '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----' }]),
    ],
    ['a configuration', call('configure', [{ authorizationToken: 'c2VjcmV0' }], 'bloomreach')],
  ]

  it.each(SECRETS)('never leaves, masked or not: %s', (_, happening) => {
    expect(JSON.stringify(told(happening))).toContain('c2VjcmV0')
    for (const personal of [true, false])
      expect(JSON.stringify(maskFacts(told(happening), { personal, key: 'q4' }))).not.toContain('c2VjcmV0')
  })

  it.each([['{"password":"hunter2xyz"}'], ['user=jane&password=hunter2xyz']])('in base64 never leaves: %s', (plain) => {
    for (const personal of [true, false]) {
      const text = JSON.stringify(maskFacts(told(sent(`data=${btoa(plain)}`)), { personal, key: 'q4' }))
      expect(text).not.toContain(btoa(plain).slice(0, 12))
    }
  })

  it.each(['Invalid password: must be 8 characters', 'password: required', 'cookie: accepted', 'iPhone 15: 256 GB'])(
    'is none where words only speak of one: %s',
    (text) => {
      expect(masked(call('track', ['x', { text }]))).toContain(text)
    },
  )

  it('is all that a file with personal values lacks', () => {
    const facts = told(
      call('identify', ['u-77', { email: 'jane@shop.example', list: [1, 'x'] }]),
      sent('{ "a" : 1.0 }'),
    )
    expect(maskFacts(facts, { personal: true, key: 'q4' })).toEqual(facts)
  })
})

describe.each(RECORDED)('the walk of %s', (browser) => {
  const facts = factsOf(savedText(browser))
  const after = maskFacts(facts, MASKED)

  it('has no personal value left in any byte', () => {
    const text = JSON.stringify(after)
    const people = /jane|grace|\bada\b|hopper|lovelace|@(?!masked\.example)[\w.]+\.\w|"token-[\da-f]{8}/gi
    expect(text.match(people)).toBeNull()
  })

  it('folds to the same ledger', () => {
    const shape = (from: readonly Fact[]) =>
      reduceAll(emptyState, from)
        .items.map((item) => [item.type, item.name, item.delivery, item.attempts.length, Object.keys(item.properties)])
        .toArray()
    expect(shape(after)).toEqual(shape(facts))
  })
})
