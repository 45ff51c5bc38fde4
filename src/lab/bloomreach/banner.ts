/**
 * The `banner` event of in-app messages and content blocks: shown, clicked, closed, failed (iOS guide, “Tracking”;
 * TrackingManager.swift:595).
 */
import { type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { hasConsent, isForced } from '../../providers/bloomreach/push-consent'
import type { Run } from './run'
import { deviceProperties, track } from './tracking'

/** What happened to a banner. `text` and `link` belong to a click, `error` to a failure. */
export interface BannerEvent {
  readonly action: 'show' | 'click' | 'close' | 'error'
  readonly text?: string | null
  readonly link?: string | null
  readonly error?: string | null
  readonly interaction: boolean
}

function optional(key: string, value: Json | undefined): JsonObject {
  return value === undefined || value === null ? {} : { [key]: value }
}

/** Tracks what happened to an in-app message, given as the React Native SDK's `InAppMessage`. */
export function trackInAppMessage(run: Run, message: JsonObject, event: BannerEvent, considerConsent: boolean): void {
  const forced = event.action === 'click' && isForced(event.link ?? undefined)
  if (considerConsent && !hasConsent(message.has_tracking_consent ?? undefined) && !forced) {
    run.log('error', `Event for inAppMessage (${event.action}) is not tracked because consent is not given`)
    return
  }
  const click = event.action === 'click'
  track(run, {
    kind: 'BANNER',
    eventType: 'banner',
    properties: {
      ...deviceProperties(run),
      action: event.action,
      banner_id: stringOr(message.id) ?? '',
      banner_name: stringOr(message.name) ?? '',
      ...optional('banner_type', message.message_type),
      interaction: event.interaction,
      os: 'iOS',
      type: 'in-app message',
      ...optional('variant_id', message.variant_id),
      ...optional('variant_name', message.variant_name),
      ...(click ? { text: event.text ?? '', link: event.link ?? '' } : {}),
      ...(event.action === 'close' ? optional('text', event.text) : {}),
      ...(event.action === 'error' ? optional('error', event.error) : {}),
      ...optional('consent_category_tracking', message.consent_category_tracking),
      ...(forced ? { tracking_forced: true } : {}),
    },
  })
}

/**
 * Tracks what happened to a content block in a placeholder. `block` is `{ placeholderId, contentBlock, action?,
 * errorMessage? }`.
 */
export function trackContentBlock(run: Run, block: JsonObject, event: BannerEvent, considerConsent: boolean): void {
  const content = objectOr(block.contentBlock)
  const personalized = objectOr(content.personalized_message)
  const forced = event.action === 'click' && isForced(event.link ?? undefined)
  if (
    considerConsent &&
    !hasConsent(personalized.has_tracking_consent ?? content.has_tracking_consent ?? undefined) &&
    !forced
  ) {
    run.log('error', `Event for inAppContentBlocks (${event.action}) is not tracked because consent is not given`)
    return
  }
  track(run, {
    kind: 'BANNER',
    eventType: 'banner',
    properties: {
      ...deviceProperties(run),
      action: event.action,
      banner_id: stringOr(content.id) ?? '',
      interaction: event.interaction,
      os: 'iOS',
      type: 'in-app content block',
      banner_type: content.content_type ?? personalized.content_type ?? 'null',
      placeholder: stringOr(block.placeholderId) ?? '',
      banner_name: stringOr(content.name) ?? '',
      platform: 'ios',
      ...optional('variant_id', personalized.variant_id),
      ...optional('variant_name', personalized.variant_name),
      ...optional('consent_category_tracking', content.consent_category_tracking ?? content.consentCategoryTracking),
      ...(event.action === 'click' ? { text: event.text ?? '', link: event.link ?? '' } : {}),
      ...(event.action === 'error' ? optional('error', event.error) : {}),
      ...(forced ? { tracking_forced: true } : {}),
    },
  })
}
