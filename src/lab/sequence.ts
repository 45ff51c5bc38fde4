/**
 * A sequence of the Lab as text that people write and read: one line a step, with its own parser, which says what is
 * wrong and where.
 */
import type { Json } from '../core/json'
import type { Answer, Setup, Step } from './bench'
import type { Field, Model } from './model'

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
export type Catalogue = readonly Pick<Model<unknown>, 'vendor' | 'profiles' | 'settings' | 'operations'>[]

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000, ms: 1 }

/** The longest wait of one step, in milliseconds: a year. */
const LONGEST_WAIT = 366 * 86_400_000

/** Milliseconds as the text has them: `70 s`, `1 d`. */
export function durationText(ms: number): string {
  const unit = Object.keys(UNITS).find((name) => ms % (UNITS[name] ?? 1) === 0) ?? 'ms'
  return ms === 0 ? '0 s' : `${ms / (UNITS[unit] ?? 1)} ${unit}`
}

/** `70 s`, `1.5 h`, `1d` as whole milliseconds; null for anything else, and for more than a year. */
export function durationOf(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|h|d)$/.exec(text.trim()) ?? []
  const ms = Math.round(Number(count) * (UNITS[unit] ?? Number.NaN))
  return count !== '' && ms <= LONGEST_WAIT ? ms : null
}

/** A step's line. */
export function stepText(step: Step): string {
  switch (step.step) {
    case 'call':
      return `${step.method}(${step.args.map((arg) => JSON.stringify(arg)).join(', ')})`
    case 'wait':
      return `wait ${durationText(step.ms)}`
    case 'app':
      return `app ${step.change}`
    case 'network':
      return `network ${step.online ? 'on' : 'off'}`
    case 'server':
      return `server ${step.answer === null ? 'hold' : answerText(step.answer)}`
    case 'answer':
      return `answer ${step.request} ${answerText(step.answer)}`
  }
}

function answerText({ status, body }: Answer): string {
  if (status === null) return 'none'
  return body === null ? String(status) : `${status} ${JSON.stringify(body)}`
}

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

/** Reads a sequence. `startAt`, in milliseconds since 1970, is used where the text names no start. Never throws. */
export function readSequence(
  text: string,
  models: Catalogue,
  startAt: number,
): Sequence | { readonly problems: readonly Problem[] } {
  const reader = new Reader(models, startAt)
  text.split(/\r?\n/).forEach((line, index) => {
    reader.line(line.trim(), index + 1)
  })
  return reader.result()
}

const HEAD = new Set(['title', 'lab', 'start', 'seed', 'set'])

class Reader {
  private readonly problems: Problem[] = []
  private title = ''
  private readonly about: string[] = []
  private comments: string[] = []
  private model: Catalogue[number] | null = null
  private profile = ''
  private seed = 1
  private readonly settings: Record<string, Json> = {}
  private readonly steps: NotedStep[] = []
  private at = 0

  constructor(
    private readonly models: Catalogue,
    private startAt: number,
  ) {}

