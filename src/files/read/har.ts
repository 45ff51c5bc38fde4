/** Reads HARs and the network lines of Playwright's traces: what they tell, piece by piece, and what is wrong. */
import type { Vendor } from '../../core/contract/vendor'
import type { ExchangeFact } from '../../core/fact'
import { isObject, type Json, objectOr, parseJson, stringOr } from '../../core/json'
import type { Attachments } from './har-body'
import { attachmentsOf, CALLED_OFF, type Entry, entryOf, mayTrack, type Told, timeOf, toldBy } from './har-entry'
import type { Piece } from './pieces'

/** So many of the entries that cannot be read are named; all are counted. */
const NAMED = 20
/** A file with more entries than this that cannot be read, and fewer that can, is not read to its end. */
const MOST_FLAWED = 100_000

/** What is said of such a file. */
export const HOPELESS =
  'More than 100,000 of its entries cannot be read, and fewer can: it is damaged. ' +
  'Save it anew in the tool that made it.'

/** A page of a HAR: when it began (milliseconds since 1970; null where nobody says), its address and title. */
export interface HarPage {
  readonly id: string
  readonly startedAt: number | null
  readonly url: string
  readonly title: string
}

/** An exchange and the page that asked; null where the file names none. `byWorker`: a service worker asked. */
interface HarExchange extends Told {
  readonly page: string | null
  readonly byWorker: boolean
}

/** What was read of a HAR: who wrote it, its pages, its exchanges that may track, and what could not be read. */
export interface HarRead {
  readonly tool: string
  readonly pages: readonly HarPage[]
  readonly exchanges: readonly HarExchange[]
  readonly requests: number
  /** When its first and last requests began and ended, in milliseconds since 1970; null where it has none. */
  readonly since: number | null
  readonly until: number | null
  readonly broken: number
  readonly problems: readonly string[]
}

/** An entry that may track, at its time; null where neither it nor one before it has any. */
interface Candidate {
  readonly entry: Entry
  readonly at: number | null
  /** Its number among the entries, from 1. */
  readonly n: number
}

/** What such an entry tells. */
interface Read {
  readonly told: Told
  readonly n: number
  /** It was counted among the broken ones already. */
  readonly isFlawed: boolean
  readonly page: string | null
  readonly byWorker: boolean
}

/** Takes the entries of one file, in whatever order they come, and keeps what may track. */
export class HarReader {
  readonly #vendors: readonly Vendor[]
  readonly #kept: (Candidate | Read)[] = []
  readonly #pages = new Map<string, HarPage>()
  readonly #problems: string[] = []
  readonly #named = new Set<string>()
  #tool = ''
  #count = 0
  #broken = 0
  #since: number | null = null
  #until: number | null = null
  /** The time of the entry before, for one that has none; null where none had one yet. */
  #last: number | null = null
  /** When each page asked for its documents, in milliseconds since 1970; under null for a file that names no pages. */
  readonly #documents = new Map<string | null, number[]>()

  constructor(vendors: readonly Vendor[]) {
    this.#vendors = vendors
  }

