/**
 * What a request is for, by its method and path alone; the host can be anything, because Bloomreach's endpoints are
 * often proxied.
 */
import { remembered } from '../../../core/collections/remembered'
import { queryOf } from '../query'

/** Where a request goes. `key` is the project token or stream id that the address itself names. */
export interface Route {
  readonly to: 'bulk' | 'customers' | 'events' | 'clicks' | 'batch' | 'aside'
  readonly key: string | null
  /** Whether the path alone proves that it is Bloomreach's. A bare `/bulk` does not. */
  readonly certain: boolean
  /** For `aside`: what it is instead of tracking. */
  readonly aside: string | null
}

const PROJECT = /\/track\/v2\/projects\/([^/]+)\/(customers\/events|customers|campaigns\/clicks|batch|system\/time)\/?$/
const STREAM = /\/track\/u\/v1\/(customers\/events|customers|campaigns\/clicks|batch)\/?$/
const TARGETS: Readonly<Record<string, 'customers' | 'events' | 'clicks' | 'batch'>> = {
  customers: 'customers',
  'customers/events': 'events',
  'campaigns/clicks': 'clicks',
  batch: 'batch',
}

/** Endpoints that track nothing, most specific first (Web SDK 3.15.0; iOS SDK 4.0.1 RequestFactory.swift:44-109). */
const ASIDES: readonly (readonly [RegExp, string])[] = [
  [/\/webxp\/(?:s|projects|streams)\/[^/]+\/(?:inappmessages|inappcontentblocks|appinbox\/\w+)/, 'in-app'],
  [/\/wxstatic\/projects\//, 'in-app'],
  [/\/webxp\/(?:projects|streams)\/[^/]+\/(?:segments|cookies\/[^/]+\/link-ids)/, 'segments'],
  [/\/webxp-trace\/record\//, 'metrics'],
  [/\/webxp\/(?:s|projects|streams|script|script-async|bandits)\//, 'personalisation'],
  [/\/managed-tags\/show\/?$/, 'personalisation'],
  [/\/campaigns\/(?:banners|experiments)\/show\/?$/, 'personalisation'],
  [/\/campaigns\/html\/get\/?$/, 'personalisation'],
  [/\/optimization\/(?:streams\/[^/]+\/)?recommend\/user\/?$/, 'personalisation'],
  [/\/data\/v2\/(?:projects|streams)\/[^/]+\/(?:consent\/categories|customers\/attributes)/, 'settings'],
  [/\/campaigns\/send-self-check-notification/, 'settings'],
]

const OWNED = [
  'webxp/(?:s|projects|streams|script|script-async)',
  'wxstatic/projects',
  'data/v2/(?:projects|streams)',
  'optimization/streams',
].join('|')
const OWNER = new RegExp(`/(?:${OWNED})/([^/]+)/`)

/** The path of an address, without host, query and fragment. Takes relative addresses too; never throws. */
function pathOf(url: string): string {
  const end = url.search(/[?#]/)
  const bare = end < 0 ? url : url.slice(0, end)
  const host = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/]*/i.exec(bare)
  return host ? bare.slice(host[0].length) || '/' : bare
}

/** Tells what a request is for; null where the address is none of Bloomreach's. */
export function route(method: string, url: string): Route | null {
  return method.toUpperCase() === 'POST' ? posted(url) : asked(url)
}

const [posted, asked] = [remembered((url) => routeOf(url, true)), remembered((url) => routeOf(url, false))]

function routeOf(url: string, post: boolean): Route | null {
  const path = pathOf(url)
  const project = PROJECT.exec(path)
  if (project) {
    const to = TARGETS[project[2] ?? '']
    const key = unescaped(project[1] ?? '')
    return post && to ? { to, key, certain: true, aside: null } : { to: 'aside', key, certain: true, aside: 'settings' }
  }
  const stream = STREAM.exec(path)
  const target = stream && post ? TARGETS[stream[1] ?? ''] : undefined
  if (target) {
    const id = queryOf(url).get('stream_id')
    return { to: target, key: id === undefined ? null : (id ?? ''), certain: id !== undefined, aside: null }
  }
  if (post && /\/bulk\/?$/.test(path)) return { to: 'bulk', key: null, certain: false, aside: null }
  const aside = ASIDES.find(([pattern]) => pattern.test(path))
  if (!aside) return null
  const owner = OWNER.exec(path)
  return { to: 'aside', key: owner ? unescaped(owner[1] ?? '') : null, certain: true, aside: aside[1] }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
