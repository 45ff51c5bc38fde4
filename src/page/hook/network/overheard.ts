/**
 * What the page hands to the browser, read once for both: the browser reads it as it would, in its own order, and we
 * keep what was read. Who reads a second time runs the page's getters and proxies again, and may get something else.
 */
import { matches } from '../../../providers/matches'
import { apply, bare, isArray, isObject, NativeProxy, read } from '../natives'

/** Options, as the browser read them or will. */
export interface Options {
  /** What the browser is to be given in their place. */
  readonly handed: object
  /** A value that the browser has read; undefined where it has not. */
  readonly got: (name: string) => unknown
}

/** One value, or what was thrown in its place. */
interface Answer {
  readonly value: unknown
  readonly threw: boolean
}

/** Options that are read once, whoever asks and however often. */
export function readOnce(options: object): Options {
  const answers: Record<string, Answer> = bare({})
  return {
    handed: stoodInFor((name) => {
      const answer = answers[name] ?? ask(name)
      answers[name] = answer
      if (answer.threw) throw answer.value
      return answer.value
    }),
    got: (name) => answers[name]?.value,
  }

  function ask(name: string): Answer {
    try {
      const value = read(options, name) as unknown
      // Its text is asked for once too, and before the next one is read.
      return bare({ value: isText(name) && isObject(value) ? `${value as never}` : value, threw: false })
    } catch (error) {
      return bare({ value: error, threw: true })
    }
  }
}

/** Lets something read all that it would read of options, and gives it only texts, which it may refuse. */
export function onlyAsking({ handed }: Options): object {
  return stoodInFor((name) => {
    const value = read(handed, name) as unknown
    return isText(name) ? value : undefined
  })
}

/** Whether an option is a text: of an object the browser asks for it as soon as it has read it. */
const isText = (name: string) => matches(/^(cac|cre|dup|int|met|mod|prio|re[df])/, name)

/** The parts of a list that the browser is about to read, as far as they are kept. */
export interface Parts {
  /** What the browser is to be given in the list's place. */
  readonly handed: object
  /** The parts, in their order; null where nothing is known of them. */
  readonly got: () => readonly unknown[] | null
}

const { values } = Array.prototype
const { iterator } = Symbol
/** So many parts of a list are kept: what has more is not known. */
const KEPT = 16

/** A list that the browser is about to read; null where it is none, and is read as it is. */
export function readParts(list: unknown): Parts | null {
  if (!isArray(list)) return null
  const parts: unknown[] = bare([])
  let known = false
  const part = (place: PropertyKey) => {
    const value = read(list, place) as unknown
    if (place !== 'length' && parts.length <= KEPT) parts[parts.length] = value
    return value
  }
  const walk = () => {
    let place = 0
    const next = () => {
      const done = place >= (part('length') as number)
      return bare({ done, value: done || part(place++) })
    }
    return bare({ next })
  }
  return {
    handed: stoodInFor((name: PropertyKey) => {
      if (name !== iterator) return part(name)
      const value = read(list, iterator) as unknown
      known = import.meta.env.MODE === 'chrome' || value === values
      // Chromium goes through a list by its places, whatever iterator it has (measured). Others go as they should, and
      // an iterator of the page's own may be at home with its own list only.
      if (import.meta.env.MODE === 'chrome') return walk
      return known || typeof value !== 'function' ? value : () => apply(value as never, list, [])
    }),
    got: () => (known && parts.length <= KEPT ? parts : null),
  }
}

/** An object of which native code reads what `get` gives. Nothing is behind it, so that it may give anything. */
function stoodInFor(get: (name: string) => unknown): object {
  return new NativeProxy(bare({}), bare({ get: (_: object, name: string | symbol) => get(name as string) }))
}
