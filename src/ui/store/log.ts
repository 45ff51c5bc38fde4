/**
 * The facts of one tab or recording, folded in slices that never hold a frame up, with snapshots from which any earlier
 * state is folded again.
 */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Fact } from '../../core/fact'
import { beginsPage, firstItemOf } from '../../core/query/present'
import type { State } from '../../core/state'
import { later } from './after-paint'

/** What a log needs from outside. Times are milliseconds. */
export interface LogOptions {
  readonly empty: State
  /** Folds many facts at once; pure. */
  readonly reduceAll: (state: State, facts: readonly Fact[]) => State
  /** What time alone makes of a state by then, in milliseconds since 1970; pure. Without it nothing. */
  readonly asOf?: (state: State, now: number) => State
  /** A clock that only ever goes forward. */
  readonly now?: () => number
  /** Runs something after the browser had a chance to draw and to take input; `wait` is the least time until then. */
  readonly later?: (run: () => void, wait: number) => void
  /**
   * Told of the state again and again within a slice, also where it is not drawn, so that whoever follows it never has
   * to catch up all at once; the time that this takes is the slice's. Where folding took all of that, it has a turn of
   * its own.
   */
  readonly folded?: (state: State) => void
}

/** Where a new page of the top frame began: in facts, in items, and in time (milliseconds since 1970). */
export interface PageStart {
  readonly doc: string
  readonly position: number
  readonly items: number
  readonly at: number
  /** Where what it tracked while it was loaded ahead began, in facts and in items; absent where it tracked nothing. */
  readonly ahead?: { readonly position: number; readonly items: number }
}

/**
 * The longest that one slice folds, the least time between two drawings, and how many facts lie between two snapshots.
 */
const SLICE = 8
const FRAME = 16
const STRIDE = 2000
/**
 * How many facts are folded at once before the clock is asked again, at most: where they took long, fewer are, and no
 * more than have so many characters of bodies together, since one of them may carry a hundred items.
 */
const CHUNK = 32
const TEXT = 16 * 1024
/**
 * What comes alone is drawn at once. The more comes, the fewer drawings there are: one costs as much as folding a
 * hundred facts, and nobody can read what rushes by. Where drawing is slow, more has come by its end: without a share
 * of the time that is all it may take, hardly anything else would be done. [new facts, or items where those are more;
 * least time between two drawings in milliseconds; and in times that the last one took]
 */
const RATES = [
  [600, 250, 4],
  [100, 96, 4],
  [12, 48, 4],
  [0, FRAME, 2],
] as const
/** What goes on coming, little by little, after so many drawings in so many milliseconds, counts as so much more. */
const [FEW, LATELY, STEADY] = [4, 200, 12] as const
/**
 * While a file is taken in, what follows the first so many items is drawn so often: nobody waits for each part of it,
 * and to draw takes the time that reading needs. Like a line of `RATES`.
 */
const SCREENFUL = 100
const FILLING = [0, 1000, 4] as const
/** Nobody waits for a drawing for longer than this, whatever the last one took; milliseconds. */
const LONGEST = 1000

