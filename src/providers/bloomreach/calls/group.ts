/**
 * The app group that `clearLocalCustomerData` must name: the one that the SDK was configured with. Capture and the Lab
 * ask the same.
 */
import { type JsonObject, objectOr } from '../../../core/json'

/** The app group in a configuration: the Lab's setting, or the React Native SDK's `ios.appGroup`; null without one. */
export function groupOf(config: JsonObject): string | null {
  const group = objectOr(config.ios).appGroup ?? config.appGroup
  return typeof group === 'string' && group !== '' ? group : null
}

/**
 * Why nothing is cleared with an app group; null where it is one that the SDK is known to have, or where none is known:
 * then any one will do.
 */
export function wrongGroup(given: string, known: readonly string[]): string | null {
  if (known.length === 0 || known.includes(given)) return null
  return (
    `Nothing is cleared: the SDK was configured with the app group ${known.join(' or ')}, and not with ${given}. The ` +
    'guide is silent on it; iOS SDK 3.x and 4.0.1 find no configuration there and do nothing ' +
    '(ExponeaInternal.swift:723).'
  )
}
