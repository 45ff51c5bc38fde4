/**
 * Swift around an SDK's calls, as the guides' examples have it: names of values, functions, closures, conditions. Each
 * line of it comes to a step's line, or to a note that says why it does nothing.
 */
import { isObject, type Json, type JsonObject } from '../core/json'
import type { Operation } from './model'
import { argumentsOfSwift, type SwiftValue, type SwiftValues } from './swift'

/** What a line of code comes to: a line for `readStep`, a note, what is wrong with it, or several of these. */
export interface Taken {
  readonly line?: string
  /** Lines of a function, or of a closure that runs once the line's call is over. */
  readonly behind?: readonly string[]
  /** Lines of a closure that runs once the code around it is done. */
  readonly later?: readonly string[]
  readonly note?: string
  readonly wrong?: string
}

/** Words before a declaration that change nothing here. */
const MODIFIERS = /^(?:(?:@\w+|override|private|fileprivate|internal|public|open|static|final|mutating)\s+)+/

/** What begins a block in braces: its lines are taken one by one. */
const BLOCK = /^(?:\}\s*)?(func|init|if|guard|else|for|while|switch|do|struct|class|enum|extension|protocol)\b/

const CALLED = /^(?:[A-Za-z_]\w*[?!]?\.)*[A-Za-z_]\w*\s*[({]/
const NAMED = /^(?:let|var)\s+(\w+)\s*(?::([^=]+))?(?:=\s*(.*))?$/s
const ASSIGNED = /^([A-Za-z_]\w*(?:[?!]?\.\w+)*)\s*=(?!=)\s*(.*)$/s
const APPENDED = /^(?:\w+[?!]?\.)*(\w+)\.append\s*\(?\s*\{(?:[^{}]*?\bin\b)?(.*)\}\s*\)?$/s
const TRAILING = /^((?:[A-Za-z_]\w*[?!]?\.)*[A-Za-z_]\w*)\s*(\([^{]*\))?\s*\{(.*)\}$/s

/** What runs its closure once, as soon as the code around it is done. */
const ASYNC = /^(DispatchQueue\.(?:main|global\([^)]*\))\.async|Task(?:\.detached)?)\s*(?:\([^{}]*\))?\s*\{(.*)\}$/s
/** What a closure is given, before its first line: `result in`, `[weak self] in`. */
const GIVEN = /^\s*(?!for\b)(?:\[[^\]]*\]\s*)?(?:\([^)]*\)|[\w, ]+)?\s*\bin\b/
/** A closure as a call's only argument, by its label. */
const LABELLED_CLOSURE = /^([\w.?!]+)\s*\(\s*\w+:\s*(\{.*\})\s*\)$/s
/** Words before a call that change nothing here. */
const BEFORE_CALL = /^(?:(?:_\s*=|try[?!]?|await)\s+)+/

/** What is called on the app's own objects or on the system's. */
const OWN =
  /^(?:self|super|DispatchQueue|completionHandler|print|return|case|default)\b|^(?:UI|UN|NS)[A-Z]\w*\b|\blogger\./

/** The names of the functions that a text declares. */
export function functionsIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(/\bfunc\s+(\w+)/g), ([, name = '']) => name))
}

/**
 * Whether a line begins code that goes on in the next one: its brackets are not closed. Signs within texts do not
 * count.
 */
export function isUnfinished(line: string): boolean {
  const code = line.replace(MODIFIERS, '')
  const isBlock = BLOCK.test(code)
  if (!isBlock && !CALLED.test(code) && !NAMED.test(code) && !ASSIGNED.test(code)) return false
  return isBlock ? balance(code, '(', ')') > 0 : balance(code, '([{', ')]}') > 0
}

function balance(code: string, opening: string, closing: string): number {
  let open = 0
  for (const sign of code.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) {
    if (opening.includes(sign)) open++
    else if (closing.includes(sign)) open--
  }
  return open
}

/** The code of one text, line by line: it remembers the values that were given names, and the blocks that are open. */
export class AppCode {
  readonly #values = new Map<string, SwiftValue>()
  /** Functions whose lines are played, and that are still open. */
  #functions = 0
  /** Why the lines of the open block do nothing, and how many braces of it are open. */
  #skipped: { readonly why: string; open: number } | null = null

  readonly #declared: ReadonlySet<string>

  /** `declared` are the names of the app's own functions. */
  constructor(declared: ReadonlySet<string> = new Set()) {
    this.#declared = declared
  }

