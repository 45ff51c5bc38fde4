/**
 * Reads Swift as the guides of mobile SDKs write it: the literals `["price": 2]`, `[:]` and `nil`, and a call's
 * arguments with their labels.
 */
import { isObject, type Json } from '../core/json'

/** A value. `made`: it is one of the app's own type, made in place: `Purchase(price: 2)`. */
export interface SwiftValue {
  readonly value: Json
  readonly made: boolean
}

/** Values that were given names: `let properties = ["a": 1]`. */
export type SwiftValues = ReadonlyMap<string, SwiftValue>

/** One argument of a call. */
export interface SwiftArgument extends SwiftValue {
  readonly label: string | null
}

/** Types whose values are others each time that they are made. */
const NEW_EACH_TIME: ReadonlySet<string> = new Set(['Date', 'NSDate', 'UUID', 'NSUUID'])

const NONE: SwiftValues = new Map()

/** A text, a name with the dots in it, a number, or a sign; and the space after it. */
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\.?[A-Za-z_][\w.]*|-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?|\?\?|[[\]{}(),:])!?\s*/y

/** Deeper than any payload; a text of nothing but brackets must not exhaust the stack. */
const DEEPEST = 100

/** The value that a Swift literal stands for; undefined where the text is none. A comma may stand at the end. */
export function valueOfSwift(text: string): Json | undefined {
  return read(text, NONE, (reader) => reader.value(0))
}

/**
 * The arguments between the brackets of a call; undefined where they cannot be read. A comma between two of them may be
 * missing, as in the guide's own payment. A name is the value that it was given before.
 */
export function argumentsOfSwift(text: string, values = NONE): readonly SwiftArgument[] | undefined {
  return read(text, values, (reader) => reader.arguments(null, 0))
}

