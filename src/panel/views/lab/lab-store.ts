/**
 * The Lab's own state: the sequence, the frames that it gives, and the place in it. It outlives the tab's component.
 */

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { JsonObject } from '../../../core/json'
import { counted } from '../../../core/text'
import { type Answer, advance, begin, type Frame, play, type Setup, type Step } from '../../../lab/bench'
import type { Field, Model } from '../../../lab/model'
import { readSequence, type Sequence, sequenceText } from '../../../lab/sequence'
import { draftOf, type FieldDraft, readDraft } from './draft'
import { summary } from './summary'

/** A question that stands before something is lost. */
export interface LabQuestion {
  readonly text: string
  readonly yes: string
  readonly run: () => void
}

type Drafts = Readonly<Record<string, FieldDraft>>

/** What takes away the steps that somebody took: the words of its button, and those of the question before. */
const DISCARDING = {
  ...{ 'Change vendor': 'Changing the vendor', 'Replay the text': 'Replaying the text' },
  ...{ 'Load the walk-through': 'Loading the walk-through', Reset: 'Resetting' },
} as const

/** The Lab of one panel. */
export class LabStore {
  readonly sequence: Signal<Sequence>
  readonly frames: Signal<readonly Frame<unknown>[]>
  /** How many steps of the sequence are taken. */
  readonly cursor = signal(0)
  readonly model: ReadonlySignal<Model<unknown>>
  readonly frame: ReadonlySignal<Frame<unknown>>
  /** The frame before the last step; null before the first. */
  readonly before: ReadonlySignal<Frame<unknown> | null>
  /** What the last step did, for the status line. */
  readonly said = signal('')
  readonly question = signal<LabQuestion | null>(null)
  readonly settings: Signal<Drafts>
  /** What is typed into the operations' fields, by `vendor.method.field`. */
  readonly drafts = signal<Drafts>({})
  /** Steps were taken by hand since the sequence was loaded, reset or exported. */
  #touched = false
  /** Called after each change of the frame: sends what may be sent. */
  after: () => void = () => undefined

  /** `startAt` is when the clock starts, in milliseconds since 1970. */
  constructor(
    readonly models: readonly Model<unknown>[],
    readonly startAt: number,
  ) {
    const [first] = models
    if (!first) throw new Error('There is no model to drive')
    const sequence = fresh(first, startAt)
    this.sequence = signal(sequence)
    this.settings = signal(settingDrafts(first, sequence.setup.settings))
    this.model = computed(() => models.find(({ vendor }) => vendor === this.sequence.value.setup.vendor) ?? first)
    const start = begin(first, sequence.setup)
    this.frames = signal([start])
    this.frame = computed(() => this.frames.value[this.cursor.value] ?? start)
    this.before = computed(() => this.frames.value[this.cursor.value - 1] ?? null)
  }

  /** Takes a step here; steps that lay ahead are dropped. */
  take(step: Step): void {
    const { steps } = this.sequence.peek()
    const at = this.cursor.peek()
    const frame = advance(this.model.peek(), this.sequence.peek().setup, this.frame.peek(), step)
    const dropped = steps.length - at
    this.sequence.value = { ...this.sequence.peek(), steps: [...steps.slice(0, at), { step, note: '' }], closing: '' }
    this.frames.value = [...this.frames.peek().slice(0, at + 1), frame]
    this.cursor.value = at + 1
    this.#touched = true
    this.#tell(dropped > 0 ? ` ${counted(dropped, 'next step')} dropped.` : '')
  }

  /** Goes to the state after the first `count` steps. */
  goTo(count: number): void {
    this.cursor.value = Math.max(0, Math.min(count, this.sequence.peek().steps.length))
    this.#tell('')
  }

  /** Plays the same steps from another set-up. */
  change(change: Partial<Setup>): void {
    const { steps, setup } = this.sequence.peek()
    this.sequence.value = { ...this.sequence.peek(), setup: { ...setup, ...change } }
    this.#replay(steps.length === 0 ? '' : ` ${steps.length} steps replayed.`)
  }

