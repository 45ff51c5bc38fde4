/** Triggers that were ordered and have no outcome yet: each is said as a fact and followed to its end. */
import { effect, type Signal, signal, untracked } from '@preact/signals'
import type { Fact, FactOf, TriggerFact } from '../../core/fact'
import type { Json } from '../../core/json'
import type { State } from '../../core/state'
import { triggerMessage } from '../../core/trigger'
import type { Store } from '../store/store'
import { DEAD, sharing, unsentOf } from './commands'

/** What the person is told of a trigger. `busy`: no outcome yet. */
export interface TriggerNotice {
  readonly kind: 'busy' | 'done' | 'failed'
  readonly text: string
  /** The trigger that it is about; null where nothing was sent. */
  readonly trigger: string | null
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** How a trigger ended, with what is said of it. */
export type OnEnd = (ended: 'done' | 'failed', message: string | undefined) => void

/** What a trigger is about. */
export interface TriggerOrder {
  readonly vendor: string
  readonly by: TriggerFact['by']
  /** The tracker's id; null for what Tracklens does itself. */
  readonly tracker: string | null
  /** The document that must answer; null for what Tracklens does itself. */
  readonly doc: string | null
  readonly command: string
  readonly method: string
  readonly args: readonly Json[]
  readonly onEnd: OnEnd | null
}

/** A trigger without an outcome so far. */
interface Running extends TriggerOrder {
  readonly trigger: string
  /** The background has taken the fact that it was asked for. */
  heard: boolean
  readonly stopWaiting: () => void
}

/** What is needed to follow triggers: the store whose log tells of them, ids for new ones, and a timer. */
export interface RunningOptions {
  readonly store: Store
  readonly id: () => string
  /** Runs something after so many milliseconds; returns how to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

/**
 * How long the panel waits before it says itself that no answer came; milliseconds. The background says so sooner, if
 * it lives.
 */
const PATIENCE = 16_000

const NO_BACKGROUND =
  'Tracklens’ own background did not take the trigger. Close the developer tools and open them again; if ' +
  'that does not help, turn the extension off and on.'
const NO_ANSWER = 'No answer came. The page may be busy or paused in the debugger: watch the events, then try again.'
const LEFT =
  'The page or frame was left before it answered. Look in Events for what became of it, and use the ' +
  'trigger on the page that is open now.'

/** The triggers of one panel that are under way, and what became of the last one. */
export class RunningTriggers {
  readonly #options: RunningOptions
  readonly #running = new Map<string, Running>()
  #read = 0
  #wasUp = false

  readonly notice = signal<TriggerNotice | null>(null)
  /** Vendors by whether Tracklens was last told to hold them back in the tab. */
  readonly ordered: Signal<ReadonlyMap<string, boolean>> = signal(new Map())
  /** The extension under this panel was reloaded or removed. */
  readonly dead = signal(false)
  /** Ends following the log. */
  readonly close: () => void

  constructor(options: RunningOptions) {
    this.#options = options
    const { incoming, sources } = options.store
    const stops = [
      effect(() => {
        const now = incoming.state.value
        untracked(() => this.#follow(now))
      }),
      effect(() => {
        const up = sources.value.link === 'up'
        untracked(() => this.#link(up))
      }),
    ]
    this.close = () => {
      for (const stop of stops) stop()
      for (const { stopWaiting } of this.#running.values()) stopWaiting()
    }
  }

  /** Says that a trigger was asked for, and follows it from here on; returns the id to order it under. */
  begin(order: TriggerOrder): string {
    const trigger = this.#options.id()
    const stopWaiting = this.#options.after(PATIENCE, () =>
      this.#fail(trigger, running.heard ? NO_ANSWER : NO_BACKGROUND),
    )
    const running: Running = { ...order, trigger, heard: false, stopWaiting }
    this.#running.set(trigger, running)
    this.#options.store.say(factOf(running, 'asked'))
    const { by, command, method } = order
    const text = by === 'tracklens' ? `${command === 'stop' ? 'Stopping' : 'Resuming'} …` : `${method} …`
    this.notice.value = { kind: 'busy', trigger, text }
    return trigger
  }

  /** Tells the person of something that failed before anything was sent. */
  tell(text: string, action?: TriggerNotice['action']): void {
    this.notice.value = { kind: 'failed', text, trigger: null, ...(action && { action }) }
  }

  /** What the panel itself finds out about a trigger's end is a fact too. */
  #fail(trigger: string, message: string): void {
    const running = this.#running.get(trigger)
    if (!running) return
    this.#options.store.say({ ...factOf(running, 'failed'), message })
    this.#ended(running, 'failed', message)
  }

  #ended(running: Running, phase: 'done' | 'failed', message: string | undefined): void {
    running.stopWaiting()
    this.#running.delete(running.trigger)
    const text = message ?? `${running.method} ${phase === 'done' ? `was called.${this.#rest(running)}` : 'failed.'}`
    const { store } = this.#options
    const made = store.incoming.state.peek().items.findLast((item) => item.trigger === running.trigger)
    const show = made && { label: 'Show', run: () => store.showItem(made.n) }
    this.notice.value = { kind: phase, text, trigger: running.trigger, ...(show && { action: show }) }
    running.onEnd?.(phase, message)
  }

  /** After a flush: what it has left waiting. */
  #rest({ command, tracker: id }: Running): string {
    const state = this.#options.store.incoming.state.peek()
    const tracker = command === 'flush' && id !== null ? state.trackers.get(id) : undefined
    if (!tracker) return ''
    const { held, sent, words } = unsentOf(sharing(state, tracker))
    return held + sent === 0 ? ' Nothing is waiting to be sent any more.' : ` Still pending: ${words}.`
  }

  #link(up: boolean): void {
    if (up) this.#wasUp = true
    if (up || !this.#wasUp) return
    this.dead.value = true
    this.#options.store.notice.value = { kind: 'error', text: DEAD }
    for (const running of [...this.#running.values()]) this.#ended(running, 'failed', DEAD)
  }

  #follow(state: State): void {
    const { facts } = this.#options.store.incoming
    for (; this.#read < state.facts; this.#read++) {
      const fact = facts[this.#read]
      if (fact) this.#take(fact)
    }
  }

  #take(fact: Fact): void {
    if (fact.kind === 'trigger') this.#outcome(fact)
    else if (fact.kind === 'page' && fact.change === 'pagehide')
      for (const running of [...this.#running.values()]) if (running.doc === fact.doc) this.#fail(running.trigger, LEFT)
  }

  #outcome(fact: FactOf<'trigger'>): void {
    const { trigger, phase, vendor, command } = fact
    const message = triggerMessage(fact)
    if (fact.by === 'tracklens' && phase === 'done')
      this.ordered.value = new Map(this.ordered.peek()).set(vendor, command === 'stop')
    const running = this.#running.get(trigger)
    if (running && phase === 'asked') running.heard = true
    else if (running && phase !== 'asked') this.#ended(running, phase, message)
    // An answer that came late is still the answer.
    else if (phase === 'done' && this.notice.peek()?.trigger === trigger)
      this.notice.value = { kind: 'done', text: message ?? `${fact.method} was called.`, trigger }
  }
}

/** What the panel says of a trigger, without a message. */
function factOf(running: Running, phase: TriggerFact['phase']): TriggerFact {
  const { trigger, vendor, by, tracker, command, method, args } = running
  return { kind: 'trigger', trigger, phase, vendor, by, ...(tracker !== null && { tracker }), command, method, args }
}
