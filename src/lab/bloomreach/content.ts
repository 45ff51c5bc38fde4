/**
 * In-app messages, content blocks and the app inbox: for whom they are loaded, what is on the screen, and what stop
 * does to it (iOS guide, “Anonymize”, “Clear local customer data”, “Stop SDK integration”).
 */
import { isObject, type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { notificationOf } from '../../providers/bloomreach/push-consent'
import type { Run } from './run'
import type { Shown } from './state'

/** Loads the content for the present customer. */
export function preload(run: Run): void {
  run.store({ contentFor: run.cookie })
  run.log('info', 'In-app messages, in-app content blocks and app inbox are preloaded for the new customer.')
}

/** Content that was loaded for another customer goes. */
export function clearContent(run: Run): void {
  run.store({ contentFor: null })
}

/** A message or block is on the screen from now on. */
export function show(run: Run, shown: Shown): void {
  hide(run, shown)
  run.process({ shown: [...run.state.process.shown, shown] })
}

/** A message or block is on the screen no more. */
export function hide(run: Run, { what, id }: Shown): void {
  run.process({ shown: run.state.process.shown.filter((other) => other.what !== what || other.id !== id) })
}

/** `getAppInboxButton()`: the app shows the SDK's own button. */
export function showInboxButton(run: Run): void {
  show(run, { what: 'app inbox button', id: 'app inbox' })
  run.log('info', 'The app shows the app inbox button.')
}

/** `onIntegrationStoppedCallbacks.append`: what the app wants to do once the SDK is stopped. */
export function onStopped(run: Run, words: Json | undefined): void {
  const callback = stringOr(words) || 'a callback of the app’s'
  run.process({ stopCallbacks: [...run.state.process.stopCallbacks, callback] })
}

/**
 * What is on the screen is dismissed, and the app's callbacks run. The app inbox button is the app's to remove (iOS
 * guide, “Customer denies tracking consent”).
 */
export function dismissAll(run: Run): void {
  const { shown, stopCallbacks } = run.state.process
  for (const { what, id } of shown)
    if (what !== 'app inbox button') run.log('info', `The ${what} “${id}” is dismissed: the SDK is stopped.`)
  runStopCallbacks(run)
  if (!shown.some(({ what }) => what === 'app inbox button')) return
  if (stopCallbacks.length === 0)
    run.log(
      'warning',
      'The app inbox button stays in the app’s view: remove it in a callback of onIntegrationStoppedCallbacks ' +
        '(iOS guide, “Customer denies tracking consent”).',
    )
  run.log(
    'info',
    'Where the app inbox has a layout of the app’s own, check that it is dismissed too ' +
      '(iOS guide, “Stop SDK integration”).',
  )
}

/**
 * The app's callbacks run. The guide speaks of stop only (“Customer denies tracking consent”); the source runs them at
 * clear, too (ExponeaInternal.swift:722-748).
 */
export function runStopCallbacks(run: Run): void {
  for (const callback of run.state.process.stopCallbacks) run.log('info', `onIntegrationStoppedCallbacks: ${callback}`)
}

/** Whether a notification is the vendor's own (iOS SDK 4.0.1 Exponea.isExponeaNotification: `source`). */
export function isExponeaNotification(given: Json | undefined): boolean {
  return objectOr(notificationOf(given) ?? undefined).source === 'xnpe_platform'
}

/**
 * `userNotificationCenter(_:willPresent:)` of the app's delegate: after a stop the SDK's notifications are not shown,
 * where the app calls super or has the guide's guard (iOS guide, “Customer denies tracking consent”).
 */
export function willPresent(run: Run, given: Json | undefined, handled: Json | undefined): void {
  const own = isExponeaNotification(given)
  const cares = handled === undefined || handled === null || handled === 'super' || handled === 'guard'
  if (!run.state.device.stopped || !own)
    run.log('info', `The notification is shown: ${own ? 'the SDK is not stopped' : 'it is not the SDK’s'}.`)
  else if (cares) run.log('error', 'Will present wont finish, SDK is stopping: the notification is removed, not shown.')
  else
    run.log(
      'warning',
      'The notification is shown although the SDK is stopped: the app neither calls super nor asks isStopped and ' +
        'isExponeaNotification (iOS guide, “Customer denies tracking consent”).',
    )
}

/** What a message or content block is called by on the screen. */
export function shownOf(what: Shown['what'], given: JsonObject): Shown {
  const source = what === 'content block' && isObject(given.contentBlock) ? given.contentBlock : given
  return { what, id: stringOr(source.name) || stringOr(source.id) || 'without a name' }
}
