/** Carries the panel's orders to the documents, and says so when one cannot be carried out. */
import type { Fact, TriggerFact } from '../core/fact'
import type { DownMessage, Order } from '../link/messages'
import type { Pipe } from '../link/pipe'
import type { Recorder } from './recorder'

type CallOrder = Extract<Order, { readonly order: 'call' }>
type HoldOrder = Extract<Order, { readonly order: 'hold' }>
/** What is told of a trigger whatever becomes of it. */
type Asked = Omit<TriggerFact, 'kind' | 'phase' | 'problem' | 'message'>

/** What carrying out orders needs. */
export interface OrdersOptions {
  /**
   * Sends to one frame of a tab, or to all of them; rejects where nobody listens, answers `false` where the document is
   * another one.
   */
  readonly toFrame: (tab: number, message: DownMessage, frame: number | null) => Promise<unknown>
  /** The open connection of a document, if there is one. */
  readonly pipeOf: (doc: string) => Pipe | null
  /** Runs something after so many milliseconds; returns how to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

/** Hands the panel's orders to the documents of a tab, and follows what becomes of its triggers. */
export interface Orders {
  carry(recorder: Recorder, order: Order): void
  /** Learns from the log which triggers were asked for and which have ended. */
  note(recorder: Recorder, fact: Fact): void
}

/**
 * How long a trigger may take, in milliseconds; longer than the page itself waits for its SDK. A later answer still
 * counts.
 */
const PATIENCE = 12_000

const GONE = 'The page that this was meant for is gone. Use the trigger again on the page that is open now.'
const DEAF =
  'The page does not answer: it was left, or it was already open when Tracklens was installed or ' +
  'updated. Reload the page and try again.'
const SLOW =
  'No answer came within 12 seconds. The SDK may still be working, or the page is busy or paused in the ' +
  'debugger: watch the events, then try again.'

/** Carries out orders for all tabs. */
export function createOrders(options: OrdersOptions): Orders {
  /** Triggers that were asked for, with how to call off the wait; null once ended. */
  const triggers = new Map<string, (() => void) | null>()

  function ended(trigger: string) {
    triggers.get(trigger)?.()
    triggers.delete(trigger)
    triggers.set(trigger, null)
    const [oldest] = triggers.keys()
    if (triggers.size > 1000 && oldest !== undefined) {
      triggers.get(oldest)?.()
      triggers.delete(oldest)
    }
  }

  function fail(recorder: Recorder, about: Asked, message: string) {
    if (triggers.get(about.trigger) === null) return
    const { trigger, vendor, by, tracker, instance, command, method, args } = about
    const whose = { ...(tracker !== undefined && { tracker }), ...(instance !== undefined && { instance }) }
    recorder.say({
      kind: 'trigger',
      trigger,
      phase: 'failed',
      vendor,
      by,
      ...whose,
      command,
      method,
      args,
      message,
    })
  }

  function wait(recorder: Recorder, about: Asked) {
    if (triggers.has(about.trigger)) return
    triggers.set(
      about.trigger,
      options.after(PATIENCE, () => fail(recorder, about, SLOW)),
    )
  }

  async function call(recorder: Recorder, order: CallOrder) {
    const about: Asked = { ...order, by: 'sdk' }
    wait(recorder, about)
    const frame = recorder.frameOf(order.doc)
    if (frame === null) return fail(recorder, about, GONE)
    const message: DownMessage = { type: 'order', order }
    try {
      const pipe = options.pipeOf(order.doc)
      if (pipe) return pipe.send(message)
    } catch {
      // The connection has just gone, which says nothing of the document.
    }
    try {
      if ((await options.toFrame(recorder.tab, message, frame)) === false) fail(recorder, about, GONE)
    } catch {
      fail(recorder, about, DEAF)
    }
  }

  async function hold(recorder: Recorder, order: HoldOrder) {
    const { trigger, vendor, on } = order
    recorder.hold(vendor, on)
    const told = await options.toFrame(recorder.tab, { type: 'order', order }, null).then(
      () => true,
      () => false,
    )
    const what = on
      ? 'Tracklens holds back the calls and requests of this SDK'
      : 'Calls and requests of this SDK go through again'
    const where = told
      ? 'in every document of this tab'
      : 'in this tab; no open document could be reached, so reload the page'
    recorder.say({
      kind: 'trigger',
      trigger,
      phase: 'done',
      vendor,
      by: 'tracklens',
      command: on ? 'stop' : 'resume',
      method: '',
      args: [],
      message: `${what} ${where}.`,
    })
  }

  return {
    carry(recorder, order) {
      if (order.order === 'call') void call(recorder, order)
      else if (order.order === 'hold') void hold(recorder, order)
      else void options.toFrame(recorder.tab, { type: 'order', order }, null).catch(() => {})
    },
    note(recorder, fact) {
      if (fact.kind !== 'trigger') return
      if (fact.phase === 'asked') wait(recorder, fact)
      else ended(fact.trigger)
    },
  }
}
