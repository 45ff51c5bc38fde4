/** What a person is asked before something is lost: in words, with the numbers of what is at stake. */

import type { Argument, Command, CommandName } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import { isInSight } from '../../core/in-sight'
import { whoseNow } from '../../core/query/whose'
import type { State, Tracker } from '../../core/state'
import { counted } from '../../core/text'
import { whoseText } from '../parts/text'
import { takesAll, unsentOf } from './commands'

/** One way to answer. `danger` loses something. */
interface QuestionAnswer {
  readonly label: string
  readonly tone: 'primary' | 'danger'
  /** `texts` are the arguments that were filled in, by name; empty where none are asked for. */
  readonly run: (texts: Texts) => void
}

/** Arguments by name; what was left empty is not there. */
export type Texts = Readonly<Record<string, string>>

/** Arguments that are filled in before an answer, and under which vendor and command they are remembered. */
interface AskedArguments {
  readonly vendor: string
  readonly command: CommandName
  readonly fields: readonly Argument[]
}

/** A question in a dialog; it can always be cancelled. */
export interface TriggerQuestion {
  readonly title: string
  readonly lines: readonly string[]
  /** The SDK method that an answer calls, and whose it is; null where it calls none. */
  readonly calls: { readonly method: string; readonly vendor: string } | null
  readonly asked?: AskedArguments
  readonly answers: readonly QuestionAnswer[]
}

const items = (count: number): string => counted(count, 'item')

/** What the buttons and titles call a command that asks first. */
const LABELS: { readonly [N in CommandName]?: string } = {
  stop: 'Stop',
  clear: 'Clear local data',
  anonymize: 'Anonymize',
  switchProject: 'Anonymize and switch project',
}

/** What the dialog of a command that loses nothing is called, and its answer. */
const TITLES: { readonly [N in CommandName]?: readonly [title: string, answer: string] } = {
  payment: ['Track a payment', 'Track it'],
  pushToken: ['Track a push token', 'Track it'],
  pushReceived: ['Track a delivered notification', 'Track it'],
  pushReceivedAnyway: ['Track a delivered notification, whatever its consent', 'Track it'],
  pushOpened: ['Track a click on a notification', 'Track it'],
  pushOpenedAnyway: ['Track a click on a notification, whatever its consent', 'Track it'],
  defaultProperties: ['Set the default properties', 'Set them'],
  flushMode: ['Set the flush mode', 'Set it'],
}

/** What is asked about: a command of the SDK's own, and for which trackers something is at stake. */
interface AskedCall {
  readonly name: CommandName
  readonly command: Pick<Command, 'method' | 'warning' | 'asks'>
  readonly vendor: Pick<Vendor, 'id' | 'name'>
  readonly trackers: readonly Tracker[]
  /** The state that they are of: it tells who their customers are. */
  readonly state: Pick<State, 'ties' | 'exchanges'>
}

/** What answers do. `flush` flushes first and goes on when that has ended; null where the SDK has no flush. */
interface Answering {
  readonly run: (texts: Texts) => void
  readonly flush: { readonly method: string; readonly run: () => void } | null
}

/** Asked before a command of the SDK's own that has a warning, with what is at stake. */
export function beforeCall(
  { name, command, vendor, trackers, state }: AskedCall,
  { run, flush }: Answering,
): TriggerQuestion {
  const { method, warning, asks } = command
  const unsent = unsentOf(trackers)
  const ends = takesAll(name)
  const lines = warning === null ? [] : [warning]
  const here = trackers.filter(({ status }) => status !== 'left')
  const now = namesOf(state, here)
  if (now) lines.push(`The customer now: ${now}`)
  // A page on which the SDK has not started says nobody; what an earlier page left on the device is taken all the same.
  const kept = ends && !now ? namesOf(state, trackers) : ''
  if (kept) lines.push(`The customer whom the SDK keeps on this device, by an earlier page: ${kept}`)
  if (ends)
    lines.push(
      unsent.held + unsent.sent === 0
        ? 'Nothing is waiting to be sent, as far as Tracklens has seen.'
        : `${items(unsent.held)} will be lost unsent ` +
            `(${unsent.words})${unsent.sent > 0 ? '; what is in flight may still arrive' : ''}.`,
    )
  else if ((name === 'anonymize' || name === 'switchProject') && unsent.held + unsent.sent > 0)
    lines.push(
      `${items(unsent.held + unsent.sent)} not delivered yet (${unsent.words}): Events shows who they are sent as.`,
    )
  const asked = asks?.length ? { asked: { vendor: vendor.id, command: name, fields: asks } } : {}
  const [title, answer] = TITLES[name] ?? []
  if (title !== undefined && answer !== undefined)
    return {
      ...{ title, lines, calls: { method, vendor: vendor.name }, ...asked },
      answers: [{ label: answer, tone: 'primary', run }],
    }
  const label = LABELS[name] ?? 'Send it'
  const act: QuestionAnswer = { label: losing(label, ends ? unsent.held : 0), tone: 'danger', run }
  const offersFlush = name === 'stop' && flush !== null && unsent.held > 0
  if (offersFlush)
    lines.push(`The guide’s advice is to flush first: ${flush.method}, wait until it has ended, then ${method}.`)
  return {
    title: name === 'stop' ? `Stop ${vendor.name}?` : `${label}?`,
    lines,
    calls: { method, vendor: vendor.name },
    ...asked,
    answers: offersFlush ? [{ label: 'Flush first, then stop', tone: 'primary', run: flush.run }, act] : [act],
  }
}

/** Whose these trackers are now, each once; empty where nobody is known. */
function namesOf(state: AskedCall['state'], trackers: readonly Tracker[]): string {
  const known = trackers.map((tracker) => whoseNow(state, tracker)).filter(({ customer }) => customer !== null)
  return [...new Set(known.map(whoseText))].join(', ')
}

const losing = (label: string, count: number): string => (count > 0 ? `${label}, lose ${items(count)}` : label)

/** Asked before Tracklens itself holds a vendor's tracking back. */
export function beforeHold(vendor: string, tracker: Tracker, reason: string, run: () => void): TriggerQuestion {
  const unsent = unsentOf([tracker])
  const lines = [
    `Until Resume, Tracklens drops every call of ${vendor} in this tab and blocks its requests, on every ` +
      'page that you go to. What is dropped is lost.',
    reason,
  ]
  if (unsent.held + unsent.sent > 0)
    lines.push(
      `${items(unsent.held + unsent.sent)} not delivered yet (${unsent.words}): what is sent from now on is blocked.`,
    )
  return { title: `Stop ${vendor}?`, lines, calls: null, answers: [{ label: 'Stop', tone: 'danger', run }] }
}

/** Asked where a flush before a stop has ended and something is still unsent. */
export function afterFlush(
  method: string,
  vendor: string,
  trackers: readonly Tracker[],
  run: () => void,
): TriggerQuestion | null {
  const unsent = unsentOf(trackers)
  if (unsent.held === 0) return null
  const [title, ended] = trackers.some(isInSight)
    ? [
        'Not everything was sent',
        `but ${items(unsent.held)} could not be sent (${unsent.words}). Look at their delivery in Events, or fix ` +
          'the network and flush again.',
      ]
    : [
        'Nobody knows what was sent',
        `but no request of this SDK’s was ever seen: ${items(unsent.held)} may be sent or not (${unsent.words}).`,
      ]
  return {
    title,
    lines: [`The flush has ended, ${ended}`],
    calls: { method, vendor },
    answers: [{ label: losing('Stop', unsent.held), tone: 'danger', run }],
  }
}
