/**
 * Brings the facts of several files onto one time axis. What two files tell of one request counts once; what a page and
 * a network record tell of it the fold joins itself, as it does live.
 */
import type { Fact, FactOf } from '../../core/fact'

/** Two records of one request begin so close to each other, in milliseconds. */
const NEAR_MS = 50

/** The facts of all files, each file's in their own order, the earliest first. */
export function joined(files: readonly (readonly Fact[])[]): readonly Fact[] {
  if (files.length < 2) return files[0] ?? []
  const seen = new Set<string>()
  const known = new Known()
  return byTime(
    files.map((facts) => {
      const fresh = facts.filter((fact) => {
        const id = `${fact.doc}|${fact.seq}`
        return !seen.has(id) && !(fact.kind === 'exchange' && known.has(fact))
      })
      for (const fact of fresh) {
        seen.add(`${fact.doc}|${fact.seq}`)
        if (fact.kind === 'exchange') known.add(fact)
      }
      return fresh
    }),
  )
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

/** The requests of the files read so far. Each stands for one request of a later file. */
class Known {
  readonly #byAddress = new Map<string, { readonly fact: FactOf<'exchange'>; taken: boolean }[]>()

  add(fact: FactOf<'exchange'>): void {
    const key = `${fact.method} ${fact.url}`
    const list = this.#byAddress.get(key)
    if (list) list.push({ fact, taken: false })
    else this.#byAddress.set(key, [{ fact, taken: false }])
  }

  has(fact: FactOf<'exchange'>): boolean {
    const found = this.#byAddress
      .get(`${fact.method} ${fact.url}`)
      ?.find(({ fact: other, taken }) => !taken && isSame(other, fact))
    if (found) found.taken = true
    return found !== undefined
  }
}

/** The same body at the same time; a tool may have left the body out. */
function isSame(a: FactOf<'exchange'>, b: FactOf<'exchange'>): boolean {
  const same = a.body.text === b.body.text || a.body.text === null || b.body.text === null
  const near = Math.abs(a.startedAt - b.startedAt) <= NEAR_MS
  const over = a.startedAt < b.endedAt && b.startedAt < a.endedAt
  return same && (near || over)
}
