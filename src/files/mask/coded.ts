/** Text in base64, as pages put it into addresses, cookies and fields; of either alphabet, with or without an end. */
import { bytesOfBase64 } from '../../core/base64'

const RUN = /(?<![\w+/-])[\w+/-]{8,}={0,2}/g
const PART = /[\w+-]{8,}={0,2}/g
/** Of shorter ones almost any word would be one. */
const SHORTEST = 6
/** Controls but those of lines: what has them is no text. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u

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
  const letters = coded.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')
  if (letters.length % 4 === 1 || bytesOfBase64(letters.slice(0, 4)).some((byte) => byte < 9)) return undefined
  let escaped = ''
  for (const byte of bytesOfBase64(letters)) escaped += `%${byte.toString(16).padStart(2, '0')}`
  try {
    const plain = decodeURIComponent(escaped)
    return CONTROL.test(plain) ? undefined : plain
  } catch {
    return undefined
  }
}
