/**
 * Reads a call by where it was made: told by the SDK's inspector, buffered by a snippet, or made on an object of the
 * page.
 */

import type { ReadableCall, Reading } from '../../../core/contract/vendor'
import { isObject, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { surfaceNamed } from '../sdk'
import { readBridge } from './bridge'
import { readClassic } from './classic'
import { readDirect } from './direct'
import { readDispatch } from './inspector'

/** What a call tracks and changes. */
export function readCall(fact: ReadableCall, tracker: Tracker): Reading {
  const { method, args } = fact
  if (method === 'dispatch_start') {
    const event = args[0]
    return isObject(event) ? readDispatch(event, stringOr(args[1]) ?? '', fact.id, tracker) : { items: [], effects: [] }
  }
  const surface = surfaceNamed(fact.surface)
  if (surface === 'bridge') return readBridge(method, args, tracker)
  const read = surface === 'classic' ? readClassic : readDirect
  return read(method, args, tracker, fact.buffered === true)
}
