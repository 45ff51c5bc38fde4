/**
 * Whether a call and what a request carries are the same thing: Bloomreach has no message ids, so their contents must
 * tell.
 */
import type { Item, WireItem } from '../../core/item'
import { copied, isMark, isObject, type Json, type JsonObject, MARK, REST } from '../../core/json'
import type { Tracker } from '../../core/state'
import { MAX_DEPTH } from './decode/body'
import { STRIPPED } from './meaning'

/**
 * The wire has all that the call had, and more: the SDKs add device, page and default properties, of which the caller's
 * own win (iOS guide, “Default properties”). Type and name already agree. IDs are no test: the Web SDK and iOS put in
 * who is known when sending.
 */
export function joins(called: Item, wire: WireItem): boolean {
  return Object.entries(called.properties).every(([name, value]) => {
    const sent = wire.properties[name]
    if (sent === undefined)
      return dropped(value) || isRest(name, value) || (called.type === 'identify' && STRIPPED.includes(name))
    return same(value, sent, MAX_DEPTH)
  })
}

/**
 * The mobile SDKs keep an event with its customer's cookie until it is sent (iOS SDK 4.0.1 TrackEvent.swift:110), and
 * whoever sends by hand has named the customer; the Web SDK puts in the cookie that it has when it sends (3.15.0).
 */
export function keepsVisitor({ surface }: Tracker): boolean {
  return ['bridge', 'ios', 'android', 'rest'].includes(surface)
}

/** Tracklens' own mark in the place of members that it did not copy. */
function isRest(name: string, value: Json): boolean {
  return name === REST && isMark(value) && value[MARK] === 'cut'
}

/**
 * What leaves no trace on the wire: what JSON drops, and what the mobile SDKs strip (null and numbers that are none).
 */
function dropped(value: Json): boolean {
  if (value === null) return true
  return (
    isMark(value) && ['undefined', 'function', 'symbol', 'NaN', 'Infinity', '-Infinity', 'throws'].includes(value[MARK])
  )
}

function same(called: Json, sent: Json, depth: number): boolean {
  if (called === sent) return true
  if (isMark(called)) return sameMark(called[MARK], called.text, sent)
  if (isMark(sent) || depth === 0) return true
  if (Array.isArray(called)) {
    const { kept, length } = copied(called)
    return (
      Array.isArray(sent) && length === sent.length && kept.every((entry, i) => same(entry, sent[i] as Json, depth - 1))
    )
  }
  return isObject(called) && isObject(sent) && sameObject(called, sent, depth - 1)
}

function sameObject(called: JsonObject, sent: JsonObject, depth: number): boolean {
  return Object.entries(called).every(([name, value]) => {
    const other = sent[name]
    return other === undefined ? dropped(value) || isRest(name, value) : same(value, other, depth)
  })
}

function sameMark(kind: string, text: string, sent: Json): boolean {
  switch (kind) {
    case 'date':
      return sent === text
    case 'cut':
      return typeof sent !== 'string' || sent.startsWith(text.slice(0, 100))
    case 'NaN':
    case 'Infinity':
    case '-Infinity':
      return sent === null || sent === kind
    case 'undefined':
    case 'function':
    case 'symbol':
      return sent === null
    default:
      return true
  }
}
