/**
 * A sequence of the Lab as text that people write and read: what it is about, the setup, then one line per step. Its
 * parser says what is wrong and where.
 */
import type { Json } from '../core/json'
import { AppCode, isUnfinished } from './app-code'
import { type AppFunction, functionsIn } from './app-functions'
import type { Setup, Step } from './bench'
import type { Field, Model } from './model'
import { jsonOf, readStep, stepText } from './step-text'
import { SwiftLines, statementsOf } from './swift-lines'

/** A step with what its author says about it. */
interface NotedStep {
  readonly step: Step
  readonly note: string
}

/** A sequence as written. */
export interface Sequence {
  readonly title: string
  /** What it shows, from the comments before its first step. */
  readonly about: string
  readonly setup: Setup
  readonly steps: readonly NotedStep[]
  /** What to see at the end, from the comments after its last step. */
  readonly closing: string
}

/** What is wrong with a line, from 1. */
export interface Problem {
  readonly line: number
  readonly text: string
}

/** What the parser has to know of a model. */
export type Catalogue = readonly Pick<
  Model<unknown>,
  'vendor' | 'profiles' | 'settings' | 'operations' | 'cases' | 'idle'
>[]

/** The whole sequence as text, which `readSequence` reads back to the same. */
export function sequenceText({ title, about, setup, steps, closing }: Sequence): string {
  const comment = (text: string): readonly string[] => (text === '' ? [] : text.split('\n').map((line) => `# ${line}`))
  const lines = [
    ...(title === '' ? [] : [`title ${title}`]),
    ...comment(about),
    `lab ${setup.vendor} ${setup.profile}`,
    `start ${new Date(setup.startAt).toISOString()}`,
    `seed ${setup.seed}`,
    ...Object.entries(setup.settings).map(([name, value]) => `set ${name} ${JSON.stringify(value)}`),
    '',
    ...steps.flatMap(({ step, note }) => [...comment(note), stepText(step)]),
    ...comment(closing),
  ]
  return `${lines.join('\n')}\n`
}

/**
 * Reads a sequence. `startAt`, in milliseconds since 1970, is used where the text names no start. A text without a
 * “lab” line, such as an example of a guide's, is played in the set-up `present`, where there is one. Never throws.
 */
export function readSequence(
  text: string,
  models: Catalogue,
  startAt: number,
  present?: Setup,
): Sequence | { readonly problems: readonly Problem[] } {
  const reader = new Reader(models, startAt, functionsIn(text))
  if (present && !/^\s*lab(?:\s|$)/m.test(text)) reader.setUp(present)
  text.split(/\r?\n/).forEach((line, index) => {
    reader.line(line, index + 1)
  })
  return reader.result()
}

/** A call over several lines is no longer than this, in characters: a bracket that is missing must not take all. */
const LONGEST_CALL = 100_000

/** Steps of the Lab's own: time passes at them, or the world changes, so that no code of the app's goes on. */
const OWN_STEPS = new Set(['wait', 'app', 'network', 'server', 'answer'])

/** Closures within closures that are played. */
const DEEPEST = 20
/** Lines of functions and closures that are played. */
const MOST_LINES = 10_000
const TOO_LONG = `More than ${MOST_LINES.toLocaleString('en')} lines of functions would be played.`
const TOO_DEEP = 'Closures are nested too deeply to be played.'

const HEAD = new Set(['title', 'lab', 'start', 'seed', 'set'])

/** Reads line by line: first the head, then the steps. */
class Reader {
  readonly #problems: Problem[] = []
  #title = ''
  readonly #about: string[] = []
  #comments: string[] = []
  #model: Catalogue[number] | null = null
  #profile = ''
  #seed = 1
  readonly #settings: Record<string, Json> = {}
  readonly #steps: NotedStep[] = []
  #at = 0
  /** A call whose brackets are still open. */
  #begun = ''
  readonly #lines = new SwiftLines()
  readonly #app: AppCode
  /** Lines of closures that run once the code around them is done. */
  #later: string[] = []
  #depth = 0
  #played = 0
  readonly #models: Catalogue
  #startAt: number

  constructor(models: Catalogue, startAt: number, functions: ReadonlyMap<string, AppFunction>) {
    this.#models = models
    this.#startAt = startAt
    this.#app = new AppCode(functions)
  }

