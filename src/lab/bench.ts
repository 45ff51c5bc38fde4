/**
 * The Lab's bench: a vendor's model driven step by step, with a clock, a network, a server and ids that are all given.
 */
import type { Delivery } from '../core/item'
import type { Json, JsonObject } from '../core/json'
import { idOf } from './ids'
import type { Model, ModelEffect, ModelInput, ModelItem, ModelRequest, ModelView, Said, Stepped } from './model'
import { asSaid, saidOf } from './said'

/** What a sequence starts from. The same set-up and steps give the same result, always. */
export interface Setup {
  readonly vendor: string
  readonly profile: string
  readonly settings: JsonObject
  /** Milliseconds since 1970. */
  readonly startAt: number
  /** Chooses the ids that are drawn. */
  readonly seed: number
}

/** What a server says; `status` null is no answer at all (the request fails on the network). */
export interface Answer {
  readonly status: number | null
  readonly body: Json
}

/** One thing that the person at the bench does. */
export type Step =
  | { readonly step: 'call'; readonly method: string; readonly args: readonly Json[] }
  /** `ms` is in milliseconds. */
  | { readonly step: 'wait'; readonly ms: number }
  | { readonly step: 'app'; readonly change: 'active' | 'background' | 'killed' | 'launched' }
  | { readonly step: 'network'; readonly online: boolean }
  /** How requests are answered from now on, those that are open included; null: they wait to be answered by hand. */
  | { readonly step: 'server'; readonly answer: Answer | null }
  /** Answers one request, by its number in the sequence, from 1. */
  | { readonly step: 'answer'; readonly request: number; readonly answer: Answer }

/** A request of the sequence. Times are milliseconds since 1970. */
export interface Sent {
  /** Its number, from 1. */
  readonly number: number
  readonly at: number
  readonly request: ModelRequest
  readonly answer: (Answer & { readonly at: number }) | null
  /** What the server said of each thing in it; absent while there is no answer. */
  readonly said?: readonly Said[]
}

/** An item of the sequence and the last that was said about it. */
export interface Tracked {
  readonly at: number
  readonly item: ModelItem
  readonly fate: 'delivered' | 'rejected' | 'dropped' | 'wiped' | null
  readonly text: string
}

/**
 * What came of a step: the model's effects, the answers that it got, and what the bench itself has to say. Milliseconds
 * since 1970.
 */
export type LabEffect =
  | ModelEffect
  | { readonly effect: 'answered'; readonly at: number; readonly number: number; readonly answer: Answer }
  | { readonly effect: 'bench'; readonly at: number; readonly text: string }

/** Everything as it stands after a step. Frames share what did not change. */
export interface Frame<S> {
  readonly at: number
  readonly state: S
  readonly view: ModelView
  readonly server: Answer | null
  /** How many ids were drawn so far. */
  readonly drawn: number
  readonly effects: readonly LabEffect[]
  readonly requests: readonly Sent[]
  readonly items: readonly Tracked[]
  /** What the SDK keeps on the device. */
  readonly stored: JsonObject
}

/** What a server says at first. */
export const ACCEPTS: Answer = { status: 200, body: { success: true } }

/** Answers given within one step, at most: an SDK that never stops trying must not hang the bench. */
const MOST_ANSWERS = 2000

/** A device on which the app was just installed, before the first step. */
export function begin<S>(model: Model<S>, setup: Setup): Frame<S> {
  const { profile, settings, startAt } = setup
  const state = model.create({ profile, settings, stored: {}, at: startAt })
  const none = { effects: [], requests: [], items: [], stored: {} }
  return { at: startAt, state, view: model.view(state), server: ACCEPTS, drawn: 0, ...none }
}

/** The frame after one more step. Never throws: what the SDK would refuse is told in the effects. */
export function advance<S>(model: Model<S>, setup: Setup, frame: Frame<S>, step: Step): Frame<S> {
  const bench = new Bench(model, setup.seed, frame)
  switch (step.step) {
    case 'call':
      bench.input({ input: 'call', method: step.method, args: step.args })
      break
    case 'app':
      bench.input({ input: 'app', change: step.change })
      break
    case 'network':
      bench.input({ input: 'network', online: step.online })
      break
    case 'server':
      bench.server = step.answer
      bench.answerAll()
      break
    case 'answer':
      bench.answerOne(step.request, step.answer)
      break
    case 'wait':
      bench.wait(step.ms)
  }
  return bench.frame()
}

/** The frames of a sequence: before the first step, and after each. */
export function play<S>(model: Model<S>, setup: Setup, steps: readonly Step[]): readonly Frame<S>[] {
  const frames = [begin(model, setup)]
  for (const step of steps) frames.push(advance(model, setup, frames[frames.length - 1] ?? begin(model, setup), step))
  return frames
}

/** Where an item is, in the words of the panel. `lost`: given up without a refusal, or removed unsent. */
export function deliveryOf<S>(frame: Frame<S>, { item, fate }: Tracked): Delivery {
  const open = frame.requests.some(
    (sent) => frame.view.inFlight.includes(sent.request.id) && sent.request.items.includes(item.id),
  )
  if (open) return 'in flight'
  const queued = frame.view.queue.find(({ id }) => id === item.id)
  const wasSent = frame.requests.some(({ request }) => request.items.includes(item.id))
  if (queued) return queued.tries > 0 || fate !== null || wasSent ? 'retrying' : 'queued'
  if (fate === 'rejected') return fate
  // The SDK takes it for delivered; what the server said is what counts: that may be no answer of the vendor's.
  if (fate === 'delivered') return saidOf(frame.requests, item.id) ?? fate
  // Given up because the server refuses it again and again: refused, not lost on the way.
  if (fate === 'dropped' && saidOf(frame.requests, item.id) === 'rejected') return 'rejected'
  if (fate !== null) return 'lost'
  // A killed app: what it had stored waits for the next launch.
  return frame.view.app === 'killed' ? 'queued' : 'unknown'
}

