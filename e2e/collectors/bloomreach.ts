/**
 * A collector that answers like Bloomreach Engagement: the web SDK's bulk commands, the tracking API of projects, and
 * Data hub's streams.
 */
import { randomUUID } from 'node:crypto'
import { bundle } from '../sdks/bloomreach-web/bundle'
import type { Pace } from '../sdks/bloomreach-web/settings'
import { startCollector } from './collector'
import type { Answer, Asked, Collector, Thing } from './contract'

type Fields = Readonly<Record<string, unknown>>
type Refused = Readonly<Record<number, string>>
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

interface Command {
  readonly name: string
  readonly data: Fields
  readonly project: string | null
}

/** The commands that track something, by the names of all three forms: web bulk, project batch, stream batch. */
const EVENTS = ['crm/events', 'customers/events']
const CUSTOMERS = ['crm/customers', 'customers']
const CLICKS = 'campaigns/clicks'
const isTracking = (name: string) => EVENTS.includes(name) || CUSTOMERS.includes(name) || name === CLICKS

/**
 * The command that a single-call path stands for: `/track/v2/projects/{token}/…` or `/track/u/v1/…`; null for all other
 * paths.
 */
function singleCommand(where: string): string | null {
  return (
    /^\/track\/(?:v2\/projects\/[^/]+|u\/v1)\/(customers\/events|customers|campaigns\/clicks)$/.exec(where)?.[1] ?? null
  )
}

const pathOf = (address: string) => address.split('?')[0] ?? ''
const isBatch = (where: string) => where === '/bulk' || /^\/track\/(?:v2\/projects\/[^/]+|u\/v1)\/batch$/.test(where)

/** The project or stream that the address names; a bulk request names its project in each command. */
function projectOf(address: string): string | null {
  return (
    /^\/track\/v2\/projects\/([^/]+)\//.exec(address)?.[1] ??
    new URLSearchParams(address.split('?')[1] ?? '').get('stream_id')
  )
}

function commandsOf(address: string, body: unknown): readonly Command[] {
  const where = pathOf(address)
  const project = projectOf(address)
  const single = singleCommand(where)
  if (single) return [{ name: single, data: fields(body), project }]
  const { commands } = fields(body)
  if (!isBatch(where) || !Array.isArray(commands)) return []
  return commands
    .map(fields)
    .map((command) => ({ name: String(command.name ?? ''), data: fields(command.data), project }))
}

/**
 * Customer properties that hand over a push token, and are told apart from other updates; mobile SDKs put default
 * properties beside it.
 */
const isToken = (properties: Fields) => {
  const names = Object.keys(properties)
  if (names.some((name) => /^(?:apple|google|huawei)_push_notification_id$/.test(name))) return true
  return names.length > 0 && names.every((name) => name.includes('push_notification'))
}

/** When it happened, in milliseconds: as it says, or (Web SDK) the time of sending less the age. */
function timed({ timestamp, age }: Fields): Pick<Thing, 'time' | 'age'> {
  const ago = typeof age === 'number' ? age * 1000 : undefined
  const time = typeof timestamp === 'number' ? timestamp * 1000 - (ago ?? 0) : undefined
  return { ...(time === undefined ? {} : { time }), ...(ago === undefined ? {} : { age: ago }) }
}

function thingOf({ name, data, project }: Command): Thing {
  const { cookie, ...hard } = fields(data.customer_ids ?? data.ids) as Readonly<Record<string, string>>
  const named = EVENTS.includes(name) ? (data.type ?? data.event_type) : undefined
  const properties = fields(data.properties)
  const owner = project ?? data.company_id
  return {
    id: null,
    type: EVENTS.includes(name) ? 'event' : name === CLICKS ? 'campaign' : isToken(properties) ? 'push' : 'identify',
    name: typeof named === 'string' ? named : null,
    as: { soft: cookie === undefined ? {} : { cookie }, hard },
    // A click has its address beside its properties.
    properties: name === CLICKS ? { url: data.url, ...properties } : properties,
    ...(typeof owner === 'string' ? { project: owner } : {}),
    ...timed(data),
  }
}

/** The result of one command of a bulk request, as recorded with the web SDK 3.15.0. */
function result({ name, data }: Command, words: string | undefined, now: number): object {
  if (words !== undefined) return { status: 'error', errors: [words] }
  if (name === 'system/ids') return { status: 'ok', data: { cookie: data.cookie ?? randomUUID() } }
  if (name === 'system/time') return { status: 'ok', time: now }
  if (name === 'system/push-notifications-vapid-key') return { status: 'ok', data: { vapidKey: '' } }
  return name === 'system/tracking' ? { status: 'ok', data: [] } : { status: 'ok' }
}

function answerBatch(address: string, body: unknown, refused: Refused): Answer {
  const commands = commandsOf(address, body)
  if (body === undefined) return { status: 400, body: JSON.stringify({ success: false, message: 'Invalid JSON' }) }
  if (commands.length === 0) return { status: 400, body: JSON.stringify({ success: false, message: 'No commands' }) }
  const now = Date.now() / 1000
  let tracked = 0
  const results = commands.map((command) => {
    const words = isTracking(command.name) ? refused[tracked++] : undefined
    if (pathOf(address) === '/bulk') return result(command, words, now)
    return words === undefined ? { success: true } : { success: false, errors: [words] }
  })
  return { status: 200, body: JSON.stringify({ results, start_time: now, end_time: Date.now() / 1000, success: true }) }
}

/** The address of the Web SDK's script. */
export const SCRIPT = '/js/exponea.min.js'

function answer({ method, path, body }: Asked, refused: Refused, script: string): Answer | null {
  const where = pathOf(path)
  const ok = (value: object): Answer => ({ status: 200, body: JSON.stringify(value) })
  if (method === 'GET' && where === SCRIPT) return { status: 200, body: script, type: 'text/javascript' }
  if (method === 'GET' && where.endsWith('/system/time')) return ok({ success: true, time: Date.now() / 1000 })
  if (method === 'GET' && where.startsWith('/webxp/')) return ok({ success: true, data: {} })
  if (method !== 'POST') return null
  if (isBatch(where)) return answerBatch(path, body, refused)
  if (singleCommand(where))
    return ok(refused[0] === undefined ? { success: true } : { success: false, errors: [refused[0]] })
  if (where === '/managed-tags/show') return ok({ success: true, data: [], tags: [] })
  return /^\/(?:campaigns|optimization|webxp|data)\//.test(where) ? ok({ success: true, data: [] }) : null
}

/** The stand-in's script by its pace, made once. */
const scripts = new Map<string, Promise<string>>()

function scriptFor(pace: Partial<Pace>): Promise<string> {
  const key = JSON.stringify(pace)
  const made = scripts.get(key) ?? bundle(pace)
  scripts.set(key, made)
  return made
}

/**
 * Starts a collector that answers like Bloomreach Engagement and serves the Web SDK's stand-in; `pace` shortens that
 * one's delays (milliseconds).
 */
export async function startBloomreach(pace: Partial<Pace> = {}): Promise<Collector> {
  const script = await scriptFor(pace)
  return startCollector({
    vendor: 'bloomreach',
    things: (path, body) =>
      commandsOf(path, body)
        .filter(({ name }) => isTracking(name))
        .map(thingOf),
    answer: (asked, refused) => answer(asked, refused, script),
  })
}
