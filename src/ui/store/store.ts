/** What every view reads and does: the shown state, the place in time, the selection, and orders to the page. */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Check } from '../../checks/check'
import type { Findings } from '../../checks/findings'
import type { Happening } from '../../core/fact'
import type { HostAnswers } from '../../core/item'
import type { State } from '../../core/state'
import { counted } from '../../core/text'
import type { Order } from '../../link/messages'
import type { LoadedPlan } from '../../plan'
import { aged } from './aging'
import { declaredText, keepDeclared } from './declared'
import type { Host, Memory, Sources } from './host'
import { InView } from './in-view'
import { Judging } from './judging'
import { Log, type LogOptions } from './log'
import { KeptPreferences } from './preferences'
import { type Fetched, rulebook } from './rules'
import type { Destination, EditorWish, Notice, Opening } from './wishes'

/** The panel's store. `state` is what views show: live, paused, or as it was at an earlier moment. */
export class Store {
  readonly #own: Log
  readonly #log: Signal<Log>
  readonly #paused = signal<{ readonly state: State; readonly at: number } | null>(null)
  readonly #travelled = signal<number | null>(null)
  readonly #recording = signal<{ readonly name: string; readonly savedAt: number | null } | null>(null)
  readonly #host: Host
  readonly #fresh: () => Log

  /** The position of the chosen item in the ledger (its `n`), or null. */
  readonly selected = signal<number | null>(null)
  /** The numbers of the items that several are chosen of, in the order of choosing; empty while only one is. */
  readonly chosen = signal<ReadonlySet<number>>(new Set())
  /** The number of the item that others are compared with, or null. */
  readonly reference = signal<number | null>(null)
  readonly preferences: KeptPreferences
  /** The id of the tracker that was chosen for the triggers, or null: see `targetOf` in `triggers/commands.ts`. */
  readonly target = signal<string | null>(null)
  /** The id of the chosen view (a tab). */
  readonly view = signal('events')
  readonly filterText = signal('')
  readonly preserve = signal(true)
  readonly notice = signal<Notice | null>(null)
  readonly opening = signal<Opening | null>(null)
  /** The tracking plan in force; `store/plan.ts` puts it there. */
  readonly plan = signal<LoadedPlan | null>(null)
  /** The payload editor that is open, or null. Views may open it: see `triggers/again.ts`. */
  readonly editor = signal<EditorWish | null>(null)
  readonly sources = signal<Sources>({
    network: { missing: 'not started' },
    hook: 'waiting',
    link: 'opening',
    outcomes: false,
  })

  /** What time it is, in milliseconds since 1970: told again and again by whoever follows the tab. */
  readonly clock = signal(0)
  /**
   * What time it is where one looks, in milliseconds since 1970: the present while live, else the time of the pause, of
   * the moment travelled to, or at which the recording was saved. Never before the last fact that is shown.
   */
  readonly now: ReadonlySignal<number>
  /** The log being looked at: the tab's, or an opened recording's. */
  readonly log: ReadonlySignal<Log>
  /** The newest state of the log, whatever is shown. */
  readonly live: ReadonlySignal<State>
  /** The state of the tab itself as it stands now, whatever is shown. */
  readonly present: ReadonlySignal<State>
  /** What views show. */
  readonly state: ReadonlySignal<State>
  readonly mode: ReadonlySignal<'live' | 'paused' | 'travel'>
  /** How many facts are folded into `state`. */
  readonly position: ReadonlySignal<number>
  /** What is in view of the shown state. */
  readonly inView: InView
  /** Items with a lower number are not in view. */
  readonly hiddenBelow: ReadonlySignal<number>
  /** The name of the opened recording; null while the page is shown. */
  readonly recording: ReadonlySignal<string | null>
  /** The rules by which is judged, once they are here. */
  readonly rules: ReadonlySignal<Fetched>
  /**
   * What is found in `state`, nothing while the rules are not here; judged from when somebody first reads it, and then
   * only what changed since.
   */
  readonly findings: ReadonlySignal<Findings>
  /** The rules by which it is found: everybody's, and the plan's. */
  readonly checks: ReadonlySignal<readonly Check[]>

