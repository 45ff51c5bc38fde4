/**
 * Regular expressions that take a time that grows with the text alone, whatever they are: they are followed on all ways
 * at once (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And Fast"), where the language's own try one
 * way after the other and may take for ever. Letter case aside.
 */

/** Whether a text has it. */
export interface Pattern {
  readonly test: (text: string) => boolean
}

/** What one character may be. */
type Test = (char: string) => boolean

/** A step on a way: a character, a fork, the beginning, the end, or the goal. */
type Step =
  | { readonly kind: 'char'; readonly test: Test; readonly next: number }
  | { readonly kind: 'fork'; readonly ways: readonly number[] }
  | { readonly kind: 'begin' | 'end'; readonly next: number }
  | { readonly kind: 'goal' }

/** So many steps at most, and repetitions of one thing: a filter is typed by a person. */
const STEPS = 2000
const TIMES = 100
/** So many places are remembered before all is forgotten: each costs memory. */
const PLACES = 2000

const CLASSES: Readonly<Record<string, Test>> = {
  d: (char) => char >= '0' && char <= '9',
  w: (char) => /\w/.test(char),
  s: (char) => /\s/.test(char),
}

/** A pattern, or why it is none, as a sentence. */
export function patternOf(source: string): Pattern | string {
  try {
    return new Ways(new Reader(small(source)).read())
  } catch (error) {
    return error instanceof NoPattern ? error.message : 'This is not a regular expression.'
  }
}

/** In small letters, but for what a backslash stands before: a capital turns round what it says. */
function small(source: string): string {
  return source.replace(/(\\.)|[^\\]+/gs, (part, escaped?: string) => escaped ?? part.toLowerCase())
}

class NoPattern extends Error {}

/** A part of the net: how to build it in front of what follows. */
type Part = (next: number) => number

/** Reads a pattern into steps, from the last to the first. */
class Reader {
  readonly #source: string
  readonly #steps: Step[] = [{ kind: 'goal' }]
  #at = 0

  constructor(source: string) {
    this.#source = source
  }

