import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACT_LIMIT } from './messages'
import { parseFact, parsePanel, parseUp, parseWatch } from './parse'
import { createReceiver } from './receiver'

const call = { kind: 'call', at: 5, vendor: 'v', surface: 's', tracker: 't', call: 1, method: 'track', args: [1] }
const parse = (value: unknown) => parseFact(JSON.stringify(value), 'doc', 7, 2)

describe('parsing a fact', () => {
  it('stamps it from outside, whatever it says of itself', () => {
    expect(parse({ doc: 'other', seq: 99, frame: 12, ...call })).toEqual({ ...call, doc: 'doc', seq: 7, frame: 2 })
  })

  it('keeps fields that it does not know', () => {
    expect(parse({ ...call, later: 1 })).toMatchObject({ later: 1 })
  })

  it.each([
    [null, 'no JSON object'],
    [[], 'of no known kind'],
    [{ kind: 'nonsense', at: 1 }, 'of no known kind'],
    [{ kind: 'toString', at: 1 }, 'of no known kind'],
    [{ ...call, at: 'now' }, 'without a time'],
    [{ ...call, args: {} }, 'a call record with a wrong args'],
    [{ ...call, call: -1 }, 'a call record with a wrong call'],
    [{ ...call, vendor: 'v'.repeat(65) }, 'a call record with a wrong vendor'],
    [{ ...call, method: undefined }, 'a call record with a wrong method'],
    [
      { kind: 'request', at: 1, request: 1, vendor: 'v', via: 'fetch', method: 'POST', url: '/', body: { size: 1 } },
      'a request record with a wrong body.text',
    ],
    [{ kind: 'consent', at: 1, platform: 'tcf' }, 'a consent record with a wrong signal'],
  ])('says why %j is none', (value, reason) => {
    expect(parse(value)).toBe(reason)
  })

  it('refuses text that is no JSON or far too long', () => {
    expect(parseFact('{"kind":', 'doc', 1, 0)).toBe('no JSON object')
    expect(parseFact(' '.repeat(FACT_LIMIT + 1), 'doc', 1, 0)).toContain('longer than')
  })

  it('refuses JSON nested 10,000 deep, and takes many brackets that do not nest', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    expect(parseFact(JSON.stringify(call).replace('[1]', deep), 'doc', 1, 0)).toBe('a call record nested too deep')
    const mixed = `${'[{"a":'.repeat(60)}1${'}]'.repeat(60)}`
    expect(parseFact(JSON.stringify(call).replace('[1]', mixed), 'doc', 1, 0)).toBe('a call record nested too deep')
    expect(parse({ ...call, args: Array.from({ length: 500 }, () => [{}]) })).toMatchObject({ kind: 'call' })
    expect(parse({ ...call, args: ['['.repeat(5000)] })).toMatchObject({ kind: 'call' })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(typeof parseFact(text, 'doc', 1, 0)).toBe('string')
      }),
    )
  })
})

describe('parsing a message', () => {
  it('takes what the link says, and nothing else', () => {
    const facts = { type: 'facts', doc: 'd', first: 1, facts: ['{}'] }
    expect(parseUp(facts)).toEqual(facts)
    expect(parseUp({ ...facts, first: 0 })).toBeNull()
    expect(parseUp({ ...facts, facts: [1] })).toBeNull()
    expect(parseUp({ ...facts, facts: Array(10_001).fill('') })).toBeNull()
    expect(parsePanel({ type: 'watch', tab: 3, from: 0, log: '' })).toMatchObject({ tab: 3 })
    expect(
      parsePanel({ type: 'order', tab: 3, order: { order: 'hold', trigger: 't', vendor: 'v', on: true } }),
    ).not.toBeNull()
    expect(parsePanel({ type: 'order', tab: 3, order: { order: 'format disk' } })).toBeNull()
    expect(parseWatch({ type: 'log', log: 'x', first: 0, facts: [], more: false })).not.toBeNull()
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        expect([parseUp(message), parsePanel(message), parseWatch(message)]).toEqual([null, null, null])
      }),
    )
  })
})

describe('receiving', () => {
  it('counts facts that do not parse where they stood', () => {
    const good = JSON.stringify(call)
    const taken = createReceiver().take({ type: 'facts', doc: 'd', first: 1, facts: [good, 'no', '{}', good] }, 0)
    expect(taken.map((fact) => [fact.seq, fact.kind, fact.kind === 'gap' ? fact.missing : 0])).toEqual([
      [1, 'call', 0],
      [3, 'gap', 2],
      [4, 'call', 0],
    ])
  })

  it('counts a jump as lost', () => {
    const receiver = createReceiver()
    receiver.take({ type: 'facts', doc: 'd', first: 1, facts: [JSON.stringify(call)] }, 0)
    const taken = receiver.take({ type: 'facts', doc: 'd', first: 6, facts: [JSON.stringify(call)] }, 0)
    expect(taken[0]).toMatchObject({ seq: 5, kind: 'gap', missing: 4, reason: 'lost' })
    expect(taken[1]).toMatchObject({ seq: 6, kind: 'call' })
  })
})
