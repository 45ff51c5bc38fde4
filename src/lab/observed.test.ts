/** What is observed of calls gives the same answer as the model: every walk-through, and odd calls, played as both. */
import { expect, it } from 'vitest'
import type { Happening } from '../core/fact'
import type { Item } from '../core/item'
import { type Json, objectOr } from '../core/json'
import type { State } from '../core/state'
import { answers, calling, left, opened, pageStory, running, sends } from '../testing/page-story'
import { type Answer, deliveryOf, type Frame, play, type Step } from './bench'
import type { Model } from './model'
import { models } from './models'
import { readSequence, type Sequence } from './sequence'
import { walksOf } from './walks'

const START = 1_700_000_000_000

/** What SDKs track by themselves, so that no call tells of it before it is sent. */
const BY_ITSELF = ['installation', 'session_start', 'session_end', 'push token', 'notification_state']

/** Plays a sequence on its model, and as calls on a bridge with the requests and answers that the model gives. */
function both(sequence: Sequence): { readonly frame: Frame<unknown>; readonly state: State } {
  const { setup } = sequence
  const model = models.find(({ vendor }) => vendor === setup.vendor) as Model<unknown>
  const steps = sequence.steps.map(({ step }) => step)
  const frames = play(model, setup, steps)
  const met = { vendor: setup.vendor, surface: 'bridge', tracker: 'app' }
  const key = setup.vendor === 'bloomreach' ? null : String(setup.settings.key)
  const story = pageStory().in('d0', opened('d0'), running(met, key))
  let doc = 0
  const numbers = new Map<number, number>()
  steps.forEach((step, i) => {
    const frame = frames[i + 1]
    if (!frame) return
    if (frame.at > story.now()) story.wait(frame.at - story.now())
    if (step.step === 'call') story.in(`d${doc}`, calling(met, step.method, ...argsOf(step, setup.settings)))
    if (step.step === 'app' && step.change === 'killed') story.in(`d${doc}`, left)
    if (step.step === 'app' && step.change === 'launched') story.in(`d${++doc}`, opened(`d${doc}`), running(met, key))
    for (const happening of wireOf(frame, frames[i], numbers, setup.vendor)) story.in(`d${doc}`, happening)
  })
  return { frame: frames.at(-1) as Frame<unknown>, state: story.state() }
}

/** The Lab keeps the configuration in its settings; a page hands it over. */
function argsOf(step: Extract<Step, { step: 'call' }>, settings: Sequence['setup']['settings']): readonly Json[] {
  return step.method === 'configure' ? [{ ...settings, ...objectOr(step.args[0]) }] : step.args
}

/** The requests that a step sent, and the answers that it got, in the order in which they went and came. */
function wireOf(
  frame: Frame<unknown>,
  before: Frame<unknown> | undefined,
  numbers: Map<number, number>,
  vendor: string,
): readonly Happening[] {
  const known = new Map(before?.requests.map((sent) => [sent.number, sent]))
  const told = frame.requests.flatMap(({ number, at, request, answer }) => {
    const isNew = !known.has(number)
    if (isNew) numbers.set(number, number)
    const sent = { at, happening: sends(vendor, number, { url: request.url }, request.body) }
    const came = answer && !known.get(number)?.answer ? [{ at: answer.at, happening: answered(number, answer) }] : []
    return [...(isNew ? [sent] : []), ...came]
  })
  const order = ({ kind }: Happening) => (kind === 'request' ? 0 : 1)
  return told.sort((a, b) => a.at - b.at || order(a.happening) - order(b.happening)).map(({ happening }) => happening)
}

function answered(request: number, { status, body }: Answer): Happening {
  if (status === null) return { kind: 'failure', request, reason: 'network', error: '' }
  return answers(request, status, body ?? '')
}

