/** A report as blocks that every form of text has: the content is decided once, for Markdown, Jira and HTML. */
import type { Body } from '../../core/fact'
import type { Customer } from '../../core/item'
import type { Json } from '../../core/json'
import { counted, shownName } from '../../core/text'
import type { Entry, Evidence, Said, Tried } from '../evidence'
import type { Planned, PlannedRow } from '../planned'
import { clipped, clippedSentence } from './plain'

/** A part of a line: our own words, or something observed, which is set apart from them. */
export type Span = string | { readonly seen: string }

/** A piece of a report, before it is Markdown, Jira markup or HTML. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'facts'; readonly facts: readonly { readonly label: string; readonly spans: readonly Span[] }[] }
  | { readonly kind: 'code'; readonly language: 'json' | 'text'; readonly label: string; readonly text: string }

/** So much of a body or of a list of properties goes into a report; a recording has them whole. */
const LONGEST = 4_000
/** So many lines of a stack. */
const FRAMES = 3

/** The whole report, in the order in which it is read, block by block: of a long one that is long work. */
export function* blocksOf({ about, entries, findings, planned }: Evidence): Generator<Block> {
  if (planned !== null) yield* planBlocks(planned)
  for (const entry of entries) yield* entryBlocks(entry)
  const told = new Set(entries.flatMap((entry) => entry.findings))
  const loose = findings.filter((finding) => !told.has(finding))
  if (loose.length > 0) {
    yield { kind: 'heading', level: 2, spans: ['Findings'] }
    yield { kind: 'facts', facts: loose.map(findingFact) }
  }
  yield aboutBlock(about)
}

/** One line that says what it is about. */
export function titleOf({ entries, tracked, findings, subject }: Evidence): string {
  const [first, ...others] = entries
  if (subject || !first) return (subject ?? findings[0])?.rule.title ?? without(tracked)
  if (others.length === 0) return `${clipped(shownName(first.item.name)) || '(no name)'}: ${first.item.delivery}`
  return `${entries.length.toLocaleString('en')} tracked items`
}

/** What a report is about that has no item in it, of so many that were tracked. */
function without(tracked: number): string {
  if (tracked === 0) return 'Nothing was tracked'
  return `${counted(tracked, 'tracked item')}, ${tracked === 1 ? 'not' : 'none of them'} in this report`
}

/** What was seen of the plan: each planned event, and what nobody planned. */
function planBlocks({ plan, seen, valid, events, unplanned }: Planned): readonly Block[] {
  const blocks: Block[] = [
    { kind: 'heading', level: 2, spans: ['Tracking plan: ', { seen: clipped(plan) }] },
    {
      kind: 'paragraph',
      spans: [`${seen} of ${events.length} planned events were seen, ${valid} of these with properties as planned.`],
    },
  ]
  if (events.length > 0) blocks.push({ kind: 'facts', facts: events.map(plannedFact) })
  if (unplanned.length > 0) {
    const facts = unplanned.map(({ name, type, seen: times, nearest }) => ({
      label: 'Not planned',
      spans: [
        { seen: clipped(name) || type },
        `: ${type}, seen ${timesOf(times)}`,
        ...(nearest === null ? [] : ['; planned is ', { seen: clipped(nearest) }]),
      ],
    }))
    blocks.push({ kind: 'facts', facts })
  }
  return blocks
}

