/** The operations about in-app messages, content blocks, the app inbox, and what is left to do after a stop. */
import { type Field, type Operation, optional, required } from '../model'
import { APP_INBOX_MESSAGE, CONTENT_BLOCK, IN_APP_MESSAGE, NOTIFICATION } from './examples'
import { anyway, operation } from './operation'

const message = required(
  'message',
  'json',
  'The in-app message: id, name, message_type, variant, consent.',
  IN_APP_MESSAGE,
)
const block = required(
  'params',
  'json',
  'placeholderId, contentBlock, and for a click action, for a failure errorMessage.',
  CONTENT_BLOCK,
)
const inboxMessage = required('message', 'json', 'The app inbox message, with its content.', APP_INBOX_MESSAGE)
const text = optional('buttonText', 'text', 'The button’s text.', 'Show me')
const notification = required('userInfo', 'json', 'The notification’s user info.', NOTIFICATION)
const click: readonly Field[] = [
  message,
  text,
  optional(
    'buttonUrl',
    'text',
    'Where the button leads; xnpe_force_track in it overrides consent.',
    'https://shop.example/',
  ),
]
const close: readonly Field[] = [
  message,
  text,
  required('interaction', 'boolean', 'Whether the person closed it.', true),
]

/** Those operations. */
export const messageOperations: readonly Operation[] = [
  operation(
    'trackBanner',
    'What the SDK tracks by itself when an in-app message or a content block is shown, clicked, closed or fails (iOS ' +
      'guide, “Tracking”).',
    [
      { ...message, hint: `${message.hint} Or a content block: placeholderId and contentBlock.` },
      {
        ...required('action', 'choice', 'What happened to it.', 'show'),
        choices: ['show', 'click', 'close', 'error'],
      },
      optional('details', 'json', 'text and link of a click, error of a failure, interaction.', {
        interaction: false,
      }),
    ],
  ),
  ...anyway('trackInAppMessageClick', 'Tracks a click on an in-app message, with its consent.', click),
  ...anyway('trackInAppMessageClose', 'Tracks that an in-app message was closed, with its consent.', close),
  ...anyway(
    'trackInAppContentBlockShown',
    'Tracks that a content block was shown, with its consent (iOS guide, “Tracking”).',
    [block],
  ),
  ...anyway('trackInAppContentBlockClick', 'Tracks a click on a content block, with its consent.', [block]),
  ...anyway('trackInAppContentBlockClose', 'Tracks that a content block was closed, with its consent.', [block]),
  ...anyway('trackInAppContentBlockError', 'Tracks that a content block failed, with its consent.', [block]),
  ...anyway('trackAppInboxOpened', 'Tracks that an app inbox message was opened, with its consent.', [inboxMessage]),
  ...anyway('trackAppInboxClick', 'Tracks a click in an app inbox message, with its consent.', [
    required('action', 'json', 'The action: its title and url.', { title: 'Open', url: 'https://shop.example/' }),
    inboxMessage,
  ]),
  operation('getAppInboxButton', 'The app shows the SDK’s app inbox button.'),
  operation(
    'onIntegrationStoppedCallbacks',
    'What the app wants to do once the SDK is stopped: ' +
      'IntegrationManager.shared.onIntegrationStoppedCallbacks.append (iOS guide, “Customer denies tracking consent”).',
    [required('callback', 'text', 'What it does, in your words.', 'the app removes its app inbox button')],
  ),
  operation(
    'isStopped',
    'Tells in the log whether the SDK is stopped: IntegrationManager.shared.isStopped (iOS guide, “Customer ' +
      'denies tracking consent”).',
  ),
  operation(
    'isExponeaNotification',
    'Tells in the log whether a notification is the SDK’s own (iOS guide, “Customer denies tracking consent”).',
    [notification],
  ),
  operation(
    'willPresentNotification',
    'A notification comes in while the app is in front: the app’s delegate is asked (iOS guide, “Customer ' +
      'denies tracking consent”).',
    [
      notification,
      {
        ...optional(
          'handled',
          'choice',
          'What the app’s delegate does: it calls super, has the guide’s guard with isStopped, or neither. Left out: ' +
            'super.',
          'super',
        ),
        choices: ['super', 'guard', 'neither'],
      },
    ],
  ),
  operation(
    'notificationService',
    'A push comes in at the notification service, a process of its own, also while the app is killed. With another ' +
      'app group than the SDK’s it goes on after stop and clear (iOS guide, “Stop SDK integration”).',
    [
      notification,
      optional('appGroup', 'text', 'The service’s app group. Left out: the one of the settings.', 'group.other'),
    ],
  ),
]
