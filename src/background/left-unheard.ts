/**
 * Notices documents that ended without telling it (`pagehide`): what a page says while it is left only arrives if the
 * background is awake.
 */
import { type Fact, type FactOf, isObserver } from '../core/fact'

/**
 * The document that a new one replaced in its frame although it never told that it was left, or null. Measured in
 * Chromium: when a page is left while the worker is stopped, messages sent to wake it are dropped together with the
 * page; nobody can count them.
 */
export function leftUnheard(facts: readonly Fact[], newcomer: FactOf<'document'>): string | null {
  const before = facts.findLast(
    (fact) => fact.frame === newcomer.frame && fact.doc !== newcomer.doc && !isObserver(fact.doc),
  )
  // The `pagehide` may be among what the log had no room for.
  if (!before || (before.kind === 'gap' && before.reason === 'overflow')) return null
  const last = facts.findLast(
    (fact) =>
      fact.doc === before.doc && fact.kind === 'page' && (fact.change === 'pagehide' || fact.change === 'pageshow'),
  )
  return last?.kind === 'page' && last.change === 'pagehide' ? null : before.doc
}
