/**
 * The vendors' own cookies and storage entries, read passively: what is there when an SDK is first seen, then what
 * changed.
 */
import { BODY_LIMIT } from '../../core/body'
import type { GapFact, StorageFact } from '../../core/fact'
import { ofDocument } from './of-document'

/**
 * Returns what looks for changes and tells them. Values are cut as bodies are: a queue that an SDK has stored is a
 * batch to be, and what is not told of it would count as lost with its page.
 */
export function watchStores(
  owner: (name: string) => string | null,
  say: (fact: StorageFact | GapFact) => void,
): () => void {
  const known = new Map<string, string>()
  let cookies = ''

  function compare(area: StorageFact['area'], found: ReadonlyMap<string, string>): void {
    for (const [key, value] of found) {
      const vendor = owner(key)
      if (vendor === null || known.get(`${area}|${key}`) === value) continue
      known.set(`${area}|${key}`, value)
      say({ kind: 'storage', vendor, area, key, value: value.slice(0, BODY_LIMIT) })
      if (value.length <= BODY_LIMIT) continue
      const detail = `What is stored as ${key} is longer than Tracklens keeps: only its beginning was read.`
      say({ kind: 'gap', missing: 0, reason: 'invalid', detail })
    }
    for (const name of known.keys()) {
      const key = name.slice(area.length + 1)
      if (!name.startsWith(`${area}|`) || found.has(key)) continue
      known.delete(name)
      const vendor = owner(key)
      if (vendor !== null) say({ kind: 'storage', vendor, area, key, value: null })
    }
  }

  return () => {
    attempt(() => {
      const found = ofDocument('cookie')
      if (found === cookies) return
      cookies = found
      compare('cookie', parseCookies(cookies))
    })
    attempt(() => compare('local', entries(localStorage, owner)))
    attempt(() => compare('session', entries(sessionStorage, owner)))
  }
}

/** The names and values of `document.cookie`; values are decoded where they can be. */
function parseCookies(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const part of text.split('; ')) {
    const equals = part.indexOf('=')
    if (equals < 0) continue
    const value = part.slice(equals + 1)
    found.set(part.slice(0, equals), decode(value))
  }
  return found
}

function entries(storage: Storage, owner: (name: string) => string | null): Map<string, string> {
  const found = new Map<string, string>()
  for (let i = 0; i < storage.length; i++) {
    const key = storage.key(i)
    if (key !== null && owner(key) !== null) found.set(key, storage.getItem(key) ?? '')
  }
  return found
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** A sandboxed frame has no storage, and says so by an exception. */
function attempt(run: () => void): void {
  try {
    run()
  } catch {
    // Then there is nothing to read.
  }
}
