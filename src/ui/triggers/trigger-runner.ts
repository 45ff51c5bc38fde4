/** Where triggers are pressed: asks what must be asked, then sends the order. */
import { signal } from '@preact/signals'
import type { CommandName, Payload } from '../../core/contract/offer'
import type { Vendor } from '../../core/contract/vendor'
import type { Tracker } from '../../core/state'
import type { Store } from '../store/store'
import { DEAD, type Ready, sharing, takesAll } from './commands'
import type { Texts, TriggerQuestion } from './questions'
import { Readiness } from './readiness'
import { type OnEnd, type RunningOptions, RunningTriggers } from './running-triggers'

/** What makes the words of a question. */
type Questions = typeof import('./questions')

/** What a runner is given, beside what following triggers takes. */
export interface RunnerOptions extends RunningOptions {
  readonly vendors: readonly Vendor[]
}

/** Runs the triggers of one panel: asks what must be asked, gives the order, and shows what became of it. */
export class TriggerRunner {
  readonly #store: Store
  readonly #running: RunningTriggers
  readonly question = signal<TriggerQuestion | null>(null)
  readonly ready: Readiness

  constructor(options: RunnerOptions) {
    this.#store = options.store
    this.#running = new RunningTriggers(options)
    const { incoming, target } = options.store
    this.ready = new Readiness(incoming.state, options.vendors, this.#running, target)
  }

  /** What became of the last trigger. */
  get notice(): RunningTriggers['notice'] {
    return this.#running.notice
  }

  /** The extension under this panel was reloaded or removed. */
  get dead(): RunningTriggers['dead'] {
    return this.#running.dead
  }

  /** Ends following what runs. */
  close(): void {
    this.#running.close()
  }

  /** A trigger was pressed. `payload` is there once its editor was filled in. */
  press(name: CommandName, tracker: Tracker | null = this.ready.target.value, payload: Payload | null = null): void {
    const ready = this.ready.of(name, tracker)
    if (ready.way === 'none' || !tracker) {
      this.#refuse(ready)
      return
    }
    if ((name === 'track' || name === 'identify') && !payload) {
      this.#store.editor.value = { command: name, tracker: tracker.id, item: null }
      return
    }
    if (ready.way === 'hold') {
      this.#ask(({ beforeHold }) =>
        beforeHold(this.ready.nameOf(tracker.vendor), tracker, ready.reason, () => this.#hold(tracker.vendor, true)),
      )
      return
    }
    const vendor = this.ready.vendor(tracker.vendor)
    const { warning, asks } = ready.command
    const run = (texts: Texts) =>
      this.#call(name, tracker.id, asks ? { ...payload, texts: { ...payload?.texts, ...texts } } : (payload ?? {}))
    // An editor has asked for everything already.
    if (!vendor || (warning === null && (payload !== null || !asks?.length))) {
      run({})
      return
    }
    const flush = this.ready.of('flush', tracker)
    const trackers = takesAll(name) ? this.#sharing(tracker) : [tracker]
    this.#ask((questions) =>
      questions.beforeCall(
        { name, command: ready.command, vendor, trackers, state: this.#store.present.peek() },
        {
          run,
          flush:
            flush.way === 'sdk'
              ? { method: flush.command.method, run: () => this.#flushThenStop(tracker.id, questions) }
              : null,
        },
      ),
    )
  }

  /** Asks once more before something that deletes on the server is sent, then sends it. */
  confirm(question: Pick<TriggerQuestion, 'title' | 'lines' | 'calls'>, label: string, run: () => void): void {
    this.question.value = { ...question, answers: [{ label, tone: 'danger', run }] }
  }

  /** Tracklens lets a vendor go again. */
  resume(vendor: string): void {
    this.#hold(vendor, false)
  }

  /** What is asked is fetched when somebody is asked first, as the dialog is. */
  #ask(ask: (questions: Questions) => TriggerQuestion): void {
    import('./questions').then(
      (questions) => {
        this.question.value = ask(questions)
      },
      () => this.#running.tell(DEAD),
    )
  }

  #flushThenStop(id: string, { afterFlush }: Questions): void {
    this.#call('flush', id, {}, (ended, message) => {
      const tracker = this.#tracker(id)
      if (!tracker) return
      const ready = this.ready.of('stop', tracker)
      if (ready.way !== 'sdk') return
      const stop = () => this.#call('stop', id, {})
      const question = afterFlush(ready.command.method, this.ready.nameOf(tracker.vendor), this.#sharing(tracker), stop)
      if (ended === 'done' && !question) {
        stop()
        return
      }
      const text =
        ended === 'failed' ? `The flush failed, so nothing was stopped. ${message ?? ''}` : 'Not stopped yet.'
      this.#running.tell(text.trim(), { label: 'Stop anyway…', run: () => this.press('stop', this.#tracker(id)) })
      if (ended === 'done') this.question.value = question
    })
  }

  #sharing = (tracker: Tracker): readonly Tracker[] => sharing(this.#store.present.peek(), tracker)

  #tracker(id: string): Tracker | null {
    return this.#store.incoming.state.peek().trackers.get(id) ?? null
  }

  #call(name: CommandName, id: string, payload: Payload, onEnd: OnEnd | null = null): void {
    const tracker = this.#tracker(id)
    // It may have changed while the person was asked.
    const ready = this.ready.of(name, tracker)
    if (ready.way !== 'sdk' || !tracker?.instance) {
      this.#refuse(ready)
      return
    }
    const { vendor, instance } = tracker
    const { method, path, args } = ready.command
    const given = args(payload)
    const about = { vendor, by: 'sdk', tracker: id, command: name, method, args: given } as const
    const trigger = this.#running.begin({ ...about, doc: instance.doc, onEnd })
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
    this.#store.order(order)
  }

  #hold(vendor: string, on: boolean): void {
    const command = on ? 'stop' : 'resume'
    const about = { vendor, by: 'tracklens', tracker: null, command, method: '', args: [] } as const
    const trigger = this.#running.begin({ ...about, doc: null, onEnd: null })
    this.#store.order({ order: 'hold', trigger, vendor, on })
  }

  #refuse(ready: Ready): void {
    if (ready.way === 'none') this.#running.tell(ready.reason)
  }
}
