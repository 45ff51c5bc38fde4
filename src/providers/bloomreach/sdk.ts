/** Reads what is known of an SDK instance itself: its key, version, configuration and status. */

import type { Effect, Reading } from '../../core/contract/vendor'
import type { SdkFact } from '../../core/fact'
import { isMark, isObject, type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import type { Tracker } from '../../core/state'

/**
 * How the SDKs are met: the Web SDK's object, a mobile-shaped bridge in a web view; by their requests alone the mobile
 * SDKs, the REST API, and what tells no sender.
 */
export const SURFACES = ['web', 'bridge', 'ios', 'android', 'rest', 'wire'] as const

const NAMED: ReadonlyMap<string, SurfaceName> = new Map(SURFACES.map((name) => [name, name]))

/** A way by which the SDKs are met. */
export type SurfaceName = (typeof SURFACES)[number]

/** The surface of this name; `wire`, of which nothing is known, for a name of another version's. */
export function surfaceNamed(name: string): SurfaceName {
  return NAMED.get(name) ?? 'wire'
}

/**
 * The project token or stream id in a configuration: of the Web SDK, of Data hub's, and of the React Native SDK in the
 * form of 3.0.0 and in that of its repository since.
 */
export function keyOf(config: JsonObject): string | null {
  const nested = isObject(config.integrationConfig) ? config.integrationConfig : {}
  const found = [config.token, config.stream_id, config.projectToken, nested.projectToken, nested.streamId]
  return found.map(stringOr).find((key) => key !== null && key !== '') ?? null
}

/** How sessions are configured (React Native SDK 3.0.0 Configuration; `sessionTimeout` is in seconds). */
export function sessionSettings(config: JsonObject): { readonly automatic?: boolean; readonly timeout?: number } {
  const { automaticSessionTracking: automatic, sessionTimeout: timeout } = config
  return {
    ...(typeof automatic === 'boolean' ? { automatic } : {}),
    ...(typeof timeout === 'number' ? { timeout } : {}),
  }
}

/**
 * Why what was called before `initialize()` is gone, that which still waits in the stub at loading included; null where
 * it is kept. `opt_in` is true, or an object of which `ignore_stored_command` says so (Web SDK 3.15.0).
 */
export function optInDrops(compliance: Json | undefined): string | null {
  const optIn = isObject(compliance) ? compliance.opt_in : undefined
  return optIn === true || (isObject(optIn) && !isMark(optIn) && optIn.ignore_stored_command === true)
    ? 'compliance.opt_in: calls made before initialize() are dropped (Web SDK 3.15.0).'
    : null
}

/**
 * The Web SDK's queue takes so many commands and ignores what comes then, with one warning (3.15.0); what waited in the
 * stub goes through it at once.
 */
export const QUEUE = {
  most: 1000,
  full: 'The SDK’s queue is full: it takes 1000 commands, and ignores this call (Web SDK 3.15.0).',
} as const

/**
 * What the sight of an instance tells beside what every fact of one says: the key that only its configuration has, and
 * how sessions are configured. One that is gone changes nothing: what it tracked stays.
 */
export function readSdk(fact: SdkFact, tracker: Tracker | null): readonly Effect[] {
  if (fact.state === 'gone') return []
  const config = objectOr(fact.config)
  const key = fact.key === undefined ? keyOf(config) : null
  const drops = optInDrops(config.compliance ?? objectOr(tracker?.config).compliance)
  return [
    { kind: 'tracker', session: sessionSettings(config), ...(key === null ? {} : { key }) },
    ...(fact.state === 'running' ? [loaded(fact, drops)] : []),
  ]
}

function loaded({ surface }: SdkFact, drops: string | null): Effect {
  const takes = surface === 'web' ? { takes: QUEUE } : {}
  return { kind: 'loaded', ...takes, ...(drops === null ? {} : { drops }) }
}

/** None of Bloomreach's SDKs tells of itself by events that a page could hear. */
export function readSignal(): Reading {
  return { items: [], effects: [] }
}
