/**
 * What became different on the wire: what the page gave against what was sent, as far as either was kept. What
 * Tracklens itself left out or marked is no difference.
 */
import type { Item } from '../item'
import { isMark, isObject, type Json, type JsonObject, lengthOf, MARK, type Mark } from '../json'

/** A property that was sent otherwise than it was given. */
interface Difference {
  readonly name: string
  readonly called: Json
  /** Undefined: it was not sent. */
  readonly sent: Json | undefined
}

/** What the wire says of an item's properties that its call did not. */
export interface Wire {
  /** Given by the page and sent otherwise, or not at all. */
  readonly changed: readonly Difference[]
  /** Not given by the page: the SDK added it, in the wire's order; before it is sent, what it is known to add. */
  readonly added: JsonObject
}

const SAME: Wire = { changed: [], added: {} }

/** Compares an item's top-level properties. One that was not sent, or whose call was not seen, changed in nothing. */
export function wireOf({ properties, wireProperties, adds, seenBy }: Item): Wire {
  if (wireProperties === null && adds) return { changed: [], added: adds }
  if (wireProperties === null || wireProperties === properties || !seenBy.call) return SAME
  const changed: Difference[] = []
  for (const [name, called] of Object.entries(properties)) {
    if (name === REST && isMark(called)) continue
    const sent = Object.hasOwn(wireProperties, name) ? wireProperties[name] : undefined
    if (!agrees(called, sent)) changed.push({ name, called, sent })
  }
  const cut = Object.hasOwn(properties, REST) && isMark(properties[REST])
  const added = Object.entries(wireProperties).filter(([name]) => !cut && !Object.hasOwn(properties, name))
  return { changed, added: Object.fromEntries(added) }
}

/** The name under which the page hook says how many members of an object it left out. */
const REST = '…'

/** Whether what was sent can be what was given, as far as both were kept. */
function agrees(called: Json, sent: Json | undefined): boolean {
  if (isMark(called)) return agreesWithMark(called, sent)
  if (sent === undefined) return false
  if (isMark(sent)) return true
  if (Array.isArray(called)) return Array.isArray(sent) && agreesInOrder(called, sent)
  if (!isObject(called)) return called === sent
  if (!isObject(sent)) return false
  const whole = !isMark(called[REST])
  return (
    Object.entries(called).every(
      ([name, value]) => (name === REST && !whole) || agrees(value, Object.hasOwn(sent, name) ? sent[name] : undefined),
    ) &&
    (!whole || Object.keys(sent).every((name) => Object.hasOwn(called, name)))
  )
}

function agreesInOrder(called: readonly Json[], sent: readonly Json[]): boolean {
  const given = lengthOf(called)
  if (given !== lengthOf(sent)) return false
  const kept = given === called.length ? given : called.length - 1
  // JSON writes null in a list for what it cannot carry.
  return called.slice(0, kept).every((entry, i) => agrees(entry, sent[i] ?? undefined) || vanished(entry, sent[i]))
}

function vanished(entry: Json, sent: Json | undefined): boolean {
  return sent === null && isMark(entry) && entry[MARK] === 'undefined'
}

function agreesWithMark({ $tl: kind, text }: Mark, sent: Json | undefined): boolean {
  switch (kind) {
    case 'undefined':
      return sent === undefined
    case 'date':
      return sent === text
    case 'cut':
      return (typeof sent === 'string' && sent.startsWith(text)) || fits(text, sent)
    case 'deep':
      return fits(text, sent)
    default:
      return false
  }
}

/** Whether something of which only its shape was kept, `list` or `object`, may be this. */
function fits(shape: string, sent: Json | undefined): boolean {
  return isMark(sent) || (shape === 'list' ? Array.isArray(sent) : shape === 'object' && isObject(sent))
}
