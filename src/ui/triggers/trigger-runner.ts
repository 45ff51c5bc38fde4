/**
 * Where triggers are pressed: asks what must be asked, says each as a fact, sends the order, and follows it to its
 * outcome.
 */
import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import type { CommandName, Payload, Vendor } from '../../core/contract/vendor'
import type { Fact, FactOf, TriggerFact } from '../../core/fact'
import type { Json } from '../../core/json'
import type { State, Tracker } from '../../core/state'
import { triggerMessage } from '../../core/trigger'
import type { Store } from '../store/store'
import { DEAD, type Ready, readyOf, sharing, targetOf, unsentOf } from './commands'
import { afterFlush, beforeCall, beforeHold, type Question, type Texts, takesAll } from './questions'

/** What the person is told of a trigger. `busy`: no outcome yet. */
export interface Notice {
  readonly kind: 'busy' | 'done' | 'failed'
  readonly text: string
  /** The trigger that it is about; null where nothing was sent. */
  readonly trigger: string | null
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** A trigger without an outcome so far. */
interface Running {
  readonly trigger: string
  readonly vendor: string
  readonly by: TriggerFact['by']
  /** The tracker's id; null for what Tracklens does itself. */
  readonly tracker: string | null
  /** The document that must answer; null for what Tracklens does itself. */
  readonly doc: string | null
  readonly command: string
  readonly method: string
  readonly args: readonly Json[]
  /** The background has taken the fact that it was asked for. */
  heard: boolean
  readonly stopWaiting: () => void
  readonly onEnd: ((ended: 'done' | 'failed', message: string | undefined) => void) | null
}

/** What a desk needs. */
export interface DeskOptions {
  readonly store: Store
  readonly vendors: readonly Vendor[]
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
  'Tracklens’ own background did not take the trigger. Close the developer tools and open them again; if that does not help, turn the extension off and on.'
const NO_ANSWER = 'No answer came. The page may be busy or paused in the debugger: watch the events, then try again.'
const LEFT =
  'The page or frame was left before it answered. Look in Events for what became of it, and use the trigger on the page that is open now.'

/** One desk a panel. */
export class Desk {
  readonly #options: DeskOptions
  readonly #running = new Map<string, Running>()
  readonly #pending = signal(0)
  /** Vendors by whether Tracklens was last told to hold them back in the tab. */
  readonly #ordered: Signal<ReadonlyMap<string, boolean>> = signal(new Map())
  #read = 0
  #wasUp = false

  /** The id of the tracker that the person chose. */
  readonly chosen = signal<string | null>(null)
  readonly question = signal<Question | null>(null)
  readonly notice = signal<Notice | null>(null)
  /** The tracker that triggers act on. */
  readonly target: ReadonlySignal<Tracker | null>
  /** Ids of the vendors that Tracklens holds back in this tab. */
  readonly held: ReadonlySignal<readonly string[]>
  /** How many triggers have no outcome yet. */
  readonly pending: ReadonlySignal<number> = this.#pending
  readonly dead = signal(false)
  /** Ends following the log. */
  readonly close: () => void

