/**
 * The snippet for a page's head: a stub that buffers calls until the script has loaded (snippet v2.7.0's documented
 * shape).
 */

/** The methods that the stub buffers. */
const METHODS = [
  'anonymize',
  'initialize',
  'identify',
  'getSegments',
  'update',
  'track',
  'trackLink',
  'trackEnhancedEcommerce',
  'getHtml',
  'showHtml',
  'showBanner',
  'showWebLayer',
  'ping',
  'getAbTest',
  'loadDependency',
  'getRecommendation',
  'reloadWebLayers',
  '_preInitialize',
  '_initializeConfig',
]
const NOTIFICATIONS = ['isAvailable', 'isSubscribed', 'subscribe', 'unsubscribe']

/** What the stub of v2.3.0, which is still on pages, has not. */
const NEWER = ['getSegments', '_preInitialize', '_initializeConfig']

/** Runs in the page, as text: it must not use anything from outside itself. */
function install(
  scope: Record<string, unknown>,
  page: Document,
  names: { readonly methods: readonly string[]; readonly notifications: readonly string[]; readonly version: string },
  config: Record<string, unknown>,
): void {
  const part = (names: readonly string[]) => {
    const calls: unknown[] = []
    const stub: Record<string, unknown> = { _: calls }
    for (const name of names) {
      stub[name] = function () {
        // biome-ignore lint/complexity/noArguments: the documented queue holds the call's own arguments object
        calls.push([name, arguments])
      }
    }
    return stub
  }
  const stub = part(names.methods)
  stub.notifications = part(names.notifications)
  if (stub.getSegments) stub.segments = part(['subscribe'])
  stub.snippetVersion = names.version
  stub._performance = { nowFn: Date.now, snippetStartTime: Date.now() }
  scope.exponea = stub
  scope.webxpClient = {
    sdk: stub,
    sdkObjectName: 'exponea',
    skipExperiments: true,
    sign: `${config.token}/new`,
    path: '',
  }
  const call = (name: string, argument: unknown) => (stub[name] as (given: unknown) => void)(argument)
  if (stub._initializeConfig) call('_initializeConfig', config)
  // Not buffered itself: it lays the page's extra settings over the snippet's and initializes, through whatever method
  // is there by then.
  stub.start = (extra?: Record<string, unknown>) => call('initialize', Object.assign(config, extra))
  const script = page.createElement('script')
  script.async = true
  script.src = String(config.file_path ?? `${config.target}/js/exponea.min.js`)
  page.head.appendChild(script)
}

/**
 * The snippet as JavaScript text. `config` is what a page configures: `target`, `token`, and anything else of the SDK's
 * settings.
 */
export function snippet(
  config: { readonly target: string; readonly token: string; readonly [name: string]: unknown },
  version: 'v2.3.0' | 'v2.7.0' = 'v2.7.0',
): string {
  const methods = version === 'v2.3.0' ? METHODS.filter((name) => !NEWER.includes(name)) : METHODS
  const given = [{ methods, notifications: NOTIFICATIONS, version }, config].map((value) =>
    JSON.stringify(value).replaceAll('<', '\\u003c'),
  )
  return `(${install.toString()})(window, document, ${given.join(', ')})`
}
