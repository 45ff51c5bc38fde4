/**
 * A collector that answers like Customer.io Data Pipelines: single calls, batches, settings, and the snippet's files
 * from the npm package.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { startCollector } from './collector'
import type { Answer, Asked, Collector, Manner, Thing } from './contract'

type Fields = Readonly<Record<string, unknown>>
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** The SDK's integration name in settings. */
const PIPELINE = 'Customer.io Data Pipelines'
/**
 * The paths that single calls go to: the first letter of the type (cdp-analytics-js plugins/customerio/index.ts:94).
 */
const SINGLE = /^\/v1\/[tipsga]$/

function thingOf(message: Fields): Thing {
  const anonymous = text(message.anonymousId)
  // An alias is said of who is known so far, who becomes its `userId`; an anonymous visitor is named twice.
  const alias = message.type === 'alias'
  const previous = message.previousId === message.anonymousId ? null : text(message.previousId)
  const user = alias ? previous : text(message.userId)
  return {
    id: text(message.messageId),
    type: text(message.type) ?? 'unknown',
    name: text(message.event) ?? text(message.name),
    as: { soft: anonymous ? { anonymousId: anonymous } : {}, hard: user ? { userId: user } : {} },
    properties: alias
      ? { previousId: message.previousId, userId: message.userId }
      : fields(message.properties ?? message.traits),
  }
}

function things(address: string, body: unknown): readonly Thing[] {
  const where = address.split('?')[0] ?? ''
  if (SINGLE.test(where)) return [thingOf(fields(body))]
  const { batch } = fields(body)
  return where === '/v1/b' && Array.isArray(batch) ? batch.map((message) => thingOf(fields(message))) : []
}

/** A file of the npm package's dist/umd; null where it has none of that name. */
function packageFile(name: string): Answer | null {
  const folder = path.join(
    path.dirname(createRequire(import.meta.url).resolve('@customerio/cdp-analytics-browser/package.json')),
    'dist/umd',
  )
  try {
    return { status: 200, body: readFileSync(path.join(folder, path.basename(name))), type: 'text/javascript' }
  } catch {
    return null
  }
}

/**
 * The settings document that the SDK asks for before it starts; no self-metrics, which would go to the vendor's own
 * host.
 */
function settings(key: string, host: string): Answer {
  const pipeline = { apiKey: key, apiHost: `${host}/v1`, protocol: 'http' }
  return { status: 200, body: JSON.stringify({ integrations: { [PIPELINE]: pipeline }, metrics: { sampleRate: 0 } }) }
}

function answer({ method, path: address, origin }: Asked): Answer | null {
  const where = address.split('?')[0] ?? ''
  const parts = where.split('/')
  if (method === 'POST')
    return SINGLE.test(where) || where === '/v1/b' || where === '/v1/m' ? { status: 200, body: '{}' } : null
  if (where.startsWith('/v1/projects/') && where.endsWith('/settings'))
    return settings(parts[3] ?? '', new URL(origin).host)
  if (where.startsWith('/v1/analytics-js/snippet/') && where.endsWith('/analytics.min.js'))
    return packageFile('standalone.js')
  return where.startsWith('/v1/analytics-js/') ? packageFile(where) : null
}

const CUSTOMERIO: Manner = { vendor: 'customerio', things, answer }

/** Starts a collector that answers like Customer.io. */
export function startCustomerio(): Promise<Collector> {
  return startCollector(CUSTOMERIO)
}