  constructor(options: DeskOptions) {
    this.#options = options
    const { store } = options
    const state = store.incoming.state
    this.target = computed(() => targetOf(state.value, this.chosen.value))
    this.held = computed(() => {
      const held = new Set([...this.#ordered.value].flatMap(([vendor, on]) => (on ? [vendor] : [])))
      for (const document of state.value.documents.values())
        if (!document.left) for (const vendor of document.held) held.add(vendor)
      return [...held]
    })
    const stops = [
      effect(() => {
        const now = state.value
        untracked(() => this.#follow(now))
      }),
      effect(() => {
        const up = store.sources.value.link === 'up'
        untracked(() => this.#link(up))
      }),
    ]
    this.close = () => {
      for (const stop of stops) stop()
      for (const { stopWaiting } of this.#running.values()) stopWaiting()
    }
  }

  /** A vendor by its id. */
  vendor(id: string | undefined): Vendor | null {
    return this.#options.vendors.find((vendor) => vendor.id === id) ?? null
  }

  /** What pressing a trigger would do now. */
  ready(name: CommandName, tracker: Tracker | null = this.target.value): Ready {
    const held = tracker !== null && this.held.value.includes(tracker.vendor)
    return readyOf(name, tracker, this.vendor(tracker?.vendor), { dead: this.dead.value, held })
  }

  /** A trigger was pressed. `payload` is there once its editor was filled in. */
  press(name: CommandName, tracker: Tracker | null = this.target.value, payload: Payload | null = null): void {
    const ready = this.ready(name, tracker)
    if (ready.way === 'none' || !tracker) {
      this.#refuse(ready)
      return
    }
    if ((name === 'track' || name === 'identify') && !payload) {
      this.#options.store.editor.value = { command: name, tracker: tracker.id, item: null }
      return
    }
    if (ready.way === 'hold') {
      const vendor = this.vendor(tracker.vendor)?.name ?? tracker.vendor
      this.question.value = beforeHold(vendor, tracker, ready.reason, () => this.#hold(tracker.vendor, true))
      return
    }
    const vendor = this.vendor(tracker.vendor)
    const { warning, asks } = ready.command
    const run = (texts: Texts): void => this.#call(name, tracker.id, asks ? { ...payload, texts } : (payload ?? {}))
    if (!vendor || (warning === null && !asks?.length)) {
      run({})
      return
    }
    const flush = this.ready('flush', tracker)
    this.question.value = beforeCall(
      name,
      ready.command,
      vendor,
      takesAll(name) ? this.#sharing(tracker) : [tracker],
      run,
      flush.way === 'sdk' ? { method: flush.command.method, run: () => this.#flushThenStop(tracker.id) } : null,
    )
  }

  /** Asks once more before something that deletes on the server is sent, then sends it. */
  confirm(question: Pick<Question, 'title' | 'lines' | 'calls'>, label: string, run: () => void): void {
    this.question.value = { ...question, answers: [{ label, tone: 'danger', run }] }
  }

  /** Tracklens lets a vendor go again. */
  resume(vendor: string): void {
    this.#hold(vendor, false)
  }

  #flushThenStop(id: string): void {
    this.#call('flush', id, {}, (ended, message) => {
      const tracker = this.#tracker(id)
      if (!tracker) return
      const ready = this.ready('stop', tracker)
      if (ready.way !== 'sdk') return
      const stop = (): void => this.#call('stop', id, {})
      const question = afterFlush(
        ready.command.method,
        this.vendor(tracker.vendor)?.name ?? tracker.vendor,
        this.#sharing(tracker),
        stop,
      )
      if (ended === 'done' && !question) {
        stop()
        return
      }
      const text =
        ended === 'failed' ? `The flush did not end well, so nothing was stopped. ${message ?? ''}` : 'Not stopped yet.'
      this.#tell('failed', text.trim(), { label: 'Stop anyway…', run: () => this.press('stop', this.#tracker(id)) })
      if (ended === 'done') this.question.value = question
    })
  }

  #sharing = (tracker: Tracker): readonly Tracker[] => sharing(this.#options.store.incoming.state.peek(), tracker)

  #tracker(id: string): Tracker | null {
    return this.#options.store.incoming.state.peek().trackers.get(id) ?? null
  }

  #call(name: CommandName, id: string, payload: Payload, onEnd: Running['onEnd'] = null): void {
    const tracker = this.#tracker(id)
    // It may have changed while the person was asked.
    const ready = this.ready(name, tracker)
    if (ready.way !== 'sdk' || !tracker?.instance) {
      this.#refuse(ready)
      return
    }
    const { vendor, instance } = tracker
    const { method, path, args } = ready.command
    const given = args(payload)
    const about = { vendor, by: 'sdk', tracker: id, command: name, method, args: given } as const
    const trigger = this.#ask({ ...about, doc: instance.doc, onEnd })
    const order = {
      order: 'call',
      trigger,
      doc: instance.doc,
      vendor,
      instance: instance.name,
      command: name,
      method,
      path,
      args: given,
    } as const
    this.#options.store.order(order)
  }

  #hold(vendor: string, on: boolean): void {
    const command = on ? 'stop' : 'resume'
    const about = { vendor, by: 'tracklens', tracker: null, command, method: '', args: [] } as const
    const trigger = this.#ask({ ...about, doc: null, onEnd: null })
    this.#options.store.order({ order: 'hold', trigger, vendor, on })
  }

  #ask(about: Omit<Running, 'trigger' | 'heard' | 'stopWaiting'>): string {
    const trigger = this.#options.id()
    const stopWaiting = this.#options.after(PATIENCE, () =>
      this.#fail(trigger, running.heard ? NO_ANSWER : NO_BACKGROUND),
    )
    const running: Running = { ...about, trigger, heard: false, stopWaiting }
    this.#running.set(trigger, running)
    this.#pending.value = this.#running.size
    this.#options.store.say(factOf(running, 'asked'))
    this.notice.value = {
      kind: 'busy',
      trigger,
      text: about.by === 'tracklens' ? `${about.command === 'stop' ? 'Stopping' : 'Resuming'} …` : `${about.method} …`,
    }
    return trigger
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
    this.#pending.value = this.#running.size
    const text = message ?? `${running.method} ${phase === 'done' ? `was called.${this.#rest(running)}` : 'failed.'}`
    const { store } = this.#options
    const made = store.incoming.state.peek().items.findLast((item) => item.trigger === running.trigger)
    const show = made && { label: 'Show', run: () => store.showItem(made.n) }
    this.#tell(phase, text, show, running.trigger)
    running.onEnd?.(phase, message)
  }

  /** After a flush: what it has left waiting. */
  #rest({ command, tracker: id }: Running): string {
    const tracker = command === 'flush' && id !== null ? this.#tracker(id) : null
    if (!tracker) return ''
    const { held, sent, words } = unsentOf(this.#sharing(tracker))
    return held + sent === 0 ? ' Nothing waits to be sent any more.' : ` Still waiting: ${words}.`
  }

  #refuse(ready: Ready): void {
    if (ready.way === 'none') this.#tell('failed', ready.reason)
  }

  #tell(kind: Notice['kind'], text: string, action?: Notice['action'], trigger: string | null = null): void {
    this.notice.value = { kind, text, trigger, ...(action && { action }) }
  }

  #link(up: boolean): void {
    if (up) this.#wasUp = true
    if (up || !this.#wasUp) return
    this.dead.value = true
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
      this.#ordered.value = new Map(this.#ordered.peek()).set(vendor, command === 'stop')
    const running = this.#running.get(trigger)
    if (running && phase === 'asked') running.heard = true
    else if (running && phase !== 'asked') this.#ended(running, phase, message)
    // An answer that came late is still the answer.
    else if (phase === 'done' && this.notice.peek()?.trigger === trigger)
      this.#tell('done', message ?? `${fact.method} was called.`, undefined, trigger)
  }
}

/** What the panel says of a trigger, without a message. */
function factOf(running: Running, phase: TriggerFact['phase']): TriggerFact {
  const { trigger, vendor, by, tracker, command, method, args } = running
  return { kind: 'trigger', trigger, phase, vendor, by, ...(tracker !== null && { tracker }), command, method, args }
}
