/**
 * A plan's regular expressions, as ECMAScript has them with the flag u: a plan comes from a file and its texts from a
 * page, and the language's own way of trying one way after the other may take for ever. Here all ways are followed at
 * once (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And Fast"), and what looks ahead or behind is
 * known for each place of a text before it is asked for.
 */

/** A regular expression that is asked in a time that grows with text and pattern alone. */
export interface Pattern {
  /** Whether a text has it; throws where the text is too long for it. */
  readonly test: (text: string) => boolean
}

/** So many steps has a pattern at most, with everything as often as it is repeated. */
const STEPS = 10_000
/** So many steps are followed in one text: about a second. */
const FOLLOWED = 10_000_000

/** What is said of what is none. */
export const NO_PATTERN = 'Write a regular expression (ECMAScript, with the flag u).'

/** A text while it is asked: its characters, and what holds at which place of what looks ahead or behind. */
interface Asked {
  readonly chars: readonly string[]
  readonly looks: readonly Uint8Array[]
  left: number
}

/** A step on a way: a character, a fork, what must hold at a place, or the goal. */
type Step =
  | { readonly kind: 'char'; readonly test: (char: string) => boolean; readonly next: number }
  | { readonly kind: 'fork'; readonly ways: readonly number[] }
  | { readonly kind: 'place'; readonly holds: (asked: Asked, at: number) => boolean; readonly next: number }
  | { readonly kind: 'goal' }

/** Steps, the first of them, and whether a text is read from its end. */
interface Net {
  readonly steps: readonly Step[]
  readonly first: number
  readonly isBack: boolean
}

/** A part of a net: how to build it in front of what follows. */
type Part = (steps: Step[], next: number) => number

/** One character, class, group's beginning or sign of a pattern that is known to be one. */
const TOKEN = new RegExp(
  [
    String.raw`\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u\{[^}]*\}|u.{4}|x..|c.|[pP]\{[^}]*\}|k<[^>]*>|[1-9]\d*|.)`,
    String.raw`\[(?:\\.|[^\]\\])*\]`,
    String.raw`\((?:\?(?:[:=!]|<[=!]|<[^>]*>)?)?`,
    '[^]',
  ].join('|'),
  'uy',
)
const TIMES = /(?:([*+?])|\{(\d+)(,(\d*))?\})\??/uy

/** A pattern, or what is wrong with it, as a sentence. */
export function patternOf(source: string): Pattern | string {
  try {
    new RegExp(source, 'u')
  } catch {
    return NO_PATTERN
  }
  try {
    const reader = new Reader(source)
    const net = reader.net(false)
    const { looks } = reader
    return {
      test(text) {
        const known: Uint8Array[] = []
        const asked = { chars: [...text], looks: known, left: FOLLOWED }
        for (const look of looks) known.push(placesOf(look, asked))
        return placesOf(net, asked, true).includes(1)
      },
    }
  } catch (error) {
    return error instanceof RangeError ? 'Its groups are nested too deep.' : (error as Error).message
  }
}

const isWord = (char = '') => /^\w$/.test(char)

/** Reads a pattern into nets. */
class Reader {
  /** What looks ahead or behind, the inner before the outer. */
  readonly looks: Net[] = []
  readonly #source: string
  #at = 0
  #room = STEPS

  constructor(source: string) {
    this.#source = source
  }

  net(isBack: boolean): Net {
    const steps: Step[] = [{ kind: 'goal' }]
    return { first: this.#choice(isBack)(steps, 0), steps, isBack }
  }

  #take(what: RegExp): RegExpExecArray | null {
    what.lastIndex = this.#at
    const found = what.exec(this.#source)
    if (found) this.#at = what.lastIndex
    return found
  }

  #spend(): void {
    if (--this.#room < 0)
      throw new Error(`What it repeats comes to more than ${STEPS} steps: use maxLength and the like.`)
  }

  #step(made: Step): Part {
    return (steps, next) => {
      this.#spend()
      return steps.push('next' in made ? { ...made, next } : made) - 1
    }
  }

