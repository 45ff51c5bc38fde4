/**
 * Tries to send an item: how each is written down. Every one has the same fields in the same order from the moment that
 * it is made: a field that is added afterwards, or spread in, lies outside of it and took 40 bytes per item.
 */
import type { Attempt } from '../item'
import type { Exchange } from '../state'

/** A try that has begun with this exchange. */
export function begunTry({ n, sentAt }: Pick<Exchange, 'n' | 'sentAt'>): Attempt {
  return { exchange: n, sentAt, endedAt: null, outcome: 'in flight', status: null, words: null }
}

/** A try that has ended with this exchange, and how; `endedAt` in milliseconds since 1970. */
export function endedTry(
  { n, sentAt, status }: Pick<Exchange, 'n' | 'sentAt' | 'status'>,
  endedAt: number,
  { outcome, words, declarable, inForm }: Pick<Attempt, 'outcome' | 'words' | 'declarable' | 'inForm'>,
): Attempt {
  const ended: Attempt = { exchange: n, sentAt, endedAt, outcome, status, words }
  if (inForm) return { ...ended, inForm }
  return declarable === undefined ? ended : { ...ended, declarable }
}

/** The attempts with this one in the place of an earlier one on the same exchange, or added. */
export function withAttempt(attempts: readonly Attempt[], attempt: Attempt): readonly Attempt[] {
  const last = attempts.at(-1)?.exchange ?? -1
  // Nearly always it is the only one, the last one, or a new one: then none of the others is asked.
  if (attempts.length === 0 || (attempts.length === 1 && last === attempt.exchange)) return [attempt]
  if (last <= attempt.exchange) return [...(last === attempt.exchange ? attempts.slice(0, -1) : attempts), attempt]
  const at = attempts.findIndex((known) => known.exchange === attempt.exchange)
  return at < 0 ? [...attempts, attempt] : attempts.map((known, i) => (i === at ? attempt : known))
}
