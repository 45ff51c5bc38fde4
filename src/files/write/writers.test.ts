/** Tests that hostile values break no form of evidence, and that no byte of a masked one tells of a person. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Window } from 'happy-dom'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Json, JsonObject } from '../../core/json'
import { inspect } from '../../inspection'
import { factsOf, RECORDED, savedText } from '../../testing/recordings'
import { story } from '../../testing/story'
import { type Evidence, evidenceOf } from '../evidence'
import { createMask, type Masking } from '../mask/mask'
import { writeCsv } from './csv'
import { writeHar } from './har'
import { writeHtml } from './html'
import { writeJira } from './jira'
import { junit } from './junit'
import { writeMarkdown } from './markdown'
import { json, ndjson } from './ndjson'
import { writeRecording } from './recording'
import { resultOf } from './result'
import { textOfFindings, textOfItems, textOfVerdict } from './text'

const WRITERS: Readonly<Record<string, (evidence: Evidence) => string>> = {
  Markdown: writeMarkdown,
  Jira: writeJira,
  HTML: writeHtml,
  CSV: writeCsv,
  HAR: writeHar,
}
const OPEN: Masking = { personal: true, key: 'k' }
const ABOUT = { madeAt: 0, version: '1.2.3', completeness: 'Complete', masked: false, browser: 'Test 1' }

function evidence(facts: Parameters<typeof inspect>[0], masking: Masking): Evidence {
  const { state, findings } = inspect(facts, { now: 0 })
  const about = { ...ABOUT, masked: !masking.personal }
  const wanted = { state, findings, items: state.items.map(({ n }) => n).toArray(), told: 'all' as const, about }
  return evidenceOf(wanted, createMask(masking, state))
}

function hostile(text: string): Evidence {
  return evidence(happened(text), OPEN)
}

/** A call whose every part is this text, with its request and the server's refusal. */
function happened(text: string) {
  const body = JSON.stringify({
    type: 'track',
    event: text,
    messageId: 'm1',
    userId: text,
    properties: { [text]: text },
  })
  const happenings: Happening[] = [
    { kind: 'document', url: `https://shop.example/?q=${text}`, title: text, top: true, late: false, startedAt: 1 },
    { kind: 'sdk', vendor: 'customerio', surface: 'snippet', tracker: 'i', state: 'running', key: 'wk', version: text },
    {
      kind: 'call',
      vendor: 'customerio',
      surface: 'snippet',
      tracker: 'i',
      call: 1,
      method: 'track',
      args: [text, { [text]: text }] as Json[],
      stack: `at ${text} (https://shop.example/a.js:1:2)`,
    },
    {
      kind: 'request',
      request: 1,
      vendor: 'customerio',
      via: 'fetch',
      method: 'POST',
      url: 'https://cdp.customer.io/v1/t',
      body: { text: body, size: 1 },
    },
    { kind: 'response', request: 1, status: 400, body: { text, size: 1 } },
  ]
  return story().tell('d', ...happenings).facts
}

const HOSTILE = [
  'a | b | c',
  '``` ` ```` ``',
  'line\nbreak\r\n# Heading\n- list\n```',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '</pre></code></style><h1>',
  '=HYPERLINK("http://a.example")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\u202egnp.exe\u202c \u200f',
  '{code}{noformat} h1. x !img! [~user] {color:red}',
  '[link](javascript:alert(1)) ![](http://a.example/x.png) **bold**',
  '"quoted","cells";\'x',
  '\u0000\u001b[31m\u0007',
  '\ud800 half',
  '&lt;&amp; &copy; &#35;',
  '@octocat and @org/team',
  '\r=1+1',
  '\uff1d1+1',
  '\u3000＋1',
  'a;=1+1;b',
  'a\t=1+1',
  'a\n=1+1',
  'a; =1+1',
  '\u200b=1+1',
  '\ufe661+1',
  'https://evil.example/x www.evil.example ftp://evil.example',
  'javascript:alert(1) "onmouseover="alert(1)',
  '(x) :) {quote} {panel:title=x} ---- || bq. [a|http://a.example] http://a.example',
  '<https://a.example> <a@b.example>',
  '',
]

