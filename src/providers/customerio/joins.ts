/** Whether a call and a thing on the wire are the same where no message id says so. Type and name already agree. */
import type { Item, WireItem } from '../../core/item'
import { copied, isCutObject, isMark, isObject, type Json, MARK, REST } from '../../core/json'

/**
 * Events must have the same properties. Pages gain the page's own address, identifies the stored traits, groups and
 * devices their attributes, aliases the previous id: there what the page gave must be contained in what is on the wire.
 */
export function joins(called: Item, wire: WireItem): boolean {
  const gains = wire.type !== 'event' && wire.type !== 'report'
  return gains
    ? Object.entries(called.properties).every(
        ([key, value]) => agrees(value, wire.properties[key], 0) || (key === REST && isCutObject(called.properties)),
      )
    : agrees(called.properties, wire.properties, 0)
}

/** Beyond this depth values count as agreeing: nothing is told apart by what lies there. */
const DEEPEST = 60

/**
 * Whether a value as the page gave it would be that value on the wire: `JSON.stringify` drops, or nulls, what it cannot
 * carry.
 */
function agrees(given: Json | undefined, sent: Json | undefined, depth: number): boolean {
  if (given === sent || depth > DEEPEST) return true
  if (isMark(given)) return markAgrees(given.$tl, given.text, sent)
  if (given === undefined || sent === undefined || given === null || sent === null) return false
  if (Array.isArray(given)) {
    const { kept, length } = copied(given)
    return (
      Array.isArray(sent) &&
      length === sent.length &&
      kept.every((entry, at) => agrees(inList(entry), sent[at], depth + 1))
    )
  }
  if (!isObject(given) || !isObject(sent)) return false
  const cut = isCutObject(given)
  const keys = new Set([...Object.keys(given), ...(cut ? [] : Object.keys(sent))])
  for (const key of keys) if (!(cut && key === REST) && !agrees(given[key], sent[key], depth + 1)) return false
  return true
}

/** In a list nothing can be dropped: `undefined` and functions become null there. */
function inList(entry: Json): Json {
  return isMark(entry) && DROPPED.has(entry.$tl) ? null : entry
}

const DROPPED: ReadonlySet<string> = new Set(['undefined', 'function', 'symbol'])
const NULLED: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity'])

function markAgrees(kind: string, text: string, sent: Json | undefined): boolean {
  if (isObject(sent) && sent[MARK] === kind) return true
  if (DROPPED.has(kind)) return sent === undefined
  if (NULLED.has(kind)) return sent === null
  if (kind === 'date') return sent === text || (typeof sent === 'string' && Date.parse(sent) === Date.parse(text))
  // What Tracklens itself cut short, or could not copy, cannot contradict anything.
  return true
}
