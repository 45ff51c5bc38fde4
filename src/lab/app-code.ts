/**
 * Swift around an SDK's calls, as the guides' examples have it: names of values, functions, closures, conditions. Each
 * line of it comes to a step's line, or to a note that says why it does nothing.
 */
import { isObject, type Json } from '../core/json'
import { closureOf } from './app-closures'
import { type AppFunction, valuesAt } from './app-functions'
import type { Model, Operation } from './model'
import { argumentsOfSwift, type SwiftValue, type SwiftValues } from './swift'
import { idle, isMethod, short, type Taken } from './taken'

/** Words before a declaration that change nothing here. */
const MODIFIERS = /^(?:(?:@\w+|override|private|fileprivate|internal|public|open|static|final|mutating)\s+)+/

/** What begins a block in braces: its lines are taken one by one. */
const BLOCK = /^(?:\}\s*)?(func|init|if|guard|else|for|while|switch|do|struct|class|enum|extension|protocol)\b/

const CALLED = /^\.?(?:[A-Za-z_]\w*[?!]?\.)*[A-Za-z_]\w*\s*[({]/
const NAMED = /^(?:let|var)\s+(\w+)\s*(?::([^=]+))?(?:=\s*(.*))?$/s
const ASSIGNED = /^([A-Za-z_]\w*(?:[?!]?\.\w+)*)\s*=(?!=)\s*(.*)$/s
const PART = /^(\w+)\[("(?:[^"\\]|\\.)*")\]\s*=(?!=)\s*(.*)$/s
const APPENDED = /^(?:\w+[?!]?\.)*(\w+)\.append\s*\(?\s*\{(?:[^{}]*?\bin\b)?(.*)\}\s*\)?$/s
/** A closure as a call's only argument, by its label. */
const LABELLED_CLOSURE = /^([\w.?!]+)\s*\(\s*\w+:\s*(\{.*\})\s*\)$/s
/** Words before a call that change nothing here. */
const BEFORE_CALL = /^(?:(?:_\s*=|try[?!]?|await)\s+)+/

/** What is called on the app's own objects or on the system's. */
const OWN =
  /^(?:self|super|DispatchQueue|completionHandler|print|return|case|default)\b|^(?:UI|UN|NS)[A-Z]\w*\b|\blogger\./

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
  /** Why the lines of the open block do nothing, null where they are played elsewhere; how many braces are open. */
  #skipped: { readonly why: string | null; open: number } | null = null
  /** The functions that are being played. */
  readonly #playing = new Set<string>()
  /** Methods of the SDK's that do nothing here, and why. */
  #idle: Readonly<Record<string, string>> = {}

  readonly #declared: ReadonlyMap<string, AppFunction>

  /** `functions` are the app's own. */
  constructor(functions: ReadonlyMap<string, AppFunction> = new Map()) {
    this.#declared = functions
  }

  /** Takes what cases of enumerations stand for, and which methods do nothing here. */
  knows({ cases = {}, idle: methods = {} }: Pick<Model<unknown>, 'cases' | 'idle'>): void {
    for (const [name, value] of Object.entries(cases)) this.#values.set(`.${name}`, { value, made: false })
    this.#idle = methods
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
    if (/^\.\w+\s*\(/.test(line)) return chained(line, operations)
    if (SHARED.test(line)) return {}
    const part = PART.exec(line)
    if (part) return this.#part(part)
    if (/^import\s/.test(line)) return idle(line, 'a module is imported, nothing is called')
    const [, block] = BLOCK.exec(line) ?? []
    if (block !== undefined) return this.#block(line, block, operations)
    const [, name, , value] = NAMED.exec(line) ?? []
    if (name !== undefined) return this.#named(name, value, operations)
    const [, path, assigned] = ASSIGNED.exec(line) ?? []
    if (path !== undefined) return this.#assigned(path, assigned ?? '', operations)
    const [, list, body = ''] = APPENDED.exec(line) ?? []
    const appended = operations.find(({ property }) => property?.by === 'append' && property.name === list)
    if (appended) return { line: `${appended.method}(${JSON.stringify(statements(body))})` }
    const closure = closureOf(line, operations)
    if (closure !== null) return closure
    const [, method = ''] = /^(?:\w+\.)*(\w+)\s*\(/.exec(line) ?? []
    if (Object.hasOwn(this.#idle, method)) return idle(line, this.#idle[method] ?? '')
    const played = this.#ownCall(line, operations)
    if (played) return played
    if (OWN.test(line) || isForeign(line, operations)) return idle(line, 'the app’s own code, not the SDK’s')
    return line === given ? null : { line }
  }

  #closed(): Taken {
    if (this.#functions === 0) return idle('}', 'it closes nothing that stands here')
    this.#functions--
    return {}
  }

  #inBlock(line: string, skipped: { readonly why: string | null; open: number }): Taken {
    skipped.open += balance(line, '{', '}')
    if (skipped.open <= 0) this.#skipped = null
    return line === '}' || skipped.why === null ? {} : idle(line, skipped.why)
  }

  /** A part of a value that has a name is given another value: `properties["a"] = 1`. */
  #part([line, name = '', key = '', text = '']: RegExpExecArray): Taken {
    const known = this.#values.get(name)
    const value = valueIn(text, this.#values)
    const field = valueIn(key, this.#values)?.value
    if (known === undefined || value === undefined || typeof field !== 'string')
      return idle(line, 'the app’s own, not the SDK’s')
    this.#values.set(name, { made: known.made, value: withField(known.value, [field], value.value) })
    return { note: `${name}[${key}] has a value from here on.` }
  }

  /** What a call of the app's own function comes to; null where a text is none. */
  #ownCall(text: string, operations: readonly Operation[]): Taken | null {
    const [, own = '', within = ''] = /^(?:self[?!]?\.)?(\w+)\s*\((.*)\)\s*$/s.exec(text) ?? []
    const known = isMethod(own, operations) ? undefined : this.#declared.get(own)
    return known ? this.#played(own, known, within) : null
  }

  /** A call of the app's own function: its lines, with the values of its parameters until they are over. */
  #played(name: string, known: AppFunction, within: string): Taken {
    if (this.#playing.has(name)) return idle(name, 'it calls itself, and is played once')
    const bound = valuesAt(known, within, this.#values)
    if (bound === null) return idle(`${name}(${within})`, 'its arguments do not fit, or have to be computed')
    const before = [...bound.keys()].map((each) => [each, this.#values.get(each)] as const)
    for (const [each, value] of bound) this.#values.set(each, value)
    this.#playing.add(name)
    const over = () => {
      this.#playing.delete(name)
      for (const [each, value] of before) {
        if (value === undefined) this.#values.delete(each)
        else this.#values.set(each, value)
      }
    }
    return { note: `${short(`${name}(${within})`)}: its lines follow.`, behind: known.body.split('\n'), over }
  }

  #block(line: string, block: string, operations: readonly Operation[]): Taken {
    const [, name, none, body] = /^func\s+(\w+)\s*\((\s*\))?[^{]*\{\s*(.*)$/s.exec(line) ?? []
    if (name !== undefined && this.#declared.get(name)?.isCalled && !isMethod(name, operations)) {
      const open = balance(line, '{', '}')
      if (open > 0) this.#skipped = { why: null, open }
      return { note: `func ${name}: its lines are played where it is called.` }
    }
    if (name !== undefined && none !== undefined) {
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
    const played = this.#ownCall(text, operations)
    if (played) return played
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
    if (setter) {
      const note = `${last} is set: ${setter.method} stands for that here.`
      return { line: `${setter.method}(${of === undefined ? text : within})`, note }
    }
    if (OWN.test(path) || known !== undefined) return idle(path, 'the app’s own, not the SDK’s')
    return { wrong: `“${path}” is not a property that the Lab knows. Properties: ${settable(operations)}.` }
  }
}

/** The SDK itself, whose call follows in the next line. */
const SHARED = /^(?:(?:Exponea|CustomerIO)(?:\.shared)?|\.shared)$/

/** What is done with another type than the SDK's, and calls nothing of the SDK's: the app's own, or the system's. */
function isForeign(line: string, operations: readonly Operation[]): boolean {
  if (!/^(?!Exponea\b|CustomerIO\b|IntegrationManager\b)[A-Z]\w*\s*[.(]/.test(line)) return false
  return !Array.from(line.matchAll(/(\w+)\s*\(/g), ([, name = '']) => name).some((name) => isMethod(name, operations))
}

/** What goes on with the line before: a call of the SDK's, or what is made of a value of the app's. */
function chained(line: string, operations: readonly Operation[]): Taken {
  const [, name = ''] = /^\.(\w+)/.exec(line) ?? []
  return isMethod(name, operations) ? { line: line.slice(1) } : idle(line, 'it goes on with what stands before it')
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
