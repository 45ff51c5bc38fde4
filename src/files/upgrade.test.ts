/** Tests of the upgrade: a recording of an earlier version leads to the conclusions that it led to then. */
import { describe, expect, it } from 'vitest'
import { checks, findingsOf } from '../checks'
import type { Fact } from '../core/fact'
import { isObject, type Json } from '../core/json'
import { completeness } from '../core/query/completeness'
import { summary } from '../core/query/summary'
import { emptyState, type State } from '../core/state'
import { checkpointOf } from '../core/take-checkpoint'
import { parseFact } from '../link/parse'
import { reduceAll } from '../providers/fold'
import { expectedOf, factsOf, RECORDED, savedText } from '../testing/recordings'
import { maskFacts } from './mask/mask'
import { RecordingReader } from './reader'
import { factOf } from './recording'
import { upgrade } from './upgrade'
import { writeRecording } from './write/recording'

/** A state's parts under the names of the expected file, as plain JSON. */
function concluded(state: State): Record<string, Json> {
  // What is a note today was an “info” then.
  const severity = new Map(checks.map(({ id, severity }) => [id, severity === 'note' ? 'info' : severity]))
  const findings = [...findingsOf(null, state, 0).byCheck.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, found]) =>
      [...found.values()].sort(
        (a, b) => a.at - b.at || (a.items[0] ?? -1) - (b.items[0] ?? -1) || (a.subject < b.subject ? -1 : 1),
      ),
    )
  return plain({
    mismatches: state.mismatches,
    ledger: state.items.toArray().map((item) => ({ ...item, notes: item.notes.map(textOf) })),
    trackers: [...state.trackers.values()],
    moments: state.moments.toArray(),
    documents: [...state.documents.values()],
    blind: state.blind.toArray(),
    exchanges: state.exchanges.toArray().map(({ body, answer, carried, ...rest }) => ({
      ...rest,
      ...{ bodySize: body.size, answerSize: answer?.size ?? null, carried: carried.length },
    })),
    findings: findings.map((finding) => ({ ...finding, severity: severity.get(finding.check) })),
    completeness: { browserSource: completeness(state, true), noBrowserSource: completeness(state, false) },
  })
}

/** A note's text, whether it is said what it is about or not. */
const textOf = (note: unknown) => (isObject(note) && 'text' in note ? note.text : note)
const plain = (value: object) => JSON.parse(JSON.stringify(value))

/** The facts of a file as the panel reads it, in pieces. */
function readInParts(text: string): readonly (Fact | null)[] {
  const reader = new RecordingReader()
  const found: (Fact | null)[] = []
  for (let at = 0; at < text.length; at += 50_000) {
    const part = reader.take(text.slice(at, at + 50_000))
    if ('wrong' in part) throw new Error(part.wrong)
    found.push(...part.facts)
  }
  const end = reader.end()
  return [...found, ...('facts' in end ? end.facts : [])]
}

