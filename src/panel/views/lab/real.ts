/**
 * Sending the model's requests for real: off at first, with the browser's permission for each host, from a person's
 * click.
 */
import { signal } from '@preact/signals'
import { parseJson } from '../../../core/json'
import type { Answer, Sent } from '../../../lab/bench'
import type { ModelRequest } from '../../../lab/model'
import type { LabStore } from './lab-store'

/** What sending for real needs of the browser: permission for hosts, and a fetch. */
export interface Outside {
  /** The address at which the panel can ask for permissions; null where it can ask here, or nowhere. */
  readonly ownTab: string | null
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

/** Sends a request without cookies; rejects where no answer comes in time. */
export async function sendNow({ method, url, headers, body }: ModelRequest): Promise<Answer> {
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
  readonly #lab: LabStore
  readonly #outside: Outside
  readonly on = signal(false)
  /** Hosts to which everything goes without another question. */
  readonly trusted = signal<ReadonlySet<string>>(new Set())
  /** Requests (by id) that are under way. */
  readonly busy = signal<ReadonlySet<string>>(new Set())
  readonly trouble = signal<string | null>(null)
  /** Requests that went out once: stepping back and forth must not send them again by itself. */
  readonly #gone = new Set<string>()

  constructor(lab: LabStore, outside: Outside) {
    this.#lab = lab
    this.#outside = outside
    lab.after = () => this.#sendTrusted()
  }

  /** The address at which the panel can ask for permissions; null where it can ask here, or nowhere. */
  get ownTab(): string | null {
    return this.#outside.ownTab
  }

  /**
   * Switches it on, if the browser allows the hosts that the sequence has sent to so far. From now on requests wait,
   * and are answered by their real servers. Must be called from a click.
   */
  async switchOn(): Promise<void> {
    const urls = this.#lab.frame.peek().requests.map(({ request }) => request.url)
    if (!(await this.#allowed(urls))) return
    this.on.value = true
    if (this.#lab.frame.peek().server !== null) this.#lab.take({ step: 'server', answer: null })
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
    if (!this.on.peek() || !(await this.#allowed([url]))) return
    if (all) this.trusted.value = new Set([...this.trusted.peek(), hostOf(url)])
    await this.#go(sent)
    this.#sendTrusted()
  }

  async #allowed(urls: readonly string[]): Promise<boolean> {
    this.trouble.value = null
    const hosts = [...new Set(urls.filter((url) => URL.canParse(url)).map(hostOf))]
    // Match patterns have no port in Firefox.
    const patterns = hosts.map((host) => `${new URL(host).protocol}//${new URL(host).hostname}/*`)
    const granted = hosts.length === 0 || (await this.#outside.permit(patterns).catch(() => false))
    if (!granted) this.trouble.value = `The browser does not allow sending to ${hosts.join(', ')}: nothing was sent.`
    return granted
  }

  #sendTrusted(): void {
    if (!this.on.peek()) return
    const { requests, view, server } = this.#lab.frame.peek()
    if (server !== null) {
      this.switchOff()
      this.trouble.value = 'Sending for real is off again: here the Lab’s own server answers.'
      return
    }
    for (const sent of requests) {
      const { id, url } = sent.request
      const open = sent.answer === null && view.inFlight.includes(id) && !this.#gone.has(id)
      if (open && this.trusted.peek().has(hostOf(url))) void this.#go(sent)
    }
  }

  async #go({ number, request }: Sent): Promise<void> {
    if (this.busy.peek().has(request.id)) return
    this.busy.value = new Set([...this.busy.peek(), request.id])
    this.#gone.add(request.id)
    this.trouble.value = null
    const answer = await this.#outside.send(request).catch((error: unknown): Answer => {
      const why = error instanceof Error ? error.message : String(error)
      this.trouble.value = `No answer from ${hostOf(request.url)}: ${why}`
      return { status: null, body: null }
    })
    const rest = new Set(this.busy.peek())
    rest.delete(request.id)
    this.busy.value = rest
    if (!this.#lab.answerReal(number, request.id, answer))
      this.trouble.value =
        `${hostOf(request.url)} answered ${answer.status ?? 'nothing'}, but request ${number} no longer ` +
        'waits here.'
  }
}
