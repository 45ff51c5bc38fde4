/** What a native SDK's batch tells of the person and the device, where no page can be asked: identify, merge, reset, push token. */
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../../core/json'
import type { Effect } from '../../../core/vendor'
import { idOf } from '../event'

/** The identity changes along a batch, in its order. Events without a person after some with one mean that the person was cleared. */
export function announced(events: readonly Json[]): readonly Effect[] {
  const effects: Effect[] = []
  let person: string | null = null
  for (const event of events) {
    if (!isObject(event)) continue
    const userId = idOf(event.userId)
    if (event.type === 'identify') effects.push(identify(event, userId))
    else if (event.type === 'alias')
      effects.push({ kind: 'identity', change: 'alias', text: `${idOf(event.previousId)} is merged into ${userId}` })
    else if (person !== null && userId === null) effects.push(cleared(event, person))
    effects.push(...device(event))
    person = userId
  }
  return effects
}

/** The native SDKs replace traits (cdp-analytics-swift State.swift:144-151). */
function identify(event: JsonObject, userId: string | null): Effect {
  const text = userId === null ? 'Traits for an anonymous visitor' : `Anonymous activity is tied to ${userId}`
  const hard: Record<string, string> = userId === null ? {} : { userId }
  return { kind: 'identity', change: 'identify', soft: soft(event), hard, traits: objectOr(event.traits), replaceTraits: true, text }
}

function cleared(event: JsonObject, person: string): Effect {
  const text = `${person} was cleared: a new visitor`
  return { kind: 'identity', change: 'reset', soft: soft(event), hard: {}, replace: true, traits: {}, replaceTraits: true, text }
}

/** The token is in every event's context; a device event is where it becomes, or ceases to be, the person's. */
function device(event: JsonObject): readonly Effect[] {
  const token = stringOr(objectOr(objectOr(event.context).device).token)
  return token !== null && event.event === 'Device Created or Updated' ? [{ kind: 'push', token }] : []
}

function soft(event: JsonObject): Record<string, string> {
  const anonymousId = idOf(event.anonymousId)
  return anonymousId === null ? {} : { anonymousId }
}