/** The first name in a text that has no value; null where all have one. */
export function unnamed(text: string, values: SwiftValues): string | null {
  const code = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
  for (const [, name = ''] of text.matchAll(/\\\(\s*([A-Za-z_][\w.]*)\s*\)/g))
    if (!values.has(name.replace(/\..*/, ''))) return name
  for (const [, name = ''] of code.matchAll(/(?<![\w.])([A-Za-z_][\w.]*)(?!\w*\s*[:(\w])/g))
    if (!/^(?:true|false|nil|null)$/.test(name) && !values.has(name.replace(/\..*/, ''))) return name
  return null
}

function read<T>(text: string, values: SwiftValues, take: (reader: Reader) => T): T | undefined {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  for (let end = 0; end < text.length; end = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[1]
    if (token === undefined) return undefined
    tokens.push(token)
  }
  const reader = new Reader(tokens, values)
  try {
    const taken = take(reader)
    return reader.isAtEnd ? taken : undefined
  } catch (error) {
    if (error instanceof NoSwift) return undefined
    throw error
  }
}

/** The text is no Swift that is read here. */
class NoSwift extends Error {}

class Reader {
  #at = 0
  readonly #tokens: readonly string[]
  readonly #values: SwiftValues

  constructor(tokens: readonly string[], values: SwiftValues) {
    this.#tokens = tokens
    this.#values = values
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** A value, or the one behind `??` where it is nil. */
  value(depth: number): Json {
    const first = this.#single(depth)
    if (!this.#takes('??')) return first
    const other = this.value(depth + 1)
    return first ?? other
  }

  #single(depth: number): Json {
    const token = this.#next()
    if (depth > DEEPEST) throw new NoSwift()
    if (token.startsWith('"')) return this.#text(token)
    if (token === '[') return this.#listed(']', depth)
    if (token === '{') return this.#listed('}', depth)
    if (token === 'nil' || token === 'null') return null
    if (token === 'true' || token === 'false') return token === 'true'
    if (/^-?\d/.test(token)) return Number(token.replaceAll('_', ''))
    if (!/^[.A-Za-z_]/.test(token)) throw new NoSwift()
    const name = token.replace(/^.*\./, '')
    // A case of an enumeration: `.manual`, or with a value, `.token("key")`.
    if (!this.#takes('(')) {
      const known = /^(?:\.|[A-Z])/.test(token) ? this.#values.get(`.${name}`) : undefined
      if (known !== undefined) return known.value
      return token.startsWith('.') ? name : this.#named(token)
    }
    const given = this.arguments(')', depth + 1)
    // An address is its text.
    if (token === 'URL' && given.length === 1) return given[0]?.value ?? null
    // What a function gives back has to be computed, and so has what the system makes anew each time.
    if (!/^[.A-Z]/.test(token) || NEW_EACH_TIME.has(name)) throw new NoSwift()
    if (!token.startsWith('.')) return labelled(given)
    const [first] = given
    return { [name]: first?.label === null ? first.value : labelled(given) }
  }

  /** Arguments up to a closing bracket, which is taken too, or up to the end. */
  arguments(close: string | null, depth: number): readonly SwiftArgument[] {
    const found: SwiftArgument[] = []
    while (close === null ? !this.isAtEnd : !this.#takes(close)) {
      const first = this.#tokens[this.#at] ?? ''
      const label = this.#tokens[this.#at + 1] === ':' && /^\w+$/.test(first) ? first : null
      if (label !== null) this.#at += 2
      const begins = this.#tokens[this.#at] ?? ''
      const made = this.#values.get(begins)?.made ?? /^[A-Z]\w*$/.test(begins)
      found.push({ label, value: this.value(depth), made })
      // Without a comma another argument follows only by its label: else what follows is made of the value.
      const next = this.#tokens[this.#at]
      const ends = this.#takes(',') || next === undefined || next === close || this.#tokens[this.#at + 1] === ':'
      if (!ends) throw new NoSwift()
    }
    return found
  }

  /** A list, or a dictionary where keys have colons behind them; a comma may be one too many. */
  #listed(close: string, depth: number): Json {
    const list: Json[] = []
    const entries: [string, Json][] = []
    if (this.#takes(':')) {
      if (!this.#takes(close)) throw new NoSwift()
      return {}
    }
    while (!this.#takes(close)) {
      const value = this.value(depth + 1)
      if (!this.#takes(':')) list.push(value)
      else if (typeof value === 'string') entries.push([value, this.value(depth + 1)])
      else throw new NoSwift()
      // JSON within Swift keeps JSON's rules: there no comma is one too many.
      if (this.#takes(',') ? close === '}' && this.#tokens[this.#at] === close : this.#tokens[this.#at] !== close)
        throw new NoSwift()
    }
    if (list.length > 0 && (entries.length > 0 || close === '}')) throw new NoSwift()
    return entries.length > 0 || close === '}' ? Object.fromEntries(entries) : list
  }

  /** A text's escapes are JSON's, but for `\u{1F600}`; `\(name)` is the value of that name, where it has one. */
  #text(token: string): string {
    const json = token.replaceAll(
      /\\(?:u\{([\da-fA-F]{1,6})\}|\(([^()]*)\)|.)/gs,
      (whole, code?: string, name?: string) => {
        if (code !== undefined) return characterOf(code)
        if (whole === "\\'") return "'"
        if (whole === '\\0') return '\\u0000'
        return name === undefined ? whole : JSON.stringify(this.#shown(name.trim())).slice(1, -1)
      },
    )
    try {
      return JSON.parse(json) as string
    } catch {
      throw new NoSwift()
    }
  }

  /** A value as it stands in a text. Of a list or an object Swift writes something else than JSON. */
  #shown(name: string): string {
    if (!/^[A-Za-z_][\w.]*$/.test(name)) throw new NoSwift()
    const value = this.#named(name)
    if (typeof value === 'object') throw new NoSwift()
    return String(value)
  }

  /** The value that has this name, or a field of it: `notification.userInfo`. */
  #named(token: string): Json {
    const [name = '', ...fields] = token.split('.')
    let value = this.#values.get(name)?.value
    for (const field of fields) value = isObject(value) ? value[field] : undefined
    if (value === undefined) throw new NoSwift()
    return value
  }

  #next(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw new NoSwift()
    return token
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at++
    return true
  }
}

/** The character of a code point in hexadecimal digits; nothing where there is none. */
function characterOf(code: string): string {
  const point = Number.parseInt(code, 16)
  return point > 0x10ffff ? '' : JSON.stringify(String.fromCodePoint(point)).slice(1, -1)
}

/** A value of a type of its own: its arguments by their labels, those without one by their places. */
function labelled(given: readonly SwiftArgument[]): Json {
  return Object.fromEntries(given.map(({ label, value }, at) => [label ?? String(at), value]))
}
