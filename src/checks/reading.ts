/** What several checks read from an item: when it was sent, with which properties, and as whom, in words. */
import type { Attempt, Customer, Item } from '../core/item'
import type { Json, JsonObject } from '../core/json'
import type { Exchange, State } from '../core/state'

export { bindingOf } from '../core/query/whose'

/**
 * When it was first handed to the network; milliseconds since 1970, null while it was not. A try that Tracklens blocked
 * is none.
 */
export function firstSentAt(item: Item): number | null {
  const { attempts } = item
  // By place: this is asked of every item again and again, and an iterator would be made each time.
  for (let i = 0; i < attempts.length; i++) {
    const attempt = attempts[i]
    if (attempt && attempt.outcome !== 'blocked') return attempt.sentAt
  }
  return null
}

/** Whether an item was accepted at its first try, by no error’s answer, and nothing is odd about it. */
export function wentWell({ delivery, attempts, error, notes }: Item): boolean {
  const [only] = attempts
  if (!only || attempts.length > 1 || delivery !== 'delivered' || error !== null || notes.length > 0) return false
  return only.outcome === 'delivered' && only.status !== null && only.status < 400
}

/** When it came into being as far as is known; milliseconds since 1970. */
export function bornAt(item: Item): number {
  return item.calledAt ?? item.seenAt
}

/** The properties as the server gets them, or as the page gave them while it was not sent. */
export function propertiesOf(item: Item): JsonObject {
  return item.wireProperties ?? item.properties
}

/** The hard ids of whoever it was sent as, or called as while it was not sent. */
export function hardIds(item: Item): Readonly<Record<string, string>> {
  return (item.sentAs ?? item.calledAs)?.hard ?? {}
}

/** Whether the SDK refused a call for its arguments, so that nothing was tracked: of which `any-never-sent` tells. */
export function isRefused({ delivery, attempts, notes }: Item): boolean {
  return delivery === 'lost' && attempts.length === 0 && notes.some(({ about }) => about === 'refusal')
}

/** Whether the server did nothing of it, as far as is known: it refused it, or never got it. */
export function hasNoEffect({ delivery }: Item): boolean {
  return delivery === 'rejected' || delivery === 'lost' || delivery === 'blocked'
}

/** What the server said beside the status, which a sentence tells by itself; empty for nothing. */
export function saidBeside({ words, status }: Attempt): string {
  const [plain, said] = [`HTTP ${status}`, words ?? '']
  if (said === plain) return ''
  return (said.startsWith(`${plain}: `) ? said.slice(plain.length + 2) : said).slice(0, 200)
}

/**
 * Whether an id is what programs write for nobody, or has no letter and no digit: Bloomreach refuses such a one
 * (support, “At least one valid id should be specified”).
 */
export function isNobody(id: string): boolean {
  const plain = id.trim()
  // Of a long text no other one is made.
  return plain.length < 20 && (NOBODY.has(plain.toLowerCase()) || !/[\p{L}\p{N}]/u.test(plain))
}

const NOBODY: ReadonlySet<string> = new Set(['', 'null', 'undefined', 'nan', '[object object]', 'none', '(null)'])

/** Whether one of two ids is an e-mail address and the other is none. */
export function isAnotherKind(id: string, other: string): boolean {
  return id.includes('@') !== other.includes('@')
}

/** The exchange of its latest try. */
export function lastExchange(item: Item, state: Pick<State, 'exchanges'>): Exchange | undefined {
  const last = item.attempts.at(-1)
  return last ? state.exchanges.get(last.exchange) : undefined
}

/**
 * Whether Bloomreach's Web SDK sent it, or was called for it: the server makes that SDK's sessions (System events), and
 * what is documented of the mobile ones' does not hold for it.
 */
export function isOfWeb(item: Item, state: Pick<State, 'exchanges'>): boolean {
  const sender = lastExchange(item, state)?.sender
  return sender === undefined ? item.method === 'track' : sender === 'web'
}

/** A customer in words: hard ids, else soft ones, else nobody. */
export function who(customer: Customer | null): string {
  const hard = Object.entries(customer?.hard ?? {})
  const soft = Object.entries(customer?.soft ?? {})
  const ids = hard.length ? hard : soft
  const words = ids.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')
  return ids.length ? (hard.length ? words : `anonymous (${words})`) : 'nobody known'
}

/** Whether it was called on an earlier page than the one that sent it. */
export function fromEarlierPage(item: Item, state: Pick<State, 'documents'>): boolean {
  const document = state.documents.get(item.doc)
  return document !== undefined && item.calledAt !== null && item.calledAt < document.startedAt
}

/** A number of milliseconds in words. */
export function span(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 120_000) return `${Number((milliseconds / 1000).toFixed(1))} s`
  if (milliseconds < 7_200_000) return `${Math.round(milliseconds / 60_000)} min`
  const hours = Math.round(milliseconds / 3_600_000)
  if (hours < 96) return `${hours} h`
  return hours < 17_520 ? `${Math.round(hours / 24)} days` : `${Math.round(hours / 8766)} years`
}

/** What a look at an item's properties finds among their values; several kinds are added up. */
export const KIND = { number: 1, digits: 2, word: 4, brackets: 8, object: 16 } as const

/**
 * The kinds of values among properties, the sum of their `KIND`s. A text is told by its first character alone: `digits`
 * may be a number, `word` may be yes or no, `brackets` may be JSON. So one walk tells most checks that there is nothing
 * for them.
 */
export function kindsOf(properties: JsonObject): number {
  let kinds = 0
  for (const name in properties) kinds |= kindOf(properties[name])
  return kinds
}

function kindOf(value: Json | undefined): number {
  if (typeof value === 'number') return KIND.number
  if (typeof value === 'object') return value === null ? 0 : KIND.object
  if (typeof value !== 'string' || value === '') return 0
  const first = value.charCodeAt(0)
  // Digits, and the sign before them.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45) return KIND.digits
  if (first === 91 || first === 123) return KIND.brackets
  // Letters: of “true” and “false” it may be the first one.
  if ((first >= 65 && first <= 90) || (first >= 97 && first <= 122)) return isYesOrNo(first) ? KIND.word : 0
  // A space, or what is one elsewhere, may stand before either of them.
  return first <= 32 || first > 126 ? KIND.digits | KIND.brackets : 0
}

function isYesOrNo(letter: number): boolean {
  const small = letter | 32
  return small === 102 || small === 116
}

/** One pattern, since every text of every item is asked. */
const READS = new RegExp(
  [
    /^(true|false|-?\d+,\d+)$/,
    /^-?\d{1,3}([ \u00a0]\d{3})+([.,]\d+)?( ?\D{1,3})?$/,
    /^-?\d+([.,]\d+)? ?(€|\$|£|Kč|EUR|USD|GBP|CZK)$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
)

/** Whether a text is one that only a person reads as a number, or as yes and no. */
export function readsAsNumber(value: unknown): boolean {
  return typeof value === 'string' && value.length < 24 && READS.test(value)
}

/** Whether a text is a number, however it is grouped, and nothing else. */
export function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && value.length < 40 && /^\s*[-+]?\d[\d\s.,]*\s*$/.test(value)
}
