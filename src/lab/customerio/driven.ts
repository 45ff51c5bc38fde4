/** Drives a model in tests: one device with its clock, its ids, and everything that came of it. */
import type { Json, JsonObject } from '../../core/json'
import type { ModelEffect, ModelInput } from '../model'
import { model } from '.'

/** When every test begins, in milliseconds since 1970. */
export const START = 1_700_000_000_000

/** A device on which the app was just installed, or that finds `stored`. */
export function device(profile: 'ios' | 'js', settings: JsonObject = {}, stored: JsonObject = {}, seed = 0) {
  let at = START
  let count = seed
  const uuid = () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`
  let state = model.create({ profile, settings: { key: 'demo', ...settings }, stored, at })
  const all: ModelEffect[] = []
  const step = (input: ModelInput) => {
    const stepped = model.step(state, input, at, uuid)
    state = stepped.state
    all.push(...stepped.effects)
    return stepped.effects
  }
  const requestsIn = (effects: readonly ModelEffect[]) =>
    effects.flatMap((e) => (e.effect === 'request' ? [e.request] : []))
  return {
    call: (method: string, ...args: Json[]) => step({ input: 'call', method, args }),
    app: (change: 'active' | 'background' | 'killed' | 'launched') => step({ input: 'app', change }),
    network: (online: boolean) => step({ input: 'network', online }),
    wait: (seconds: number) => {
      at += seconds * 1000
      return step({ input: 'time' })
    },
    answer: (request: string, status: number | null) => step({ input: 'answer', request, status, body: {} }),
    view: () => model.view(state),
    due: () => model.due(state),
    at: () => at,
    stored: () => state.stored,
    all,
    requestsIn,
    requests: () => requestsIn(all),
    tracked: () => all.flatMap((e) => (e.effect === 'tracked' ? [e.item] : [])),
    logs: () => all.flatMap((e) => (e.effect === 'log' ? [e.text] : [])),
    sent: () => requestsIn(all).map(({ body }) => JSON.parse(body)),
  }
}

type Device = ReturnType<typeof device>
/** The last entry; an empty list is an error. */
export const last = <T>(list: readonly T[]): T => {
  const found = list.at(-1)
  if (found === undefined) throw new Error('The list is empty.')
  return found
}
/** Every event that was sent, batches opened. */
export const events = (d: Device) => d.sent().flatMap((body) => body.batch ?? [body])
/** The names of everything tracked. */
export const names = (d: Device) => d.tracked().map(({ name }) => name)
