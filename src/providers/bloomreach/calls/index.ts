/** Reads a call by the surface that it was made on: the mobile SDKs' bridge, or the Web SDK's object. */
import type { ReadableCall, Reading } from '../../../core/contract/vendor'
import type { Tracker } from '../../../core/state'
import { surfaceNamed } from '../sdk'
import { readBridgeCall } from './bridge'
import { readWebCall } from './web'

/** What a call tracks and changes. */
export function readCall(
  call: ReadableCall,
  tracker: Tracker,
  beside: () => readonly Tracker[] = () => [tracker],
): Reading {
  return surfaceNamed(call.surface) === 'bridge' ? readBridgeCall(call, tracker, beside) : readWebCall(call, tracker)
}
