/** Which answers prove a delivery: those that a vendor's endpoint is known to give, and no others. */
import { describe, expect, it } from 'vitest'
import type { Body } from '../core/fact'
import type { WireItem } from '../core/item'
import { vendor as bloomreach } from './bloomreach'
import { vendor as customerio } from './customerio'

const text = (answer: unknown, more: Partial<Body> = {}): Body => {
  const written = typeof answer === 'string' ? answer : JSON.stringify(answer)
  return { text: written, size: written.length, ...more }
}
/** The second event of a request of each kind. */
function itemOf(vendor: typeof bloomreach, url: string, body: unknown): WireItem {
  const item = vendor.decode({ method: 'POST', url, body: text(body) })?.items.at(-1)
  if (!item) throw new Error(`nothing at ${url}`)
  return item
}
const command = {
  name: 'crm/events',
  data: { customer_ids: { cookie: 'c' }, type: 'buy', company_id: 'p', properties: {} },
}
const bulk = itemOf(bloomreach, '/bulk', { sdk: 'js-client', commands: [command, command] })
const event = { customer_ids: { cookie: 'c' }, event_type: 'buy', properties: { n: 1 }, timestamp: 1 }
const mobile = itemOf(bloomreach, '/track/v2/projects/p/customers/events', event)
const batch = itemOf(bloomreach, '/track/v2/projects/p/batch', {
  commands: [event, event].map((data) => ({ name: 'customers/events', data })),
})
const stream = itemOf(bloomreach, '/track/u/v1/batch?stream_id=s', {
  commands: [{ name: 'customers/events', data: event }],
})
const single = itemOf(customerio, '/v1/t', {
  type: 'track',
  event: 'buy',
  messageId: 'm',
  anonymousId: 'a',
  writeKey: 'k',
})

const OF = { bulk, mobile, batch, stream, single }
type Kind = keyof typeof OF
const said = (kind: Kind, answer: Body, status = 200) =>
  (kind === 'single' ? customerio : bloomreach).verdict(OF[kind], status, answer)

const ok = { status: 'ok', success: true }
const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head><body>…</body></html>'
const base64 = (words: string) => ({ text: Buffer.from(words).toString('base64'), binary: true })
const unseen = (note: Body['note']): Body => ({ text: null, size: 0, note }) as Body

describe('a 2xx is a delivery when it is an answer that this vendor’s endpoint is known to give', () => {
  it.each<[Kind, string, Body]>([
    ['bulk', 'a result for this command', text({ results: [ok, ok], success: true })],
    ['bulk', 'the same with a mark before it', text(`\uFEFF${JSON.stringify({ results: [ok, ok] })}`)],
    ['bulk', 'the same as bytes', { size: 9, ...base64(JSON.stringify({ results: [ok, ok], städte: 1 })) }],
    ['bulk', 'cut behind its result', text('{"results":[{"a":"},\\""},{"status":"ok"},{"st', { cut: true })],
    ['bulk', 'cut before its result', text('{"results":[{"a":1},{"sta', { cut: true, note: 'part' })],
    ['mobile', 'success', text({ success: true })],
    ['batch', 'a result for each', text({ results: [{ success: true }, { success: true }], success: true })],
    ['stream', 'nothing: its answers are not documented', text('')],
    ['stream', 'an object', text({})],
    ['single', 'an empty object', text('{}')],
    ['single', 'success', text({ success: true, errors: [], error: null })],
    ['single', 'nothing', { text: null, size: 0 }],
    ['single', 'empty text', text('')],
    ['single', 'OK, by RudderStack', text('OK')],
    ['single', 'JSON of another form', text([1])],
    ['single', 'null', text('null')],
    ['single', 'an empty list', text([])],
    ['single', 'success as a word', text({ success: 'true', errors: [], status: 200, data: { success: 'true' } })],
    ['single', 'an event that says it back', text({ properties: { result: 'error', error: 'x' } })],
    ['mobile', '202 without a word', { text: null, size: 0 }],
    ['single', 'a code that is no refusal', text({ code: 0, message: 'ok' })],
    ['single', 'a word', text('"accepted"')],
    ...[
      { message: 'Event received' },
      { message: 'Accepted: 1, failed: 0, invalid: 0' },
      { message: 'queued without errors' },
      { message: 'No errors' },
      { success: true, message: 'unknown property ignored' },
      { status: 'ok', detail: 'Missing traits are fine' },
      { error: 'none', error_code: 0, errorMessage: '' },
      { error: { code: 0, message: null }, errors: [null] },
      { failed: 0, rejected: [], failedCount: 0, hasErrors: false, isError: false },
      { errorTracking: true, country_code: 420, status: 0, results: [{ status: 'success' }] },
      { type: 'track', event: 'Payment failed', properties: { message: 'Forbidden', status: 'denied' } },
    ].map((answer): [Kind, string, Body] => ['single', JSON.stringify(answer), text(answer)]),
    ['bulk', 'a denial because of another command', text({ results: [{ status: 'error' }, ok], success: false })],
    ['single', 'whole though the connection broke', text({}, { note: 'broken', cut: true })],
    ...(['bulk', 'mobile', 'single'] as const).flatMap((kind) =>
      (['hidden', 'withheld', 'forgotten', 'left', 'used'] as const).map((note): [Kind, string, Body] => [
        kind,
        `unseen: ${note}`,
        unseen(note),
      ]),
    ),
  ])('%s: %s', (kind, _, answer) => {
    expect(said(kind, answer).outcome).toBe('delivered')
  })
})

