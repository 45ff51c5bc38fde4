/**
 * Which of Customer.io's endpoints an address is, by path first and by host only where the path alone would claim other
 * people's.
 */

/** An endpoint. `long` names are those of the public HTTP API, `short` the one-letter paths of the SDKs. */
export type Endpoint =
  | ({ readonly kind: 'event'; readonly event: string; readonly long: boolean } & Owner)
  | ({ readonly kind: 'batch'; readonly long: boolean } & Owner)
  | { readonly kind: 'settings'; readonly key: string | null }
  | { readonly kind: 'metrics' }
  | { readonly kind: 'script'; readonly key: string | null }
  | { readonly kind: 'classic'; readonly label: string }
  | { readonly kind: 'in-app'; readonly sure: boolean }
  | { readonly kind: 'geofences' }
  | { readonly kind: 'push metrics' }

/** Whose the host is: `sure` for one of theirs. */
interface Owner {
  readonly sure: boolean
}

/** An address in its parts; `query` without the question mark. */
export interface Address {
  readonly host: string
  readonly path: string
  readonly query: string
}

const SHORT: Readonly<Record<string, string>> = {
  t: 'track',
  i: 'identify',
  p: 'page',
  s: 'screen',
  g: 'group',
  a: 'alias',
}
const LONG: ReadonlySet<string> = new Set(Object.values(SHORT))
const OWN_HOST = /(^|\.)(customer\.io|segment\.io|segment\.com)$/
const IN_APP_HOST = /(^|\.)(gist\.build|inapp\.customer\.io)$|^(localhost|127\.0\.0\.1):(3010|3009|9998)$/

/** Takes an address apart. Anything odd gives empty parts, never an exception. */
export function addressOf(url: string): Address {
  const found = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?/i.exec(url)
  if (!found) {
    const [path = '', query = ''] = url.replace(/#.*$/s, '').split('?', 2)
    return { host: '', path, query }
  }
  return { host: (found[1] ?? '').toLowerCase().replace(/^.*@/, ''), path: found[2] ?? '', query: found[3] ?? '' }
}

/**
 * The endpoint at an address; null for one that is none of Customer.io's. `sure` means that no look at the body is
 * needed.
 */
export function endpointOf({ host, path, query }: Address): Endpoint | null {
  const own = OWN_HOST.test(host.replace(/:\d+$/, ''))
  const owner: Owner = { sure: own }
  const classic = /^track(-eu)?\.customer\.io$/.test(host) ? /^\/events\/(?:[^/]+\/)*([^/]+)\/?$/.exec(path) : null
  if (classic) return { kind: 'classic', label: (classic[1] ?? '').replace(/\.[a-z]+$/, '') }
  if (/^\/push\/events$/.test(path) && own) return { kind: 'push metrics' }
  const settings = /\/v1\/projects\/([^/]+)\/settings$/.exec(path)
  if (settings) return { kind: 'settings', key: text(settings[1]) }
  const script = /\/(?:v1\/analytics-js\/snippet|analytics\.js\/v1)\/([^/]+)\/analytics(?:\.min)?\.js$/.exec(path)
  if (script) return { kind: 'script', key: text(script[1]) }
  if (/\/v1\/analytics-js\/.+\.js$/.test(path)) return { kind: 'script', key: null }
  if (/\/geofences\/nearest$/.test(path)) return { kind: 'geofences' }
  const inApp = inAppOf(host, path, query)
  if (inApp) return inApp
  const last = /\/([a-z]+)\/?$/.exec(path)?.[1] ?? ''
  const versioned = /\/v1\/[a-z]+\/?$/.test(path)
  if (last === 'm') return { kind: 'metrics' }
  if (last === 'b') return { kind: 'batch', long: false, ...owner }
  if (last === 'batch' && versioned) return { kind: 'batch', long: true, ...owner }
  const short = Object.hasOwn(SHORT, last) ? SHORT[last] : undefined
  if (short) return { kind: 'event', event: short, long: false, ...owner }
  return LONG.has(last) && versioned ? { kind: 'event', event: last, long: true, ...owner } : null
}

/** A query's parameters, decoded; the last one of a name wins. A broken escape is left as it is. */
export function parametersOf(query: string): Readonly<Record<string, string>> {
  const pairs = query.split('&').filter((pair) => pair !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=')
      return at < 0 ? [text(pair) ?? '', ''] : [text(pair.slice(0, at)) ?? '', text(pair.slice(at + 1)) ?? '']
    }),
  )
}

/**
 * In-app endpoints (customerio-gist-web 3.26.0). On a host that is not theirs only paths with their own query are
 * believed.
 */
function inAppOf(host: string, path: string, query: string): Endpoint | null {
  if (IN_APP_HOST.test(host)) return { kind: 'in-app', sure: true }
  const users = /\/api\/v\d+\/users$/.test(path) && /(^|&)sessionId=/.test(query)
  const stream = /\/api\/v\d+\/sse$/.test(path) && /(^|&)userToken=/.test(query) && /(^|&)siteId=/.test(query)
  return users || stream ? { kind: 'in-app', sure: false } : null
}

function text(raw: string | undefined): string | null {
  if (raw === undefined) return null
  try {
    return decodeURIComponent(raw.replace(/\+/g, ' '))
  } catch {
    return raw
  }
}
