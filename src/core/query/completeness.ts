/** Since when the record of a page is complete, and what could not be seen: what makes a zero trustworthy. */

import type { DocumentState } from '../document'
import type { FileFact } from '../file-fact'
import type { State } from '../state'
import { counted } from '../text'
import { firstPresentPage, isShown } from './present'

/** One thing that was not, or may not have been, seen. */
interface Doubt {
  /** `calls`: a file of requests tells of no call; `file`: what a file lacks though it should have it. */
  readonly reason: 'late' | 'gap' | 'cut' | 'silent' | 'flood' | 'browser' | 'calls' | 'file' | 'totals'
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
  const top = firstPresentPage(state)
  const doubts: Doubt[] = []
  if (!top && state.files.length === 0)
    doubts.push({
      reason: 'silent',
      missing: 0,
      text: 'No page has answered yet. Reload the page, or open one with http(s).',
    })
  for (const file of state.files) doubts.push(...lackedBy(file))
  for (const blind of state.blind) {
    if (top && blind.at < top.startedAt) continue
    const { reason: told } = blind
    const reason = told === 'late' || told === 'flood' || told === 'cut' ? told : 'gap'
    doubts.push({ reason, missing: blind.missing, text: blind.detail })
  }
  const { earlier } = state
  if (earlier && (!top || earlier.at >= top.startedAt))
    doubts.push({ reason: 'totals', missing: 0, text: earlierWords(earlier) })
  // A file of requests alone has no page that was opened in any way.
  if (!browserSource && (top || state.files.length === 0)) {
    const text =
      'Requests of workers, pixels and forms are only seen from the devtools panel; this page was opened without it.'
    doubts.push({ reason: 'browser', missing: 0, text })
  }
  const blinding = doubts.some(({ reason }) => reason !== 'browser' && reason !== 'calls')
  const from = state.files.length > 0 ? begunAt(state.files) : null
  const since = from ?? (top ? sinceOf(top, state) : null)
  return { since, complete: since !== null && !blinding, doubts }
}

/** What is only counted of a log that was full, in one sentence for people. */
export function earlierWords({ facts, items }: NonNullable<State['earlier']>): string {
  const listed = items > 0 ? `, and ${counted(items, 'item is', 'items are')} counted and no longer listed` : ''
  return `The log of this tab was full: its first ${facts.toLocaleString()} records are only totals${listed}.`
}

/** When the first of the requests in files began. */
function begunAt(files: readonly FileFact[]): number | null {
  const times = files.flatMap(({ since }) => since ?? [])
  return times.length > 0 ? Math.min(...times) : null
}

/** What a file of another tool's cannot tell. */
function lackedBy(file: FileFact): readonly Doubt[] {
  const { name, format, tool, broken, problems, bodiless, answerless, apart = 0 } = file
  const kind = format === 'har' ? 'a HAR' : 'the network part of a trace'
  const doubts: Doubt[] = [
    {
      reason: 'calls',
      missing: 0,
      text: `${name}: calls are not in ${kind}, so what was called and never sent is not.`,
    },
  ]
  const lacks = (missing: number, text: string): void => {
    if (missing > 0) doubts.push({ reason: 'file', missing, text: `${name}: ${text}` })
  }
  const by = tool === '' ? 'the tool that wrote it' : tool
  lacks(bodiless, `${counted(bodiless, 'body is', 'bodies are')} missing, because ${by} left ${them(bodiless)} out.`)
  const answers = counted(answerless, 'answer’s text is', 'answers’ texts are')
  lacks(answerless, `${answers} missing, because ${by} left ${them(answerless)} out: only the status is known.`)
  const kept = counted(apart, 'body or answer is', 'bodies and answers are')
  lacks(apart, `${kept} missing, because the file names other files for ${them(apart)}. Open those together with it.`)
  const more = broken > problems.length ? `, and ${broken - problems.length} more` : ''
  lacks(broken, `${counted(broken, 'entry was', 'entries were')} not as HAR 1.2 says (${problems.join('; ')}${more}).`)
  return doubts
}

function them(count: number): string {
  return count === 1 ? 'it' : 'them'
}

/** Whether the browser's own record of requests is among what a log was made of. */
export function heardBrowser({ exchanges }: Pick<State, 'exchanges'>): boolean {
  return exchanges.some(({ seenBy }) => seenBy.browser)
}

/**
 * Since when the record of one page of the top frame is complete, in milliseconds since 1970: its beginning, or the end
 * of the last thing that is missing in it. Null for a page that nobody knows.
 */
export function pageSince(state: State, doc: string): number | null {
  const page = state.documents.get(doc)
  if (!page) return null
  const until = nextPageAt(state, page)
  return state.blind.reduce(
    (since, { at }) => (at >= page.startedAt && at < until ? Math.max(since, at) : since),
    page.startedAt,
  )
}

/** When the page after this one began, in milliseconds since 1970; infinite where none has. */
export function nextPageAt({ documents }: State, page: DocumentState): number {
  const next = documents.find(({ top, startedAt }) => top && startedAt > page.startedAt)
  return next?.startedAt ?? Number.POSITIVE_INFINITY
}

/**
 * How many documents of the present page scripts could have reached before Tracklens did, to read or forge what is
 * captured there: open before it came, or in a window that a page of the same origin made. No evidence of anything.
 */
export function reachedFirst({ documents }: Pick<State, 'documents'>): number {
  return documents.count((document) => isShown(document) && (document.late || document.shared === true))
}

/** Since when nothing of a page is missing, in milliseconds since 1970. */
export function sinceOf(top: { readonly startedAt: number; readonly late: boolean }, state: State): number {
  const blind = state.blind.filter((entry) => entry.at >= top.startedAt).map((entry) => entry.at)
  return Math.max(top.startedAt, state.earlier?.at ?? 0, blind.max() ?? 0)
}
