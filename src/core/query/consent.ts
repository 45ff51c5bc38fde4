/**
 * Consent by category, from the vendor's own consent events and from the page's consent platform, with how it came
 * about.
 */
import type { Moment, State } from '../state'

/** A moment that says something about consent. */
type ConsentMoment = Extract<Moment, { kind: 'consent' }>

/** One word on one category. Times are milliseconds since 1970. */
interface ConsentWord {
  readonly at: number
  /** Null: the platform lists the category and does not say. */
  readonly granted: boolean | null
  readonly text: string
  /** How many facts had been folded before it: where time travel goes. */
  readonly fact: number
}

/** A category with its history, oldest first; words that repeat the one before are left out. */
export interface ConsentLine {
  readonly source: ConsentMoment['source']
  /** The tracker whose consent it is; null for the page's consent platform. */
  readonly tracker: string | null
  readonly category: string
  readonly history: readonly ConsentWord[]
  /** What was said last. */
  readonly granted: boolean | null
  /** The item that says so to the server; null where none does. */
  readonly item: number | null
  readonly since: number
}

/**
 * Brings consent moments (in the order of the facts) into lines: vendors' own first, categories in the order of their
 * first word.
 */
export function consentLines(moments: Iterable<Moment>): readonly ConsentLine[] {
  const lines = new Map<string, ConsentLine>()
  for (const moment of moments) {
    if (moment.kind !== 'consent') continue
    const tracker = moment.source === 'vendor' ? moment.tracker : null
    const key = `${moment.source}|${tracker ?? ''}|${moment.category}`
    const known = lines.get(key)
    const { at, granted, text, fact } = moment
    const item = moment.item ?? null
    if (known?.granted === granted) {
      if (item !== null) lines.set(key, { ...known, item })
      continue
    }
    const history = [...(known?.history ?? []), { at, granted, text, fact }]
    lines.set(key, { source: moment.source, tracker, category: moment.category, history, granted, item, since: at })
  }
  return [...lines.values()].sort((a, b) => Number(b.source === 'vendor') - Number(a.source === 'vendor'))
}

/**
 * What became of a word on the way to the server: the page's word alone decides nothing. Null where nothing carries it
 * to a server.
 */
export function serverWord(item: number | null, state: Pick<State, 'items'>): ServerWord | null {
  const delivery = item === null ? undefined : state.items.get(item)?.delivery
  if (delivery === undefined) return null
  if (delivery === 'delivered') return 'accepted by the server'
  if (delivery === 'rejected') return 'refused by the server'
  if (delivery === 'lost' || delivery === 'blocked') return 'not sent'
  return delivery === 'unknown' ? 'not known to have arrived' : 'not answered yet'
}

/** What became of a word on the way to the server. */
export type ServerWord =
  | 'accepted by the server'
  | 'refused by the server'
  | 'not sent'
  | 'not known to have arrived'
  | 'not answered yet'

/** A stretch of time in which one word held. `to` is null while it holds. */
export interface ConsentSpan {
  readonly from: number
  readonly to: number | null
  readonly granted: boolean | null
}

/** The stretches of a line. */
export function consentSpans(line: ConsentLine): readonly ConsentSpan[] {
  return line.history.map((word, i) => ({ from: word.at, to: line.history[i + 1]?.at ?? null, granted: word.granted }))
}