function compare(sequence: Sequence): void {
  const { frame, state } = both(sequence)
  const items = state.items.toArray()
  const sentIds = new Set(frame.requests.flatMap(({ request }) => request.items))
  const said = (name: string, delivery: string) => `${name} ${delivery}`
  const isWaiting = ({ delivery, attempts }: Item) => attempts.length === 0 && delivery !== 'lost'
  const sent = items.filter(({ attempts }) => attempts.length).map((item) => said(item.name, item.delivery))
  const waits = items.filter((item) => isWaiting(item) && !BY_ITSELF.includes(item.name)).map(({ name }) => name)
  const model = frame.items.map((each) => ({ ...each.item, delivery: deliveryOf(frame, each) }))
  expect(sent.sort()).toEqual(
    model
      .filter(({ id }) => sentIds.has(id))
      .map((item) => said(item.name, item.delivery))
      .sort(),
  )
  const pending = model.filter(
    ({ id, name, delivery }) => !sentIds.has(id) && delivery !== 'lost' && !BY_ITSELF.includes(name),
  )
  // What waits for configure() is no item yet for the model, and may never become one.
  if (frame.view.status !== 'not configured') expect(waits.sort()).toEqual(pending.map(({ name }) => name).sort())
  const present = state.trackers.find(({ instance }) => instance !== null) ?? state.trackers.last()
  expect(present?.status === 'stopped').toBe(frame.view.status === 'stopped')
  expect(state.trackers.last()?.customer.hard).toEqual(frame.view.customer.hard)
  if (sequence.setup.settings.automaticSessionTracking === false)
    expect(state.trackers.last()?.session.state === 'active').toBe(frame.view.session.active)
}

const bloomreach = (...lines: readonly string[]) =>
  [
    ...['lab bloomreach documented', 'set projectToken "P"', 'set authorization "Token x"', 'set flushMode "manual"'],
    ...lines,
  ].join('\n')
const MANUAL = 'set automaticSessionTracking false'
const customerio = (...lines: readonly string[]) => ['lab customerio ios', 'set key "K"', ...lines].join('\n')

