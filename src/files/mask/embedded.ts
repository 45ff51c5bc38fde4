/** JSON within text: whole, in a URL's writing, nested too deeply, or with its end cut off. */
import { type Json, parseJson } from '../../core/json'

/** JSON within text is looked through to this depth; what is deeper would end the stack. SDKs nest a dozen levels. */
const DEEPEST = 1_000
/** Stands for text that could not be looked through. */
export const TOO_DEEP = '(masked: nested too deeply to be looked through)'

/** What begins the name or the text of which the end is missing. */
const TORN = /^[\s,]*"/

/** JSON that was found in text. */
export interface Embedded {
  readonly json: Json
  /** A value stands behind it of which a part is missing: it can't be told whose it is. */
  readonly torn: boolean
}

/**
 * The JSON that a text is: only objects and lists, or every number in quotes would lose its quotes. Undefined for any
 * other text.
 */
export function embedded(text: string): Embedded | undefined {
  const start = /^\s*[{[]/.exec(text)
  if (!start) return undefined
  const read = scan(text)
  if (read === 'deep') return { json: TOO_DEEP, torn: false }
  const whole = parseJson(text)
  if (whole !== undefined) return { json: whole, torn: false }
  const part = read === 'whole' ? undefined : parseJson(read.text)
  if (part === undefined || read === 'whole') return undefined
  const torn = TORN.test(text.slice(read.safe))
  // Text that only begins like JSON is text.
  return torn || !isEmpty(part) ? { json: part, torn } : undefined
}

function isEmpty(json: Json): boolean {
  return typeof json === 'object' && json !== null && Object.keys(json).length === 0
}

/** What ends a text of JSON, or belongs to what stands behind it. */
const END = /["\\]/g

/**
 * Goes through JSON once: `deep` where it nests too deeply, `whole` where all that was opened is closed, else the text
 * up to the last whole value, with what is open closed.
 */
function scan(text: string): 'deep' | 'whole' | { readonly text: string; readonly safe: number } {
  const open: string[] = []
  let quoted = false
  /** Behind the last place at which no value is missing a part. What is open there is open at the end, too. */
  let safe = 0
  for (let i = 0; i < text.length; i++) {
    if (quoted) {
      END.lastIndex = i
      i = END.test(text) ? END.lastIndex - 1 : text.length
      if (text.charAt(i) === '\\') i++
      else if (text.charAt(i) === '"') quoted = false
      continue
    }
    const char = text.charAt(i)
    if (char === '"') quoted = true
    else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      if (open.length > DEEPEST) return 'deep'
      safe = i + 1
    } else if (char === '}' || char === ']') {
      open.pop()
      safe = i + 1
    } else if (char === ',') safe = i
  }
  if (open.length === 0 && !quoted) return 'whole'
  return { text: text.slice(0, safe) + open.reverse().join(''), safe }
}