  #fork(steps: Step[], ways: readonly number[]): number {
    return this.#step({ kind: 'fork', ways })(steps, 0)
  }

  #choice(isBack: boolean): Part {
    const ways = [this.#sequence(isBack)]
    while (this.#take(/\|/y)) ways.push(this.#sequence(isBack))
    const [only] = ways
    if (ways.length === 1 && only) return only
    return (steps, next) =>
      this.#fork(
        steps,
        ways.map((way) => way(steps, next)),
      )
  }

  #sequence(isBack: boolean): Part {
    const parts: Part[] = []
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
      const part = this.#repeated(isBack)
      if (isBack) parts.push(part)
      else parts.unshift(part)
    }
    return (steps, next) => parts.reduce((after, part) => part(steps, after), next)
  }

  #repeated(isBack: boolean): Part {
    const part = this.#atom(isBack)
    const told = this.#take(TIMES)
    if (!told) return part
    const [, sign, from, comma, to] = told
    const least = sign ? Number(sign === '+') : Number(from)
    const most = sign ? (sign === '?' ? 1 : Number.POSITIVE_INFINITY) : comma ? Number(to || 'Infinity') : least
    return (steps, next) => {
      let after = next
      if (most === Number.POSITIVE_INFINITY) {
        after = this.#fork(steps, [])
        steps[after] = { kind: 'fork', ways: [part(steps, after), next] }
      } else for (let n = least; n < most; n++) after = this.#fork(steps, [part(steps, after), next])
      for (let n = 0; n < least; n++) {
        this.#spend()
        after = part(steps, after)
      }
      return after
    }
  }

  #atom(isBack: boolean): Part {
    const [token = ''] = this.#take(TOKEN) ?? []
    if (token.startsWith('(')) return this.#group(token, isBack)
    const place = (holds: (asked: Asked, at: number) => boolean) => this.#step({ kind: 'place', holds, next: 0 })
    const char = (test: (char: string) => boolean) => this.#step({ kind: 'char', test, next: 0 })
    if (token === '^') return place((_, at) => at === 0)
    if (token === '$') return place(({ chars }, at) => at === chars.length)
    if (/^\\b$/i.test(token))
      return place(({ chars }, at) => (isWord(chars[at - 1]) !== isWord(chars[at])) === (token === '\\b'))
    if (/^\\[1-9k]/.test(token)) throw new Error(`What refers back (${token}) may take for ever: write it without.`)
    if (!/^[\\[.]/.test(token)) return char((each) => each === token)
    const one = new RegExp(`^${token}$`, 'u')
    return char((each) => one.test(each))
  }

  #group(token: string, isBack: boolean): Part {
    if (token === '(?') throw new Error('Flags within a pattern are not read.')
    const look = /^\(\?<?[=!]$/.test(token)
    // What comes before a place is read up to it, what comes behind it from the text's end.
    const made = look ? this.net(!token.includes('<')) : this.#choice(isBack)
    this.#at++
    if (typeof made === 'function') return made
    const index = this.looks.push(made) - 1
    const wanted = Number(token.endsWith('='))
    return this.#step({ kind: 'place', holds: ({ looks }, at) => looks[index]?.[at] === wanted, next: 0 })
  }
}

/**
 * The places of a text at which a way through a net ends that began anywhere before it; the first alone if that is
 * enough.
 */
function placesOf({ steps, first, isBack }: Net, asked: Asked, isFirst = false): Uint8Array {
  const { chars } = asked
  const { length } = chars
  const found = new Uint8Array(length + 1)
  const seen = new Int32Array(steps.length)
  let open: number[] = []
  for (let turn = 0; turn <= length; turn++) {
    const at = isBack ? length - turn : turn
    const char = chars[isBack ? at - 1 : at]
    const next: number[] = []
    open.push(first)
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (seen[step] === turn + 1) continue
      seen[step] = turn + 1
      if (--asked.left < 0) throw new Error('too long')
      const is = steps[step] as Step
      if (is.kind === 'goal') found[at] = 1
      else if (is.kind === 'fork') open.push(...is.ways)
      else if (is.kind === 'place') is.holds(asked, at) && open.push(is.next)
      else if (char !== undefined && is.test(char)) next.push(is.next)
    }
    if (isFirst && found[at]) break
    open = next
  }
  return found
}