const ODD: Readonly<Record<string, string>> = {
  'a call after stop': bloomreach('configure()', 'stopIntegration()', 'trackEvent("x", {})'),
  'a call after stop and clear': bloomreach(
    ...['configure()', 'stopIntegration()', 'clearLocalCustomerData("g")', 'trackEvent("x", {})'],
  ),
  'calls that wait when clear comes': bloomreach(
    ...['trackEvent("early", {})', 'identifyCustomer({"registered": "j"}, {})', 'clearLocalCustomerData("g")'],
    ...['configure()', 'flushData()'],
  ),
  'an identify that waits for configure': bloomreach(
    'identifyCustomer({"registered": "j"}, {})',
    'trackEvent("x", {})',
  ),
  'an identify that waited for configure': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'configure()', 'flushData()'],
  ),
  'two users and an anonymize that wait': bloomreach(
    ...['identifyCustomer({"registered": "a"}, {})', 'anonymize()', 'identifyCustomer({"registered": "b"}, {})'],
    ...['trackEvent("x", {})', 'configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'calls that wait when the app is killed': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'app killed', 'app launched'],
    ...['configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'calls that wait when stop comes': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'trackEvent("x", {})', 'stopIntegration()'],
    ...['configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'a stop over a relaunch': bloomreach(
    ...['configure()', 'trackEvent("x", {})', 'stopIntegration()', 'app killed', 'app launched'],
    ...['trackEvent("y", {})', 'identifyCustomer({"registered": "j"}, {})', 'flushData()'],
  ),
  'a stop over two relaunches, cleared in the one and configured in the other': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'stopIntegration()', 'app killed', 'app launched'],
    ...['clearLocalCustomerData("g")', 'trackEvent("x", {})', 'app killed', 'app launched', 'trackEvent("y", {})'],
    ...['configure()', 'trackEvent("z", {})', 'flushData()'],
  ),
  'a stop before configure, over a relaunch': bloomreach(
    ...['stopIntegration()', 'app killed', 'app launched', 'trackEvent("x", {})', 'configure()', 'trackEvent("y", {})'],
    ...['app killed', 'app launched', 'trackEvent("z", {})', 'configure()', 'flushData()'],
  ),
  'a stop in a second project, over a relaunch': bloomreach(
    ...['configure()', 'anonymize({"projectToken": "Q", "authorizationToken": "t"})', 'stopIntegration()'],
    ...['app killed', 'app launched', 'trackEvent("x", {})', 'configure()', 'trackEvent("y", {})', 'app killed'],
    ...['app launched', 'trackEvent("z", {})', 'configure()', 'flushData()'],
  ),
  'a second configure, of another project': bloomreach(
    ...['configure()', 'configure({"projectToken": "Q"})', 'trackEvent("x", {})', 'flushData()'],
  ),
  'a project that is none': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "j"}, {})', 'anonymize({"projectToken": ""})'],
    ...['trackEvent("x", {})', 'flushData()', 'anonymize({"projectToken": "Q", "baseUrl": "ftp://x"})'],
  ),
  'a session timeout that is set': bloomreach(
    ...[MANUAL, 'configure()', 'setSessionTimeout(5)', 'trackSessionStart()', 'setSessionTimeout("x")', 'flushData()'],
  ),
  'two customers in one moment, and a server that fails': bloomreach(
    ...['configure()', 'server 500', 'anonymize()', 'flushData()', 'server 200 {"success": true}', 'flushData()'],
  ),
  'requests that nobody answers': bloomreach(
    ...['configure()', 'server none', 'trackEvent("x", {})', 'flushData()', 'trackEvent("x", {})'],
  ),
  'a stop while requests are under way': bloomreach(
    ...['configure()', 'server hold', 'trackEvent("x", {})', 'flushData()', 'stopIntegration()', 'answer 1 500'],
    ...['answer 2 404', 'answer 3 200 {"success": true}'],
  ),
  'answers that deny success': bloomreach(
    ...['configure()', 'trackEvent("x", {})', 'server 200 {"success": false}', 'flushData()', 'trackEvent("x", {})'],
    ...['server 200 "a sign-in page"', 'flushData()', 'trackEvent("y", {})', 'server 204', 'flushData()'],
  ),
  'equal payments of which one gives its time': bloomreach(
    ...['configure()', 'trackPaymentEvent()', 'wait 2 s', 'trackPayment({"properties": {"price": 1}, "timestamp": 5})'],
    ...['trackPayment({"properties": {}, "timestamp": 1700000000000})', 'flushData()'],
  ),
  'a call that was lost with its page, made again': bloomreach(
    ...['identifyCustomer({"registered": "j"}, {})', 'app killed', 'app launched', 'configure()'],
    ...['identifyCustomer({"registered": "k"}, {})', 'flushData()'],
  ),
  'a clear with another app group': bloomreach(
    ...['set appGroup "group.right"', 'configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed'],
    ...['app launched', 'trackEvent("x", {})', 'clearLocalCustomerData("group.wrong")', 'configure()', 'flushData()'],
  ),
  'a clear with the SDK’s app group': bloomreach(
    ...['set appGroup "group.right"', 'configure()', 'identifyCustomer({"registered": "j"}, {})', 'app killed'],
    ...['app launched', 'trackEvent("x", {})', 'clearLocalCustomerData("group.right")', 'configure()', 'flushData()'],
  ),
  'a clear with an app group, where the SDK was configured without one': bloomreach(
    ...['configure()', 'trackEvent("a", {})', 'app killed', 'app launched', 'trackEvent("x", {})'],
    ...['clearLocalCustomerData("group.any")', 'configure()', 'trackEvent("y", {})', 'flushData()'],
  ),
  'a manual session that waits for configure': bloomreach(MANUAL, 'trackSessionStart()', 'configure()', 'flushData()'),
  'a session by hand that waits, while they are automatic': bloomreach(
    'trackSessionStart()',
    'configure()',
    'flushData()',
  ),
  'pushes and links after clear': bloomreach(
    ...[
      'clearLocalCustomerData("g")',
      'trackDeliveredPush({"a": 1})',
      'trackCampaignClick("http://s.test/?xnpe_cmp=1")',
    ],
    ...['trackEvent("x", {})', 'configure()', 'flushData()'],
  ),
  'a project switch that waits for configure': bloomreach(
    ...[
      'anonymize({"projectToken": "Q", "authorizationToken": "t"})',
      'trackEvent("x", {})',
      'configure()',
      'flushData()',
    ],
  ),
  'a configuration that is none': bloomreach(
    'identifyCustomer({"registered": "j"}, {})',
    'configure({"projectToken": ""})',
  ),
  'a push call as content, without consent': bloomreach(
    ...['configure()', 'trackDeliveredPush({"userInfo": {"has_tracking_consent": false}})', 'flushData()'],
  ),
  'content blocks by places, by labels, and such that cannot be read': bloomreach(
    ...['configure()', 'trackInAppContentBlockShown("p", {"id": "b"})', 'trackInAppContentBlockShown("p")'],
    ...['trackInAppContentBlockClick("p", {"id": "b"})', 'trackInAppContentBlockClose({"contentBlock": {"id": "b"}})'],
    ...['trackInAppContentBlockError({"placeholderId": "p", "message": {}, "errorMessage": "no"})'],
    ...['trackInAppMessageClick("m")', 'trackAppInboxOpened(7)', 'trackAppInboxClick({"url": "u"})', 'flushData()'],
  ),
  'push calls with odd consent': bloomreach(
    'configure()',
    ...['null', '"no"', '0', '1', 'true'].map((given) => `trackDeliveredPush({"has_tracking_consent": ${given}})`),
  ),
  'a manual session over an anonymize': bloomreach(
    ...[MANUAL, 'configure()', 'trackSessionStart()', 'anonymize()', 'trackSessionEnd()', 'flushData()'],
  ),
  'a session ended twice': bloomreach(
    ...[MANUAL, 'configure()', 'trackSessionStart()', 'trackSessionEnd()', 'trackSessionEnd()'],
  ),
  'sessions by hand while they are automatic': bloomreach('configure()', 'trackSessionStart()', 'trackSessionEnd()'),
  'identify without ids, or with a number': bloomreach(
    ...['configure()', 'identifyCustomer()', 'identifyCustomer({"registered": 7}, {})', 'identifyCustomer("j")'],
  ),
  'properties that are none': bloomreach(
    ...['configure()', 'trackEvent("x", [1])', 'trackEvent("y", "text")', 'trackEvent("z")'],
    ...['trackPaymentEvent("text")', 'identifyCustomer({"registered": "j"}, 7)'],
  ),
  'a name that is empty': bloomreach('configure()', 'trackEvent("", {})'),
  'an anonymize between two users, flushed': bloomreach(
    ...['configure()', 'identifyCustomer({"registered": "a"}, {})', 'trackEvent("x", {})', 'anonymize()'],
    ...['identifyCustomer({"registered": "b"}, {})', 'trackEvent("y", {})', 'flushData()'],
  ),
  'Customer.io without names': customerio('track("")', 'screen("")', 'identify("")', 'alias("")', 'flush()'),
  'Customer.io’s answers that deny success': customerio(
    ...['track("a")', 'server 200 {"success": false}', 'flush()', 'track("b")', 'server 200 "page"', 'flush()'],
  ),
  'Customer.io’s reset and alias': customerio(
    ...['identify("u1", {})', 'track("a")', 'reset()', 'track("b")', 'alias("u2")', 'track("c")', 'flush()'],
  ),
}

it.each(walksOf(models, START).map(({ id, sequence }) => [id, sequence] as const))(
  'observation and model give the same answer to the same calls: the walk %s',
  (_, sequence) => compare(sequence),
)

it.each(Object.entries(ODD))('observation and model give the same answer to the same calls: %s', (_, text) => {
  const sequence = readSequence(text, models, START)
  if ('problems' in sequence) throw new Error(JSON.stringify(sequence.problems))
  compare(sequence)
})
