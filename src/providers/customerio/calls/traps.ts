/**
 * What was odd about a call's arguments, told by their kinds: the event that the SDK makes of them does not show it any
 * more.
 */
import type { Note } from '../../../core/item'
import type { JsonObject } from '../../../core/json'
import { emptyId, NO_OBJECT, numberId } from './arguments'

/**
 * Notes on the arguments of the call that made `event`. `kinds` has one letter per argument: `s` text, `0` empty text,
 * `n` number, `o` object, `N` null, `l` list, else the first letter of its type. `current` is the user before the call;
 * of groups no current one is known.
 */
export function trapNotes(event: JsonObject, kinds: string, current: string | null): readonly Note[] {
  if (event.type === 'track') return /^s[^ouNf]/.test(kinds) ? [NO_OBJECT] : []
  if (event.type !== 'identify' && event.type !== 'group') return []
  const text = /[s0]/.exec(kinds)?.[0]
  if (text === '0') return [emptyId(event.type === 'identify' ? current : null)]
  const id = event.type === 'identify' ? event.userId : event.groupId
  return text === undefined && kinds.includes('n') && typeof id === 'string' ? [numberId(id)] : []
}