  /** Takes a piece of a HAR. */
  take({ of, text }: Piece): void {
    const json = text === null ? null : parseJson(text)
    if (of === 'entries') {
      this.#count++
      if (text === null) this.#flawed('it is longer than 64 MB')
      else if (json === undefined) this.#flawed('it is not JSON')
      else this.#enter(json)
    } else if (of === 'pages') this.#page(json)
    else if (of === 'creator' || this.#tool === '') this.#tool = toolOf(json)
  }

  /** Takes an entry of another container. */
  takeEntry(json: Json | undefined): void {
    this.#count++
    if (json === undefined) this.#flawed('it is not JSON')
    else this.#enter(json)
  }

  /** Says which program wrote the file. */
  writtenBy(tool: string): void {
    this.#tool = tool
  }

  /** So many of its entries cannot be read that no more need be taken. */
  get isHopeless(): boolean {
    return this.#broken > MOST_FLAWED && this.#broken * 2 > this.#count
  }

  /** The names of what the entries that may track keep beside the file. */
  get attachments(): ReadonlySet<string> {
    return new Set(this.#kept.flatMap((kept) => ('entry' in kept ? attachmentsOf(kept.entry) : [])))
  }

  /** The names of all that the file keeps beside itself. */
  get named(): ReadonlySet<string> {
    return this.#named
  }

  /** What the file tells, with what it keeps beside itself. */
  end(attached: Attachments): HarRead {
    const exchanges = this.#kept.flatMap((kept): HarExchange[] => {
      const read = 'entry' in kept ? this.#read(kept, attached) : kept
      if (!read) return []
      const { told, page, byWorker, n, isFlawed } = read
      if (told.unread.length > 0) this.#flawed(told.unread.join(', '), n, isFlawed)
      return [{ ...told, exchange: this.#leftWith(page, told.exchange), page, byWorker }]
    })
    exchanges.sort((a, b) => a.exchange.startedAt - b.exchange.startedAt)
    return {
      tool: this.#tool,
      pages: [...this.#pages.values()],
      exchanges: passedOn(exchanges),
      requests: this.#count,
      since: this.#since,
      until: this.#until,
      broken: this.#broken,
      problems: this.#problems,
    }
  }

  #enter(json: Json): void {
    const entry = entryOf(json)
    if (typeof entry === 'string') {
      this.#flawed(entry)
      return
    }
    if (entry.startedAt === null)
      this.#flawed(
        `its “startedDateTime” is not a time${this.#last === null ? '' : ': that of an entry before is taken'}`,
      )
    const at = entry.startedAt ?? this.#last
    this.#last = at
    if (at !== null) this.#happened(entry, at)
    const beside = attachmentsOf(entry)
    for (const name of beside) this.#named.add(name)
    if (!mayTrack(entry, this.#vendors)) return
    const candidate = { entry, at, n: this.#count }
    // What is whole is read at once: its parsed form need not be kept until the end.
    const kept = beside.length > 0 || at === null ? candidate : this.#read(candidate, () => null)
    if (kept) this.#kept.push(kept)
  }

  #happened(entry: Entry, at: number): void {
    this.#since = Math.min(this.#since ?? at, at)
    this.#until = Math.max(this.#until ?? at, at + entry.lasted)
    this.#visit(entry, at)
    if (entry.isDocument) listed(this.#documents, entry.pageref).push(at)
  }

  /** What a candidate tells; null where it is no vendor's after all. */
  #read({ entry, at, n }: Candidate, attached: Attachments): Read | null {
    const told = toldBy(entry, at ?? this.#since ?? 0, this.#vendors, attached)
    const isFlawed = entry.startedAt === null
    return told && { told, n, isFlawed, page: entry.pageref, byWorker: entry.byWorker }
  }

  /** The request as one that ended with its page, where that asked for another document before it was broken off. */
  #leftWith(page: string | null, exchange: ExchangeFact): ExchangeFact {
    const { startedAt, endedAt, error = '' } = exchange
    if (!CALLED_OFF.test(error)) return exchange
    const left = this.#documents.get(page)?.some((at) => startedAt <= at && at <= endedAt)
    return left ? { ...exchange, untold: 'left' } : exchange
  }

  /** The page that an entry names has the address of its first document; one that is not listed began with it. */
  #visit({ pageref, url, isDocument }: Entry, at: number): void {
    if (pageref === null) return
    const known = this.#pages.get(pageref)
    if (!known) this.#pages.set(pageref, { id: pageref, startedAt: at, url: isDocument ? url : '', title: '' })
    else if (known.url === '' && isDocument) this.#pages.set(pageref, { ...known, url })
  }

  #page(json: Json | undefined): void {
    if (!isObject(json)) return
    const id = stringOr(json.id)
    if (id === null) return
    const title = stringOr(json.title) ?? ''
    // Chromium writes the address in the title's place.
    const url = this.#pages.get(id)?.url || (/^https?:\/\/\S+$/.test(title) ? title : '')
    this.#pages.set(id, { id, title, url, startedAt: timeOf(json.startedDateTime) })
  }

  /** Names an entry, and counts it where it `isFlawed` by nothing else. */
  #flawed(why: string, entry = this.#count, isFlawed = false): void {
    if (!isFlawed) this.#broken++
    if (this.#problems.length < NAMED) this.#problems.push(`entry ${entry}: ${why}`)
  }
}

function toolOf(json: Json | undefined): string {
  const { name, version } = objectOr(json)
  return [stringOr(name), stringOr(version)].filter(Boolean).join(' ').slice(0, 100)
}

/** Differences between the clocks of a page and its worker, in milliseconds. */
const NEAR_MS = 50

/**
 * What a page asked and its service worker passed on is in Playwright's files twice, and only the worker's own request
 * is marked: the page's is the one that lasted as long. The fold knows such doubles by the page's mark.
 */
function passedOn(exchanges: readonly HarExchange[]): readonly HarExchange[] {
  const workers = exchanges.filter(({ byWorker }) => byWorker)
  if (workers.length === 0) return exchanges
  const pages = new Map<string, HarExchange[]>()
  for (const each of exchanges) if (!each.byWorker) listed(pages, askedFor(each)).push(each)
  const asked = new Set<HarExchange>()
  for (const worker of workers) {
    const { startedAt, endedAt } = worker.exchange
    const page = pages.get(askedFor(worker))?.find((each) => {
      const around = each.exchange.startedAt - NEAR_MS <= startedAt && endedAt <= each.exchange.endedAt + NEAR_MS
      return around && !asked.has(each)
    })
    if (page) asked.add(page)
  }
  return exchanges.map((each) =>
    asked.has(each) ? { ...each, exchange: { ...each.exchange, serviceWorker: true } } : each,
  )
}

function askedFor({ exchange: { method, url, body } }: HarExchange): string {
  return JSON.stringify([method, url, body.text])
}

/** The list under a key, which is empty at first. */
function listed<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const known = lists.get(key) ?? []
  if (known.length === 0) lists.set(key, known)
  return known
}
