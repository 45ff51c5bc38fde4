/** Names and values in text, as queries, forms, cookies and lines of logs have them: a value is judged by its name. */
import { decoded } from './stand-ins'

/** What becomes of values. */
export interface Judge {
  /** Whether what a name, or a path of names, tells of is a person's or opens something. */
  readonly isTelling: (name: string) => boolean
  /** A value of that name, replaced as far as it is to be. */
  readonly value: (plain: string, name: string) => string
  /** Whether this is within so many writings that no more are followed. */
  readonly isDeep: () => boolean
  /** What stands for a value that is not followed any further. */
  readonly whole: (value: string) => string
}

/** A name and a value as in a URL's query, a form or a cookie. */
const PAIR = /(^|[?&;#\s])([\w.%[\]-]{1,100})=([^&;#\s"'<>]+)/g
/** A name and a value as in a form of several parts. */
const PART =
  /(?<before>\bname="(?<name>[^"\r\n]{1,100})"[^\r\n]{0,300}(?:\r?\n[^\r\n]{1,300}){0,4}\r?\n\r?\n)(?<plain>[^\r\n]+)/g
/** As in JSON or in code, within other text; JSON within JSON has its quotes behind backslashes. */
const FIELD = new RegExp(
  String.raw`(?<![\w$-])(?<before>(["']?)(?<name>[\w$-]{2,60})\2\s{0,4}:\s{0,4}(["']))` +
    String.raw`(?<plain>(?:(?!\4)[^\\]|\\.){1,500})(?=\4|$)`,
  'g',
)
const NUMBER = /(?<before>["'](?<name>[\w$-]{2,60})["']\s{0,4}:\s{0,4})(?<plain>-?\d[\d.]{0,30})/g
const QUOTED_FIELD =
  /(?<before>(\\{1,8}["'])(?<name>[\w$-]{2,60})\2\s{0,4}:\s{0,4}\2)(?<plain>(?:(?!\2)[\s\S]){1,500})(?=\2)/g
/** A value that is a URL's writing of something: it may have names and values itself, or be such a writing again. */
const NESTED = /^[{[]|[%+]/
const SIGN = /@|%(?:25){0,6}40/
const LISTED = /^(?:%(?:25){0,6}[57]B|[{[])/i
/** A part of an address that is no value of a name, and what in it is a URL's writing of names and values. */
const SEGMENT = /(^|[\s/?&;#<>"'])([^\s/?&;#=<>"']+)/g
const NAMES = /%(?:25){0,6}(?:3D|7B|22)/i

/** The text with what becomes of the values that it names. */
export function replacePairs(text: string, judge: Judge): string {
  const parted = NAMES.test(text)
    ? text.replace(SEGMENT, (_, before: string, segment: string) => before + ofSegment(segment, judge))
    : text
  const fields = parted.includes(':') ? ofFields(parted, judge) : parted
  if (!fields.includes('=')) return fields
  return fields.replace(PAIR, (whole, before: string, name: string, value: string) => {
    const after = ofPair(value, name, judge)
    return after === undefined ? whole : `${before}${name}=${after}`
  })
}

/** The same for forms of several parts. */
export function replaceParts(text: string, judge: Judge): string {
  return text.includes('name="') ? replaceNamed(text, PART, judge) : text
}

function ofFields(text: string, judge: Judge): string {
  const plain = /["']/.test(text) ? replaceNamed(replaceNamed(text, FIELD, judge), NUMBER, judge) : text
  return text.includes('\\') ? replaceNamed(plain, QUOTED_FIELD, judge) : plain
}

/** What a pattern finds, by its groups `before`, `name` and `plain`: the value as it stands, behind all else. */
function replaceNamed(text: string, pattern: RegExp, { isTelling, value }: Judge): string {
  return text.replace(pattern, (...found) => {
    const { before = '', name = '', plain = '' }: Readonly<Record<string, string>> = found.at(-1)
    return isTelling(name) ? before + value(plain, name) : String(found[0])
  })
}

/** What a value becomes as it is written; undefined where it stays. */
function ofPair(value: string, name: string, judge: Judge): string | undefined {
  const isTelling = judge.isTelling(decoded(name))
  if (!isTelling && !NESTED.test(value)) return undefined
  // A plus is a blank, but in an address: whoever writes one by hand leaves it as it is.
  const isForm = !SIGN.test(value) || LISTED.test(value)
  const plain = decoded(isForm ? value.replace(/\+/g, '%20') : value)
  // What cannot be decoded any further is looked at as a part of the whole text.
  if (plain === value && !isTelling && !LISTED.test(value)) return undefined
  if (judge.isDeep()) return judge.whole(value)
  const after = judge.value(plain, decoded(name))
  if (after === plain) return undefined
  const written = encodeURIComponent(after)
  return isForm ? written : written.replace(/%2B/g, '+')
}

/** The same in a part of an address, of which it is a part itself. */
function ofSegment(segment: string, judge: Judge): string {
  const plain = NAMES.test(segment) && !judge.isDeep() ? decoded(segment) : segment
  if (plain === segment) return segment
  const after = judge.value(plain, '')
  return after === plain ? segment : encodeURIComponent(after)
}