  constructor(options: LogOptions, host: Host) {
    this.#fresh = () => {
      const log: Log = new Log({ ...options, folded: (state) => this.#log.peek() === log && judging.follow(state) })
      return log
    }
    this.#own = this.#fresh()
    this.#host = host
    this.preferences = new KeptPreferences(host.memory ?? null)
    this.#log = signal(this.#own)
    this.log = this.#log
    this.recording = computed(() => this.#recording.value?.name ?? null)
    this.live = computed(() => this.#log.value.state.value)
    this.mode = computed(() =>
      this.#travelled.value !== null ? 'travel' : this.#paused.value !== null ? 'paused' : 'live',
    )
    const folded = computed(() => {
      const position = this.#travelled.value
      if (position !== null) return this.#log.value.stateAt(position)
      return this.#paused.value?.state ?? this.live.value
    })
    this.position = computed(() => folded.value.facts)
    this.now = computed(() => {
      const last = this.#log.value.facts[this.position.value - 1]?.at ?? 0
      if (this.mode.value === 'travel') return last
      const saved = this.#recording.value
      return Math.max(last, this.#paused.value?.at ?? (saved ? (saved.savedAt ?? 0) : this.clock.value))
    })
    this.state = aged(options.asOf, folded, this.now)
    this.present = aged(options.asOf, this.#own.state, this.clock)
    this.rules = host.rules ?? rulebook
    const judging = new Judging(this, this.rules)
    this.findings = judging.findings
    this.checks = judging.checks
    this.inView = new InView(this.#own, { log: this.log, state: this.state, preserve: this.preserve })
    this.hiddenBelow = computed(() => this.inView.start.value.items)
  }

  /** The tab's own log, into which the link writes even while a recording is looked at. */
  get incoming(): Log {
    return this.#own
  }

  get canAskForOutcomes(): boolean {
    return this.#host.askForOutcomes !== null && this.#recording.value === null
  }

  get canGiveBackOutcomes(): boolean {
    return this.#host.giveBackOutcomes !== undefined
  }

  /** The address at which this panel can ask for permissions; null where it can ask here, or nowhere. */
  get ownTab(): string | null {
    return this.#host.ownTab ?? null
  }

  /** Sends an order to the page. */
  order(order: Order): void {
    this.#host.order(order)
  }

  /** Says a fact of the panel's own about the tab. */
  say(happening: Happening): void {
    this.#host.say?.(happening)
  }

  /** What outlives the panel; null where nothing does. */
  get memory(): Memory | null {
    return this.#host.memory ?? null
  }

  /** Whether a declaration of a host's answers would be heard: a recording stays as it was made. */
  get canDeclare(): boolean {
    return this.#host.say !== undefined && this.#recording.value === null
  }

  /** Counts such answers of a host as accepted, or no longer; for the tab at once, for later ones by the memory. */
  declare(which: HostAnswers, on: boolean): void {
    this.say({ kind: 'accept', ...which, on })
    if (this.memory) void keepDeclared(this.memory, which, on)
    const text = declaredText(which)
    this.notice.value = {
      kind: 'info',
      text: on
        ? `From now on ${text} count as accepted, and so do those that came before.`
        : `From now on ${text} no longer count as accepted.`,
      action: { label: 'Undo', run: () => this.declare(which, !on) },
    }
  }

  /** Freezes what is shown; facts keep coming in behind. */
  pause(): void {
    this.goLive()
    this.#paused.value = { state: this.live.value, at: this.now.value }
  }

  /** Shows everything as it was after `position` facts. */
  travelTo(position: number): void {
    this.#travelled.value = Math.max(0, Math.min(position, this.live.value.facts))
  }

  /** Shows everything as it was when the item came into being. */
  travelToItem(n: number): void {
    this.travelTo(this.#log.value.positionOf(n))
  }

  /** Back to the newest state. */
  goLive(): void {
    this.#travelled.value = null
    this.#paused.value = null
  }

  /** Empties the list. What is known of trackers, customers and sessions stays, and the items can be brought back. */
  clear(): void {
    this.goLive()
    const count = this.live.value.items.size - this.hiddenBelow.value
    this.#chooseNone()
    const undo = this.inView.clear(this.live.value, this.now.value)
    this.#host.clear()
    if (count > 0)
      this.notice.value = {
        kind: 'info',
        text: `${counted(count, 'item')} cleared.`,
        action: {
          label: 'Undo',
          run: () => {
            undo()
            this.#host.restore?.()
            this.notice.value = null
          },
        },
      }
  }

  /** Keeps items when the page navigates, or lists only the present page's. Nothing is thrown away by either. */
  setPreserve(preserve: boolean): void {
    this.preserve.value = preserve
    this.#host.save({ preserve })
  }

  /**
   * Looks at a recording: gives the empty log to fill. The page goes on being recorded behind. `savedAt` is in
   * milliseconds since 1970; null where the file does not say.
   */
  openRecording(name: string, savedAt: number | null): Log {
    const log = this.#fresh()
    this.goLive()
    this.#chooseNone()
    this.#recording.value = { name, savedAt }
    this.#log.value = log
    return log
  }

  /** Back from a recording to the page. */
  closeRecording(): void {
    this.goLive()
    this.#chooseNone()
    this.#recording.value = null
    this.#log.value = this.#own
  }

  /** The numbers of items mean others in another log. */
  #chooseNone(): void {
    this.selected.value = null
    this.chosen.value = new Set()
    this.reference.value = null
  }

  /** Leads to a view. Without a filter all is listed; the chosen item stays unless another one, or none, is named. */
  show({ view = 'events', filter = '', item }: Destination): void {
    this.filterText.value = filter
    if (item !== undefined) {
      this.selected.value = item
      this.chosen.value = new Set()
    }
    this.view.value = view
  }

  /** Shows an item in the Events view, whatever filter is set there. */
  showItem(n: number): void {
    this.show({ item: n })
  }

  /** Asks for the optional permission that tells how requests ended after their page was left. Call it from a click. */
  async askForOutcomes(): Promise<void> {
    const granted = (await this.#host.askForOutcomes?.().catch(() => false)) ?? false
    this.sources.value = { ...this.sources.value, outcomes: granted }
    if (!granted)
      this.notice.value = {
        kind: 'info',
        text: 'Not granted. Requests that end after their page was left stay “unknown”.',
      }
  }

  /** Gives that permission back. */
  async giveBackOutcomes(): Promise<void> {
    const removed = (await this.#host.giveBackOutcomes?.().catch(() => false)) ?? false
    if (removed) this.sources.value = { ...this.sources.value, outcomes: false }
    else
      this.notice.value = {
        kind: 'error',
        text: 'The browser did not take the permission back. Remove it on the page where extensions are managed.',
      }
  }

  /** Asks for the permission to reach hosts; must be called from a click. `origins` are match patterns. */
  permit(origins: readonly string[]): Promise<boolean> {
    return this.#host.permit?.(origins) ?? Promise.resolve(false)
  }
}
