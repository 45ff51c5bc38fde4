/** Which app group the SDK has, as far as the device and the process can tell. */
import { groupOf } from '../../providers/bloomreach/calls/group'
import type { State } from './state'

/**
 * The SDK's app group: of the configuration that it was given, or had when it was stopped or cleared, else of the Lab's
 * settings; null without one.
 */
export function ownGroup({ device, process, settings }: State): string | null {
  if (device.configuration !== null) return groupOf(device.configuration)
  return device.stoppedIn ?? process.clearedIn ?? groupOf(settings)
}
