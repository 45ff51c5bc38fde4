/**
 * The panel's side of the link: follows a tab's log through every death of the background, and sends orders and its own
 * facts.
 */
import type { Fact, Happening } from '../core/fact'
import type { AckMessage, Order, PanelMessage } from './messages'
import { parseWatch } from './parse'
import { memoryPipe, type Pipe } from './pipe'
import { createSender, type Sender } from './sender'

/** Where in a tab's log some facts stand. */
interface LogPosition {
  readonly log: string
  /** The position of the first of them. */
  readonly first: number
  /** More of the log is already on its way. */
  readonly more: boolean
}

/** What a watcher is given: how to connect, how to wait, and who hears of the log. */
export interface WatcherOptions {
  readonly tab: number
  /** A random id that makes this panel's own facts tell apart: they are of the document `devtools:<id>`. */
  readonly id: string
  readonly connect: () => Pipe
  /** Runs something a little later: for batches and for connecting anew. */
  readonly schedule: (run: () => void) => void
  /**
   * Calls `run` about every 20 s until the returned function is called; without traffic the browser stops the
   * background.
   */
  readonly beat: (run: () => void) => () => void
  /** Facts of the log that were not told before, in order. */
  readonly onLog: (facts: readonly Fact[], position: LogPosition) => void
  /** The log began anew: everything told before is void. */
  readonly onReset: () => void
  /** No connection can be had any more: the extension was reloaded or removed. */
  readonly onDead?: () => void
}

/** The panel's side of the link. */
export interface Watcher {
  /** The document of the panel's own facts. */
  readonly doc: string
  order(order: Order): void
  /** Has the background tell what it has that was not told yet, even if that is nothing. */
  ask(): void
  /** Asks the background to forget the tab's log; a new one begins. */
  clear(): void
  /** Asks the background to take the last clear back, as far as it still can. */
  restore(): void
  /** Says a fact that the panel itself observed, at a time in milliseconds since 1970. */
  push(happening: Happening, at: number): void
  close(): void
}

/** Watches a tab. The connection is opened at once and after every loss while the panel is open. */
export function createWatcher(options: WatcherOptions): Watcher {
  const { tab, schedule } = options
  const doc = `devtools:${options.id}`
  let pipe: Pipe | null = null
  let closed = false
  let log = ''
  let next = 0
  /** Orders given while there was no connection. */
  let waiting: PanelMessage[] = []
  const own = createOwnFacts(doc, schedule, post)

  function post(message: PanelMessage): boolean {
    if (!pipe) connect()
    try {
      pipe?.send(message)
      return pipe !== null
    } catch {
      if (pipe) lost(pipe)
      return false
    }
  }

  /** An order is never dropped for want of a connection: it goes out right after the next `watch`. */
  function send(message: PanelMessage) {
    if (!post(message) && !closed) waiting.push(message)
  }

  function lost(which: Pipe) {
    if (which !== pipe) return
    pipe = null
    own.lost()
    if (!closed) schedule(connect)
  }

  const watching = (): PanelMessage => ({ type: 'watch', tab, from: next, log })

  function connect() {
    if (closed || pipe) return
    try {
      const fresh = options.connect()
      pipe = fresh
      fresh.onMessage(take)
      fresh.onClose(() => lost(fresh))
      fresh.send(watching())
      const orders = waiting
      waiting = []
      for (const message of orders) send(message)
    } catch {
      if (pipe) return lost(pipe)
      closed = true
      stopBeat()
      options.onDead?.()
    }
  }

  function take(message: unknown) {
    const parsed = parseWatch(message)
    if (!parsed) return
    if (parsed.type === 'ack') return own.acknowledged(parsed)
    if (parsed.log !== log) {
      if (log !== '') options.onReset()
      log = parsed.log
      next = 0
    }
    const known = Math.max(0, next - parsed.first)
    const facts = known > 0 ? parsed.facts.slice(known) : parsed.facts
    next = Math.max(next, parsed.first + parsed.facts.length)
    if (facts.length > 0 || !parsed.more) options.onLog(facts, { log, first: parsed.first + known, more: parsed.more })
  }

  const stopBeat = options.beat(() => post({ type: 'beat' }))
  connect()

  return {
    doc,
    order: (order) => {
      // First what was said before it: a trigger is asked for before it is done.
      own.sender.flushNow()
      send({ type: 'order', tab, order })
    },
    // Over a new connection it is asked anyway.
    ask: () => void post(watching()),
    clear: () => send({ type: 'clear', tab }),
    restore: () => send({ type: 'restore', tab }),
    push: (happening, at) => own.sender.push(JSON.stringify(happening), at),
    close: () => {
      own.sender.flushNow()
      closed = true
      stopBeat()
      pipe?.close()
      pipe = null
    },
  }
}

/** The panel's own facts, over the same connection as everything else. */
interface OwnFacts {
  readonly sender: Sender
  acknowledged(ack: AckMessage): void
  /** The connection is gone. */
  lost(): void
}

/** `post` sends over the connection there is, and tells whether there was one. */
function createOwnFacts(
  doc: string,
  schedule: WatcherOptions['schedule'],
  post: (message: PanelMessage) => boolean,
): OwnFacts {
  /** The other end of the sender's pipe. */
  let inner: Pipe | null = null
  const sender = createSender({
    doc,
    schedule,
    connect: () => {
      const [own, other] = memoryPipe()
      inner = other
      other.onMessage((message) => {
        // Told to the sender as an exception, as by a port that is gone: it keeps the facts and tries again.
        if (!post(message as PanelMessage)) throw new Error('no connection')
      })
      return own
    },
  })
  return {
    sender,
    acknowledged: (ack) => inner?.send(ack),
    lost() {
      inner?.close()
      inner = null
    },
  }
}
