/** The rest of the guide's operations on the bridge: payments, pushes, default properties, flush mode, projects. */
import type { Argument, Command, MoreName, Offer } from '../../../core/contract/offer'
import { objectOr, parseJson, stringOr } from '../../../core/json'
import type { Tracker } from '../../../core/state'
import { mappingProblem, projectProblem } from '../calls/project'
import { objectArgument, objectIn, TIMESTAMP, timely, USER_INFO } from './arguments'

/** A command of the bridge that asks for arguments. */
export function asking(name: string, shown: string, asks: readonly Argument[], args: Command['args']): Offer {
  return { command: { method: `Exponea.${name}(${shown})`, path: name, asks, args, warning: null } }
}

/** What an argument's check says of a problem: a sentence without its end, empty or null for none. */
const wrong = (problem: string | null) => (problem ? { wrong: true, words: `${problem}.` } : null)

const PAYMENT = objectArgument({
  name: 'properties',
  label: 'Properties (JSON)',
  required: true,
  hint: 'The payment’s properties.',
  example: JSON.stringify({ productId: '123', currency: 'USD', price: 123.45, quantity: 2 }),
})

const TOKEN: Argument = {
  name: 'token',
  label: 'Push token',
  required: true,
  hint: 'It is tracked at once, for the present customer, whatever the tracking frequency.',
  example: 'value-of-push-token',
}

const MODE: Argument = {
  name: 'flushMode',
  label: 'Flush mode',
  required: true,
  hint:
    'IMMEDIATE sends by itself; PERIOD every minute until setFlushPeriod; APP_CLOSE as the app closes; ' +
    'MANUAL only by Flush.',
  example: 'MANUAL',
  choices: ['IMMEDIATE', 'PERIOD', 'APP_CLOSE', 'MANUAL'],
}

const MAPPING = objectArgument({
  name: 'projectMapping',
  label: 'Project mapping (JSON)',
  required: false,
  hint: 'Further projects by event type, each a list. Left empty: none, and the present mapping is dropped.',
  example: JSON.stringify({ PAYMENT: [{ projectToken: 'payments', authorizationToken: 'key' }] }),
})

const PROJECT: readonly Argument[] = [
  {
    name: 'projectToken',
    label: 'Project token',
    required: true,
    hint: 'The project to go to.',
    example: 'another-project',
    check: (text) => wrong(text && projectProblem(text, null)),
  },
  {
    name: 'authorizationToken',
    label: 'API key',
    required: true,
    hint: 'Its public API key.',
    example: 'YOUR API KEY',
  },
  {
    name: 'baseUrl',
    label: 'Base URL',
    required: false,
    hint: 'Left empty: the one that the SDK is configured with, else https://api.exponea.com.',
    example: 'https://api.exponea.com',
    check: (text) => wrong(projectProblem('P', text)),
  },
  { ...MAPPING, check: (text) => MAPPING.check?.(text) ?? wrong(mappingProblem(parseJson(text))) },
]

const userInfo: Command['args'] = (payload) => [objectIn(payload, 'userInfo')]

/** Those commands for a tracker, by the React Native SDK's names; `running` refuses them before `configure()`. */
export function moreOffers(tracker: Tracker, running: (offer: Offer) => Offer): Readonly<Record<MoreName, Offer>> {
  const known = JSON.stringify(objectOr(objectOr(tracker.config).defaultProperties))
  const defaults = objectArgument({
    name: 'properties',
    label: 'Default properties (JSON)',
    required: true,
    hint: 'They go with every event from now on; an event’s own win. {} for none.',
    example: JSON.stringify({ channel: 'app' }),
    known,
  })
  return {
    payment: running(
      asking('trackPaymentEvent', 'params, timestamp', [PAYMENT, TIMESTAMP], (payload) =>
        timely(payload, objectIn(payload, 'properties')),
      ),
    ),
    pushToken: running(asking('trackPushToken', 'token', [TOKEN], ({ texts }) => [texts?.token ?? ''])),
    pushReceived: running(asking('trackDeliveredPush', 'userInfo', [USER_INFO], userInfo)),
    pushReceivedAnyway: running(asking('trackDeliveredPushWithoutTrackingConsent', 'userInfo', [USER_INFO], userInfo)),
    pushOpened: running(asking('trackClickedPush', 'userInfo', [USER_INFO], userInfo)),
    pushOpenedAnyway: running(asking('trackClickedPushWithoutTrackingConsent', 'userInfo', [USER_INFO], userInfo)),
    defaultProperties: running(
      asking('setDefaultProperties', 'properties', [defaults], (payload) => [objectIn(payload, 'properties')]),
    ),
    flushMode: running(asking('setFlushMode', 'flushMode', [MODE], ({ texts }) => [texts?.flushMode ?? ''])),
    switchProject: running(switching(tracker)),
  }
}

/** `anonymize(project, mapping)` (iOS guide, “Anonymize”, second example). */
function switching(tracker: Tracker): Offer {
  const present = stringOr(objectOr(tracker.config).baseUrl)
  return {
    command: {
      method: 'Exponea.anonymize(exponeaProject, projectMapping)',
      path: 'anonymize',
      asks: PROJECT,
      args: (payload) => {
        const { projectToken = '', authorizationToken = '', baseUrl } = payload.texts ?? {}
        const address = baseUrl || present
        const project = { projectToken, authorizationToken, ...(address ? { baseUrl: address } : {}) }
        return payload.texts?.projectMapping ? [project, objectIn(payload, 'projectMapping')] : [project]
      },
      warning:
        'The current customer is forgotten on this device, and the SDK tracks a new anonymous one to the other ' +
        'project from now on. Events that wait still go to the present project. This cannot be undone.',
    },
  }
}
