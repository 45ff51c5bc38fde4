/** Decodes a request into what it tracks: by path and body on any host, and never by an exception. */

import type { Decoded, PlacedEffect } from '../../../core/contract/vendor'
import type { Body } from '../../../core/fact'
import type { WireItem } from '../../../core/item'
import { isObject, type Json, stringOr } from '../../../core/json'
import type { SurfaceName } from '../sdk'
import { type Read, readBody } from './body'
import { type Command, isBulk, isUnknown, readCommand } from './bulk'
import { type Route, route } from './route'
import { consentOf, effectsOf, messageOf, readMessage, senderOf } from './tracking'

/** A request as the decoder takes it. */
export interface Request {
  readonly method: string
  readonly url: string
  readonly body: Body
}

/** What a request carries; null where path or body say that it is not Bloomreach's. */
export function decode(request: Request): Decoded | null {
  const to = route(request.method, request.url)
  if (!to) return null
  if (to.to === 'aside') return { ...nothing(to.key, 'wire'), aside: to.aside }
  const read = readBody(request.body)
  if ('unreadable' in read) return unreadable(to, request.body, read)
  if (to.to === 'bulk') return bulk(read.json)
  if (to.to === 'batch') return batch(to, read.json)
  if (!isObject(read.json))
    return to.certain ? { ...nothing(to.key, 'rest'), unreadable: 'The body is not a JSON object.' } : null
  const item = readMessage(to.to, read.json, 0)
  const [surface, effects] = [senderOf(item.properties), effectsOf(item, 0)]
  return { key: to.key, version: null, surface, items: [item], aside: null, unreadable: null, effects }
}

function bulk(body: Json): Decoded | null {
  if (!isObject(body) || !isBulk(body) || !Array.isArray(body.commands)) return null
  const commands = body.commands.map(readCommand)
  const first = commands.find((command) => command.key !== null)?.key ?? null
  // Each command names its project; nearly always it is the same one.
  const owned = <T extends object>(thing: T, { key }: Command): T & { readonly key?: string } =>
    key === null || key === first ? thing : { ...thing, key }
  const items = commands.flatMap((command) => (command.item ? [owned(command.item, command)] : []))
  const effects: readonly PlacedEffect[] = [
    ...commands.flatMap((command) => command.effects.map((effect) => owned(effect, command))),
    ...items.flatMap((item, place) => consentOf(item).map((effect) => ({ ...effect, place }))),
  ]
  const unknown = body.commands.filter(isUnknown).length
  return {
    ...nothing(first, 'web'),
    // The beacon that is sent when the page is left names no SDK and no version.
    version: stringOr(body.sdk_version),
    items,
    aside: items.length || effects.length || unknown ? null : 'settings',
    unreadable: unreadCommands(unknown, commands.length),
    effects,
  }
}

function batch(to: Route, body: Json): Decoded | null {
  if (!isObject(body) || !Array.isArray(body.commands)) {
    return to.certain
      ? { ...nothing(to.key, 'rest'), unreadable: 'The body is not a batch: it has no list of commands.' }
      : null
  }
  const items = body.commands.flatMap((command: Json, index: number): readonly WireItem[] => {
    const message = isObject(command) ? messageOf(command.name) : null
    return message && isObject(command) ? [readMessage(message, command.data ?? null, index)] : []
  })
  const unknown = body.commands.length - items.length
  const sender = items.map((item) => senderOf(item.properties)).find((known) => known !== 'rest') ?? 'rest'
  return {
    ...nothing(to.key, sender),
    items,
    unreadable: unreadCommands(unknown, body.commands.length),
    effects: items.flatMap(effectsOf),
  }
}

/** What is said of commands that no document names; null where there are none. */
function unreadCommands(unknown: number, all: number): string | null {
  if (unknown === 0) return null
  if (unknown === all) return 'None of its commands is a documented one.'
  return (
    `${unknown} of its ${all} commands ` +
    `${unknown === 1 ? 'is not a documented one' : 'are not documented ones'}; the others were read.`
  )
}

/**
 * A body that cannot be read still is Bloomreach's where the path proves it, or where its beginning looks like a
 * `/bulk`.
 */
function unreadable(to: Route, body: Body, read: Extract<Read, { unreadable: string }>): Decoded | null {
  const looks = /^\s*\{\s*"(?:sdk"\s*:\s*"js-client|beacon"\s*:\s*true|commands"\s*:)/.test(read.text)
  // A batch of nobody's without a body is not worth a row; one whose bytes the page hook could not read may well be.
  if (!to.certain && !looks && !(body.text === null && body.note !== undefined)) return null
  return { ...nothing(to.key, to.to === 'bulk' ? 'web' : 'rest'), unreadable: read.unreadable }
}

function nothing(key: string | null, surface: SurfaceName): Decoded {
  return { key, version: null, surface, items: [], aside: null, unreadable: null }
}
