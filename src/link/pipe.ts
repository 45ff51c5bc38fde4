/** A pipe: what sender, receiver and watcher need of a connection, so that none of them knows a browser's port. */

/** One end of a two-way connection that keeps order while it lives. */
export interface Pipe {
  /** Sends one message. Throws where the connection is already gone. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Tells that the other side went away; not told of one's own `close`. */
  onClose(listener: () => void): void
  close(): void
}

/** What a pipe needs of a `runtime.Port`. */
export interface PortShape {
  postMessage(message: unknown): void
  disconnect(): void
  readonly onMessage: { addListener(listener: (message: unknown) => void): void }
  readonly onDisconnect: { addListener(listener: () => void): void }
}

/** A port as a pipe. */
export function portPipe(port: PortShape): Pipe {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => port.onMessage.addListener((message) => listener(message)),
    onClose: (listener) => port.onDisconnect.addListener(() => listener()),
    close: () => port.disconnect(),
  }
}

/**
 * Two ends of one connection in memory. Messages are copied as JSON, as ports do, and handed over by `deliver` (at once
 * by default). What is still on its way when either end closes is lost.
 */
export function memoryPipe(deliver: (run: () => void) => void = (run) => run()): readonly [Pipe, Pipe] {
  let open = true
  const messages: Array<Array<(message: unknown) => void>> = [[], []]
  const closes: Array<Array<() => void>> = [[], []]
  const end = (own: 0 | 1, other: 0 | 1): Pipe => ({
    send: (message) => {
      if (!open) throw new Error('Attempting to use a disconnected pipe')
      const text = JSON.stringify(message)
      deliver(() => {
        if (open) for (const listener of messages[other] ?? []) listener(JSON.parse(text))
      })
    },
    onMessage: (listener) => void messages[own]?.push(listener),
    onClose: (listener) => void closes[own]?.push(listener),
    close: () => {
      if (!open) return
      open = false
      for (const listener of closes[other] ?? []) listener()
    },
  })
  return [end(0, 1), end(1, 0)]
}