  /** Takes over the settings as typed, unless one cannot be read. */
  typeSetting(field: Field, draft: FieldDraft): void {
    this.settings.value = { ...this.settings.peek(), [field.name]: draft }
    const settings: Record<string, JsonObject[string]> = {}
    for (const each of this.model.peek().settings) {
      const own = this.settings.peek()[each.name]
      if (!own?.included) continue
      const read = readDraft(each, own)
      if ('problem' in read) return
      settings[each.name] = read.value
    }
    this.change({ settings })
  }

  /** Loads a sequence, at its beginning or at its end. */
  load(sequence: Sequence, at: 'start' | 'end'): void {
    const model = this.models.find(({ vendor }) => vendor === sequence.setup.vendor)
    if (!model) return
    this.sequence.value = sequence
    this.settings.value = settingDrafts(model, sequence.setup.settings)
    this.cursor.value = at === 'end' ? sequence.steps.length : 0
    this.#touched = false
    this.question.value = null
    this.#replay('')
  }

  /** The vendor's empty bench; the same vendor keeps its profile and settings. */
  reset(vendor = this.model.peek().vendor): void {
    const model = this.models.find((known) => known.vendor === vendor)
    if (!model) return
    const { setup } = this.sequence.peek()
    const empty = fresh(model, setup.startAt)
    this.load(setup.vendor === vendor ? { ...empty, setup } : empty, 'start')
    this.said.value = `${model.name}: a device on which the app was just installed.`
  }

  /** Asks first when steps taken by hand would be lost. */
  unlessLost(what: keyof typeof DISCARDING, run: () => void): void {
    const count = this.sequence.peek().steps.length
    if (!this.#touched || count === 0) run()
    else
      this.question.value = {
        text: `${DISCARDING[what]} discards your ${counted(count, 'step')}.`,
        yes: what,
        run: () => {
          this.question.value = null
          run()
        },
      }
  }

  /** The sequence as text. What is exported is not lost. */
  text(): string {
    return sequenceText(this.sequence.peek())
  }

  exported(): void {
    this.#touched = false
  }

  read(text: string): ReturnType<typeof readSequence> {
    const { setup } = this.sequence.peek()
    return readSequence(text, this.models, setup.startAt, setup)
  }

  /** Feeds in what a real server said, where its request still waits here. */
  answerReal(number: number, request: string, answer: Answer): boolean {
    const sent = this.frame.peek().requests[number - 1]
    if (sent?.request.id !== request || sent.answer !== null) return false
    this.take({ step: 'answer', request: number, answer })
    return true
  }

  #replay(more: string): void {
    const { setup, steps } = this.sequence.peek()
    this.frames.value = play(
      this.model.peek(),
      setup,
      steps.map(({ step }) => step),
    )
    this.#tell(more)
  }

  #tell(more: string): void {
    const taken = this.sequence.peek().steps[this.cursor.peek() - 1]
    const lead = taken
      ? `Step ${this.cursor.peek()}, ${summary(taken.step, this.frame.peek())}`
      : 'Before the first step.'
    this.said.value = lead + more
    this.after()
  }
}

function fresh(model: Model<unknown>, startAt: number): Sequence {
  const settings = Object.fromEntries(
    model.settings.filter(({ required }) => required).map(({ name, example }) => [name, example]),
  )
  const profile = model.profiles[0]?.id ?? ''
  return {
    title: '',
    about: '',
    setup: { vendor: model.vendor, profile, settings, startAt, seed: 1 },
    steps: [],
    closing: '',
  }
}

function settingDrafts(model: Model<unknown>, settings: JsonObject): Drafts {
  return Object.fromEntries(model.settings.map((field) => [field.name, draftOf(field, settings[field.name])]))
}
