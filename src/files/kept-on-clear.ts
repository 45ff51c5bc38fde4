/**
 * What of facts stays when a person clears them, and where they are not exported: what the documents that are still
 * open will be read by, a stop, and what the user declared.
 */
import { clearedCheckpoint } from '../core/checkpoint'
import type { Fact } from '../core/fact'

/** What a fact is the latest word on, or null where it is only history. */
function topic(fact: Fact): string | null {
  switch (fact.kind) {
    case 'document':
      return `${fact.doc} document`
    case 'sdk':
      return `${fact.doc} sdk ${fact.vendor} ${fact.surface} ${fact.tracker}`
    case 'page':
      return fact.change === 'activated' ? `${fact.doc} activated` : null
    case 'storage':
      return `${fact.doc} storage ${fact.vendor} ${fact.area} ${fact.key}`
    case 'consent':
      return `${fact.doc} consent ${fact.platform}`
    case 'enforce':
      return `${fact.doc} enforce ${fact.vendor}`
    case 'accept':
      return `accept ${fact.answers} ${fact.host}`
    case 'trigger':
      // Tracklens' own stop is in force also where no document of the tab has said so.
      return fact.by === 'tracklens' && fact.phase === 'done' ? `stop ${fact.vendor}` : null
    case 'gap':
      return fact.totals ? 'totals' : null
    default:
      return null
  }
}

/** The latest word on each topic of the documents that were not left, in the order of the log. */
export function keptOnClear(facts: readonly Fact[]): readonly Fact[] {
  const left = new Set<string>()
  const latest = new Map<string, Fact>()
  for (const fact of facts) {
    if (fact.kind === 'page' && fact.change === 'pagehide') left.add(fact.doc)
    if (fact.kind === 'page' && fact.change === 'pageshow') left.delete(fact.doc)
    const about = topic(fact)
    if (about !== null) latest.set(about, fact)
  }
  const kept = new Set(latest.values())
  return facts.filter((fact) => kept.has(fact) && !left.has(fact.doc)).map(withoutPast)
}

/** Who is known and what runs; of what was tracked, nothing. */
function withoutPast(fact: Fact): Fact {
  if (fact.kind !== 'gap' || !fact.totals) return fact
  return { ...fact, missing: 0, reason: 'cleared', totals: clearedCheckpoint(fact.totals) }
}
