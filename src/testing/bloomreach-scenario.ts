/**
 * Plays a scenario written as text on the model, and writes what came of it as text: the language of this folder's
 * tests.
 */
import { isObject, type Json, type JsonObject, objectOr, parseJson } from '../core/json'
import { model } from '../lab/bloomreach'
import type { State } from '../lab/bloomreach/state'
import type { ModelEffect, ModelInput, ModelItem, ModelRequest, ModelView } from '../lab/model'

/** Second 0 of every scenario, in milliseconds since 1970. */
export const START = 1_763_788_400_000

/** What a scenario came to. */
export interface Played {
  readonly state: State
  readonly effects: readonly ModelEffect[]
  readonly view: ModelView
  /** What an app that starts again finds on the device. */
  readonly stored: JsonObject
  /** Tracked items as `name @second customer …`, those whose names are asked for, or all. */
  readonly tracked: (...names: readonly string[]) => readonly string[]
  /** Requests as `path customer …`. */
  readonly requests: () => readonly string[]
  /** Bodies of the requests, as sent. */
  readonly bodies: () => readonly JsonObject[]
  /** What became of items, as `effect name: text`. */
  readonly outcomes: () => readonly string[]
  /** Log lines that hold this text. */
  readonly logs: (part: string) => readonly string[]
}

/** Ids drawn so far, by all scenarios: a device that goes on from another's storage must not draw the same ones. */
let drawn = 0

/** How to play: profile, settings, and what an earlier process stored. */
export interface Setting {
  readonly profile: string
  readonly settings?: JsonObject
  readonly stored?: JsonObject
}

const LIFE = ['active', 'background', 'killed', 'launched'] as const

/**
 * Plays lines of `second what arguments`: `active`, `background`, `killed`, `launched`, `online`, `offline`, `wait`,
 * `answer status body?` for every open request (status `none` for no answer), else a method with its arguments as JSON.
 */
export function play(setting: Setting, script: string): Played {
  const settings: JsonObject = { projectToken: 'P', authorization: 'Token key', ...setting.settings }
  let state = model.create({ profile: setting.profile, settings, stored: setting.stored ?? {}, at: START })
  const effects: ModelEffect[] = []
  const input = (given: ModelInput, second: number) => {
    const result = model.step(state, given, START + second * 1000, () => `id-${++drawn}`)
    state = result.state
    effects.push(...result.effects)
  }
  for (const line of script.split('\n')) {
    const found = /^\s*([\d.]+)\s+(\S+)\s*(.*)$/.exec(line)
    if (found === null) {
      if (line.trim() !== '') throw new Error(`Not a line of a scenario: ${line}`)
      continue
    }
    const [, second = '0', what = '', rest = ''] = found
    const at = Number(second)
    const life = LIFE.find((change) => change === what)
    if (life !== undefined) input({ input: 'app', change: life }, at)
    else if (what === 'online' || what === 'offline') input({ input: 'network', online: what === 'online' }, at)
    else if (what === 'wait') input({ input: 'time' }, at)
    else if (what === 'answer') {
      const [status = 'none', body = 'null'] = rest.split(/\s(.*)/s)
      for (const request of model.view(state).inFlight) {
        input(
          {
            input: 'answer',
            request,
            status: status === 'none' ? null : Number(status),
            body: parseJson(body) ?? body,
          },
          at,
        )
      }
    } else {
      const args = parseJson(`[${rest}]`)
      if (!Array.isArray(args)) throw new Error(`The arguments are not JSON: ${line}`)
      input({ input: 'call', method: what, args: args as readonly Json[] }, at)
    }
  }
  return told(state, effects, setting.stored ?? {})
}

function told(state: State, effects: readonly ModelEffect[], before: JsonObject): Played {
  const stored: Record<string, Json> = { ...before }
  const first = objectOr(before.customer).cookie
  const cookies: string[] = typeof first === 'string' ? [first] : []
  for (const effect of effects) {
    if (effect.effect !== 'stored') continue
    if (effect.value === null) delete stored[effect.key]
    else stored[effect.key] = effect.value
    const cookie = effect.key === 'customer' && isObject(effect.value) ? effect.value.cookie : null
    if (typeof cookie === 'string' && !cookies.includes(cookie)) cookies.push(cookie)
  }
  const nick = (name: string, id: string) => (name === 'cookie' ? `c${cookies.indexOf(id) + 1}` : `${name}=${id}`)
  const who = (ids: Readonly<Record<string, Json>>) =>
    Object.entries(ids)
      .map(([name, id]) => nick(name, String(id)))
      .join(' ')
  const seconds = (timestamp: number) => Math.round((timestamp - START / 1000) * 1000) / 1000
  const items = effects.flatMap((effect) => (effect.effect === 'tracked' ? [effect.item] : []))
  const line = (item: ModelItem) => {
    const { duration, valid, apple_push_notification_id: token } = item.properties
    return [
      item.name,
      `@${seconds(item.timestamp ?? 0)}`,
      who({ ...item.customer.soft, ...item.customer.hard }),
      ...(typeof duration === 'number' ? [`for ${duration}`] : []),
      ...(typeof valid === 'boolean' ? [`valid:${valid}`] : []),
      ...(typeof token === 'string' ? [`token:${token || 'none'}`] : []),
      ...(item.key === 'P' ? [] : [`→ ${item.key}`]),
    ].join(' ')
  }
  const sent: ModelRequest[] = effects.flatMap((effect) => (effect.effect === 'request' ? [effect.request] : []))
  const bodyOf = (request: ModelRequest) => {
    const body = parseJson(request.body)
    if (!isObject(body)) throw new Error(`A body that is no object: ${request.body}`)
    return body
  }
  return {
    state,
    effects,
    view: model.view(state),
    stored,
    tracked: (...names) => items.filter((item) => names.length === 0 || names.includes(item.name)).map(line),
    requests: () =>
      sent.map((request) => {
        const { customer_ids: ids, event_type: type } = bodyOf(request)
        const [project = '', path = ''] = request.url.replace(/^.*\/projects\//, '').split(/\/(.*)/s)
        return [
          path,
          who(isObject(ids) ? ids : {}),
          ...(typeof type === 'string' ? [type] : []),
          ...(project === 'P' ? [] : [`→ ${project}`]),
        ].join(' ')
      }),
    bodies: () => sent.map(bodyOf),
    outcomes: () =>
      effects.flatMap((effect) =>
        effect.effect === 'delivered' ||
        effect.effect === 'rejected' ||
        effect.effect === 'dropped' ||
        effect.effect === 'wiped'
          ? effect.items.map(
              (id) => `${effect.effect} ${items.find((item) => item.id === id)?.name ?? 'item of an earlier process'}`,
            )
          : [],
      ),
    logs: (part) =>
      effects.flatMap((effect) => (effect.effect === 'log' && effect.text.includes(part) ? [effect.text] : [])),
  }
}
