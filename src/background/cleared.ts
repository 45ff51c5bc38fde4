/** What the last clear took out of a tab's log: the panel that asked for it may yet want it back. */
import type { Fact } from '../core/fact'
import { keptOnClear } from '../files/kept-on-clear'
import type { TabLog } from './log'
import { type Entry, type LogBounds, weight } from './trim'

/** The last clear of one tab, as long as it can be taken back. */
export interface Cleared {
  /** Takes the log's facts in; returns those that a clear leaves, and how many facts it takes away. */
  take(log: TabLog): { readonly left: readonly Fact[]; readonly missing: number }
  /** Forgets it, unless it may still be taken back. */
  fit(log: TabLog, watched: boolean): void
  /** The facts of a log without the clear, and forgets it; null where it may not be taken back. */
  back(log: TabLog, watched: boolean): readonly Fact[] | null
  forget(): void
}

/** What is known of a clear at first, and who is told when it is forgotten. */
interface ClearedOptions {
  /** What a tab with an open panel may hold, with what was cleared there. */
  readonly most: LogBounds
  /** What an earlier life of the background has kept of one. */
  readonly saved: readonly Entry[] | undefined
  readonly onForgotten: () => void
}

/** The last clear of a tab, as far as there was one. */
export function createCleared({ most, saved, onForgotten }: ClearedOptions): Cleared {
  let cleared = saved ? keptOf(saved) : null

  function forget() {
    if (cleared) onForgotten()
    cleared = null
  }

  /** Whether the log and what was cleared are together no more than a tab with an open panel may hold. */
  function fits({ cuts, size }: TabLog, watched: boolean): boolean {
    if (!cleared || cuts > 0 || !watched) return false
    return size.facts + cleared.size.facts <= most.facts && size.bytes + cleared.size.bytes <= most.bytes
  }

  return {
    take(log) {
      const facts = log.facts()
      cleared = { facts, size: log.size }
      const left = keptOnClear(facts)
      return { left, missing: weightOf(facts) - weightOf(left) }
    },
    fit(log, watched) {
      if (!fits(log, watched)) forget()
    },
    back(log, watched) {
      if (!cleared || !fits(log, watched)) return null
      const { facts } = cleared
      forget()
      const known = new Set(facts.map(nameOf))
      // What open documents are read by was kept by the clear, which said itself what it took away.
      const since = log.facts().filter((fact) => !known.has(nameOf(fact)) && !isOfClear(fact))
      return [...facts, ...since]
    },
    forget,
  }
}

function keptOf(entries: readonly Entry[]): { readonly facts: readonly Fact[]; readonly size: LogBounds } {
  const facts = entries.map(({ fact }) => fact)
  return { facts, size: { facts: facts.length, bytes: entries.reduce((sum, { size }) => sum + size, 0) } }
}

function weightOf(facts: readonly Fact[]): number {
  return facts.reduce((sum, fact) => sum + weight(fact), 0)
}

/** What names a fact for good. */
function nameOf({ doc, seq }: Fact): string {
  return `${doc} ${seq}`
}

function isOfClear(fact: Fact): boolean {
  return fact.kind === 'gap' && fact.reason === 'cleared'
}
