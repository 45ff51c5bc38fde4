/**
 * Brings the facts of several files onto one time axis. What two files tell of one request counts once; what a page and
 * a network record tell of it the fold joins itself, as it does live.
 */
import type { Fact, FactOf } from '../../core/fact'
import { parseJson } from '../../core/json'

/** Two records of one request begin so close to each other, in milliseconds. */
const NEAR_MS = 50

/** The facts of all files, each file's in their own order, the earliest first. */
export function joined(files: readonly (readonly Fact[])[]): readonly Fact[] {
  if (files.length < 2) return files[0] ?? []
  const seen = new Set<string>()
  const known = new Known()
  const fresh = files.map((facts) => {
    const own = facts.filter((fact) => {
      const id = `${fact.doc}|${fact.seq}`
      return !seen.has(id) && !(fact.kind === 'exchange' && known.has(fact))
    })
    for (const fact of own) {
      seen.add(`${fact.doc}|${fact.seq}`)
      if (fact.kind === 'exchange') known.add(fact)
    }
    return own
  })
  return byTime(fresh.map((facts) => facts.map((fact) => (fact.kind === 'exchange' ? known.whole(fact) : fact))))
}

/** Merges by time without ever taking a file's facts out of their order. */
function byTime(files: readonly (readonly Fact[])[]): readonly Fact[] {
  const places = files.map(() => 0)
  const total = files.reduce((sum, facts) => sum + facts.length, 0)
  const all: Fact[] = []
  while (all.length < total) {
    let next = -1
    let earliest: Fact | undefined
    files.forEach((facts, i) => {
      const head = facts[places[i] ?? 0]
      if (!head || (earliest && earliest.at <= head.at)) return
      earliest = head
      next = i
    })
    if (!earliest) break
    all.push(earliest)
    places[next] = (places[next] ?? 0) + 1
  }
  return all
}

/** A request of a file that was read, and whether a later file has told of it too. */
interface Slot {
  readonly fact: FactOf<'exchange'>
  taken: boolean
}

/** The requests of the files read so far. Each stands for one request of a later file. */
class Known {
  /** By address, then by body: of one address there are thousands, and nearly always each has a body of its own. */
  readonly #byAddress = new Map<string, Map<string | null, Slot[]>>()
  /** What the files together tell of a request, where a later one tells what the first has left out. */
  readonly #whole = new Map<Fact, FactOf<'exchange'>>()

  add(fact: FactOf<'exchange'>): void {
    const key = addressOf(fact)
    const bodies = this.#byAddress.get(key) ?? new Map<string | null, Slot[]>()
    if (bodies.size === 0) this.#byAddress.set(key, bodies)
    const slot = { fact, taken: false }
    const text = textOf(fact)
    const list = bodies.get(text)
    if (list) list.push(slot)
    else bodies.set(text, [slot])
  }

  has(fact: FactOf<'exchange'>): boolean {
    const bodies = this.#byAddress.get(addressOf(fact))
    if (!bodies) return false
    const text = textOf(fact)
    const lists = text === null ? [...bodies.values()] : [bodies.get(text) ?? [], bodies.get(null) ?? []]
    let found: Slot | undefined
    for (const list of lists) found ??= list.find(({ fact: other, taken }) => !taken && isSame(other, fact))
    if (!found) return false
    found.taken = true
    const told = this.whole(found.fact)
    const both = together(told, fact)
    if (both !== told) this.#whole.set(found.fact, both)
    return true
  }

  /** The request as all files tell of it. */
  whole(fact: FactOf<'exchange'>): FactOf<'exchange'> {
    return this.#whole.get(fact) ?? fact
  }
}

/** One telling of a request, with what another has more: the body, how it ended, or what the answer said. */
function together(one: FactOf<'exchange'>, other: FactOf<'exchange'>): FactOf<'exchange'> {
  const body = one.body.text === null && other.body.text !== null ? other.body : one.body
  const ends = knownOfEnd(other) > knownOfEnd(one)
  const answers = one.status === other.status && one.answer.text === null && other.answer.text !== null
  if (body === one.body && !ends && !answers) return one
  if (!ends) return { ...one, body, ...(answers ? { answer: other.answer } : {}) }
  // How it ended is the other's to tell, as a whole; where and when it began stays.
  const { doc, seq, at, frame, device, startedAt, transport } = one
  const { device: _, ...end } = other
  const place = { doc, seq, at, frame, startedAt, ...(device === undefined ? {} : { device }) }
  return { ...end, ...place, body, ...(transport && !end.transport ? { transport } : {}) }
}

/**
 * How much is known of how a request ended: that it was called off or failed, as a browser says of one whose page was
 * left, is less than the answer that a proxy has seen come; that no server gave the answer is more than the answer.
 */
function knownOfEnd({ status, untold, cached, serviceWorker }: FactOf<'exchange'>): number {
  if (untold === 'unfinished') return 0
  if (status === 0) return 1
  return untold || cached || serviceWorker ? 3 : 2
}

/** What was asked where; tools write one address in several ways, with a port that goes without saying for example. */
function addressOf({ method, url }: FactOf<'exchange'>): string {
  return `${method} ${URL.canParse(url) ? new URL(url).href.replace(/#.*/s, '') : url}`
}

/** A body's text, without the white space with which a tool may write JSON anew; null where it was left out. */
function textOf({ body: { text } }: FactOf<'exchange'>): string | null {
  const json = text !== null && /^\s*[{[]/.test(text) ? parseJson(text) : undefined
  return json === undefined ? text : JSON.stringify(json)
}

/** Whether two requests with the same body, or one whose body was left out, were sent at the same time. */
function isSame(a: FactOf<'exchange'>, b: FactOf<'exchange'>): boolean {
  const near = Math.abs(a.startedAt - b.startedAt) <= NEAR_MS
  const over = a.startedAt < b.endedAt && b.startedAt < a.endedAt
  return near || over
}
