/**
 * Sending the model's requests for real: off at first, with the browser's permission for each host, from a person's
 * click.
 */
import { signal } from '@preact/signals'
import { parseJson } from '../../../core/json'
import type { Answer, Sent } from '../../../lab/bench'
import type { ModelRequest } from '../../../lab/model'
import type { PermittedQuestion } from '../../../link/messages'
import type { Lab } from './lab-store'

/** The two things that need a browser. */
export interface Outside {
  /** Asks for the permission to reach hosts; must be called from a click. `origins` are match patterns. */
  readonly permit: (origins: readonly string[]) => Promise<boolean>
  /** Sends a request; rejects where no answer came. */
  readonly send: (request: ModelRequest) => Promise<Answer>
}

/** How long a real server may take, in milliseconds. */
const PATIENCE = 30_000

/** Headers that a page may not set: the browser sends its own. */
const OWN_HEADERS = new Set([
  'user-agent',
  'accept-encoding',
  'content-length',
  'host',
  'origin',
  'referer',
  'cookie',
  'connection',
])

interface ExtensionApi {
  readonly permissions?: { readonly request: (wanted: { readonly origins: readonly string[] }) => Promise<boolean> }
  readonly runtime?: { readonly sendMessage: (message: PermittedQuestion) => Promise<boolean> }
}

/** The browser as it is. */
const outside: Outside = {
  permit(origins) {
    const { browser, chrome } = globalThis as unknown as {
      readonly browser?: ExtensionApi
      readonly chrome?: ExtensionApi
    }
    const { permissions, runtime } = browser ?? chrome ?? {}
    if (permissions) return permissions.request({ origins })
    // A panel in Firefox's developer tools can ask for nothing, but may have been given it: the background can look.
    return runtime ? runtime.sendMessage({ type: 'permitted?', origins }) : Promise.resolve(false)
  },
  async send({ method, url, headers, body }) {
    const answer = await fetch(url, {
      method,
      headers: ownless(headers),
      ...(method === 'GET' ? {} : { body }),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : (parseJson(text) ?? text) }
  },
}

/** The headers that are sent as they are. */
export function ownless(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())))
}

/** The host of an address as people read it; the address itself where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url
}

/** Real sending for one Lab. */
export class Real {
  readonly on = signal(false)
  /** Hosts to which everything goes without another question. */
  readonly trusted = signal<ReadonlySet<string>>(new Set())
  /** Requests (by id) that are under way. */
  readonly busy = signal<ReadonlySet<string>>(new Set())
  readonly trouble = signal<string | null>(null)
  /** Requests that went out once: stepping back and forth must not send them again by itself. */
  private readonly gone = new Set<string>()

  constructor(
    private readonly lab: Lab,
    private readonly world: Outside = outside,
  ) {
    lab.after = () => this.sendTrusted()
  }

  /**
   * Switches it on, if the browser allows the hosts that the sequence has sent to so far. From now on requests wait,
   * and are answered by their real servers. Must be called from a click.
   */
  async switchOn(): Promise<void> {
    const urls = this.lab.frame.peek().requests.map(({ request }) => request.url)
    if (!(await this.allowed(urls))) return
    this.on.value = true
    if (this.lab.frame.peek().server !== null) this.lab.take({ step: 'server', answer: null })
  }

  switchOff(): void {
    this.on.value = false
    this.trusted.value = new Set()
    this.trouble.value = null
  }

  /**
   * Sends one request, if the browser allows its host. Must be called from a click. `all`: further ones to this host
   * without asking.
   */
  async send(sent: Sent, all: boolean): Promise<void> {
    const { url } = sent.request
    if (!this.on.peek() || !(await this.allowed([url]))) return
    if (all) this.trusted.value = new Set([...this.trusted.peek(), hostOf(url)])
    await this.go(sent)
    this.sendTrusted()
  }

  private async allowed(urls: readonly string[]): Promise<boolean> {
    this.trouble.value = null
    const hosts = [...new Set(urls.filter((url) => URL.canParse(url)).map(hostOf))]
    // Match patterns have no port in Firefox.
    const patterns = hosts.map((host) => `${new URL(host).protocol}//${new URL(host).hostname}/*`)
    const granted = hosts.length === 0 || (await this.world.permit(patterns).catch(() => false))
    if (!granted) this.trouble.value = `The browser does not allow sending to ${hosts.join(', ')}: nothing was sent.`
    return granted
  }

  private sendTrusted(): void {
    if (!this.on.peek()) return
    const { requests, view, server } = this.lab.frame.peek()
    if (server !== null) {
      this.switchOff()
      this.trouble.value = 'Sending for real is off again: here the Lab’s own server answers.'
      return
    }
    for (const sent of requests) {
      const { id, url } = sent.request
      const open = sent.answer === null && view.inFlight.includes(id) && !this.gone.has(id)
      if (open && this.trusted.peek().has(hostOf(url))) void this.go(sent)
    }
  }

  private async go({ number, request }: Sent): Promise<void> {
    if (this.busy.peek().has(request.id)) return
    this.busy.value = new Set([...this.busy.peek(), request.id])
    this.gone.add(request.id)
    this.trouble.value = null
    const answer = await this.world.send(request).catch((error: unknown): Answer => {
      this.trouble.value = `No answer from ${hostOf(request.url)}: ${error instanceof Error ? error.message : String(error)}`
      return { status: null, body: null }
    })
    const rest = new Set(this.busy.peek())
    rest.delete(request.id)
    this.busy.value = rest
    if (!this.lab.answerReal(number, request.id, answer))
      this.trouble.value = `${hostOf(request.url)} answered ${answer.status ?? 'nothing'}, but request ${number} no longer waits here.`
  }
}