/** An append-only log with its folded state. */
export class Log {
  readonly #facts: Fact[] = []
  readonly #snapshots: State[]
  readonly #options: Required<Omit<LogOptions, 'folded' | 'asOf'>> & Pick<LogOptions, 'folded'>
  readonly #state
  readonly #received = signal(0)
  readonly #behind = computed(() => {
    const waiting = this.#received.value - this.#state.value.facts
    return waiting - (waiting % STRIDE)
  })
  /** Whether more of a file is to come; null where no file is read into it. */
  readonly #toCome = signal<boolean | null>(null)
  readonly #filling = computed(
    () => this.#toCome.value === true || (this.isOfFile && this.#received.value > this.#state.value.facts),
  )
  readonly #pages = signal<readonly PageStart[]>([])
  readonly #lastSeq = new Map<string, number>()
  #folded: State
  /** The state that `folded` was told of last. */
  #told: State
  /** How many facts are folded next at once: one may carry a hundred items. */
  #chunk = 2
  #scheduled = false
  #drawnAt = Number.NEGATIVE_INFINITY
  /** When the last few drawings were, the latest first. */
  #lately: number[] = []
  /** How long the last drawing took, in milliseconds. */
  #drawing = 0

  constructor(options: LogOptions) {
    this.#options = { now: () => performance.now(), later, ...options }
    this.#folded = options.empty
    this.#told = options.empty
    this.#snapshots = [options.empty]
    this.#state = signal(options.empty)
  }

  /** The state after every fact folded so far. */
  get state(): ReadonlySignal<State> {
    return this.#state
  }

  /** How many facts have come in, folded or not. */
  get received(): ReadonlySignal<number> {
    return this.#received
  }

  /** How many facts have come in that nobody is shown yet, in whole `STRIDE`s: a few always are on their way. */
  get behind(): ReadonlySignal<number> {
    return this.#behind
  }

  /** Whether a file is, or was, read into it. */
  get isOfFile(): boolean {
    return this.#toCome.value !== null
  }

  /** Whether a file is being taken in of which not all is shown yet. */
  get filling(): ReadonlySignal<boolean> {
    return this.#filling
  }

  /** The pages of the top frame, oldest first. */
  get pages(): ReadonlySignal<readonly PageStart[]> {
    return this.#pages
  }

  /** Every fact, for exports. */
  get facts(): readonly Fact[] {
    return this.#facts
  }

  /** Adds facts; one that is here already (same document and number) is dropped, so that a replay does no harm. */
  add(facts: readonly Fact[]): void {
    for (const fact of facts) {
      const last = this.#lastSeq.get(fact.doc) ?? 0
      if (fact.seq <= last) continue
      this.#lastSeq.set(fact.doc, fact.seq)
      this.#facts.push(fact)
    }
    this.#received.value = this.#facts.length
    if (!this.#scheduled) this.#slice()
  }

  /** Tells that a file is read into it, and whether more of that is to come. */
  fill(more: boolean): void {
    this.#toCome.value = more
  }

  /**
   * The state after the first `position` facts: the nearest snapshot, and at most `STRIDE` facts folded on top of it.
   */
  stateAt(position: number): State {
    const goal = Math.max(0, Math.min(position, this.#folded.facts))
    if (goal === this.#folded.facts) return this.#folded
    const base = Math.min(Math.floor(goal / STRIDE), this.#snapshots.length - 1)
    return this.#options.reduceAll(this.#snapshots[base] ?? this.#options.empty, this.#facts.slice(base * STRIDE, goal))
  }

  /** How many facts had been folded when the item with this number came into being. */
  positionOf(item: number): number {
    let low = 0
    let high = this.#snapshots.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#snapshots[middle]?.items.size ?? 0) > item) high = middle - 1
      else low = middle
    }
    let state = this.#snapshots[low] ?? this.#options.empty
    for (let at = low * STRIDE; at < this.#folded.facts; at++) {
      state = this.#options.reduceAll(state, this.#facts.slice(at, at + 1))
      if (state.items.size > item) return at + 1
    }
    return this.#folded.facts
  }

  #slice(): void {
    this.#scheduled = false
    const began = this.#options.now()
    const isOver = (slices = 1): boolean => this.#options.now() - began > slices * SLICE
    let at = this.#folded.facts
    for (let before = began; at < this.#facts.length; ) {
      at = this.#fold(at)
      const took = this.#options.now() - before
      if (took > SLICE / 2) this.#chunk = Math.max(1, this.#chunk >> 1)
      else if (took < SLICE / 4) this.#chunk = Math.min(CHUNK, this.#chunk * 2)
      if (!isOver()) this.#tell()
      if (isOver()) break
      before = this.#options.now()
    }
    // A full slice is drawn in a turn of its own: folding, judging and drawing in one would hold a frame up.
    if (at < this.#facts.length || isOver(2)) this.#schedule(0, () => this.#tellAndDraw())
    else this.#draw()
  }

  #tell(): void {
    if (this.#told === this.#folded) return
    this.#told = this.#folded
    this.#options.folded?.(this.#folded)
  }

  #tellAndDraw(): void {
    this.#scheduled = false
    const began = this.#options.now()
    this.#tell()
    if (this.#options.now() - began > SLICE / 2) this.#schedule(0, () => this.#draw())
    else this.#draw()
  }

  #draw(): void {
    this.#scheduled = false
    const now = this.#options.now()
    const drawn = this.#state.peek()
    const fresh = Math.max(this.#facts.length - drawn.facts, this.#folded.items.size - drawn.items.size)
    const [, least, share] = this.#rate(fresh, now)
    if (now - this.#drawnAt >= Math.max(least, Math.min(share * this.#drawing, LONGEST))) {
      this.#drawnAt = now
      this.#lately = [now, ...this.#lately].slice(0, FEW)
      this.#state.value = this.#folded
      // Views draw at the end of this turn.
      if (fresh > 0)
        this.#options.later(() => {
          this.#drawing = this.#options.now() - now
        }, 0)
    }
    if (this.#folded.facts < this.#facts.length) this.#schedule(0)
    else if (this.#state.peek() !== this.#folded) this.#schedule(FRAME)
  }

  /** How often is drawn where so many facts, or items, are new. */
  #rate(fresh: number, now: number): readonly [number, number, number] {
    if (this.#isPatient()) return FILLING
    const isSteady = fresh > 0 && now - (this.#lately[FEW - 1] ?? now - LATELY) < LATELY
    return RATES.find(([facts]) => (isSteady ? fresh + STEADY : fresh) > facts) ?? [0, 0, 0]
  }

  /** Whether more of a file is on its way, and there is something to look at meanwhile. */
  #isPatient(): boolean {
    const more = this.#toCome.peek()
    return (
      more !== null && (more || this.#folded.facts < this.#facts.length) && this.#state.peek().items.size > SCREENFUL
    )
  }

  #schedule(wait: number, run = () => this.#slice()): void {
    this.#scheduled = true
    this.#options.later(run, wait)
  }

  /** Folds the facts from `at` on, up to the next snapshot or the next page at the most; returns where it stopped. */
  #fold(at: number): number {
    this.#noticePage(at)
    const most = Math.min(at + this.#chunk, at + STRIDE - (at % STRIDE), this.#facts.length)
    let end = at + 1
    let room = TEXT - lengthOf(this.#facts[at])
    while (end < most && !beginsPage(this.#facts[end])) {
      room -= lengthOf(this.#facts[end])
      if (room < 0) break
      end++
    }
    this.#folded = this.#options.reduceAll(this.#folded, this.#facts.slice(at, end))
    if (end % STRIDE === 0) this.#snapshots.push(this.#folded)
    return end
  }

  #noticePage(at: number): void {
    const fact = this.#facts[at]
    if (!beginsPage(fact) || this.#pages.value.some((page) => page.doc === fact.doc)) return
    const { doc } = fact
    const { size } = this.#folded.items
    const items = firstItemOf(this.#folded, doc)
    const ahead = items < size ? { ahead: { position: this.positionOf(items) - 1, items } } : {}
    this.#pages.value = [...this.#pages.value, { doc, position: at, items: size, at: fact.at, ...ahead }]
  }
}

/** How many characters of a body there are to be read in a fact. */
function lengthOf(fact: Fact | undefined): number {
  return fact && 'body' in fact ? (fact.body?.text?.length ?? 0) : 0
}
