/** A collector that answers like Bloomreach Engagement: the web SDK's bulk commands, the tracking API of projects, and Data hub's streams. */
import { randomUUID } from 'node:crypto'
import { type Answer, type Asked, type Collector, type Manner, startCollector, type Thing } from './collector'

type Fields = Readonly<Record<string, unknown>>
type Refused = Readonly<Record<number, string>>
const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {})

interface Command {
  readonly name: string
  readonly data: Fields
}

/** The commands that track something, by the names of all three forms: web bulk, project batch, stream batch. */
const EVENTS = ['crm/events', 'customers/events']
const CUSTOMERS = ['crm/customers', 'customers']
const CLICKS = 'campaigns/clicks'
const isTracking = (name: string) => EVENTS.includes(name) || CUSTOMERS.includes(name) || name === CLICKS

/** The command that a single-call path stands for: `/track/v2/projects/{token}/…` or `/track/u/v1/…`; null for all other paths. */
function singleCommand(where: string): string | null {
  return /^\/track\/(?:v2\/projects\/[^/]+|u\/v1)\/(customers\/events|customers|campaigns\/clicks)$/.exec(where)?.[1] ?? null
}

const isBatch = (where: string) => where === '/bulk' || /^\/track\/(?:v2\/projects\/[^/]+|u\/v1)\/batch$/.test(where)

function commandsOf(where: string, body: unknown): readonly Command[] {
  const single = singleCommand(where)
  if (single) return [{ name: single, data: fields(body) }]
  const { commands } = fields(body)
  if (!isBatch(where) || !Array.isArray(commands)) return []
  return commands.map(fields).map((command) => ({ name: String(command.name ?? ''), data: fields(command.data) }))
}

function thingOf({ name, data }: Command): Thing {
  const { cookie, ...hard } = fields(data.customer_ids ?? data.ids) as Readonly<Record<string, string>>
  const named = EVENTS.includes(name) ? (data.type ?? data.event_type) : undefined
  return {
    id: null,
    type: EVENTS.includes(name) ? 'event' : name === CLICKS ? 'campaign' : 'identify',
    name: typeof named === 'string' ? named : null,
    as: { soft: cookie === undefined ? {} : { cookie }, hard },
    properties: fields(data.properties),
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

function answerBatch(where: string, body: unknown, refused: Refused): Answer {
  const commands = commandsOf(where, body)
  if (body === undefined) return { status: 400, body: JSON.stringify({ success: false, message: 'Invalid JSON' }) }
  if (commands.length === 0) return { status: 400, body: JSON.stringify({ success: false, message: 'No commands' }) }
  const now = Date.now() / 1000
  let tracked = 0
  const results = commands.map((command) => {
    const words = isTracking(command.name) ? refused[tracked++] : undefined
    if (where === '/bulk') return result(command, words, now)
    return words === undefined ? { success: true } : { success: false, errors: [words] }
  })
  return { status: 200, body: JSON.stringify({ results, start_time: now, end_time: Date.now() / 1000, success: true }) }
}

function answer({ method, path, body }: Asked, refused: Refused): Answer | null {
  const where = path.split('?')[0] ?? ''
  const ok = (value: object): Answer => ({ status: 200, body: JSON.stringify(value) })
  if (method === 'GET' && where.endsWith('/system/time')) return ok({ success: true, time: Date.now() / 1000 })
  if (method === 'GET' && where.startsWith('/webxp/')) return ok({ success: true, data: {} })
  if (method !== 'POST') return null
  if (isBatch(where)) return answerBatch(where, body, refused)
  if (singleCommand(where)) return ok(refused[0] === undefined ? { success: true } : { success: false, errors: [refused[0]] })
  if (where === '/managed-tags/show') return ok({ success: true, data: [], tags: [] })
  return /^\/(?:campaigns|optimization|webxp|data)\//.test(where) ? ok({ success: true, data: [] }) : null
}

const BLOOMREACH: Manner = {
  vendor: 'bloomreach',
  things: (path, body) =>
    commandsOf(path.split('?')[0] ?? '', body)
      .filter(({ name }) => isTracking(name))
      .map(thingOf),
  answer,
}

/** Starts a collector that answers like Bloomreach Engagement. */
export function startBloomreach(): Promise<Collector> {
  return startCollector(BLOOMREACH)
}
