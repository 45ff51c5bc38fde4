/** Binds the model to a page: its storage, clock, timers, network and visibility. */
import type { Json, JsonObject } from '../../../src/core/json'
import { parseJson } from '../../../src/core/json'
import { model } from '../../../src/lab/bloomreach'
import type { State } from '../../../src/lab/bloomreach/state'
import type { ModelEffect, ModelInput, ModelRequest } from '../../../src/lab/model'
import { deviceStorage } from './storage'

/** What the client may be told beside the page it runs in. */
export interface Options {
  /** `documented` (default) or `ios-4`. */
  readonly profile?: string
  /** Settings that `configure` starts from. */
  readonly settings?: JsonObject
  /** Gets what the SDK would log. */
  readonly log?: (level: 'info' | 'warning' | 'error', text: string) => void
  /** Milliseconds after which a request without an answer counts as failed; 60,000 as for iOS URL sessions. */
  readonly requestTimeout?: number
}

/** The model at work in a page. */
export interface Engine {
  readonly state: () => State
  /** Lets the SDK be called; returns what came of it. */
  readonly call: (method: string, args: readonly Json[]) => readonly ModelEffect[]
  /** Resolves when each of these requests has been answered or has failed. */
  readonly settled: (requests: readonly string[]) => Promise<void>
  /** Takes the page's listeners and timers away; what is stored stays. */
  readonly close: () => void
}

/** Starts the model on a page, with what earlier pages stored. */
export function startEngine(window: Window & typeof globalThis, options: Options): Engine {
  const log = options.log ?? (() => {})
  const { document, navigator } = window
  const storage = deviceStorage(window, (text) => log('error', text))
  const open = new Map<string, { readonly answered: Promise<void>; readonly done: () => void }>()
  let timer: number | undefined
  let closed = false
  let state = model.create({
    profile: options.profile ?? 'documented',
    settings: options.settings ?? {},
    stored: storage.read(),
    at: window.Date.now(),
  })

  const step = (input: ModelInput): readonly ModelEffect[] => {
    const result = model.step(state, input, window.Date.now(), () => window.crypto.randomUUID())
    state = result.state
    // Stored before sent: a page that ends in between must find its queue again.
    storage.write(
      new Map(
        result.effects.flatMap((effect) => (effect.effect === 'stored' ? [[effect.key, effect.value] as const] : [])),
      ),
    )
    for (const effect of result.effects) {
      if (effect.effect === 'log') log(effect.level, effect.text)
      else if (effect.effect === 'request') void send(effect.request)
    }
    wait()
    return result.effects
  }

  const wait = () => {
    window.clearTimeout(timer)
    const due = model.due(state)
    if (due !== null && !closed)
      timer = window.setTimeout(() => step({ input: 'time' }), Math.max(0, due - window.Date.now()))
  }

  const send = async (request: ModelRequest) => {
    let done = () => {}
    const answered = new Promise<void>((resolve) => {
      done = resolve
    })
    open.set(request.id, { answered, done })
    const abort = new window.AbortController()
    const limit = window.setTimeout(() => abort.abort(), options.requestTimeout ?? 60_000)
    let status: number | null = null
    let body: Json = null
    try {
      const { method, headers } = request
      const response = await window.fetch(request.url, { method, headers, body: request.body, signal: abort.signal })
      const text = await response.text()
      status = response.status
      body = parseJson(text) ?? text
    } catch (error) {
      log('warning', `The request got no answer: ${String(error)}`)
    }
    window.clearTimeout(limit)
    open.delete(request.id)
    if (!closed) step({ input: 'answer', request: request.id, status, body })
    done()
  }

  const live = (change: 'active' | 'background' | 'killed' | 'launched') => {
    if (model.view(state).app !== change) step({ input: 'app', change })
  }
  const visibility = () => live(document.visibilityState === 'hidden' ? 'background' : 'active')
  // A page kept for going back goes on later; any other one ends as an app that is killed.
  const leave = (event: PageTransitionEvent) => live(event.persisted ? 'background' : 'killed')
  const network = () => step({ input: 'network', online: navigator.onLine })

  document.addEventListener('visibilitychange', visibility)
  window.addEventListener('pagehide', leave)
  window.addEventListener('pageshow', visibility)
  window.addEventListener('online', network)
  window.addEventListener('offline', network)
  if (document.visibilityState === 'hidden') live('background')
  if (!navigator.onLine) network()

  return {
    state: () => state,
    call: (method, args) => step({ input: 'call', method, args }),
    settled: async (requests) => {
      await Promise.all(requests.map((request) => open.get(request)?.answered))
    },
    close: () => {
      closed = true
      window.clearTimeout(timer)
      document.removeEventListener('visibilitychange', visibility)
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', visibility)
      window.removeEventListener('online', network)
      window.removeEventListener('offline', network)
    },
  }
}