/** Plays one step: the model's effects, and the server's and the clock's answers to them. */
class Bench<S> {
  readonly #model: Model<S>
  readonly #seed: number
  #at: number
  #state: S
  #drawn: number
  readonly #effects: LabEffect[] = []
  readonly #requests: Sent[]
  readonly #items: Tracked[]
  readonly #stored: Record<string, Json>
  #answers = 0
  #halted = false
  server: Answer | null

  constructor(model: Model<S>, seed: number, before: Frame<S>) {
    this.#model = model
    this.#seed = seed
    this.#at = before.at
    this.#state = before.state
    this.#drawn = before.drawn
    this.server = before.server
    this.#requests = [...before.requests]
    this.#items = [...before.items]
    this.#stored = { ...before.stored }
  }

  input(input: ModelInput): void {
    this.#take(this.#tryOut(input, this.#at), this.#at)
    this.answerAll()
  }

  /**
   * Lets `ms` milliseconds pass. The model goes ahead in growing strides; a stride in which it sent something is taken
   * again up to that moment, so that each answer comes at its own time.
   */
  wait(ms: number): void {
    const until = this.#at + ms
    let stride = 0
    while (this.#at < until && !this.#halted) {
      const due = this.#model.due(this.#state)
      const goal = due === null ? until : Math.min(until, Math.max(due, this.#at) + stride)
      const ahead = this.#tryOut({ input: 'time' }, goal)
      const first = ahead.effects.find(({ effect }) => effect === 'request')
      if (this.server !== null && first && first.at < goal) {
        this.#take(this.#tryOut({ input: 'time' }, first.at), first.at)
        stride = 0
      } else {
        this.#take(ahead, goal)
        stride = first ? 0 : Math.max(1000, stride * 2)
      }
      this.answerAll()
    }
  }

  /** Answers what is open, and what is sent in reply, as the server does by itself. */
  answerAll(): void {
    while (this.server !== null) {
      const open = this.#open()[0]
      if (!open) return
      if (this.#answers >= MOST_ANSWERS) this.#halt()
      else {
        this.#answers++
        this.#give(open, this.server)
      }
    }
  }

  answerOne(number: number, answer: Answer): void {
    const sent = this.#requests[number - 1]
    if (!sent) this.#say(`There is no request ${number} in this sequence.`)
    else if (sent.answer !== null) this.#say(`Request ${number} was answered before.`)
    else {
      this.#give(sent, answer)
      this.answerAll()
    }
  }

  frame(): Frame<S> {
    return {
      at: this.#at,
      state: this.#state,
      view: this.#model.view(this.#state),
      server: this.server,
      drawn: this.#drawn,
      effects: this.#effects,
      requests: this.#requests,
      items: this.#items,
      stored: this.#stored,
    }
  }

  #open(): readonly Sent[] {
    const { inFlight } = this.#model.view(this.#state)
    return inFlight.length
      ? this.#requests.filter(({ request, answer }) => answer === null && inFlight.includes(request.id))
      : []
  }

  #give(sent: Sent, answer: Answer): void {
    const { status, body } = answer
    const said = status === null ? [] : this.#model.said?.(sent.request, status, body)
    this.#requests[sent.number - 1] = { ...sent, answer: { ...answer, at: this.#at }, ...(said ? { said } : {}) }
    this.#effects.push({ effect: 'answered', at: this.#at, number: sent.number, answer })
    this.#take(this.#tryOut({ input: 'answer', request: sent.request.id, ...answer }, this.#at), this.#at)
  }

  #halt(): void {
    this.#say(`Stopped after ${MOST_ANSWERS} requests: the SDK would go on trying.`)
    this.#halted = true
    // What is still open waits to be answered by hand.
    this.server = null
  }

  #say(text: string): void {
    this.#effects.push({ effect: 'bench', at: this.#at, text })
  }

  #tryOut(input: ModelInput, at: number): Stepped<S> & { readonly drawn: number } {
    let drawn = this.#drawn
    const stepped = this.#model.step(this.#state, input, at, () => idOf(this.#seed, ++drawn))
    return { ...stepped, drawn }
  }

  #take(stepped: Stepped<S> & { readonly drawn: number }, at: number): void {
    this.#at = at
    this.#state = stepped.state
    this.#drawn = stepped.drawn
    for (const effect of stepped.effects) for (const told of asSaid(effect, this.#requests)) this.#record(told)
  }

  #record(effect: ModelEffect): void {
    this.#effects.push(effect)
    if (effect.effect === 'tracked') this.#items.push({ at: effect.at, item: effect.item, fate: null, text: '' })
    else if (effect.effect === 'amended') {
      const at = this.#items.findIndex(({ item }) => item.id === effect.item.id)
      const known = this.#items[at]
      if (known) this.#items[at] = { ...known, item: effect.item }
    } else if (effect.effect === 'request')
      this.#requests.push({ number: this.#requests.length + 1, at: effect.at, request: effect.request, answer: null })
    else if (effect.effect === 'stored') {
      if (effect.value === null) delete this.#stored[effect.key]
      else this.#stored[effect.key] = effect.value
    } else if (effect.effect !== 'log') {
      const { effect: fate, text } = effect
      const told = new Set(effect.items)
      this.#items.forEach((tracked, index) => {
        if (told.has(tracked.item.id)) this.#items[index] = { ...tracked, fate, text }
      })
    }
  }
}
