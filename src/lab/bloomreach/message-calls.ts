/** The methods about in-app messages, content blocks and the app inbox. */
import { isObject, type JsonObject, objectOr, stringOr } from '../../core/json'
import { messageProblem, parsed, readInbox } from '../../providers/bloomreach/calls/push'
import { trackContentBlock, trackInAppMessage } from './banner'
import { type Args, type Call, tracking } from './call'
import { hide, isExponeaNotification, onStopped, show, showInboxButton, shownOf, willPresent } from './content'
import type { Run } from './run'
import { track } from './tracking'

/** A method about a message that the bridge takes; it refuses every other one with a log line. */
const aboutMessage = (method: string, run: Call['run']): Call =>
  tracking((now, args, called) => {
    const problem = messageProblem(method, args)
    if (problem === null) run(now, args, called)
    else now.log('error', `${called}: ${problem}`)
  })

const inAppClick = (considerConsent: boolean): Call =>
  aboutMessage('trackInAppMessageClick', (run, [message, text, link]) => {
    hide(run, shownOf('in-app message', objectOr(message)))
    trackInAppMessage(
      run,
      objectOr(message),
      { action: 'click', text: stringOr(text), link: stringOr(link), interaction: true },
      considerConsent,
    )
  })

const inAppClose = (considerConsent: boolean): Call =>
  aboutMessage('trackInAppMessageClose', (run, [message, text, interaction]) => {
    hide(run, shownOf('in-app message', objectOr(message)))
    trackInAppMessage(
      run,
      objectOr(message),
      { action: 'close', text: stringOr(text), interaction: interaction === true },
      considerConsent,
    )
  })

const BANNER_ACTIONS = ['show', 'click', 'close', 'error'] as const

const BLOCK_ACTIONS = { Shown: 'show', Click: 'click', Close: 'close', Error: 'error' } as const

const block = (what: keyof typeof BLOCK_ACTIONS, considerConsent: boolean): Call =>
  aboutMessage(`trackInAppContentBlock${what}`, (run, [params]) => {
    const packed = objectOr(params)
    const given: JsonObject = { ...packed, contentBlock: parsed(packed.contentBlock) }
    const { name, url } = parsed(packed.action)
    const action = BLOCK_ACTIONS[what]
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
  if (!isObject(message)) {
    run.log('error', 'trackBanner: the message must be an object.')
    return
  }
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
  // A content block comes in its placeholder, by which it is told.
  const isBlock = messageProblem('trackInAppContentBlockShown', [message]) === null
  const given = isBlock ? { ...message, contentBlock: parsed(message.contentBlock) } : message
  const shown = shownOf(isBlock ? 'content block' : 'in-app message', given)
  if (known === 'show') show(run, shown)
  else hide(run, shown)
  if (isBlock) trackContentBlock(run, given, event, true)
  else trackInAppMessage(run, given, event, true)
}

const inbox = (method: string): Call =>
  tracking((run, args, called) => {
    const { properties, refused } = readInbox(method, args)
    if (refused === undefined) track(run, { kind: 'TRACK_EVENT', eventType: 'campaign', properties })
    else run.log('error', `${called}: ${refused}`)
  })

/** Every such method, by its name. */
export const messageCalls: Readonly<Record<string, Call>> = {
  trackBanner: tracking(banner),
  trackInAppMessageClick: inAppClick(true),
  trackInAppMessageClickWithoutTrackingConsent: inAppClick(false),
  trackInAppMessageClose: inAppClose(true),
  trackInAppMessageCloseWithoutTrackingConsent: inAppClose(false),
  trackInAppContentBlockClick: block('Click', true),
  trackInAppContentBlockClickWithoutTrackingConsent: block('Click', false),
  trackInAppContentBlockClose: block('Close', true),
  trackInAppContentBlockCloseWithoutTrackingConsent: block('Close', false),
  trackInAppContentBlockShown: block('Shown', true),
  trackInAppContentBlockShownWithoutTrackingConsent: block('Shown', false),
  trackInAppContentBlockError: block('Error', true),
  trackInAppContentBlockErrorWithoutTrackingConsent: block('Error', false),
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