  /** Takes what cases of enumerations stand for. */
  knows(cases: JsonObject): void {
    for (const [name, value] of Object.entries(cases)) this.#values.set(`.${name}`, { value, made: false })
  }

  /** The values that have names by now. */
  get values(): SwiftValues {
    return this.#values
  }

  /** What a line comes to; null where it is no code of the app's: a step, or nothing that can be read. */
  take(given: string, operations: readonly Operation[]): Taken | null {
    const line = given.replace(MODIFIERS, '').replace(BEFORE_CALL, '').replace(LABELLED_CLOSURE, '$1 $2')
    if (this.#skipped !== null) return this.#inBlock(line, this.#skipped)
    if (line === '}') return this.#closed()
    if (/^import\s/.test(line)) return idle(line, 'a module is imported, nothing is called')
    const [, block] = BLOCK.exec(line) ?? []
    if (block !== undefined) return this.#block(line, block)
    const [, name, , value] = NAMED.exec(line) ?? []
    if (name !== undefined) return this.#named(name, value, operations)
    const [, path, assigned] = ASSIGNED.exec(line) ?? []
    if (path !== undefined) return this.#assigned(path, assigned ?? '', operations)
    const [, list, body = ''] = APPENDED.exec(line) ?? []
    const appended = operations.find(({ property }) => property?.by === 'append' && property.name === list)
    if (appended) return { line: `${appended.method}(${JSON.stringify(statements(body))})` }
    const closure = closureOf(line, operations)
    if (closure !== null) return closure
    const [, own = ''] = /^(?:self[?!]?\.)?(\w+)\s*\(/.exec(line) ?? []
    if (this.#declared.has(own) && !isMethod(own, operations))
      return idle(line, 'what a function of the app’s does is played where it is declared, if at all')
    if (OWN.test(line)) return idle(line, 'the app’s own code, not the SDK’s')
    return line === given ? null : { line }
  }

  #closed(): Taken {
    if (this.#functions === 0) return idle('}', 'it closes nothing that stands here')
    this.#functions--
    return {}
  }

  #inBlock(line: string, skipped: { readonly why: string; open: number }): Taken {
    skipped.open += balance(line, '{', '}')
    if (skipped.open <= 0) this.#skipped = null
    return line === '}' ? {} : idle(line, skipped.why)
  }

  #block(line: string, block: string): Taken {
    const [, name, body] = /^func\s+(\w+)\s*\(\s*\)[^{]*\{\s*(.*)$/s.exec(line) ?? []
    if (name !== undefined) {
      const note = `func ${name}(): its lines are played once, where they stand.`
      if (body?.endsWith('}')) return { note, behind: [body.slice(0, -1)] }
      this.#functions++
      return { note, behind: [body ?? ''] }
    }
    const why = reasonOf(line, block)
    const open = balance(line, '{', '}')
    if (open > 0) this.#skipped = { why, open }
    return idle(line, why)
  }

  #named(name: string, text: string | undefined, operations: readonly Operation[]): Taken {
    const value = text === undefined ? undefined : valueIn(text, this.#values)
    this.#values.delete(name)
    if (value !== undefined) {
      this.#values.set(name, value)
      return { note: `${name} is the name of a value from here on.` }
    }
    if (text === undefined) return idle(name, 'it has no value yet')
    const asked = read(text, operations)
    if (asked !== null) return { line: asked, ...idle(name, 'what the SDK gives back has no value here') }
    if (/^["[\d-]/.test(text)) return { wrong: `The value of “${name}” cannot be read: ${short(text)}` }
    return idle(name, 'a value of the app’s own, which is not known here')
  }

  #assigned(path: string, text: string, operations: readonly Operation[]): Taken {
    const [name = '', ...fields] = path.split(/[?!]?\./)
    const known = this.#values.get(name)
    const value = valueIn(text, this.#values)
    if (known !== undefined && value !== undefined) {
      this.#values.set(name, { made: known.made, value: withField(known.value, fields, value.value) })
      return { note: `${path} has a value from here on.` }
    }
    const last = fields.at(-1) ?? name
    const setters = operations.filter(({ property }) => property?.by === 'set' && property.name === last)
    const [, of, within = ''] = /^[\w.]*\.(\w+)\((.*)\)$/s.exec(text) ?? []
    const setter = setters.find(({ property }) => property?.of === of)
    if (setter) return { line: `${setter.method}(${of === undefined ? text : within})` }
    if (OWN.test(path) || known !== undefined) return idle(path, 'the app’s own, not the SDK’s')
    return { wrong: `“${path}” is not a property that the Lab knows. Properties: ${settable(operations)}.` }
  }
}

/**
 * Methods whose closure runs once they are over: flushData in all versions, the others in iOS SDK 4.0.1
 * (ExponeaInternal.swift:656, ExponeaInternal+Tracking.swift:409).
 */
const COMPLETED: ReadonlySet<string> = new Set(['flushData', 'stopIntegration', 'anonymize'])
const UNKNOWN_WHEN = 'when the closure runs, and how often, is not known here: put its calls where they are made'

/** What a call with a closure behind it comes to; null where a line is none. */
function closureOf(line: string, operations: readonly Operation[]): Taken | null {
  const [, queue, held = ''] = ASYNC.exec(line) ?? []
  if (queue !== undefined)
    return { later: [`// ${queue}: its lines are played once the code around them is done.`, ...linesIn(held)] }
  const [, path = '', brackets = '()', body = ''] = TRAILING.exec(line) ?? []
  if (path === '') return null
  const method = path.replace(/^.*\./, '')
  if (COMPLETED.has(method))
    return {
      line: `${path}${brackets}`,
      note:
        `The closure runs once ${method} is over: its lines follow. ` +
        'Where the server holds, move them behind the answer.',
      behind: linesIn(body),
    }
  const isSdk = /^(?:Exponea|CustomerIO|IntegrationManager)\b/.test(path)
  if (!isSdk && !isMethod(method, operations)) return idle(line, UNKNOWN_WHEN)
  const calls = Array.from(body.matchAll(/(\w+)\s*\(/g), ([, name = '']) => name)
  const why = calls.some((name) => isMethod(name, operations)) ? UNKNOWN_WHEN : 'it is the app’s own code'
  return { line: `${path}${brackets}`, ...idle('the closure', why) }
}

/** The lines of a closure, without what it is given. */
function linesIn(body: string): readonly string[] {
  return body.replace(GIVEN, '').split('\n')
}

function settable(operations: readonly Operation[]): string {
  const names = operations.flatMap(({ property }) => (property?.by === 'set' ? property.name : []))
  return [...new Set(names)].join(', ') || 'none'
}

/** Why a block's lines do nothing here. */
function reasonOf(line: string, block: string): string {
  if (/\bwillPresent\b/.test(line))
    return 'iOS calls it with a notification: willPresentNotification(userInfo, "super") plays that'
  if (/\bisStopped\b/.test(line)) return 'the guide’s guard: willPresentNotification(userInfo, "guard") plays it'
  if (block === 'func' || block === 'init') return 'a function with parameters, which nobody calls here'
  if (/^(?:struct|class|enum|extension|protocol)$/.test(block))
    return 'a type of the app’s own is declared, nothing is called'
  return 'whether it runs is for the app to decide'
}

/** A call or a property of the SDK's that something is read from, as a line of a step; null for anything else. */
function read(text: string, operations: readonly Operation[]): string | null {
  const [, name = '', called] = /^(?:(?:try|await)[?!]?\s+)*(?:\w+\.)*(\w+)\s*(\(.*\))?$/s.exec(text) ?? []
  const getter = operations.find(({ property }) => property?.by === 'get' && property.name === name)
  if (getter && called === undefined) return `${getter.method}()`
  return isMethod(name, operations) && called !== undefined ? `${name}${called}` : null
}

/** Whether the SDK has a method of this name. */
function isMethod(name: string, operations: readonly Operation[]): boolean {
  return operations.some(({ method, also }) => method === name || also?.includes(name))
}

function valueIn(text: string, values: SwiftValues): SwiftValue | undefined {
  const given = argumentsOfSwift(text, values)
  return given?.length === 1 && given[0]?.label === null ? given[0] : undefined
}

function withField(object: Json, [field, ...rest]: readonly string[], value: Json): Json {
  if (field === undefined) return value
  const fields = isObject(object) ? object : {}
  return { ...fields, [field]: withField(fields[field] ?? {}, rest, value) }
}

/** The statements of a closure, in one line. */
function statements(body: string): string {
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('; ')
}

const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}

/** The note of a line that does nothing here. */
function idle(line: string, why: string): { readonly note: string } {
  return { note: `${short(line)}: does nothing here, ${why}.` }
}
