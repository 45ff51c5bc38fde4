/** Text in base64, as pages put it into addresses, cookies and fields; of either alphabet, with or without an end. */
import { bytesOfBase64 } from '../../core/base64'

const RUN = /(?<![\w+/-])[\w+/-]{8,}={0,2}/g
const PART = /[\w+-]{8,}={0,2}/g
/** Of shorter ones almost any word would be one. */
const SHORTEST = 6
/** Controls but those of lines: what has them is no text. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u
/** Of a run so many letters are tried first; four of them stand for three bytes. */
const BEGINNING = 64
const AS_IT_IS = { fatal: true, ignoreBOM: true }
const decoder = new TextDecoder('utf-8', AS_IT_IS)

/**
 * The text with whatever `by` returns in the place of what is text in base64; undefined leaves it as it is. A slash is
 * a letter of base64, and ends a part of an address: both are tried.
 */
export function replaceCoded(text: string, by: (coded: string, plain: string) => string | undefined): string {
  if (text.length < SHORTEST) return text
  return text.replace(RUN, (run) => {
    const whole = tried(run, by)
    if (whole !== undefined || !run.includes('/')) return whole ?? run
    return run.replace(PART, (part) => tried(part, by) ?? part)
  })
}

function tried(coded: string, by: (coded: string, plain: string) => string | undefined): string | undefined {
  const plain = textOf(coded)
  return plain === undefined ? undefined : by(coded, plain)
}

/** The text that it stands for; undefined where it stands for none. */
function textOf(coded: string): string | undefined {
  const letters = coded.replace(/=+$/, '')
  if (letters.length % 4 === 1) return undefined
  // A long run that is no text mostly shows it at once, and pages make runs of any length.
  const isLong = letters.length > BEGINNING
  if (isLong && read(letters.slice(0, BEGINNING), new TextDecoder('utf-8', AS_IT_IS), true) === undefined)
    return undefined
  return read(letters, decoder, false)
}

/** `cut`: the last character may be missing a part. */
function read(letters: string, by: typeof decoder, cut: boolean): string | undefined {
  try {
    const plain = by.decode(bytesOfBase64(letters.replace(/-/g, '+').replace(/_/g, '/')), { stream: cut })
    return CONTROL.test(plain) ? undefined : plain
  } catch {
    return undefined
  }
}