describe.each(RECORDED)('the walk that was recorded in %s', (browser) => {
  const text = savedText(browser)
  const facts = factsOf(text)
  const { coverage: _, ...expected } = expectedOf(browser)

  it('is of an earlier format', () => {
    expect(text).toMatch(/^\{"tracklens":1,/)
  })

  it('leads to the same ledger, findings and completeness', () => {
    const found = concluded(reduceAll(emptyState, facts))
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
    // What is concluded besides, in fields that there were not, has no counterpart.
    for (const part in expected) expect({ [part]: found[part] }).toMatchObject({ [part]: expected[part] })
  })

  it('is the same facts when it is read in pieces, and when it is saved and opened again', () => {
    expect(readInParts(text)).toEqual(facts)
    expect(factsOf(writeRecording(facts, 0, false))).toEqual(facts)
  })
})

describe('facts of format 1', () => {
  const stamp = { doc: 'd', seq: 1, at: 1, frame: 0 }
  /** The fact, after the door that all facts pass. */
  const read = (fact: object, doc = 'd') => {
    const upgraded = upgrade(plain({ ...stamp, doc, ...fact }), 1)
    return parseFact(JSON.stringify(upgraded), doc, 1, 0)
  }
  const response = (note: string) => ({
    kind: 'response',
    request: 1,
    status: 200,
    body: { text: null, size: 0, note },
  })

  it.each([
    ['The answer broke off.', { note: 'broken' }],
    ['A stream (text/event-stream) is not copied.', { note: 'live', about: 'text/event-stream' }],
    ['A body of the kind [object Promise] is not read.', { note: 'kind', about: '[object Promise]' }],
    ['Left out of the export: bytes cannot be masked.', { note: 'masked' }],
    ['net::ERR_FAILED', { note: 'words', about: 'net::ERR_FAILED' }],
    ['constructor', { note: 'words', about: 'constructor' }],
  ])('say %s of a body by a word', (note, body) => {
    expect(read(response(note))).toMatchObject({ body })
  })

  it('have notes on both bodies of an exchange', () => {
    const bodies = { body: response('The answer broke off.').body, answer: response('The page asked for it.').body }
    const rest = { vendor: 'v', via: 'devtools', method: 'GET', url: '/', status: 200, startedAt: 1, endedAt: 2 }
    expect(read({ kind: 'exchange', ...rest, ...bodies })).toMatchObject({
      body: { note: 'broken' },
      answer: { note: 'words' },
    })
  })

  it('say nothing where the browser said nothing', () => {
    const failure = { kind: 'failure', request: 1, reason: 'network' }
    expect(read({ ...failure, error: 'The request failed; the browser tells a page no more.' })).toMatchObject({
      error: '',
    })
    expect(read({ ...failure, error: 'TypeError: x' })).toMatchObject({ error: 'TypeError: x' })
  })

  const trigger = { kind: 'trigger', trigger: 't', phase: 'done', vendor: 'v', command: 'flush', args: [] }

  it('name the tracker where the panel spoke, and the instance where a page did', () => {
    const asked = { ...trigger, tracker: 'x', method: 'flush()' }
    expect(read(asked, 'devtools:1')).toEqual({ ...stamp, doc: 'devtools:1', by: 'sdk', ...asked })
    const { tracker: instance, ...done } = asked
    expect(read(asked)).toEqual({ ...stamp, by: 'sdk', ...done, instance })
  })

  it('tell what Tracklens did itself by who did it', () => {
    const stop = { ...trigger, command: 'stop', tracker: '', method: 'Tracklens' }
    expect(read(stop, 'browser:1')).toEqual({
      ...stamp,
      doc: 'browser:1',
      ...trigger,
      by: 'tracklens',
      command: 'stop',
      method: '',
    })
  })

  it('are left as they are where they are no facts', () => {
    for (const none of [null, 7, 'x', [], {}]) expect(upgrade(none, 1)).toEqual(none)
  })
})

it('reads what Segment’s SDK said of itself as Segment’s: until format 2 it was Customer.io’s', () => {
  const at = { vendor: 'customerio', surface: 'segment', tracker: 'segment-1' }
  const library = { name: 'analytics.js', version: 'npm:next-1.84.3' }
  const event = { type: 'track', event: 'x', messageId: 'm1', anonymousId: 'a', context: { library } }
  const body = { text: JSON.stringify({ ...event, writeKey: 'k' }), size: 0 }
  const told = [
    { kind: 'document', url: 'https://s.example/', title: '', top: true, late: false, startedAt: 0 },
    { kind: 'sdk', ...at, state: 'running', key: 'k' },
    { kind: 'call', ...at, call: 1, method: 'dispatch_start', args: [event], id: 'm1' },
    {
      kind: 'request',
      vendor: 'customerio',
      request: 1,
      via: 'fetch',
      method: 'POST',
      url: 'https://s.example/v1/t',
      body,
    },
  ]
  const facts = told.map((fact, i) => upgrade(plain({ doc: 'd', seq: i + 1, at: i, frame: 0, ...fact }), 2))
  const state = reduceAll(emptyState, facts as never)
  expect([...state.trackers.keys()]).toEqual(['segment:k'])
  expect(state.items.toArray()).toMatchObject([{ vendor: 'segment', seenBy: { call: true, page: true } }])
})

describe('a recording that begins with totals', () => {
  const facts = factsOf(savedText('chromium'))
  const { at } = facts[499] as Fact
  const totals = checkpointOf(reduceAll(emptyState, facts.slice(0, 500)), { size: 60_000, newest: 20 })
  const stamp = { doc: 'browser:1', seq: 1, at, frame: 0 }
  const gap = { ...stamp, kind: 'gap' as const, missing: 500, reason: 'overflow' as const, detail: 'Full.', totals }
  const rest = facts.slice(500)
  const counts = (all: readonly Fact[]) => summary(reduceAll(emptyState, all), at).counts

  it('opens to the same totals, also masked, and with no personal value', () => {
    const opened = factsOf(writeRecording([gap, ...rest], 0, false))
    expect(opened).toEqual([plain(gap), ...rest])
    expect(counts(opened)).toEqual(counts(facts))
    const masked = factsOf(writeRecording(maskFacts([gap, ...rest], { personal: false, key: 'k9' }), 0, true))
    expect(counts(masked)).toEqual(counts(facts))
    const hard = totals.items.flatMap(({ sentAs }) => Object.values(sentAs?.hard ?? {}))
    expect(hard.length).toBeGreaterThan(0)
    for (const id of hard) expect(JSON.stringify(masked[0])).not.toContain(id)
  })

  it('still says who answered, what the browser knew better, and where a send was led to', () => {
    const told = {
      claimed: 200,
      worker: 'forwarded',
      untold: 'unseen',
      toldBy: 'devtools:1',
      cached: true,
      unread: 'called off',
      trail: { hops: [{ from: 'https://a/', status: 307, to: 'https://b/' }], end: null, last: null, unfollowed: true },
    } as const
    const exchanges = totals.exchanges.map((exchange) => ({ ...exchange, ...told }))
    const opened = factsOf(writeRecording([{ ...gap, totals: { ...totals, exchanges } }], 0, false))
    expect(reduceAll(emptyState, opened).exchanges.toArray()).toMatchObject(exchanges.map(() => told))
  })

  it('is counted as one with a fact that is none where somebody has written other totals into it', () => {
    const { items, trackers, tables, exchanges, documents } = totals
    const odd = (change: object) => ({ ...totals, exchanges: [{ ...exchanges[0], ...change }] })
    const wrong: readonly object[] = [
      { ...totals, facts: '500' },
      { ...totals, items: [{ ...items[0], n: 7 }] },
      { ...totals, items: [{ ...items[0], delivery: 'arrived' }] },
      { ...totals, trackers: [{ ...trackers[0], customer: null }] },
      { ...totals, tables: { ...tables, sent: [1e9] } },
      { ...totals, tables: { ...tables, requests: [['d', 1e12, 0]] } },
      { ...totals, moments: [{ kind: 'identity' }] },
      ...[{ claimed: 'no' }, { untold: 'never' }, { worker: true }, { toldBy: 7 }, { unread: 'maybe' }].map(odd),
      ...[
        { trail: { hops: [], end: null, last: null, unfollowed: 'yes' } },
        { body: { text: '', size: 0, note: 1 } },
      ].map(odd),
      odd({ carried: [{ type: 'event', name: 'e', properties: {}, id: null, index: 0, as: 'jane', claimedAt: null }] }),
      { ...totals, items: [{ ...items[0], adds: 'all' }] },
      { ...totals, documents: [{ ...documents[0], prerendering: 'yes' }] },
      { totals: true },
    ]
    expect(factOf(plain(gap), parseFact)).toEqual(plain(gap))
    for (const each of wrong) expect(factOf(plain({ ...gap, totals: each }), parseFact)).toBeNull()
  })
})
