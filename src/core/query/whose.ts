/**
 * As whom something was tracked: when it was called, on the wire, and whose it is now. One answer for every view, for
 * the filter and for what is copied.
 */
import type { List } from 'immutable'
import { clash, idKey, idKeys, isEmpty } from '../ids'
import type { Customer, Item } from '../item'
import type { State, Tracker } from '../state'
import type { Tie, Ties } from '../tie'

/** Whose something is, and what says so. */
export interface Whose {
  /** The person with all ids that are known to be theirs here; null where no id at all is known. */
  readonly customer: Customer | null
  /** The ID by which it is the person’s, where the wire (or the SDK) names another one: soft, or a merged user’s. */
  readonly by: { readonly name: string; readonly value: string } | null
  /** The item that tied that soft ID to the person; null where an answer of the server's did, or nothing had to. */
  readonly tie: number | null
  /** What would tie it to a person, and was not accepted or is not known to be; null where there is none. */
  readonly open: Tie | null
}

/** Texts about an item, each of which may be looked for. */
export type TextsOf = (item: Item) => readonly string[]

/**
 * Who is who: the values of all ids of whoever an item is tracked as; and the soft IDs under which it was tracked while
 * nobody was known, each with whose it is now.
 */
export interface People {
  readonly ids: TextsOf
  readonly anonymous: TextsOf
}

/** What the question needs of a state. */
type Known = Pick<State, 'ties' | 'exchanges'>

/** How who it was when called relates to who it was on the wire; everything but `same` stands out. */
export type Binding = 'same' | 'late' | 'other' | 'nobody' | 'device'

/**
 * Compares who it was when called with who it was on the wire. What either side does not tell is not compared: an
 * unknown is not a change. `late`: an anonymous visitor when called, a person on the wire; `nobody`: the other way
 * round; `device`: another soft ID.
 */
export function bindingOf(item: Item): Binding {
  const { calledAs, sentAs } = item
  if (!calledAs || !sentAs || item.calledAt === null || item.type === 'identify' || item.type === 'alias') return 'same'
  if (clash(calledAs.hard, sentAs.hard)) return 'other'
  const [called, sent] = [!isEmpty(calledAs.hard), !isEmpty(sentAs.hard)]
  if (!called && sent && !isEmpty(calledAs.soft)) return 'late'
  if (called && !sent && !isEmpty(sentAs.soft)) return 'nobody'
  return clash(calledAs.soft, sentAs.soft) ? 'device' : 'same'
}

/** Whose an item is now: by a hard ID that it was sent with, else by a soft ID that was tied to a person. */
export function whoseIs(known: Known, item: Item): Whose {
  const last = item.attempts.at(-1)
  const told = item.sentAs ?? item.calledAs
  const answer = told !== null && isNobody(told) && last ? known.exchanges.get(last.exchange) : undefined
  // A new visitor's first request names nobody; its answer says who that is, to the project that it is of.
  const answered = (answer?.namedBy ? answer.namedBy[item.tracker] : answer?.named) ?? null
  const accepted = item.attempts.findLast((attempt) => attempt.outcome === 'delivered') ?? last
  const at = accepted ? { sentAt: accepted.sentAt, item: item.n } : NOW
  return whose(known, item.tracker, answered ?? told, at)
}

/** Whose is what a tracker tracks now, as far as it is known. */
export function whoseNow(known: Known, { id, customer }: Pick<Tracker, 'id' | 'customer'>): Whose {
  return whose(known, id, customer, NOW)
}

/** Every id of a person, soft or hard, by which somebody may look for what is theirs: the values alone. */
export function idsOf(known: Known, item: Item): readonly string[] {
  const { customer } = whoseIs(known, item)
  const ids = new Set<string>()
  for (const each of [customer, item.calledAs, item.sentAs])
    if (each) for (const part of [each.hard, each.soft]) for (const name in part) ids.add(part[name] ?? '')
  const tied = known.ties.get(item.tracker)?.byHard
  if (tied && customer)
    for (const hard of idKeys(customer.hard))
      for (const soft of tied.get(hard) ?? []) ids.add(soft.slice(soft.indexOf('=') + 1))
  return [...ids]
}

/** Who is who among a state's items, for the words of a filter; `known` gives the state as it stands. */
export function peopleIn(known: () => Known): People {
  return { ids: (item) => idsOf(known(), item), anonymous: (item) => anonymousOf(known(), item) }
}

/** A customer with every id, in one text for the same ones in whatever order: `registered=a@b.c, cookie=c1`. */
export function allIds({ hard, soft }: Customer): string {
  const [known, visitor] = [written(hard), written(soft)]
  if (known === '') return visitor === '' ? 'nobody' : `anonymous, ${visitor}`
  return visitor === '' ? known : `${known}; ${visitor}`
}