describe.each(HOSTILE)('hostile text %j', (text) => {
  const told = hostile(text)

  it('stays in its place in Markdown', () => {
    expect(markupOf(writeMarkdown(told))).not.toMatch(/[<|[\]]|^\s*(#{4,}|\d+[.)]|[+*]) |\*\*bold/m)
    expect(markupOf(writeMarkdown(told)).match(/^# /gm)).toHaveLength(1)
    expect(markupOf(writeMarkdown(told))).not.toMatch(/(?<!\w)@\w|(?<!\\)&#?\w+;/)
    expect(markupOf(writeMarkdown(told))).not.toMatch(/\b(https?|ftp):|\bwww\./)
  })

  it('stays in its place in Jira’s markup', () => {
    const plain = writeJira(told)
      .replace(/\{code:json\}\n[\s\S]*?\n\{code\}|\{noformat\}\n[\s\S]*?\n\{noformat\}/g, '')
      .replace(/\\[\s\S]/g, '_')
    expect(plain).not.toMatch(
      /\{(code|noformat|color|quote|panel)|!img|\[[~a]|\(x\)|:\)|evil\.example.*:\/\/|https?:\/\//,
    )
    expect(plain.match(/^h2\. /gm)).toHaveLength(1)
  })

  it('is text in HTML', () => {
    const { document } = new Window()
    document.write(writeHtml(told))
    expect(document.querySelectorAll('script, img, a, iframe, link, object')).toHaveLength(0)
    expect(document.querySelectorAll('style, h1')).toHaveLength(2)
  })

  it('is one cell in CSV, and no formula', () => {
    const { data, errors } = Papa.parse<string[]>(writeCsv(told).slice(1), { skipEmptyLines: true })
    expect(errors).toEqual([])
    const [head = [], ...rows] = data
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row).toHaveLength(head.length)
      for (const cell of row)
        if (Number.isNaN(Number(cell))) expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@|%＝＋－＠﹦]/)
    }
    for (const delimiter of [';', '\t'])
      for (const cell of Papa.parse<string[]>(writeCsv(told).slice(1), { delimiter }).data.flat())
        if (Number.isNaN(Number(cell))) expect(cell).not.toMatch(/^\s*[=+@]/)
  })

  it('comes back from HAR', () => {
    expect(JSON.parse(writeHar(told)).log.entries[0].response.content.text ?? '').toBe(text)
  })

  it('is one line of NDJSON, and comes back', () => {
    const judged = inspect(happened(text), { now: 0 })
    const asked = { mask: createMask(OPEN, judged.state), ignored: new Set<string>(), files: [], sourceOf: () => text }
    const lines = ndjson(resultOf(judged, { ...asked, failOn: 'never' })).split('\n')
    expect(lines).toHaveLength(judged.state.items.size + 1)
    expect(lines.pop()).toBe('')
    const rows = lines.map((line) => JSON.parse(line))
    expect(rows.map(({ name, source }) => [name, source])).toContainEqual([text, text])
    // What ends a line for others is no byte of ours.
    expect(lines.join('')).not.toMatch(/[\p{Cc}]/u)
  })

  it('comes back from a recording, which folds to the same', () => {
    const facts = happened(text)
    const again = factsOf(writeRecording(facts, 0, false))
    expect(again).toEqual(JSON.parse(JSON.stringify(facts)))
    const items = (of: Parameters<typeof inspect>[0]) => inspect(of, { now: 0 }).state.items.toArray()
    expect(items(again)).toEqual(items(facts))
  })

  it.each(['Markdown', 'Jira', 'HTML', 'CSV'])('turns no direction and controls nothing in %s', (form) => {
    expect(WRITERS[form]?.(told).slice(1)).not.toMatch(/(?![\r\n\t])[\p{Cc}\p{Bidi_Control}\u2028]/u)
  })
})

it('any text leaves the structure of Markdown and CSV as it is', () => {
  const text = fc.string({ unit: fc.constantFrom(...'`\\|<>[]()*_#-+=@"\' \n\ra1'), maxLength: 30 })
  fc.assert(
    fc.property(text, (value) => {
      const told = hostile(value)
      expect(markupOf(writeMarkdown(told))).not.toMatch(/[<|[\]]/)
      const { data } = Papa.parse<string[]>(writeCsv(told).slice(1), { skipEmptyLines: true })
      expect(new Set(data.map((row) => row.length)).size).toBe(1)
    }),
    { numRuns: 60 },
  )
})

it('the style of the HTML is the one that its policy allows', () => {
  const html = writeHtml(hostile('x'))
  const style = /<style>(.*)<\/style>/.exec(html)?.[1] ?? ''
  expect(html).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
  expect(html).toContain("default-src 'none'")
})

it('HAR has the headers and times that were told, and of what opens something the name alone', () => {
  const transport = {
    requestHeaders: { Origin: 'https://shop.example', authorization: '(not kept)', Cookie: 'sid=open-sesame' },
    responseHeaders: { 'Content-Type': 'text/html', 'Set-Cookie': 'sid=open-sesame' },
    timing: { connect: 20, ssl: 12, wait: 5 },
  }
  const exchange: Happening = {
    ...{ kind: 'exchange', vendor: 'customerio', via: 'devtools', method: 'POST' },
    ...{ url: 'https://cdp.customer.io/v1/t', status: 200, answer: { text: '{}', size: 2 }, startedAt: 3, endedAt: 9 },
    ...{ body: { text: '{"type":"track","event":"e","messageId":"m","anonymousId":"a"}', size: 1 }, transport },
  }
  for (const masking of [OPEN, { personal: false, key: 'q4' }]) {
    const text = writeHar(evidence(story().tell('d', exchange).facts, masking))
    expect(text).not.toContain('open-sesame')
    expect(JSON.parse(text).log.entries[0]).toMatchObject({
      time: 25,
      request: {
        headers: [{ name: 'Origin', value: 'https://shop.example' }],
        comment: 'The values of authorization, Cookie were not kept.',
      },
      response: {
        headers: [{ name: 'Content-Type', value: 'text/html' }],
        comment: 'The values of Set-Cookie were not kept.',
      },
      timings: { send: 0, connect: 20, ssl: 12, wait: 5, receive: 0 },
    })
  }
})

it('evidence tells what a ticket needs', () => {
  const text = writeMarkdown(hostile('purchase'))
  for (const part of [
    '`purchase` — event, rejected',
    'Called:',
    'As whom on the wire:',
    'HTTP 400',
    'Tracklens 1.2.3',
    'Complete',
    'a.js:1:2',
  ])
    expect(text).toContain(part)
})

describe.each(RECORDED)('of the walk of %s, masked,', (browser) => {
  const facts = factsOf(savedText(browser))
  const told = evidence(facts, { personal: false, key: 'q4' })
  const PEOPLE = /jane|grace|\bada\b|hopper|lovelace|@(?!masked\.example)[\w.]+\.\w|"token-[\da-f]{8}|%40(?!masked)/gi

  it.each(Object.keys(WRITERS))('%s tells nothing of a person', (form) => {
    const text = WRITERS[form]?.(told) ?? ''
    expect(text.length).toBeGreaterThan(2_000)
    expect(text.match(PEOPLE)).toBeNull()
  })

  it('the recording tells nothing of a person', () => {
    const { state } = inspect(facts, { now: 0 })
    const masked = createMask({ personal: false, key: 'q4' }, state).facts(facts)
    expect(writeRecording(masked, 0, true).match(PEOPLE)).toBeNull()
  })

  it('NDJSON tells nothing of a person, and keys and names stay', () => {
    const judged = inspect(facts, { now: 0 })
    const mask = createMask({ personal: false, key: 'q4' }, judged.state)
    const asked = { mask, ignored: new Set<string>(), files: [], sourceOf: () => '' }
    const text = ndjson(resultOf(judged, { ...asked, failOn: 'never' }))
    expect(text.match(PEOPLE)).toBeNull()
    for (const stays of ['shop_demo_key', 'a1b2c3d4-demo-shop', 'Product List Viewed', 'screen_view'])
      expect(text).toContain(stays)
  })
})

describe('a result', () => {
  const sdk = { vendor: 'customerio', surface: 'snippet', tracker: 'i' } as const
  const resultIn = (masking: Masking, key: string, ...calls: readonly (readonly string[])[]) => {
    const happenings = calls.map(([method = '', ...args], n): Happening => {
      return { kind: 'call', ...sdk, call: n + 1, method, args }
    })
    const { facts } = story().tell('d', { kind: 'sdk', ...sdk, state: 'running', key }, ...happenings)
    const judged = inspect(facts, { now: 0 })
    const asked = {
      ignored: new Set<string>(),
      files: ['of-jane@shop.example.har'],
      sourceOf: () => 'jane@shop.example',
    }
    return resultOf(judged, { ...asked, mask: createMask(masking, judged.state), failOn: 'warning' })
  }
  const MASKED: Masking = { personal: false, key: 'q4' }

  it('names no person in the name of an event, a page or a file', () => {
    const events = ['Mailed jane@shop.example', 'Viewed shopper-jane'].map((name) => ['track', name])
    const result = resultIn(MASKED, 'key', ['identify', 'shopper-jane'], ...events, ['page', '', 'Hi shopper-jane'])
    const forms = [ndjson(result), json(result), textOfItems(result), textOfFindings(result), textOfVerdict(result)]
    for (const text of [...forms, junit(result, { ignored: new Set(), allowEmpty: false })])
      expect(text).not.toMatch(/jane/)
    expect(result.items.map(({ name }) => name.split(' ')[0])).toEqual(['identify', 'Mailed', 'Viewed', 'Hi'])
  })

  it('has no secret key, masked or not', () => {
    for (const masking of [MASKED, OPEN])
      expect(json(resultIn(masking, 'ak_c2VjcmV0c2VjcmV0', ['track', 'seen']))).not.toContain('c2VjcmV0')
  })
})

/** A visit of somebody whose id, trait and words are this value, with what the page and the server say of it. */
function visitOf(planted: string) {
  const sdk = { vendor: 'customerio', surface: 'snippet', tracker: 'i' } as const
  const body = {
    type: 'track',
    event: 'seen',
    messageId: 'm1',
    userId: planted,
    properties: { note: `for ${planted}` },
  }
  return story().tell(
    'd',
    {
      kind: 'document',
      url: `https://shop.example/?of=${planted}`,
      title: planted,
      top: true,
      late: false,
      startedAt: 1,
    },
    { kind: 'sdk', ...sdk, state: 'running', key: 'write-key' },
    { kind: 'call', ...sdk, call: 1, method: 'identify', args: [planted, { nick: { name: planted } }] as Json[] },
    { kind: 'call', ...sdk, call: 2, method: 'track', args: ['seen', { note: `for ${planted}` }] as Json[] },
    {
      ...{ kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', method: 'POST' },
      ...{ url: 'https://cdp.customer.io/v1/t', body: { text: JSON.stringify(body), size: 1 } },
    },
    { kind: 'response', request: 1, status: 400, body: { text: `{"error":"${planted} is not known"}`, size: 1 } },
  ).facts
}

it('a result names the IDs of which nobody knows whether they are hard', () => {
  const sdk = { vendor: 'bloomreach', surface: 'bridge', tracker: 'Exponea' } as const
  const identified = (ids: JsonObject): Happening => {
    return { kind: 'call', ...sdk, call: 1, method: 'identifyCustomer', args: [ids, {}] }
  }
  const { facts } = story()
    .tell('d', { kind: 'sdk', ...sdk, state: 'running', key: 'k' })
    .tell('d', identified({ email_id: 'e-1' }), identified({ registered: 'r-1' }))
  const judged = inspect(facts, { now: 0 })
  const asked = { mask: createMask(OPEN, judged.state), ignored: new Set<string>(), files: [], sourceOf: () => '' }
  expect(resultOf(judged, { ...asked, failOn: 'never' }).items.map(({ customer }) => customer)).toEqual([
    { soft: {}, hard: { email_id: 'e-1' }, hardOrSoft: ['email_id'] },
    { soft: {}, hard: { email_id: 'e-1', registered: 'r-1' }, hardOrSoft: ['email_id'] },
  ])
})

it('no byte of any form tells of who was planted, where it is masked; where it is not, each tells it', () => {
  const value = fc
    .string({ unit: fc.constantFrom(...'abcXYZ019ě'), minLength: 4, maxLength: 20 })
    .map((it) => `Q${it}q`)
  const allForms = (planted: string, masking: Masking): readonly (readonly [string, string])[] => {
    const facts = visitOf(planted)
    const judged = inspect(facts, { now: 0 })
    const mask = createMask(masking, judged.state)
    const told = evidence(facts, masking)
    const result = resultOf(judged, { mask, ignored: new Set(), files: [], sourceOf: () => '', failOn: 'never' })
    return [
      ...Object.entries(WRITERS).map(([form, write]) => [form, write(told)] as const),
      ['NDJSON', ndjson(result)],
      ['recording', writeRecording(mask.facts(facts), 0, !masking.personal)],
    ]
  }
  fc.assert(
    fc.property(value, (planted) => {
      const telling = (masking: Masking) =>
        allForms(planted, masking).flatMap(([form, text]) => (text.includes(planted) ? [form] : []))
      expect(telling({ personal: false, key: 'q4' })).toEqual([])
      expect(telling(OPEN)).toHaveLength(Object.keys(WRITERS).length + 2)
    }),
    { numRuns: 15 },
  )
})

/** What of Markdown is markup: without fenced code, code in lines and what is escaped. */
function markupOf(markdown: string): string {
  const out: string[] = []
  let fence = ''
  for (const line of markdown.split('\n')) {
    const row = /^`{3,}/.exec(line)?.[0]
    if (fence !== '') {
      if (row !== undefined && row.length >= fence.length && line === row) fence = ''
    } else if (row !== undefined) fence = row
    else out.push(line)
  }
  return out.join('\n').replace(/\\[^\n]|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '_')
}
