/**
 * Text that is looked for, letter case aside. A star stands for anything: found from left to right, each part at its
 * first place, in a time that grows with the lengths alone. A pattern with `.*` for each star would try all ways.
 */
import { literally } from '../text'
import { patternOf } from './pattern'

/** Whether a text has what is looked for. */
export interface Like {
  readonly test: (text: string) => boolean
}

/** Exactly this, letter case and all: `=Buy`; null where no sign of it stands before. */
function exactly(value: string): Like | null {
  return value.startsWith('=') ? { test: (text) => text === value.slice(1) } : null
}

/** Found anywhere; with a star it must cover the whole. */
function like(value: string): Like {
  return value.includes('*') ? whole(value) : new RegExp(literally(value), 'i')
}

/** Covers the whole. */
function whole(value: string): Like {
  const parts = value.split('*')
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length === 1) return new RegExp(`^${literally(value)}$`, 'i')
  const begins = new RegExp(literally(first), 'iy')
  const ends = new RegExp(`${literally(last)}$`, 'i')
  const middle = parts.slice(1, -1).filter((part) => part !== '')
  const between = middle.map((part) => new RegExp(literally(part), 'ig'))
  return {
    test(text) {
      begins.lastIndex = 0
      if (!begins.test(text)) return false
      let from = begins.lastIndex
      for (const part of between) {
        part.lastIndex = from
        if (!part.test(text)) return false
        from = part.lastIndex
      }
      return text.length - from >= last.length && ends.test(text.slice(text.length - last.length))
    },
  }
}

/** Between slashes stands a regular expression; null where there are none. */
function between(value: string): Like | string | null {
  const source = /^\/(.+)\/i?$/s.exec(value)?.[1]
  return source === undefined ? null : patternOf(source)
}

/** What is looked for anywhere, or as `/regular expression/` or `=exactly this`; or why it is none, as a sentence. */
export function likeOrPattern(value: string): Like | string {
  return exactly(value) ?? between(value) ?? like(value)
}

/** What covers the whole, as `=exactly this` too, or is found by a `/regular expression/`; or why it is none. */
export function wholeOrPattern(value: string): Like | string {
  return exactly(value) ?? between(value) ?? whole(value)
}