  read(): { readonly steps: readonly Step[]; readonly first: number } {
    const part = this.#choice()
    if (this.#at < this.#source.length) throw new NoPattern('There is a ) without its (.')
    return { first: part(0), steps: this.#steps }
  }

  #add(step: Step): number {
    if (this.#steps.length >= STEPS) throw new NoPattern('This pattern is too long.')
    return this.#steps.push(step) - 1
  }

  #peek(): string {
    return this.#source.charAt(this.#at)
  }

  #choice(): Part {
    const ways = [this.#sequence()]
    while (this.#peek() === '|') {
      this.#at++
      ways.push(this.#sequence())
    }
    const [only] = ways
    if (ways.length === 1 && only) return only
    return (next) => this.#add({ kind: 'fork', ways: ways.map((way) => way(next)) })
  }

  #sequence(): Part {
    const parts: Part[] = []
    while (this.#at < this.#source.length && this.#peek() !== '|' && this.#peek() !== ')') parts.push(this.#repeated())
    return (next) => parts.reduceRight((after, part) => part(after), next)
  }

  #repeated(): Part {
    let part = this.#atom()
    for (let range = this.#range(); range; range = this.#range()) part = this.#times(part, range)
    return part
  }

  /** How often what came before may come; null where nothing is said of it. A question mark behind changes nothing. */
  #range(): { readonly least: number; readonly most: number } | null {
    const told = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(this.#source.slice(this.#at))
    if (!told) return null
    this.#at += told[0].length
    const [, sign, from, comma, to] = told
    if (sign) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
    const least = Number(from)
    const most = comma ? (to ? Number(to) : Number.POSITIVE_INFINITY) : least
    if (least > TIMES || (most !== Number.POSITIVE_INFINITY && most > TIMES))
      throw new NoPattern(`Nothing can be repeated more than ${TIMES} times.`)
    if (most < least) throw new NoPattern('The numbers in { } are the wrong way round.')
    return { least, most }
  }

  #times(part: Part, { least, most }: { readonly least: number; readonly most: number }): Part {
    return (next) => {
      let after = next
      if (most === Number.POSITIVE_INFINITY) {
        const loop = this.#add({ kind: 'fork', ways: [] })
        this.#steps[loop] = { kind: 'fork', ways: [part(loop), next] }
        after = loop
      } else for (let n = least; n < most; n++) after = this.#add({ kind: 'fork', ways: [part(after), next] })
      for (let n = 0; n < least; n++) after = part(after)
      return after
    }
  }

  #atom(): Part {
    const char = this.#source.charAt(this.#at++)
    if (char === '(') {
      const kind = /^\?(?::|<?[=!]|<)/.exec(this.#source.slice(this.#at))?.[0]
      if (kind && kind !== '?:') throw new NoPattern('Lookahead and lookbehind are not supported.')
      if (kind) this.#at += kind.length
      const part = this.#choice()
      if (this.#peek() !== ')') throw new NoPattern('There is a ( without its ).')
      this.#at++
      return part
    }
    if (char === '^' || char === '$') return (next) => this.#add({ kind: char === '^' ? 'begin' : 'end', next })
    if (/[*+?{]/.test(char) && (char !== '{' || /^\d/.test(this.#peek())))
      throw new NoPattern(`There is nothing before ${char} to repeat.`)
    const test = char === '[' ? this.#set() : char === '.' ? () => true : char === '\\' ? this.#escape() : is(char)
    return (next) => this.#add({ kind: 'char', test, next })
  }

  #escape(): Test {
    const char = this.#source.charAt(this.#at++)
    if (char === '') throw new NoPattern('A \\ needs something after it.')
    const known = CLASSES[char.toLowerCase()]
    if (known) return CLASSES[char] ? known : (each) => !known(each)
    const control = { n: '\n', t: '\t', r: '\r' }[char]
    if (control === undefined && /[a-z1-9]/i.test(char)) throw new NoPattern(`\\${char} is not possible here.`)
    return is(control ?? char)
  }

  #set(): Test {
    const isNot = this.#peek() === '^'
    if (isNot) this.#at++
    const tests: Test[] = []
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      const char = this.#source.charAt(this.#at++)
      if (char === '') throw new NoPattern('There is a [ without its ].')
      if (char === '\\') tests.push(this.#escape())
      else if (this.#peek() === '-' && this.#source.charAt(this.#at + 1) !== ']') {
        const to = this.#source.charAt(this.#at + 1)
        this.#at += 2
        if (to < char) throw new NoPattern(`The range ${char}-${to} is the wrong way round.`)
        tests.push((each) => each >= char && each <= to)
      } else tests.push(is(char))
    }
    this.#at++
    return (char) => tests.some((test) => test(char)) !== isNot
  }
}

function is(char: string): Test {
  return (each) => each === char
}

/** Where one is on all ways at once, and where each character leads from there. */
interface Places {
  readonly steps: readonly number[]
  readonly isGoal: boolean
  readonly isGoalAtEnd: boolean
  readonly after: Map<string, Places>
}

class Ways implements Pattern {
  readonly #steps: readonly Step[]
  readonly #first: number
  #known = new Map<string, Places>()

  constructor({ steps, first }: { readonly steps: readonly Step[]; readonly first: number }) {
    this.#steps = steps
    this.#first = first
  }

  test(text: string): boolean {
    let here = this.#places([this.#first], true)
    const read = text.toLowerCase()
    // By the units of which the pattern is made: a character may be two.
    for (let at = 0; at < read.length; at++) {
      if (here.isGoal) return true
      const char = read.charAt(at)
      let next = here.after.get(char)
      if (!next) {
        next = this.#next(here, char)
        here.after.set(char, next)
      }
      here = next
    }
    return here.isGoal || here.isGoalAtEnd
  }

  /** It may begin anywhere, so at each character a new way begins. */
  #next({ steps }: Places, char: string): Places {
    const next = [this.#first]
    for (const at of steps) {
      const step = this.#steps[at]
      if (step?.kind === 'char' && step.test(char)) next.push(step.next)
    }
    return this.#places(next, false)
  }

  #places(from: readonly number[], atBegin: boolean): Places {
    const steps = this.#reached(from, { atBegin, atEnd: false })
    const key = `${atBegin} ${steps}`
    const known = this.#known.get(key)
    if (known) return known
    const isGoal = this.#isGoal(steps)
    const isGoalAtEnd = this.#isGoal(this.#reached(from, { atBegin, atEnd: true }))
    const made: Places = { steps, isGoal, isGoalAtEnd, after: new Map() }
    if (this.#known.size >= PLACES) this.#known = new Map()
    this.#known.set(key, made)
    return made
  }

  #isGoal(steps: readonly number[]): boolean {
    return steps.some((at) => this.#steps[at]?.kind === 'goal')
  }

  /** Every step that is reached without taking a character. */
  #reached(from: readonly number[], { atBegin, atEnd }: { readonly atBegin: boolean; readonly atEnd: boolean }) {
    const seen = new Set<number>()
    const open = [...from]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const step = this.#steps[at]
      if (!step || seen.has(at)) continue
      seen.add(at)
      if (step.kind === 'fork') open.push(...step.ways)
      else if ((step.kind === 'begin' && atBegin) || (step.kind === 'end' && atEnd)) open.push(step.next)
    }
    return [...seen].sort((a, b) => a - b)
  }
}