  /** Begins with what the Lab is set up for. */
  setUp({ vendor, profile, settings, seed }: Setup): void {
    this.#model = this.#models.find((known) => known.vendor === vendor) ?? null
    this.#app.knows(this.#model ?? {})
    this.#profile = profile
    this.#seed = seed
    Object.assign(this.#settings, settings)
  }

  line(whole: string, number: number): void {
    const given = whole.trim()
    if (this.#begun === '' && !this.#lines.isOpen) {
      this.#at = number
      if (given.startsWith('#') || given.startsWith('//')) {
        this.#comments.push(given.replace(/^(?:#|\/+)\s?/, ''))
        return
      }
      const [word = '', rest = ''] = given.split(/\s+(.*)/s)
      if (HEAD.has(word)) {
        this.#head(word, rest.trim())
        return
      }
    }
    const { code, comment } = this.#lines.take(whole)
    if (comment !== '' && !code) this.#comments.push(comment)
    if (code === null || (code === '' && this.#lines.isOpen)) return
    for (const statement of statementsOf(this.#begun === '' ? code : `${this.#begun}\n${code}`)) {
      this.#begun = isUnfinished(statement) && statement.length < LONGEST_CALL ? statement : ''
      if (this.#begun !== '') continue
      if (OWN_STEPS.has(statement.split(/\s/, 1)[0] ?? '')) this.#runLater()
      this.#code(statement)
    }
  }

  /** A step, or code of the app's around it. */
  #code(line: string): void {
    const taken = this.#model === null ? null : this.#app.take(line, this.#model.operations)
    if (taken?.note !== undefined) this.#comments.push(taken.note)
    if (taken?.wrong !== undefined) this.#wrong(taken.wrong)
    this.#later.push(...(taken?.later ?? []))
    if (taken === null || taken.line !== undefined) {
      this.#step(taken?.line ?? line)
      this.#comments = []
    }
    if (taken?.behind) this.#closure(taken.behind)
    taken?.over?.()
  }

  #closure(lines: readonly string[]): void {
    this.#played += lines.length
    if (this.#depth >= DEEPEST || this.#played > MOST_LINES) {
      // Said once: whatever else is called then would be too much as well.
      if (this.#depth >= DEEPEST) this.#wrong(TOO_DEEP)
      else if (this.#played - lines.length <= MOST_LINES) this.#wrong(TOO_LONG)
      return
    }
    this.#depth++
    for (const line of lines) this.line(line, this.#at)
    this.#depth--
  }

  /** The code around them is done: what closures hold has its turn, and what these hold after it. */
  #runLater(): void {
    for (let turn = 0; this.#later.length > 0; turn++) {
      const lines = this.#later.splice(0)
      if (turn >= DEEPEST) {
        this.#wrong(TOO_DEEP)
        return
      }
      for (const line of lines) this.line(line, this.#at)
    }
  }

  result(): Sequence | { readonly problems: readonly Problem[] } {
    if (this.#lines.isOpen) this.#wrong('A text or a comment begins here, or later, and does not end.')
    else if (this.#begun === '') this.#runLater()
    if (this.#begun !== '') this.#wrong(`“${this.#begun.slice(0, 60)}”: a bracket is not closed.`)
    if (this.#model === null && this.#problems.length === 0)
      this.#problems.push({ line: 1, text: `No “lab <vendor> <profile>” line. Vendors: ${this.#vendors()}.` })
    const problems = this.#problems
    const model = this.#model
    if (problems.length > 0 || model === null) return { problems }
    return {
      ...{ title: this.#title, steps: this.#steps, about: this.#about.join('\n'), closing: this.#comments.join('\n') },
      setup: {
        ...{ vendor: model.vendor, profile: this.#profile, settings: this.#settings },
        ...{ startAt: this.#startAt, seed: this.#seed },
      },
    }
  }

  #step(line: string): void {
    if (this.#model === null) {
      this.#wrong('A sequence begins with “lab <vendor> <profile>”.')
      return
    }
    const step = readStep(line, this.#model.operations, this.#app.values)
    if ('wrong' in step) this.#wrong(step.wrong)
    else this.#steps.push({ step, note: this.#comments.join('\n') })
  }

  #wrong(text: string): void {
    this.#problems.push({ line: this.#at, text })
  }

  #vendors(): string {
    return this.#models.map(({ vendor }) => vendor).join(', ')
  }

  #head(word: string, rest: string): void {
    this.#about.push(...this.#comments)
    this.#comments = []
    if (this.#steps.length > 0) this.#wrong(`“${word}” comes before the first step.`)
    else if (word === 'title') this.#title = rest
    else if (word === 'lab') this.#lab(rest)
    else if (word === 'start') this.#start(rest)
    else if (word === 'seed') {
      if (/^\d{1,9}$/.test(rest)) this.#seed = Number(rest)
      else this.#wrong('“seed” takes a whole number of up to nine digits.')
    } else this.#set(rest)
  }

  #lab(rest: string): void {
    const [vendor = '', profile = ''] = rest.split(/\s+/)
    const model = this.#models.find((known) => known.vendor === vendor)
    if (!model) this.#wrong(`No model of “${vendor}”. Vendors: ${this.#vendors()}.`)
    else {
      this.#model = model
      this.#app.knows(model)
      const names = model.profiles.map(({ id }) => id)
      this.#profile = profile === '' ? (names[0] ?? '') : profile
      if (!names.includes(this.#profile))
        this.#wrong(`${vendor} has no profile “${profile}”. Profiles: ${names.join(', ')}.`)
    }
  }

  #start(rest: string): void {
    const at = Date.parse(rest)
    if (/^\d{4}-\d\d-\d\d/.test(rest) && Number.isFinite(at)) this.#startAt = at
    else this.#wrong('“start” takes a time like 2026-01-31T09:00:00.000Z.')
  }

  #set(rest: string): void {
    const [name = '', text = ''] = rest.split(/\s+(.*)/s)
    if (this.#model === null) {
      this.#wrong('“set” comes after “lab”.')
      return
    }
    const field = this.#model.settings.find((known) => known.name === name)
    if (!field) {
      const known = this.#model.settings.map((setting) => setting.name).join(', ')
      this.#wrong(`${this.#model.vendor} has no setting “${name}”. Settings: ${known}.`)
      return
    }
    const value = jsonOf(text, `The value of ${name}`)
    if ('wrong' in value) {
      this.#wrong(value.wrong)
      return
    }
    const bad = mismatch(field, value.json)
    if (bad !== null) this.#wrong(`${name} ${bad}.`)
    else this.#settings[name] = value.json
  }
}

/** Why a value does not fit a field, as the end of a sentence; null where it fits. */
function mismatch(field: Field, value: Json): string | null {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? null : 'must be a text'
    case 'number':
      return typeof value === 'number' ? null : 'must be a number'
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be true or false'
    case 'choice':
      return field.choices?.some((choice) => choice === value) ? null : `must be one of ${field.choices?.join(', ')}`
    case 'json':
      return null
  }
}
