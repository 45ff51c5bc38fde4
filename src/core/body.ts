/**
 * How much of a body is kept, and the cut; what is text and what is bytes. The page hook makes the same cut with
 * natives of its own.
 */
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

/**
 * Whether a text is bytes, one character each, as network records keep what is none: gzip by its first two, else
 * characters that no text has, all of them within a byte.
 */
export function isBytes(text: string): boolean {
  return (text.startsWith('\x1f\x8b') || STEERING.test(text)) && !BEYOND_A_BYTE.test(text)
}

// Patterns, since every body of a file is asked: they take an eighth of the time that a look at each letter does.
const STEERING = /[^\t-\r -\uffff]/
const BEYOND_A_BYTE = /[\u0100-\uffff]/
