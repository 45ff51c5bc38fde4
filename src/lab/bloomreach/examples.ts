/** Payloads to begin with: the guide's own notification, and an in-app message in the React Native SDK's shape. */
import type { JsonObject } from '../../core/json'

/** The guide's notification (iOS guide, “Track push notification delivery manually”). */
export const NOTIFICATION: JsonObject = {
  url: 'https://example.com/ios',
  title: 'iOS Title',
  action: 'app',
  message: 'iOS Message',
  image: 'https://example.com/image.jpg',
  actions: [
    { title: 'Action 1', action: 'app', url: 'https://example.com/action1/ios' },
    { title: 'Action 2', action: 'browser', url: 'https://example.com/action2/ios' },
  ],
  sound: 'default',
  aps: { alert: { title: 'iOS Alert Title', body: 'iOS Alert Body' }, 'mutable-content': 1 },
  attributes: {
    event_type: 'campaign',
    campaign_id: '123456',
    campaign_name: 'iOS Campaign',
    action_id: 1,
    action_type: 'mobile notification',
    action_name: 'iOS Action',
    campaign_policy: 'policy',
    consent_category: 'General consent',
    subject: 'iOS Subject',
    language: 'en',
    platform: 'ios',
    sent_timestamp: 1631234567.89,
    recipient: 'ios@example.com',
  },
  url_params: { param1: 'value1', param2: 'value2' },
  source: 'xnpe_platform',
  silent: false,
  has_tracking_consent: true,
  consent_category_tracking: 'iOS Consent',
}

/** An in-app message (React Native SDK, `InAppMessage`). */
export const IN_APP_MESSAGE: JsonObject = {
  id: '5dd86f44511946ea55132f29',
  name: 'Summer sale',
  message_type: 'modal',
  frequency: 'always',
  variant_id: 0,
  variant_name: 'Variant A',
  has_tracking_consent: true,
  consent_category_tracking: 'marketing',
}

/** A content block in its placeholder (React Native SDK, `trackInAppContentBlockShown`). */
export const CONTENT_BLOCK: JsonObject = {
  placeholderId: 'example_top',
  contentBlock: { id: '5f2a', name: 'Summer banner', has_tracking_consent: true },
  action: { name: 'Show me', url: 'https://shop.example/' },
  errorMessage: 'Invalid HTML',
}

/** A message of the app inbox (React Native SDK, `AppInboxMessage`). */
export const APP_INBOX_MESSAGE: JsonObject = {
  id: '614ac6b57639',
  type: 'push',
  is_read: false,
  content: { title: 'New in the shop', message: 'Have a look', has_tracking_consent: true },
}
