/**
 * Reads what the SDK says about itself, with the doubt that is due: its "delivered" only means that it stopped trying.
 */

import type { Effect, Reading } from '../../core/contract/vendor'
import type { SdkFact, SignalFact } from '../../core/fact'
import { isObject, type Json, objectOr, stringOr } from '../../core/json'
import type { Tracker } from '../../core/state'
import { wasReset } from './calls/identity'

/**
 * How the SDKs are met: by the inspector's hook (Customer.io's and Segment's own), as a snippet's global, as the
 * classic snippet `_cio`, as a mobile-shaped bridge in a web view; by their requests alone the native SDKs, the public
 * HTTP API, and the JavaScript SDK where no page was seen.
 */
export const SURFACES = [
  'inspector',
  'segment',
  'snippet',
  'classic',
  'bridge',
  'ios',
  'android',
  'rest',
  'wire',
] as const

const NAMED: ReadonlyMap<string, SurfaceName> = new Map(SURFACES.map((name) => [name, name]))

/** A way by which the SDKs are met. */
export type SurfaceName = (typeof SURFACES)[number]

/** The surface of this name; `wire`, of which nothing is known, for a name of another version's. */
export function surfaceNamed(name: string): SurfaceName {
  return NAMED.get(name) ?? 'wire'
}

const NOTHING: Reading = { items: [], effects: [] }

/**
 * A loading or an event with `integrations: {'Customer.io Data Pipelines': false}`, or `deregister()` (recorded with
 * 0.5.11).
 */
const KEPT_BACK =
  'Nothing was sent: the SDK’s sending is switched off, by integrations or deregister(). The SDK calls it delivered.'

/**
 * What a signal changes. `delivery_success` and `message_delivered` change nothing: the SDK says so even when the
 * server answered 500 or nothing at all (recorded with 0.5.11). `delivery_failure` means that a try ended before any
 * request; should a later one of its four tries get through, the request tells.
 */
export function readSignal(fact: SignalFact, tracker: Tracker): Reading {
  switch (fact.name) {
    case 'reset':
      return { items: [], effects: wasReset(tracker, 'reset') }
    case 'delivery_failure':
    case 'dropped':
      return fact.id === undefined
        ? NOTHING
        : { items: [], effects: [{ kind: 'dropped', id: fact.id, text: failureText(fact.detail) }] }
    case 'kept_back':
      return fact.id === undefined
        ? NOTHING
        : { items: [], effects: [{ kind: 'dropped', id: fact.id, text: KEPT_BACK }] }
    case 'clearIdentify':
      return { items: [], effects: wasReset(tracker, 'clearIdentify') }
    default:
      return NOTHING
  }
}

/**
 * What the sight of an SDK instance tells: once it runs, what waited in the stub is with it; how it sends, if its
 * settings say.
 */
export function readSdk(fact: SdkFact): readonly Effect[] {
  if (fact.state !== 'running') return []
  const flushMode = flushModeOf(fact)
  return [{ kind: 'loaded' }, ...(flushMode === null ? [] : [{ kind: 'tracker' as const, flushMode }])]
}

function flushModeOf(fact: SdkFact): string | null {
  const surface = surfaceNamed(fact.surface)
  if (surface === 'bridge' || surface === 'classic') return null
  const strategy = strategyOf(fact.config ?? null, 0)
  if (strategy === null || strategy.strategy !== 'batching') return 'each call at once'
  const config = objectOr(strategy.config)
  const size = typeof config.size === 'number' ? config.size : 10
  const timeout = typeof config.timeout === 'number' ? config.timeout : 5000
  return `batches of ${size}, or after ${timeout} ms`
}

/** The web SDK sends each call at once, or a batch when its timeout has passed (plugins/segmentio of 0.5.11). */
export function gathersFor({ surface, config }: Tracker): number | null {
  const web = surface === 'inspector' || surface === 'snippet' || surface === 'segment'
  if (!web || config === null) return null
  const strategy = strategyOf(config, 0)
  if (strategy?.strategy !== 'batching') return 0
  const { timeout } = objectOr(strategy.config)
  return typeof timeout === 'number' ? timeout : 5000
}

/** The `deliveryStrategy` of 'Customer.io Data Pipelines', wherever the settings keep it. */
function strategyOf(config: Json, depth: number): Readonly<Record<string, Json>> | null {
  if (!isObject(config) || depth > 5) return null
  if (isObject(config.deliveryStrategy)) return config.deliveryStrategy
  for (const key of [
    'Customer.io Data Pipelines',
    'integrations',
    'cdnSettings',
    'settings',
    'options',
    'Segment.io',
  ]) {
    const found = strategyOf(config[key] ?? null, depth + 1)
    if (found) return found
  }
  return null
}

function failureText(detail: Json | undefined): string {
  if (typeof detail === 'string') return `The SDK dropped it: ${detail}`
  const facts = objectOr(detail)
  const reason = objectOr(facts.reason)
  const type = stringOr(reason.type) ?? stringOr(facts.type)
  const words = stringOr(reason.reason) ?? stringOr(reason.message) ?? stringOr(facts.reason) ?? stringOr(facts.message)
  if (type === 'middleware_cancellation') return 'A source middleware of the page cancelled it; nothing was sent.'
  return words === null ? 'The SDK dropped it; nothing was sent.' : `The SDK dropped it: ${words}`
}
