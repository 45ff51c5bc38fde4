/** Closures that are handed to a call: which of them run once, and when. */
import type { Operation } from './model'
import { idle, isMethod, type Taken } from './taken'

const TRAILING = /^((?:[A-Za-z_]\w*[?!]?\.)*[A-Za-z_]\w*)\s*(\([^{]*\))?\s*\{(.*)\}$/s

/** What runs its closure once, as soon as the code around it is done. */
const ASYNC = /^(DispatchQueue\.(?:main|global\([^)]*\))\.async|Task(?:\.detached)?)\s*(?:\([^{}]*\))?\s*\{(.*)\}$/s
/** What a closure is given, before its first line: `result in`, `[weak self] in`. */
const GIVEN = /^\s*(?!for\b)(?:\[[^\]]*\]\s*)?(?:\([^)]*\)|[\w, ]+)?\s*\bin\b/

/**
 * Methods whose closure runs once they are over: flushData in all versions, the others in iOS SDK 4.0.1
 * (ExponeaInternal.swift:656, ExponeaInternal+Tracking.swift:409).
 */
const COMPLETED: ReadonlySet<string> = new Set(['flushData', 'stopIntegration', 'anonymize'])
const UNKNOWN_WHEN = 'when the closure runs, and how often, is not known here: put its calls where they are made'

/** What a call with a closure behind it comes to; null where a line is none. */
export function closureOf(line: string, operations: readonly Operation[]): Taken | null {
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