  line(line: string, number: number): void {
    this.at = number
    if (line === '') return
    if (line.startsWith('#')) {
      this.comments.push(line.replace(/^#\s?/, ''))
      return
    }
    const [word = '', rest = ''] = line.split(/\s+(.*)/s)
    if (HEAD.has(word)) this.head(word, rest.trim())
    else {
      const step =
        this.model === null
          ? this.wrong('A sequence begins with “lab <vendor> <profile>”.')
          : this.step(word, rest.trim(), line)
      if (step !== null) this.steps.push({ step, note: this.comments.join('\n') })
      this.comments = []
    }
  }

  result(): Sequence | { readonly problems: readonly Problem[] } {
    if (this.model === null && this.problems.length === 0)
      this.problems.push({ line: 1, text: `No “lab <vendor> <profile>” line. Vendors: ${this.vendors()}.` })
    const { problems, model } = this
    if (problems.length > 0 || model === null) return { problems }
    const { title, profile, settings, startAt, seed } = this
    return {
      ...{ title, steps: this.steps, about: this.about.join('\n'), closing: this.comments.join('\n') },
      setup: { vendor: model.vendor, profile, settings, startAt, seed },
    }
  }

  private wrong(text: string): null {
    this.problems.push({ line: this.at, text })
    return null
  }

  private vendors(): string {
    return this.models.map(({ vendor }) => vendor).join(', ')
  }

  private head(word: string, rest: string): void {
    this.about.push(...this.comments)
    this.comments = []
    if (this.steps.length > 0) this.wrong(`“${word}” comes before the first step.`)
    else if (word === 'title') this.title = rest
    else if (word === 'lab') this.lab(rest)
    else if (word === 'start') this.start(rest)
    else if (word === 'seed') {
      if (/^\d{1,9}$/.test(rest)) this.seed = Number(rest)
      else this.wrong('“seed” takes a whole number of up to nine digits.')
    } else this.set(rest)
  }

  private lab(rest: string): void {
    const [vendor = '', profile = ''] = rest.split(/\s+/)
    const model = this.models.find((known) => known.vendor === vendor)
    if (!model) this.wrong(`No model of “${vendor}”. Vendors: ${this.vendors()}.`)
    else {
      this.model = model
      const names = model.profiles.map(({ id }) => id)
      this.profile = profile === '' ? (names[0] ?? '') : profile
      if (!names.includes(this.profile))
        this.wrong(`${vendor} has no profile “${profile}”. Profiles: ${names.join(', ')}.`)
    }
  }

  private start(rest: string): void {
    const at = Date.parse(rest)
    if (/^\d{4}-\d\d-\d\d/.test(rest) && Number.isFinite(at)) this.startAt = at
    else this.wrong('“start” takes a time like 2026-01-31T09:00:00.000Z.')
  }

  private set(rest: string): void {
    const [name = '', text = ''] = rest.split(/\s+(.*)/s)
    if (this.model === null) {
      this.wrong('“set” comes after “lab”.')
      return
    }
    const field = this.model.settings.find((known) => known.name === name)
    if (!field) {
      this.wrong(
        `${this.model.vendor} has no setting “${name}”. Settings: ${this.model.settings.map((known) => known.name).join(', ')}.`,
      )
      return
    }
    const value = this.json(text, `The value of ${name}`)
    if (value === undefined) return
    const bad = mismatch(field, value)
    if (bad !== null) this.wrong(`${name} ${bad}.`)
    else this.settings[name] = value
  }

  private step(word: string, rest: string, line: string): Step | null {
    const call = /^([A-Za-z_]\w*)\s*\((.*)\)$/s.exec(line)
    if (call) return this.call(call[1] ?? '', call[2] ?? '')
    switch (word) {
      case 'wait': {
        const ms = durationOf(rest)
        return ms === null
          ? this.wrong('“wait” takes a time such as 500 ms, 70 s, 5 min, 2 h or 1 d, up to 366 d.')
          : { step: 'wait', ms }
      }
      case 'app':
        if (rest === 'active' || rest === 'background' || rest === 'killed' || rest === 'launched')
          return { step: 'app', change: rest }
        return this.wrong('“app” takes active, background, killed or launched.')
      case 'network':
        return rest === 'on' || rest === 'off'
          ? { step: 'network', online: rest === 'on' }
          : this.wrong('“network” takes on or off.')
      case 'server': {
        if (rest === 'hold') return { step: 'server', answer: null }
        const answer = this.answer(rest)
        return answer && { step: 'server', answer }
      }
      case 'answer': {
        const [number = '', said = ''] = rest.split(/\s+(.*)/s)
        if (!/^[1-9]\d{0,5}$/.test(number))
          return this.wrong('“answer” takes the number of a request, then what the server says.')
        const answer = this.answer(said)
        return answer && { step: 'answer', request: Number(number), answer }
      }
      default:
        return this.wrong(
          `“${line.length > 60 ? `${line.slice(0, 60)}…` : line}” is no step. Calls are written method(arguments); else wait, app, network, server, answer.`,
        )
    }
  }

  private call(method: string, text: string): Step | null {
    const operations = this.model?.operations ?? []
    if (!operations.some((known) => known.method === method))
      return this.wrong(
        `The SDK has no method “${method}”. Methods: ${operations.map((known) => known.method).join(', ')}.`,
      )
    const args = this.json(`[${text}]`, `The arguments of ${method}`)
    return args === undefined ? null : { step: 'call', method, args: args as readonly Json[] }
  }

  private answer(text: string): Answer | null {
    if (text === 'none') return { status: null, body: null }
    const [code = '', said = ''] = text.split(/\s+(.*)/s)
    if (!/^[1-5]\d\d$/.test(code))
      return this.wrong('A server says a status from 100 to 599 and a body as JSON, or none for no answer.')
    const body = said.trim() === '' ? null : this.json(said, 'The body')
    return body === undefined ? null : { status: Number(code), body }
  }

  private json(text: string, what: string): Json | undefined {
    try {
      return JSON.parse(text) as Json
    } catch (error) {
      this.wrong(`${what} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
      return undefined
    }
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
