/** Tells recordings of several tabs apart: each was made in one. */
import type { Fact } from '../../core/fact'

/** What a recording is known by: its documents, and from when to when it goes (milliseconds since 1970). */
interface Span {
  readonly docs: ReadonlySet<string>
  readonly from: number
  readonly to: number
}

/**
 * The facts of each file, with the tab in which its documents were: recordings of one time that have no document in
 * common are of several tabs. Those that follow each other may be of one.
 */
export function inTabs(
  files: readonly (readonly Fact[])[],
  isRecording: (file: number) => boolean,
): readonly (readonly Fact[])[] {
  const spans = files.map((facts, i) => (isRecording(i) ? spanOf(facts) : null))
  return files.map((facts, i) => {
    const own = spans[i]
    const isOther = (other: Span | null) => own && other && isApart(own, other)
    if (!spans.some(isOther)) return facts
    // Recordings that share a document are of one tab, which goes by the first of them.
    const first = spans.findIndex((other) => other && own && sharesDocument(own, other))
    const tab = `recording ${first + 1}`
    return facts.map((fact) => (fact.kind === 'document' ? { ...fact, tab: fact.tab ?? tab } : fact))
  })
}

function spanOf(facts: readonly Fact[]): Span | null {
  const docs = new Set<string>()
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { kind, doc, at } of facts) {
    if (kind === 'document') docs.add(doc)
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  return docs.size > 0 ? { docs, from, to } : null
}

function isApart(one: Span, other: Span): boolean {
  return one.from <= other.to && other.from <= one.to && !sharesDocument(one, other)
}

function sharesDocument(one: Span, other: Span): boolean {
  for (const doc of one.docs) if (other.docs.has(doc)) return true
  return false
}
