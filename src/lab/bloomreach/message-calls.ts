/** The methods about in-app messages, content blocks and the app inbox. */
import { objectOr, stringOr } from '../../core/json'
import { readInbox } from '../../providers/bloomreach/calls/push'
import { trackContentBlock, trackInAppMessage } from './banner'
import { type Args, type Call, tracking } from './call'
import { hide, isExponeaNotification, onStopped, show, showInboxButton, shownOf, willPresent } from './content'
import type { Run } from './run'
import { track } from './tracking'

const inAppClick = (considerConsent: boolean): Call =>
  tracking((run, [message, text, link]) => {
    hide(run, shownOf('in-app message', objectOr(message)))
    trackInAppMessage(
      run,
      objectOr(message),
      { action: 'click', text: stringOr(text), link: stringOr(link), interaction: true },
      considerConsent,
    )
  })

const inAppClose = (considerConsent: boolean): Call =>
  tracking((run, [message, text, interaction]) => {
    hide(run, shownOf('in-app message', objectOr(message)))
    trackInAppMessage(
      run,
      objectOr(message),
      { action: 'close', text: stringOr(text), interaction: interaction === true },
      considerConsent,
    )
  })

const BANNER_ACTIONS = ['show', 'click', 'close', 'error'] as const

const block = (action: (typeof BANNER_ACTIONS)[number], considerConsent: boolean): Call =>
  tracking((run, [params]) => {
    const given = objectOr(params)
    const { name, url } = objectOr(given.action)
    const event = {
      action,
      text: stringOr(name),
      link: stringOr(url),
      error: stringOr(given.errorMessage),
      interaction: action !== 'show',
    }
    const shown = shownOf('content block', given)
    if (action === 'show') show(run, shown)
    else if (action !== 'click') hide(run, shown)
    trackContentBlock(run, given, event, considerConsent)
  })

function banner(run: Run, [message, action, details]: Args): void {
  const known = BANNER_ACTIONS.find((name) => name === action)
  if (known === undefined) {
    run.log('error', `trackBanner: action must be one of ${BANNER_ACTIONS.join(', ')}.`)
    return
  }
  const { text, link, error, interaction } = objectOr(details)
  const event = {
    action: known,
    text: stringOr(text),
    link: stringOr(link),
    error: stringOr(error),
    interaction: interaction === true,
  }
  const shown = shownOf('in-app message', objectOr(message))
  if (known === 'show') show(run, shown)
  else hide(run, shown)
  trackInAppMessage(run, objectOr(message), event, true)
}

const inbox = (method: string): Call =>
  tracking((run, args) => {
    const { properties, refused } = readInbox(method, args)
    if (refused === undefined) track(run, { kind: 'TRACK_EVENT', eventType: 'campaign', properties })
    else run.log('error', refused)
  })

/** Every such method, by its name. */
export const messageCalls: Readonly<Record<string, Call>> = {
  trackBanner: tracking(banner),
  trackInAppMessageClick: inAppClick(true),
  trackInAppMessageClickWithoutTrackingConsent: inAppClick(false),
  trackInAppMessageClose: inAppClose(true),
  trackInAppMessageCloseWithoutTrackingConsent: inAppClose(false),
  trackInAppContentBlockClick: block('click', true),
  trackInAppContentBlockClickWithoutTrackingConsent: block('click', false),
  trackInAppContentBlockClose: block('close', true),
  trackInAppContentBlockCloseWithoutTrackingConsent: block('close', false),
  trackInAppContentBlockShown: block('show', true),
  trackInAppContentBlockShownWithoutTrackingConsent: block('show', false),
  trackInAppContentBlockError: block('error', true),
  trackInAppContentBlockErrorWithoutTrackingConsent: block('error', false),
  trackAppInboxOpened: inbox('trackAppInboxOpened'),
  trackAppInboxOpenedWithoutTrackingConsent: inbox('trackAppInboxOpenedWithoutTrackingConsent'),
  trackAppInboxClick: inbox('trackAppInboxClick'),
  trackAppInboxClickWithoutTrackingConsent: inbox('trackAppInboxClickWithoutTrackingConsent'),
  getAppInboxButton: { when: 'queued', run: (run) => showInboxButton(run) },
  onIntegrationStoppedCallbacks: { when: 'always', run: (run, [words]) => onStopped(run, words) },
  isStopped: { when: 'always', run: (run) => run.log('info', `isStopped: ${run.state.device.stopped}`) },
  isExponeaNotification: {
    when: 'always',
    run: (run, [info]) => run.log('info', `isExponeaNotification: ${isExponeaNotification(info)}`),
  },
  willPresentNotification: { when: 'always', run: (run, [info, handled]) => willPresent(run, info, handled) },
}
