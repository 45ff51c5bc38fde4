/**
 * The triggers by name, and for a tracker: which SDK method each of them calls, what Tracklens does itself, or why
 * neither is possible.
 */

import type { Command, CommandName } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import { type Delivery, PENDING } from '../../core/item'
import { presentTrackers } from '../../core/query/present'
import { sumOf } from '../../core/query/queue'
import type { State, Tracker } from '../../core/state'
import { MENU } from './menu'
import type { Trigger } from './trigger'

/** A button as it stands now: what it would do in words, and whether it would do anything. */
export interface TriggerEntry {
  readonly trigger: Trigger
  readonly hint: string
  readonly enabled: boolean
}

/** The triggers in the order of the toolbar; the last ones leave it first where it is narrow. */
const TRIGGERS: readonly Trigger[] = [
  {
    name: 'flush',
    label: 'Flush',
    purpose: 'Sends now what the SDK still holds.',
    icon: 'flush',
  },
  {
    name: 'anonymize',
    label: 'Anonymize',
    purpose: 'Forgets the customer and starts a new anonymous one; asks first.',
    icon: 'anonymous',
  },
  {
    name: 'stop',
    label: 'Stop',
    purpose: 'Ends all tracking by this SDK; asks first.',
    icon: 'stop',
  },
  {
    name: 'track',
    label: 'Track…',
    purpose: 'Tracks an event that you write.',
    icon: 'track',
  },
  {
    name: 'identify',
    label: 'Identify…',
    purpose: 'Tells the SDK who the customer is.',
    icon: 'person',
  },
  { name: 'sessionStart', label: 'Session start', purpose: 'Starts a session by hand.', icon: 'play' },
  { name: 'sessionEnd', label: 'Session end', purpose: 'Ends the session by hand.', icon: 'end' },
  {
    name: 'clear',
    label: 'Clear local data',
    purpose: 'Deletes what the SDK keeps on this device; asks first.',
    icon: 'bin',
  },
  ...MENU,
]

/** The triggers with these names, in their order; all of them where none are named. */
export function triggersOf(names: readonly CommandName[] | undefined): readonly Trigger[] {
  return names ? names.flatMap((name) => TRIGGERS.filter((trigger) => trigger.name === name)) : TRIGGERS
}

/** What pressing a trigger would do: call the SDK, have Tracklens hold tracking back, or nothing, with the reason. */
export type Ready =
  | { readonly way: 'sdk'; readonly command: Command }
  | { readonly way: 'hold'; readonly reason: string }
  | { readonly way: 'none'; readonly reason: string }

/** What bears on it beside the trigger and the tracker. */
export interface Circumstances {
  /** The extension under this panel was reloaded or removed. */
  readonly dead: boolean
  /** Tracklens holds this vendor back. */
  readonly held: boolean
}

/** Whether a command takes all that the SDK keeps, of whichever project. */
export const takesAll = (name: CommandName): boolean => name === 'stop' || name === 'clear'

/** Said wherever the panel has lost its extension. */
export const DEAD =
  'Tracklens was reloaded or removed while this panel was open. Close the developer tools, reload the ' +
  'page, and open them again.'

const NO_SDK =
  'No tracking SDK was seen on this page. Reload the page; where it loads its SDK only after consent, give that first.'
const GONE = 'The page or frame with this SDK is gone, or only its requests were seen: there is nothing here to call.'

/** What pressing a trigger would do for a tracker. */
export function readyOf(
  name: CommandName,
  tracker: Tracker | null,
  vendor: Pick<Vendor, 'name' | 'offers'> | null,
  { dead, held }: Circumstances,
): Ready {
  const none = (reason: string): Ready => ({ way: 'none', reason })
  if (dead) return none(DEAD)
  if (!tracker || !vendor) return none(NO_SDK)
  if (held)
    return none(
      name === 'stop'
        ? 'It is stopped already: Tracklens holds it back until Resume.'
        : 'Tracklens holds this SDK back and would drop the call. Press Resume first.',
    )
  const offer = vendor.offers(tracker)[name]
  if ('command' in offer && tracker.instance) return { way: 'sdk', command: offer.command }
  const reason = 'refusal' in offer ? offer.refusal : GONE
  if (name === 'stop' && tracker.status !== 'stopped') return { way: 'hold', reason }
  return none(reason)
}

/** What the tooltip says before one presses: the method and what it is for, or who enforces it, or why it cannot be. */
export function hintOf({ purpose }: Pick<Trigger, 'purpose'>, ready: Ready, vendor: string): string {
  if (ready.way === 'sdk') return `Calls ${ready.command.method} in the page. ${purpose}`
  if (ready.way === 'none') return `Not available: ${ready.reason}`
  return `Enforced by Tracklens until Resume: calls of ${vendor} are dropped, its requests blocked. ${ready.reason}`
}

/**
 * The tracker that triggers act on, of those on the present page: the chosen one while it can be reached, else one
 * that can, else the newest one.
 */
export function targetOf(state: State, chosen: string | null): Tracker | null {
  const present = presentTrackers(state)
  const wished = present.find(({ id }) => id === chosen)
  if (wished?.instance) return wished
  return reachable(state)[0] ?? wished ?? present.at(-1) ?? null
}

/** Trackers of the present page with a live instance. */
export function reachable(state: State): readonly Tracker[] {
  return presentTrackers(state).filter((tracker) => tracker.instance !== null)
}

/** What is not delivered yet. `held` waits in the SDK or its stub; `sent` has left and may still arrive. */
export interface Unsent {
  readonly held: number
  readonly sent: number
  /** `2 queued, 1 in flight` */
  readonly words: string
}

/**
 * The trackers that keep their things in the same place: those of one SDK, for whichever project (see the `device`
 * effect).
 */
export function sharing(state: State, { vendor, surface }: Tracker): readonly Tracker[] {
  return [...state.trackers.values()].filter((tracker) => tracker.vendor === vendor && tracker.surface === surface)
}

/** What trackers have not delivered yet, counted together. */
export function unsentOf(trackers: readonly Pick<Tracker, 'counts'>[]): Unsent {
  const count = (states: readonly Delivery[]) => trackers.reduce((sum, { counts }) => sum + sumOf(counts, states), 0)
  const sent = count(['in flight'])
  return {
    held: count(PENDING) - sent,
    sent,
    words: PENDING.filter((state) => count([state]) > 0)
      .map((state) => `${count([state]).toLocaleString()} ${state}`)
      .join(', '),
  }
}
