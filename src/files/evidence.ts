/** What is told of chosen items, masked: the one thing that all writers write but the recording's. */
import { checks } from '../checks'
import type { Check } from '../checks/check'
import type { Finding, Findings } from '../checks/findings'
import type { Attempt, Customer, Item } from '../core/item'
import { whoseIs } from '../core/query/whose'
import { type Wire, wireOf } from '../core/query/wire'
import type { Exchange, State } from '../core/state'
import { vendorOf } from '../providers/registry'
import type { Mask } from './mask/mask'
import type { Planned } from './planned'
import { finish, inParts, type Steps, within } from './steps'

/** What is asked for, and what is said about it. */
export interface Wanted {
  readonly state: State
  readonly findings: Findings
  /** The numbers of the items, in the order in which they are to be written. */
  readonly items: readonly number[]
  /** Which findings: those about these items (the default), all there are, or just these. */
  readonly told?: 'all' | readonly Finding[]
  /** The checks by which was judged; absent: everybody's. With a plan there are more. */
  readonly checks?: readonly Check[]
  /** What was seen of the plan, where one is in force and the whole record is told of. */
  readonly planned?: Planned | null
  readonly about: About
}

/** What is said of the evidence as a whole. */
export interface About {
  /** When it was written, in milliseconds since 1970; null where it says the same whenever that is. */
  readonly madeAt: number | null
  /**
   * It is told of files, which others may have recorded: the last moment that they tell of, in milliseconds since 1970,
   * and null where they tell of none. Absent where it is told of a page.
   */
  readonly filesUntil?: number | null
  /** Tracklens' version. */
  readonly version: string
  /** How complete the record is, and on a line each what is missing; empty where nothing can be said. */
  readonly completeness: string
  /** Personal values were replaced. */
  readonly masked: boolean
  /** The browser, in its own words; empty where it is not known. */
  readonly browser: string
}

/** A page on which something was tracked. */
interface Page {
  readonly url: string
  readonly title: string
}

/** One item with all that belongs to it. */
export interface Entry {
  readonly item: Item
  readonly vendor: string
  readonly key: string | null
  readonly version: string | null
  readonly surface: string
  readonly page: Page | null
  /** Whose it is now. */
  readonly whose: Customer | null
  readonly wire: Wire
  readonly attempts: readonly Tried[]
  readonly findings: readonly Said[]
}

/** A try with its request and its answer. */
export interface Tried {
  readonly attempt: Attempt
  readonly exchange: Exchange | null
}

/** A finding with the rule that found it. */
export interface Said {
  readonly rule: Pick<Check, 'id' | 'title' | 'severity' | 'certainty' | 'source' | 'advice'>
  readonly text: string
  readonly items: readonly number[]
}

/** All that a writer gets: items, their findings, how complete the record is. Masked, where `about` says so. */
export interface Evidence {
  readonly about: About
  readonly entries: readonly Entry[]
  /** How many items were tracked, in this evidence or not. */
  readonly tracked: number
  /** Every finding about these items, and those about none where all were asked for; each once. */
  readonly findings: readonly Said[]
  readonly exchanges: readonly Exchange[]
  readonly planned: Planned | null
  /** The finding that was asked for with its items; null where items were asked for with all that was found of them. */
  readonly subject: Said | null
}

/** Gathers and masks what is told of items. Numbers of items that are not there are passed over. */
export function evidenceOf(wanted: Wanted, mask: Mask): Evidence {
  return finish(evidenceInSteps(wanted, mask))
}

/** The same in steps. */
export function* evidenceInSteps(wanted: Wanted, mask: Mask): Steps<Evidence> {
  const { state, findings, items, told = [], about, planned = null } = wanted
  const rules = new Map((wanted.checks ?? checks).map((check) => [check.id, check]))
  const chosen = items.map((n) => state.items.get(n)).filter((item) => item !== undefined)
  const sends = [...new Set(chosen.flatMap((item) => item.attempts.map((attempt) => attempt.exchange)))]
    .map((n) => state.exchanges.get(n))
    .filter((exchange) => exchange !== undefined)
  const found = findingsFor(findings, chosen, told)
  const general = { texts: found.map((finding) => finding.text), about }
  // Everything is looked through before anything is masked: what is known from one of them is replaced in the others.
  mask.learn(general)
  yield* within(
    inParts(chosen, (part) => mask.learn(ofItems(state, part))),
    0,
    0.25,
  )
  yield* within(
    inParts(sends, (exchanges) => mask.learn({ exchanges })),
    0.25,
    0.5,
  )
  const { texts, about: said } = mask.json(general)
  const exchanges = new Map<number, Exchange>()
  yield* within(
    inParts(sends, (part) => {
      for (const exchange of mask.json({ exchanges: part }).exchanges) exchanges.set(exchange.n, exchange)
    }),
    0.5,
    0.75,
  )
  const saying = new Map(
    found.map((finding, i) => [finding, saidOf(finding, rules.get(finding.check), texts[i] ?? '')]),
  )
  const byItem = new Map<number, Said[]>()
  for (const [finding, words] of saying)
    for (const n of new Set(finding.items)) byItem.set(n, [...(byItem.get(n) ?? []), words])
  const entries: Entry[] = []
  yield* within(
    inParts(chosen, (part) => {
      const masked = mask.json(ofItems(state, part))
      for (const [i, item] of masked.items.entries()) {
        const tracker = state.trackers.get(part[i]?.tracker ?? '')
        entries.push({
          item,
          vendor: vendorOf(item.vendor)?.name ?? item.vendor,
          key: tracker?.key == null ? null : mask.text(tracker.key),
          version: tracker?.version ?? null,
          surface: tracker?.surface ?? '',
          page: masked.pages[i] ?? null,
          whose: masked.whose[i] ?? null,
          wire: wireOf(item),
          attempts: item.attempts.map((attempt) => ({ attempt, exchange: exchanges.get(attempt.exchange) ?? null })),
          findings: byItem.get(item.n) ?? [],
        })
      }
    }),
    0.75,
    1,
  )
  const subject = (told !== 'all' && told[0] && saying.get(told[0])) || null
  return {
    about: said,
    entries,
    tracked: state.items.size + (state.earlier?.items ?? 0),
    findings: [...saying.values()],
    exchanges: [...exchanges.values()],
    planned,
    subject,
  }
}

/** What leaves of items, before it is masked. */
function ofItems(state: State, items: readonly Item[]) {
  return {
    items,
    whose: items.map((item) => whoseIs(state, item).customer),
    pages: items.map((item) => pageOf(state, item)),
  }
}

function findingsFor(
  findings: Findings,
  items: readonly Item[],
  told: NonNullable<Wanted['told']>,
): readonly Finding[] {
  if (told === 'all') return [...findings.byCheck.values()].flatMap((bySubject) => [...bySubject.values()])
  if (told.length > 0) return told
  return [...new Set(items.flatMap((item) => findings.byItem.get(item.n) ?? []))]
}

function saidOf(finding: Finding, rule: Check | undefined, text: string): Said {
  return {
    rule: rule ?? {
      id: finding.check,
      title: finding.check,
      severity: 'note',
      certainty: 'heuristic',
      source: '',
      advice: '',
    },
    text,
    items: finding.items,
  }
}

function pageOf(state: State, item: Item): Page | null {
  const page = state.documents.get(item.doc)
  return page ? { url: page.url, title: page.title } : null
}