describe('a 2xx that is not the vendor’s kind of answer is unknown, and says what came', () => {
  const kinds: readonly Kind[] = ['bulk', 'mobile', 'batch', 'stream', 'single']
  it.each<[readonly Kind[], string, Body, RegExp]>([
    [kinds, 'an HTML page', text(PAGE), /an HTML page, “Sign in”/],
    [kinds, 'a page without a head', text('\n  <h1>It works</h1>'), /a page or document/],
    [kinds, 'a page as bytes', { size: 9, ...base64(PAGE) }, /an HTML page, “Sign in”/],
    [kinds, 'the beginning of a page', text(PAGE, { cut: true, note: 'late' }), /an HTML page/],
    [kinds, 'plain text', text('not  today'), /text, “not today”/],
    [kinds, 'an image', { text: 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', size: 35, binary: true }, /bytes/],
    [kinds, 'a body that broke off', text('{"resu', { cut: true, note: 'broken' }), /broke off/],
    [kinds, 'nothing before it broke off', text('', { cut: true, note: 'broken' }), /broke off/],
    [kinds, 'an event stream', { text: null, size: 0, note: 'live', about: 'text/event-stream' }, /event-stream/],
    [kinds, 'no JSON where the page asked for it', text('null', { note: 'json' }), /not JSON/],
    [kinds, 'an error', text({ error: 'who are you?' }), /who are you/],
    [kinds, 'errors', text({ errors: ['no'] }), /"no"/],
    [kinds, 'an error’s status', text({ status: 'error' }), /"status":"error"/],
    [kinds, 'a gateway’s status', text({ statusCode: 502 }), /502/],
    [kinds, 'a gateway’s code', text({ code: 401, message: 'no key' }), /401/],
    [kinds, 'a denial in capitals', text({ Success: false, Data: null }), /Success/],
    [kinds, 'a denial in an envelope', text({ data: { success: 'false' } }), /data/],
    [kinds, 'a result that is an error', text({ result: 'error' }), /error/],
    [kinds, 'that nothing was accepted', text({ accepted: false }), /accepted/],
    [kinds, 'a captive portal’s JSON', text({ captive: true, 'user-portal-url': 'https://portal/' }), /portal/],
    [kinds, 'lines of JSON', text('{"success":true}\n{"success":true}'), /text/],
    ...[
      { message: 'Forbidden' },
      { Message: 'User is not authorized to access this resource' },
      { message: 'Missing Authentication Token' },
      { message: 'Internal server error' },
      { msg: 'write key unknown' },
      { detail: 'Not authenticated.' },
      { reason: 'Rate limit exceeded' },
      { errorMessage: 'Task timed out after 3.00 seconds' },
      { errorType: 'Runtime.UnhandledPromiseRejection', trace: [] },
      { error_code: 'invalid_api_key' },
      { code: 'ACCESS_DENIED' },
      { isSuccess: false },
      { was_accepted: 'no' },
      { hasErrors: true },
      { fault: { faultstring: 'Invalid ApiKey' } },
      { failed: 1 },
      { rejectedEvents: [{ index: 0 }] },
      { httpStatus: 500 },
      { response_code: '403' },
      { status: false },
      { status: 'KO' },
      { status: 'not_found' },
      { status: { code: 403 } },
      { state: 'blocked' },
      { title: 'Service Unavailable', type: 'about:blank' },
      { data: [{ error: 'no' }] },
      { body: { message: 'Request was rejected: not accepted' } },
    ].map((answer): [Kind[], string, Body, RegExp] => [
      ['mobile', 'stream', 'single'],
      JSON.stringify(answer),
      text(answer),
      /JSON, \{/,
    ]),
    [['bulk'], 'a success in other words', text({ results: [ok, { status: 'OK' }], success: true }), /"OK"/],
    [['bulk'], 'a denial that no result bears out', text({ results: [ok, ok], success: false }), /"success":false/],
    [['bulk'], 'an error beside results that are fine', text({ results: [ok, ok], error: 'no' }), /"error":"no"/],
    [
      ['batch'],
      'the same of a batch',
      text({ results: [{ success: true }, { success: true }], success: false }),
      /false/,
    ],
    [['single'], 'a word of denial', text('"Unauthorized"'), /Unauthorized/],
    [['single'], 'a list with an error', text([{ success: true }, { error: 'no' }]), /"no"/],
    [['single'], 'success: false', text({ success: false }), /"success":false/],
    [['bulk'], 'a mock', text({}), /JSON, \{\}/],
    [['bulk'], 'success without results', text({ success: true }), /success/],
    [['bulk'], 'nothing', text(''), /nothing/],
    [['bulk'], '204', { text: null, size: 0 }, /nothing/],
    [['bulk', 'batch'], 'no results', text({ results: [] }), /results/],
    [['bulk', 'batch'], 'too few results', text({ results: [ok], success: true }), /results/],
    [['bulk', 'batch'], 'a result that says nothing', text({ results: [{}, {}], success: true }), /results/],
    [['bulk'], 'a result without a status', text({ results: [ok, { success: true }] }), /results/],
    [['bulk'], 'results that are no list', text({ results: { 1: ok } }), /results/],
    [['bulk'], 'a list', text([ok, ok]), /JSON/],
    [['bulk'], 'cut behind a result that says nothing', text('{"results":[{},{},{', { cut: true }), /results/],
  ])('%s: %s', (of, _, answer, words) => {
    for (const kind of of) {
      const { outcome, words: told } = said(kind, answer)
      expect([kind, outcome]).toEqual([kind, 'unknown'])
      expect(told).toMatch(/^HTTP 200, (but not the vendor’s kind of answer: |and then the answer broke off)/)
      expect(told).toMatch(words)
    }
  })
})

it('a refusal in the vendor’s own form is a refusal, with the server’s words', () => {
  const refused = { status: 'error', errors: ['no such type'] }
  expect(said('bulk', text({ results: [ok, refused], success: true }))).toEqual({
    outcome: 'rejected',
    words: 'no such type',
  })
  expect(said('bulk', text('{"results":[{"status":"ok"},{"status":"error","errors":["no"]},{', { cut: true }))).toEqual(
    {
      outcome: 'rejected',
      words: 'no',
    },
  )
  expect(said('bulk', text({ success: false, errors: ['no'] }))).toEqual({ outcome: 'rejected', words: 'no' })
  expect(said('mobile', text({ success: false, error: 'no' }))).toEqual({ outcome: 'rejected', words: 'no' })
  expect(said('batch', text({ results: [{ success: true }, { success: false, errors: ['b'] }] })).words).toBe('b')
})

it.each([300, 301, 302, 303, 304, 307, 308])('a %i itself is never a delivery', (status) => {
  for (const kind of ['bulk', 'mobile', 'single'] as const)
    for (const answer of [text({ results: [ok, ok], success: true }), text(''), unseen('hidden')])
      expect(said(kind, answer, status).outcome).toBe('unknown')
})
