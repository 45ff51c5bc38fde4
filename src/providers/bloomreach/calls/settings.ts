/** What can be set while the mobile SDKs run, and which values are refused. Capture and the Lab ask the same. */

import { isMark, isObject, type Json } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { isMobile } from '../delivery'
import { argument } from './arguments'
import type { Arranged } from './forms'

/** When the SDK sends. */
export type FlushMode = 'immediate' | 'periodic' | 'automatic' | 'manual'

const MODES: Readonly<Record<string, FlushMode>> = {
  IMMEDIATE: 'immediate',
  PERIOD: 'periodic',
  APP_CLOSE: 'automatic',
  MANUAL: 'manual',
  immediate: 'immediate',
  periodic: 'periodic',
  automatic: 'automatic',
  manual: 'manual',
}

/** How long after a tracked event the immediate mode sends, in milliseconds (iOS SDK 4.0.1 Constants.swift:83). */
export const IMMEDIATE_FLUSH_DELAY = 3000

/** The flush mode of this name, native or React Native; null where there is none. */
export function flushModeOf(name: Json | undefined): FlushMode | null {
  return typeof name === 'string' && Object.hasOwn(MODES, name) ? (MODES[name] ?? null) : null
}

/** How long after a call an app's SDK sends by itself, in milliseconds; null for the page's own. */
export function sendsAfter(tracker: Tracker): number | null {
  if (!isMobile(tracker)) return null
  const isImmediate = flushModeOf(tracker.flushMode ?? undefined) === 'immediate'
  return isImmediate ? IMMEDIATE_FLUSH_DELAY : Number.POSITIVE_INFINITY
}

const isAtLeast = (value: Json | undefined, least: number) => typeof value === 'number' && value >= least

/** What each setting takes, and how that is called. */
const TAKES: Readonly<Record<string, readonly [takes: (value: Json | undefined) => boolean, words: string]>> = {
  setDefaultProperties: [(value) => isObject(value) && !isMark(value), 'the properties must be an object'],
  setFlushMode: [
    (value) => flushModeOf(value) !== null,
    `the flush mode must be one of ${Object.keys(MODES).join(', ')}`,
  ],
  setFlushPeriod: [(value) => isAtLeast(value, 1), 'the period must be at least one second'],
  setAutomaticSessionTracking: [(value) => typeof value === 'boolean', 'it must be true or false'],
  setSessionTimeout: [(value) => isAtLeast(value, 0), 'the timeout must be a number of seconds'],
}

/**
 * Why a setting is not changed, in a sentence; null where it takes the value, and for what is no setting. `called` is
 * the name that it was called by.
 */
export function settingProblem({ method, args }: Arranged, called: string): string | null {
  const [takes, words] = (Object.hasOwn(TAKES, method) ? TAKES[method] : null) ?? []
  return takes === undefined || takes(argument(args, 0)) ? null : `${called} is ignored: ${words}.`
}
