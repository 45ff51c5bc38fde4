/** Since when the record of a page is complete, and what could not be seen: what makes a zero trustworthy. */
import type { State } from '../state'

/** One thing that was not, or may not have been, seen. */
interface Doubt {
  readonly reason: 'late' | 'gap' | 'cut' | 'silent' | 'flood' | 'browser'
  /** How many facts are missing; 0 where nobody can know. */
  readonly missing: number
  readonly text: string
}

/** What can be said about the record of the page that is open now. */
export interface Completeness {
  /** Milliseconds since 1970; null while no page has answered. */
  readonly since: number | null
  readonly complete: boolean
  readonly doubts: readonly Doubt[]
}

/**
 * Judges the record of the newest top document. `browserSource` says whether the browser's own network view is at hand.
 */
export function completeness(state: State, browserSource: boolean): Completeness {
  const top = state.documents.findLast((document) => document.top && !document.left)
  const doubts: Doubt[] = []
  if (!top)
    doubts.push({
      reason: 'silent',
      missing: 0,
      text: 'No page has answered yet. Reload the page, or open one with http(s).',
    })
  for (const blind of state.blind) {
    if (top && blind.at < top.startedAt) continue
    const { reason: told } = blind
    const reason = told === 'late' || told === 'flood' || told === 'cut' ? told : 'gap'
    doubts.push({ reason, missing: blind.missing, text: blind.detail })
  }
  if (!browserSource) {
    const text =
      'Requests of workers, pixels and forms are only seen from the devtools panel; this page was opened without it.'
    doubts.push({ reason: 'browser', missing: 0, text })
  }
  const blinding = doubts.some((doubt) => doubt.reason !== 'browser')
  return { since: top ? sinceOf(top, state) : null, complete: top !== undefined && !blinding, doubts }
}

function sinceOf(top: { readonly startedAt: number; readonly late: boolean }, state: State): number {
  const blind = state.blind.filter((entry) => entry.at >= top.startedAt).map((entry) => entry.at)
  return blind.size ? (blind.max() ?? top.startedAt) : top.startedAt
}
