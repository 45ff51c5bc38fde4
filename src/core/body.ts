/** How much of a body is kept, and the cut. The page hook makes the same cut with natives of its own. */
import type { Body } from './fact'

/**
 * So much of a body is kept by every source: characters of text, or bytes. The largest batch that a known SDK makes is
 * whole then (Customer.io's has up to 450 KB, cdp-analytics-js batched-dispatcher.ts:10): what is cut off would look as
 * if it had never been sent.
 */
export const BODY_LIMIT = 524_288

/** A body from its whole text, or its whole base64: what is over the limit is cut off, and marked so. */
export function bodyOf(text: string, rest: Omit<Body, 'text' | 'cut'>): Body {
  return text.length > BODY_LIMIT ? { ...rest, text: text.slice(0, BODY_LIMIT), cut: true } : { ...rest, text }
}
