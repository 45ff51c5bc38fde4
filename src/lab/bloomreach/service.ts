/**
 * The notification service extension: a process of its own, which shares only an app group with the app. Where its app
 * group is another one, it knows of no stop and goes on (iOS guide, “Stop SDK integration”; iOS SDK 4.x
 * ExponeaNotificationService.swift).
 */
import type { Json, JsonObject } from '../../core/json'
import { hasConsent, notificationOf } from '../../providers/bloomreach/push-consent'
import { ownGroup } from './app-group'
import { readConfiguration } from './configuration'
import { isExponeaNotification } from './content'
import { trackPushReceived } from './push'
import type { Run } from './run'

/** A push comes in at the service, whose app group is `given`; the app may be killed meanwhile. */
export function serviceReceives(run: Run, payload: Json | undefined, given: Json | undefined): void {
  const info = notificationOf(payload)
  if (info === null || !isExponeaNotification(payload)) {
    run.log('info', 'Skipping non-Exponea notification.')
    return
  }
  const { device, process } = run.state
  const own = ownGroup(run.state)
  const group = typeof given === 'string' && given !== '' ? given : own
  const same = group === own
  if (same && (device.stopped || process.cleared)) {
    const why = device.stopped ? 'the SDK is stopped' : 'the local data was cleared'
    run.log('info', `The notification service finds that ${why}: it tracks nothing.`)
    return
  }
  if (same && trackedAtOnce(run, info)) return
  if (!hasConsent(info.has_tracking_consent)) {
    run.log('info', 'Event for delivered notification is not tracked because consent is not given')
    return
  }
  const name = group ?? 'no app group'
  run.store({ kept: { ...device.kept, [name]: [...(device.kept[name] ?? []), info] } })
  const isOther = !same && (own !== null || device.configuration !== null)
  run.log(
    isOther ? 'warning' : 'info',
    !isOther
      ? 'The notification service keeps the delivery until the SDK is configured with its app group.'
      : `The notification service has the app group ${name}, and the SDK ${own ?? 'none'}: it knows of no stop and ` +
          'no clear, and keeps the delivery for an SDK with its app group (iOS guide, “Stop SDK integration”).',
  )
}

/** Tracks with the configuration that the app group has, whether or not the app runs; false where it has none. */
function trackedAtOnce(run: Run, info: JsonObject): boolean {
  const before = run.state.process.configuration
  const stored = run.state.device.configuration
  const configuration = before ?? (stored === null ? null : readConfiguration(stored))
  if (configuration === null || typeof configuration === 'string') return false
  run.process({ configuration })
  trackPushReceived(run, info, true)
  run.process({ configuration: before })
  return true
}

/** What notification services have kept in the SDK's app group is tracked once it is configured. */
export function trackKept(run: Run): void {
  const name = run.configuration.appGroup ?? 'no app group'
  const waiting = run.state.device.kept[name] ?? []
  if (waiting.length === 0) return
  const { [name]: _tracked, ...others } = run.state.device.kept
  run.store({ kept: others })
  for (const info of waiting) trackPushReceived(run, info, true)
}
