/** The guides' own lines are steps of the Lab, as Swift has them. */
import { describe, expect, it } from 'vitest'
import type { Json } from '../core/json'
import { models } from './models'
import { readSequence } from './sequence'
import { valueOfSwift } from './swift'

function stepsOf(vendor: string, text: string): readonly unknown[] {
  const read = readSequence(`lab ${vendor}\n${text}`, models, 0)
  if ('problems' in read) return read.problems
  return read.steps.map(({ step }) => (step.step === 'call' ? [step.method, ...step.args] : step))
}

describe('Bloomreach’s guide', () => {
  it.each<readonly [string, readonly Json[]]>([
    [
      'Exponea.shared.trackEvent(properties: ["a": 1], timestamp: nil, eventType: "x")',
      ['trackEvent', 'x', { a: 1 }, null],
    ],
    [
      'Exponea.shared.trackEvent(properties: [\n  "list": [\n    ["id": "a", "n": 2],\n  ],\n],\n' +
        '  timestamp: 5.5,\n  eventType: "x")',
      ['trackEvent', 'x', { list: [{ id: 'a', n: 2 }] }, 5.5],
    ],
    [
      'Exponea.identifyCustomer(customerIds: ["registered": "j"], properties: [:], timestamp: nil)',
      ['identifyCustomer', { registered: 'j' }, {}, null],
    ],
    ['Exponea.shared.anonymize()', ['anonymize']],
    ['Exponea.shared.configure(...)', ['configure']],
    [
      'Exponea.shared.anonymize(\n  exponeaProject: ExponeaProject(\n    baseUrl: "https://a.test",\n' +
        '    projectToken: "P2",\n' +
        '    authorization: .token("KEY"),\n  ),\n  projectMapping: nil\n)',
      ['anonymize', { baseUrl: 'https://a.test', projectToken: 'P2', authorization: { token: 'KEY' } }, null],
    ],
    ['Exponea.shared.trackPushToken("T")', ['trackPushToken', 'T']],
    ['Exponea.shared.trackPushReceived(userInfo: ["a": true])', ['trackPushReceived', { userInfo: { a: true } }]],
    ['Exponea.shared.trackPushReceived(content: ["userInfo": [:]])', ['trackPushReceived', { userInfo: {} }]],
    ['Exponea.shared.trackPushOpened(with: ["a": "b"])', ['trackPushOpened', { a: 'b' }]],
    ['Exponea.shared.clearLocalCustomerData(appGroup: "g")', ['clearLocalCustomerData', 'g']],
    // The guide's own example lacks the comma.
    [
      'Exponea.shared.trackPayment(\n  properties: [\n    "price": 123.45\n  ]\n  timestamp: nil\n)',
      ['trackPayment', { price: 123.45 }, null],
    ],
    [
      'Exponea.shared.trackInAppContentBlockShown(placeholderId: "p", message: ["id": "b"])',
      ['trackInAppContentBlockShown', { placeholderId: 'p', message: { id: 'b' } }],
    ],
  ])('%s', (text, step) => {
    expect(stepsOf('bloomreach', text)).toEqual([step])
  })

  it('names what a method has no parameter for, and the first line of a call that never ends', () => {
    expect(stepsOf('bloomreach', 'Exponea.shared.trackEvent(name: "x")')).toEqual([
      { line: 2, text: 'trackEvent has no parameter “name”. Parameters: eventType, properties, timestamp.' },
    ])
    expect(stepsOf('bloomreach', 'app active\nExponea.shared.trackEvent(properties: [\n"a": 1')).toMatchObject([
      { line: 3 },
    ])
    expect(stepsOf('bloomreach', 'trackEvent(properties: values)')).toMatchObject([{ line: 2 }])
  })
})

it('Customer.io’s guide', () => {
  const guide = [
    'CustomerIO.shared.track(name: "logged_in", properties: ["ip": "127.0.0.1"])',
    'CustomerIO.shared.track(name: "played_game")',
    'CustomerIO.shared.track(name: "purchase", properties: Purchase(product: "socks", price: 23.45))',
  ]
  expect(stepsOf('customerio', guide.join('\n'))).toEqual([
    ['track', 'logged_in', { ip: '127.0.0.1' }],
    ['track', 'played_game'],
    ['track', 'purchase', { product: 'socks', price: 23.45 }, 'Encodable'],
  ])
})

it('reads literals, and nothing that is none', () => {
  expect(valueOfSwift('["a": [1_000, -2.5e3], "b": [:], "c": .manual, "d": nil, "e": "\\u{e9}",]')).toEqual({
    ...{ a: [1000, -2500], b: {}, c: 'manual', d: null, e: 'é' },
  })
  for (const odd of ['', '[', '["a": 1', '[1, "a": 2]', '{"a": 1,}', 'x', '[1 2]', '"\\x"', '['.repeat(5000), '[a: 1]'])
    expect(valueOfSwift(odd)).toBeUndefined()
})
