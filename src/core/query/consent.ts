/**
 * Consent by category, from the vendor's own consent events and from the page's consent platform, with how it came
 * about.
 */
import type { Moment, State } from '../state'

/** A moment that says something about consent. */
type ConsentMoment = Extract<Moment, { kind: 'consent' }>

/** One word on one category, or that it ended by itself. Times are milliseconds since 1970. */
interface ConsentWord {
  readonly at: number
  /** Null: the platform lists the category and does not say. */
  readonly granted: boolean | null
  /** It is over by itself: nobody has said so. */
  readonly expired?: true
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
  /** What holds now. */
  readonly granted: boolean | null
  /** When that is over by itself; absent where it is not. */
  readonly until?: number
  /** The item that says so to the server; null where none does. */
  readonly item: number | null
  readonly since: number
}

/**
 * Brings consent moments (in the order of the facts) into lines, as they stand `now`, in milliseconds since 1970:
 * vendors' own first, categories in the order of their first word.
 */
export function consentLines(moments: Iterable<Moment>, now: number): readonly ConsentLine[] {
  const lines = new Map<string, ConsentLine>()
  for (const moment of moments) {
    if (moment.kind !== 'consent') continue
    const tracker = moment.source === 'vendor' ? moment.tracker : null
    const key = `${moment.source}|${tracker ?? ''}|${moment.category}`
    const { at, granted, text, fact, source, category } = moment
    const line = lines.get(key)
    const known = line && expiredBy(line, at)
    const item = moment.item ?? null
    const ends = moment.until === undefined ? {} : { until: moment.until }
    const own = { source, tracker, category, granted, ...ends }
    const history = [...(known?.history ?? []), { at, granted, text, fact }]
    if (known?.granted === granted && known.history.at(-1)?.expired === undefined)
      lines.set(key, { ...own, history: known.history, item: item ?? known.item, since: known.since })
    else lines.set(key, { ...own, history, item, since: at })
  }
  const all = [...lines.values()].map((line) => expiredBy(line, now))
  return all.sort((a, b) => Number(b.source === 'vendor') - Number(a.source === 'vendor'))
}

/** Whether a consent that is over by itself is so at a time; milliseconds since 1970. */
export function isOver({ until }: { readonly until?: number }, at: number): boolean {
  return until !== undefined && until <= at
}

/** A line as it stands at a time: nothing carries to a server that a consent is over by itself. */
function expiredBy(line: ConsentLine, at: number): ConsentLine {
  const { until, ...rest } = line
  const last = line.history.at(-1)
  if (until === undefined || !last || !isOver(line, at)) return line
  const over = { at: Math.max(until, last.at), granted: false, expired: true, fact: last.fact } as const
  const history = [...line.history, { ...over, text: `Consent "${line.category}" is over: it was given until then` }]
  return { ...rest, history, granted: false, item: null, since: over.at }
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