function plannedFact(row: PlannedRow): { readonly label: string; readonly spans: readonly Span[] } {
  const of = [row.vendor, row.required ? 'required' : null].filter((word) => word !== null).join(', ')
  const label = of === '' ? clipped(row.name) : `${clipped(row.name)} (${of})`
  if (row.seen === 0) return { label, spans: ['never seen'] }
  const counts: readonly (readonly [number, string])[] = [
    [row.valid, 'as planned'],
    [row.invalid, 'not as planned'],
    [row.delivered, 'delivered'],
    [row.failed, 'failed'],
    [row.pending, 'pending'],
    [row.unknown, 'unknown'],
    [row.identified, 'identified'],
    [row.anonymous, 'anonymous'],
  ]
  const told = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return { label, spans: [`seen ${timesOf(row.seen)}: ${told.join(', ')}; last at ${row.lastSeen ?? 'no known time'}`] }
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`
}

function entryBlocks(entry: Entry): readonly Block[] {
  const { item, wire } = entry
  const blocks: Block[] = [
    {
      kind: 'heading',
      level: 2,
      spans: [
        { seen: clipped(shownName(item.name)) || '(no name)' },
        ` — ${item.type}, ${item.delivery} (item ${item.n})`,
      ],
    },
    { kind: 'paragraph', spans: [item.why] },
    ...(clipped(item.name) === item.name ? [] : [textBlock('Name', item.name)]),
    { kind: 'facts', facts: factsOf(entry) },
    code('Properties', item.properties),
  ]
  if (wire.changed.length > 0)
    blocks.push({
      kind: 'facts',
      facts: wire.changed.map(({ name, called, sent }) => ({
        label: 'Different on the wire',
        spans: [
          { seen: name },
          ' called with ',
          { seen: short(called) },
          sent === undefined ? ', not sent' : ', sent as ',
          ...(sent === undefined ? [] : [{ seen: short(sent) }]),
        ],
      })),
    })
  if (Object.keys(wire.added).length > 0) blocks.push(code('Added by the SDK', wire.added))
  const last = entry.attempts.findLast(({ exchange }) => exchange !== null)
  if (last?.exchange) {
    blocks.push(...bodyBlock('Request', last.exchange.body), ...bodyBlock('Response', last.exchange.answer))
  }
  return blocks
}

function factsOf(entry: Entry): Extract<Block, { kind: 'facts' }>['facts'] {
  const { item, page } = entry
  const facts: { readonly label: string; readonly spans: readonly Span[] }[] = []
  const add = (label: string, ...spans: Span[]): void => void facts.push({ label, spans })
  if (item.calledAt !== null)
    add(
      'Called',
      { seen: item.method ?? 'the SDK' },
      ` at ${timeOf(item.calledAt)}${item.automatic ? ', automatic' : ''}`,
    )
  else add('First seen', `${timeOf(item.seenAt)}; the call itself was not seen`)
  if (item.trigger !== null) add('Synthetic', 'made by a trigger in Tracklens, not by the page')
  if (page) add('Page', { seen: page.url })
  if (item.stack) add('Called from', ...stackOf(item.stack))
  add('As whom when called', ...who(item.calledAs, 'not known'))
  add('As whom on the wire', ...who(item.sentAs, item.attempts.length > 0 ? 'no ID in the request' : 'not sent'))
  add('Whose it is now', ...who(entry.whose, 'not known'))
  if (item.claimedAt !== null) add('Timestamp sent', timeOf(item.claimedAt))
  for (const [index, tried] of entry.attempts.entries()) add(`Attempt ${index + 1}`, ...attemptOf(tried))
  if (item.error !== null) add('The call failed', { seen: item.error })
  for (const note of item.notes) add('Note', note.text)
  for (const finding of entry.findings) facts.push(findingFact(finding))
  const version = entry.version === null ? '' : ` ${entry.version}`
  add(
    'SDK',
    `${entry.vendor}${version} (${entry.surface})`,
    ...(entry.key === null ? [] : [', key ', { seen: entry.key }]),
  )
  if (item.id !== null) add('Message ID', { seen: item.id })
  return facts
}

function attemptOf({ attempt, exchange }: Tried): Span[] {
  const status = attempt.status ? `, HTTP ${attempt.status}` : ''
  const spans: Span[] = [`${attempt.outcome}${status} at ${timeOf(attempt.sentAt)}`]
  if (exchange) spans.push(', ', { seen: `${exchange.method} ${exchange.url}` })
  if (attempt.words !== null) spans.push(': ', { seen: attempt.words })
  return spans
}

function findingFact({ rule, text, items }: Said): { readonly label: string; readonly spans: readonly Span[] } {
  const about = items.length > 1 ? ` Items ${items.join(', ')}.` : ''
  return {
    label: `Finding (${rule.severity}, ${rule.certainty})`,
    spans: [`${rule.title}. `, clippedSentence(text), ` ${rule.advice}${about}`],
  }
}

function aboutBlock(about: Evidence['about']): Block {
  const { madeAt, filesUntil } = about
  const when = (label: string, at: number | null | undefined) => (at == null ? [] : [{ label, spans: [timeOf(at)] }])
  return {
    kind: 'facts',
    facts: [
      {
        label: filesUntil === undefined ? 'Recorded by' : 'Read by',
        spans: [`Tracklens ${about.version}`, ...(about.browser ? [`, ${about.browser}`] : [])],
      },
      ...when('As of', filesUntil),
      ...when('Written', madeAt),
      ...about.completeness
        .split('\n')
        .filter(Boolean)
        .map((line, at) => ({ label: at === 0 ? 'Completeness' : 'What could not be seen', spans: [line] })),
      {
        label: 'Personal values',
        spans: [about.masked ? 'masked: equal values have equal stand-ins' : 'included as they are'],
      },
    ],
  }
}

function who(customer: Customer | null, none: string): Span[] {
  const ids = Object.entries({ ...customer?.hard, ...customer?.soft })
  if (ids.length === 0) return [none]
  return ids.flatMap(([name, value], i): Span[] => [i === 0 ? `${name} ` : `, ${name} `, { seen: value }])
}

function stackOf(stack: string): Span[] {
  const frames = stack
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  return frames.slice(0, FRAMES).flatMap((frame, i): Span[] => (i === 0 ? [{ seen: frame }] : [' ← ', { seen: frame }]))
}

function bodyBlock(label: string, body: Body | null): readonly Block[] {
  if (!body || body.text === null || body.text === '' || body.binary) return []
  const text = body.cut ? `${body.text}\n(only the first part was recorded)` : body.text
  return [textBlock(label, text)]
}

function textBlock(label: string, text: string): Block {
  return { kind: 'code', language: 'text', label, text: cut(text) }
}

function code(label: string, value: Json): Block {
  return { kind: 'code', language: 'json', label, text: cut(JSON.stringify(value, null, 2)) }
}

function cut(text: string): string {
  if (text.length <= LONGEST) return text
  const more = (text.length - LONGEST).toLocaleString('en')
  return `${text.slice(0, LONGEST)}\n… ${more} more characters: see the recording`
}

function short(value: Json): string {
  return clipped(JSON.stringify(value), 200)
}

/** In UTC, as logs of servers have it; what is beyond all dates stands as it is. Milliseconds since 1970. */
export function timeOf(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? `${at} ms` : date.toISOString()
}
