// @vitest-environment happy-dom
/** Tests that nothing that a page says is lost for its length, of whatever kind it is. */
import { describe, expect, it } from 'vitest'
import type { Fact, Happening } from '../../core/fact'
import { FACT_LIMIT } from '../../link/messages'
import { parseUp } from '../../link/parse'
import { memoryPipe } from '../../link/pipe'
import { createReceiver } from '../../link/receiver'
import { createSender } from '../../link/sender'
import { createDocument } from './document'
import { sayLastWords } from './last-words'
import { createSites } from './sites'
import { createStops } from './stops'

/** What arrives at the background of what a page says, with what is added to the first record before it leaves. */
function arrived(happening: Happening, member = ''): readonly Fact[] {
  const receiver = createReceiver()
  const facts: Fact[] = []
  const [own, far] = memoryPipe()
  far.onMessage((message) => {
    const batch = parseUp(message)
    facts.push(...(batch ? receiver.take(batch, 0) : []))
  })
  const sender = createSender({ doc: 'doc', connect: () => own, schedule: () => {} })
  const lastWords = sayLastWords(sender)
  const stops = createStops(
    () => {},
    () => {},
  )
  const { signal } = new AbortController()
  const document = createDocument({ sender, lastWords, sites: createSites(sender), stops, signal })
  document.push(JSON.stringify(happening))
  sender.amend(1, member)
  document.push(JSON.stringify({ kind: 'page', change: 'hidden' } satisfies Happening))
  sender.flushNow()
  return facts
}

const LONG = 'x'.repeat(3_000_000)
const body = { text: '{}', size: 2 }
const sdk = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' }
const call = { kind: 'call', ...sdk, call: 1, method: 'track', args: [] as const } as const
const trigger = { phase: 'done', by: 'sdk', command: 'flush', method: 'flush', args: [] as const } as const
const request = {
  kind: 'request',
  request: 1,
  vendor: 'bloomreach',
  via: 'fetch',
  method: 'GET',
  url: '/',
  body,
} as const
const exchange = {
  ...request,
  kind: 'exchange',
  via: 'devtools',
  status: 200,
  answer: body,
  startedAt: 1,
  endedAt: 2,
} as const
const numbers = Array.from({ length: 1_000 }, () => Array.from({ length: 1_000 }, (_, n) => n / 7))

/** Each kind of fact, with something of the page's, or of a server's, of any length in each place. */
const HAPPENINGS: readonly Happening[] = [
  { kind: 'document', url: LONG, title: LONG, top: true, late: false, startedAt: 1 },
  { kind: 'sdk', ...sdk, state: 'running', key: LONG, version: LONG, config: { host: LONG } },
  { ...call, args: ['a', { long: LONG, short: 1 }, 'z'], id: LONG },
  { ...call, args: ['a', { numbers }] },
  { ...call, args: Array.from({ length: 50 }, () => '\u0001'.repeat(65_536)) },
  { ...call, args: [{ $tl: 'function', text: LONG }, Object.fromEntries(numbers.flat().entries())] },
  // Longer than a whole message may be, too.
  { kind: 'outcome', call: 1, result: 'threw', error: LONG.repeat(6) },
  { kind: 'signal', ...sdk, name: 'reset', id: LONG, detail: [LONG] },
  { ...request, url: LONG },
  { ...request, body: { text: '\u0001'.repeat(524_288), size: 524_288 } },
  { kind: 'response', request: 1, status: 200, body: { text: LONG, size: LONG.length }, redirected: LONG },
  { kind: 'failure', request: 1, reason: 'network', error: LONG },
  { ...exchange, url: LONG, answer: { text: LONG, size: LONG.length, cut: true }, error: LONG, redirect: LONG },
  { kind: 'storage', vendor: 'bloomreach', area: 'local', key: LONG, value: LONG },
  { kind: 'page', change: 'route', url: LONG },
  { kind: 'consent', platform: 'tcf', signal: { tcString: LONG } },
  { kind: 'trigger', trigger: 't', vendor: 'bloomreach', ...trigger, message: LONG },
  { kind: 'blocked', vendor: 'bloomreach', what: 'request', method: 'POST', url: LONG, body, args: [LONG] },
  { kind: 'gap', missing: 0, reason: 'lost', detail: LONG },
]

describe('a record that is longer than is read', () => {
  it.each(HAPPENINGS.map((one) => [one.kind, one] as const))('arrives cut, and it is said: %s', (kind, happening) => {
    const facts = arrived(happening)
    expect(facts.map((fact) => fact.kind)).toEqual([kind, 'gap', 'page'])
    expect(facts[1]).toMatchObject({ missing: 0, detail: expect.stringContaining('only the beginning is kept') })
    expect(JSON.stringify(facts[0]).length).toBeLessThan(FACT_LIMIT)
  })

  it('keeps what is short, the beginning of the rest, and where it was called', () => {
    const { $tl, text } = { $tl: 'cut', text: expect.stringMatching(/^x+$/) }
    const [first] = arrived({ ...call, args: ['a', { long: LONG, short: 1 }, 'z'] }, ',"stack":"at shop.js"')
    expect(first).toMatchObject({ stack: 'at shop.js', args: ['a', { long: { $tl, text }, short: 1 }, 'z'] })
    const [sent] = arrived({ ...request, url: LONG, body: { text: LONG, size: LONG.length } })
    expect(sent).toMatchObject({
      request: 1,
      method: 'GET',
      url: text,
      body: { text: LONG.slice(0, 1_000_000), size: LONG.length, cut: true },
    })
  })

  it('is told as it is where it is only nearly too long', () => {
    const error = 'x'.repeat(FACT_LIMIT - 70_000)
    expect(arrived({ kind: 'outcome', call: 1, result: 'threw', error })).toMatchObject([{ error }, { kind: 'page' }])
  })
})
