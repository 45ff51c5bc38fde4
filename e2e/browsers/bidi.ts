/**
 * WebDriver BiDi over one socket: commands, and functions run in a context with JSON in and out, whatever the page did
 * to its built-ins.
 */
import WebSocket from 'ws'

/** A value as BiDi serialises it. */
interface Remote {
  readonly type: string
  readonly value?: unknown
  readonly sharedId?: string
}

/** Plain data from BiDi's serialisation; what JSON cannot carry becomes null. */
function plain(remote: Remote): unknown {
  const { type, value } = remote
  if (type === 'string' || type === 'boolean') return value
  if (type === 'number') return typeof value === 'number' ? value : null
  if (type === 'array') return (value as Remote[]).map(plain)
  if (type === 'object')
    return Object.fromEntries((value as [string | Remote, Remote][]).map(([key, one]) => [String(key), plain(one)]))
  return null
}

interface Pending {
  readonly done: (result: never) => void
  readonly failed: (error: Error) => void
  readonly method: string
}

/** One BiDi session. */
export class Bidi {
  readonly #pending = new Map<number, Pending>()
  #last = 0
  readonly #listeners: ((method: string, params: Record<string, unknown>) => void)[] = []

  readonly #socket: WebSocket

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))))
    socket.on('close', () => {
      for (const { failed, method } of this.#pending.values())
        failed(new Error(`${method}: the browser closed the connection`))
      this.#pending.clear()
    })
  }

  /** Connects to the address that the browser printed and begins a session. */
  static async connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(`${address}/session`, { perMessageDeflate: false })
    await new Promise<void>((done, failed) => socket.once('open', () => done()).once('error', failed))
    const bidi = new Bidi(socket)
    await bidi.send('session.new', { capabilities: {} })
    return bidi
  }

  #receive(message: {
    type: string
    id?: number
    error?: string
    message?: string
    method?: string
    params?: Record<string, unknown>
    result?: never
  }): void {
    if (message.type === 'event') {
      for (const listener of this.#listeners) listener(message.method ?? '', message.params ?? {})
      return
    }
    const waiting = this.#pending.get(message.id ?? -1)
    if (!waiting) return
    this.#pending.delete(message.id ?? -1)
    if (message.type === 'error') waiting.failed(new Error(`${waiting.method}: ${message.error}: ${message.message}`))
    else waiting.done(message.result as never)
  }

  /** Hears every event that was subscribed to. */
  onEvent(listener: (method: string, params: Record<string, unknown>) => void): void {
    this.#listeners.push(listener)
  }

  /** Sends a command. Rejects with the browser's own words. */
  send<R = unknown>(method: string, params: object = {}): Promise<R> {
    return new Promise((done, failed) => {
      const id = ++this.#last
      this.#pending.set(id, { done, failed, method })
      this.#socket.send(JSON.stringify({ id, method, params }))
    })
  }

  /** Runs a function's source text in a context; arguments and result are JSON. */
  async run(context: string, source: string, args: readonly unknown[]): Promise<unknown> {
    const literals = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')
    const answer = await this.send<{ type: string; result: Remote; exceptionDetails?: { text: string } }>(
      'script.callFunction',
      {
        target: { context },
        awaitPromise: true,
        functionDeclaration: `() => (${source})(${literals})`,
        serializationOptions: { maxObjectDepth: null, maxDomDepth: 0 },
        userActivation: true,
      },
    )
    if (answer.type === 'exception') throw new Error(answer.exceptionDetails?.text ?? 'the function threw')
    return plain(answer.result)
  }

  close(): void {
    this.#socket.terminate()
  }
}