/** A soft ID under which something was tracked while nobody was known, and whose that is now, as far as it is known. */
export function anonymousUnder(name: string, value: string, { customer, tie }: Whose): string {
  const id = written({ [name]: value })
  const hard = written(customer?.hard ?? {})
  if (hard === '') return id
  return tie === null ? `${id} is ${hard}` : `${id} is ${hard} since item ${tie}`
}

function anonymousOf(known: Known, item: Item): readonly string[] {
  const told = item.sentAs ?? item.calledAs
  if (!told || !isEmpty(told.hard) || isEmpty(told.soft)) return []
  const whose = whoseIs(known, item)
  return Object.entries(told.soft).map(([name, value]) => anonymousUnder(name, value, whose))
}

/** Ids by name; what may be taken for the text around it is in quotes. */
function written(ids: Customer['soft']): string {
  const plain = (text: string): string => (/^[^\s,;="\\]+$/.test(text) ? text : JSON.stringify(text))
  return Object.keys(ids)
    .sort()
    .map((name) => `${plain(name)}=${plain(ids[name] ?? '')}`)
    .join(', ')
}

interface Place {
  readonly sentAt: number
  readonly item: number
}

const NOW: Place = { sentAt: Number.POSITIVE_INFINITY, item: Number.POSITIVE_INFINITY }

function whose(known: Known, tracker: string, told: Customer | null, at: Place): Whose {
  if (told === null || isNobody(told)) return { customer: null, by: null, tie: null, open: null }
  const table = known.ties.get(tracker)?.bySoft
  if (!isEmpty(told.hard)) return merged(table, { customer: told, by: null, tie: null, open: null }, at)
  let open: Tie | null = null
  for (const name in table ? told.soft : {}) {
    const value = told.soft[name] ?? ''
    const ties = table?.get(idKey(name, value))
    if (!ties) continue
    const tie = ruling(ties, at)
    if (tie) {
      const customer: Customer = { soft: told.soft, hard: tie.hard }
      return merged(table, { customer, by: { name, value }, tie: tie.item, open: null }, at)
    }
    open ??= ties.last() ?? null
  }
  return { customer: told, by: null, tie: null, open }
}

/** Persons are merged one into the other so often, at the most: two may be merged into each other. */
const MERGES = 8

/**
 * Whose what was a person's is since that person was merged into another one: what was tracked before goes along, and
 * of what is tracked under the old ID afterwards nobody says so.
 */
function merged(table: Ties['bySoft'] | undefined, owner: Whose, at: Place): Whose {
  let now = owner
  for (let step = 0; table && step < MERGES; step++) {
    const { soft, hard } = now.customer ?? NOBODY
    const [name, tie] = mergeOf(table, hard, at) ?? []
    if (name === undefined || !tie) break
    now = { customer: { soft, hard: tie.hard }, by: { name, value: hard[name] ?? '' }, tie: tie.item, open: null }
  }
  return now
}

function mergeOf(table: Ties['bySoft'], hard: Customer['hard'], { sentAt, item }: Place): [string, Tie] | undefined {
  const isAfter = (tie: Tie) => tie.sentAt > sentAt || (tie.sentAt === sentAt && (tie.item ?? -1) > item)
  for (const name in hard) {
    const ties = table.get(idKey(name, hard[name] ?? ''))
    const tie = ties?.find((each) => each.outcome === 'accepted' && isAfter(each))
    if (tie) return [name, tie]
  }
  return undefined
}

const NOBODY: Customer = { soft: {}, hard: {} }

/**
 * The tie that rules at a place in the order of sending: the last accepted one before, else the first one after, since
 * what came before an identify becomes the person's too. A later person takes the soft ID, and leaves what was sent
 * before to the earlier one (Bloomreach documentation, Merging, "Merging rules"). Customer.io does not document what
 * becomes of an anonymous ID that is identified twice; its web SDK never sends one so, since it makes a new one
 * (cdp-analytics-js core/user/index.ts:407-414).
 */
function ruling(ties: List<Tie>, at: Place): Tie | undefined {
  const accepted = (tie: Tie): boolean => tie.outcome === 'accepted'
  return (
    ties.findLast(
      (tie) => accepted(tie) && (tie.sentAt < at.sentAt || (tie.sentAt === at.sentAt && (tie.item ?? -1) <= at.item)),
    ) ?? ties.find(accepted)
  )
}

function isNobody({ soft, hard }: Customer): boolean {
  return isEmpty(soft) && isEmpty(hard)
}
