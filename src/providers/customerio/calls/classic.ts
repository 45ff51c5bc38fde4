/** Reads calls of the classic snippet, `_cio`: what is documented of it, and nothing more. */

import type { CallItem, Effect, Reading } from '../../../core/contract/vendor'
import { note } from '../../../core/item'
import { isObject, type Json, objectOr, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { idOf } from '../customer'
import { meaningOf } from '../meaning'
import { valueNotes } from './arguments'
import { wasReset } from './identity'
import { NOTHING, only } from './reading'

/**
 * What a `_cio` call means. `sidentify` is in the stub, but nobody says what it does: it is shown as a call of unknown
 * meaning.
 */
export function readClassic(method: string, args: readonly Json[], tracker: Tracker, buffered: boolean): Reading {
  switch (method) {
    case 'identify':
      return identify(args, tracker, buffered)
    case 'track':
      return only(track(args))
    case 'page':
      return only({ type: 'page', name: stringOr(args[0]) ?? 'page', properties: objectOr(args[1]) })
    case 'sidentify':
      return only({
        type: 'identify',
        name: 'sidentify',
        properties: objectOr(args.find(isObject)),
        notes: [note('undocumented', 'What sidentify does is not documented.')],
      })
    case 'reset':
      return { items: [], effects: buffered ? [] : wasReset(tracker, '_cio.reset') }
    default:
      return NOTHING
  }
}

function identify(args: readonly Json[], tracker: Tracker, buffered: boolean): Reading {
  const traits = objectOr(args[0])
  const id = idOf(traits.id)
  const notes = [
    ...(id === null
      ? [note('undocumented', '_cio.identify needs an object with an ID; what it does without one is not known.')]
      : []),
    ...valueNotes(traits),
  ]
  const as = id === null ? {} : { as: { soft: tracker.customer.soft, hard: { id } } }
  const item: CallItem = { type: 'identify', name: 'identify', properties: traits, ...as, notes }
  const effect: Effect = {
    kind: 'identity',
    change: 'identify',
    hard: id === null ? {} : { id },
    traits,
    text: `_cio.identify ${id ?? ''}`.trim(),
  }
  return { items: [item], effects: buffered ? [] : [effect] }
}

function track(args: readonly Json[]): CallItem {
  const name = stringOr(args[0]) ?? ''
  const properties = objectOr(args[1])
  const { type, destructive, notes } = meaningOf(name)
  const nameless = name === '' ? [note('name', 'A track call without a name.')] : []
  return { type, name, properties, destructive, notes: [...notes, ...nameless, ...valueNotes(properties)] }
}
