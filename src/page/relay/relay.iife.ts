/**
 * The script in the extension's own world: takes what the hook tells and sends it to the background. Silent on pages
 * without tracking.
 */
import type { DocumentFact, PageFact, StorageFact } from '../../core/fact'
import { type DownMessage, type Order, PAGE_PORT, TAIL } from '../../link/messages'
import { type PortShape, portPipe } from '../../link/pipe'
import { createSender } from '../../link/sender'
import { storeOwner } from '../../providers/stores'
import { listenToHook } from '../channel/relay-end'
import { createDam } from './flood'
import { watchLife } from './lifecycle'
import { createHolds } from './stops'
import { watchStores } from './stores'

interface Runtime {
  readonly id?: string
  connect(info: { name: string }): PortShape
  readonly onMessage: {
    addListener(listener: (message: unknown, sender: unknown, answer: (message: unknown) => void) => void): void
  }
}

interface Storage {
  readonly local: { set(items: Record<string, unknown>): Promise<void> }
}

interface Extension {
  readonly runtime?: Runtime
  readonly storage?: Storage
  readonly extension?: { readonly inIncognitoContext?: boolean }
}

/** Facts that are told within so many milliseconds travel together: about a frame. */
const FRAME = 16
/** The first ones after a quiet frame travel sooner: a single call's row is awaited by a person. Milliseconds too. */
const SOON = 3

const { browser, chrome } = globalThis as { browser?: Extension; chrome?: Extension }
const { runtime, storage, extension } = browser ?? chrome ?? {}
/** Firefox injects into open tabs at installation, and might do so twice. */
const once = globalThis as { tracklensRelay?: true }

if (runtime && !once.tracklensRelay) {
  once.tracklensRelay = true
  // What is said in a private window never touches the disk.
  relay(runtime, extension?.inIncognitoContext ? undefined : storage)
}

function relay(runtime: Runtime, storage: Storage | undefined): void {
  const late = document.readyState !== 'loading' && location.protocol !== 'about:'
  const stop = new AbortController()
  const { timeOrigin } = performance
  let begun = false
  let lookAround = () => {}
  let sentAt = Number.NEGATIVE_INFINITY
  /** Told while the page is left, from before any listener of its own runs: a page's first word may be its last. */
  let leaving: PageFact | null = null
  /** The page is ending, and everything up to the number `left` lies in the storage. */
  let ending = false
  let left = 0

  const capture = { capture: true, signal: stop.signal }
  const onHide = ({ persisted }: PageTransitionEvent) => {
    leaving = { kind: 'page', change: 'pagehide', persisted }
  }
  const onShow = () => {
    leaving = null
  }
  window.addEventListener('pagehide', onHide, capture)
  window.addEventListener('pageshow', onShow, capture)

  const sender = createSender({
    doc: randomId(),
    connect: () => {
      try {
        return portPipe(runtime.connect({ name: PAGE_PORT }))
      } catch (error) {
        // The extension was removed or reloaded: this script is an orphan from now on.
        stop.abort()
        hook.end()
        throw error
      }
    },
    schedule: (run) => {
      const quiet = performance.now() - sentAt > FRAME
      const send = () => {
        sentAt = performance.now()
        lookAround()
        run()
      }
      setTimeout(send, quiet ? SOON : FRAME)
    },
    onTold,
  })
  const push = (happening: string) => {
    sender.push(happening, timeOrigin + performance.now())
    if (ending) leaveTail()
  }
  const say = (fact: DocumentFact | PageFact | StorageFact) => push(JSON.stringify(fact))

  function begin(): void {
    if (begun) return
    begun = true
    const { href: url } = location
    say({ kind: 'document', url, title: document.title, top: window === window.top, late, startedAt: timeOrigin })
    // Connects at once: what is held back in this tab comes with the connection, and must come early on an origin
    // without a note of it.
    sender.flushNow()
    const lookAtStores = watchStores(storeOwner, say)
    const lookAtRoute = watchLife(
      {
        say: (fact) => {
          // Chromium ends the connection of a page that it keeps, and tells the page nothing of it (measured).
          if (fact.change === 'pageshow') sender.reconnect()
          say(fact)
          if (fact.change === 'pagehide') end()
        },
        going: (on) => {
          // A page that comes back has slept through what was stopped or resumed meanwhile.
          if (!on) {
            ending = false
            holds.recall()
          }
          sender.setUrgent(on)
        },
        last: () => {
          lookAtStores()
          sender.flushNow()
        },
      },
      stop.signal,
    )
    lookAround = () => {
      lookAtRoute()
      lookAtStores()
    }
    lookAtStores()
    if (!leaving) return
    sender.setUrgent(true)
    say(leaving)
    end()
  }

  /** The page ends: what is not acknowledged, and what is pushed from now on, is left in the storage too. */
  function end(): void {
    ending = true
    leaveTail()
  }

  /**
   * Where the background has to be started first, browsers drop the connection of a page that ends meanwhile; what it
   * stores survives (measured in both). What arrives twice is dropped by number.
   */
  function leaveTail(): void {
    for (const message of sender.unacknowledged(left)) {
      left = message.first + message.facts.length - 1
      try {
        // As text: what is an object is not stored any more by Firefox once the page is gone, a text is (measured).
        storage?.local.set({ [`${TAIL}${sender.doc}:${message.first}`]: JSON.stringify(message) }).catch(() => {})
      } catch {
        // The extension was removed or reloaded.
      }
    }
  }

  /** Whether the order is for this document. */
  function obey(order: Order): boolean {
    if (order.order === 'call' && order.doc !== sender.doc) return false
    if (order.order === 'hold') holds.set(order.vendor, order.on)
    else if (order.order === 'call') hook.order(JSON.stringify(order))
    else {
      begin()
      sender.flushNow()
    }
    return true
  }

  function onTold(message: Exclude<DownMessage, { type: 'ack' }>): void {
    if (message.type === 'holds') holds.settle(message.vendors)
    else obey(message.order)
  }

  const holds = createHolds((vendor, on) =>
    hook.order(JSON.stringify({ order: 'hold', trigger: '', vendor, on } satisfies Order)),
  )
  const hook = listenToHook(
    createDam((happening) => {
      begin()
      push(happening)
    }),
    () => holds.recall(),
  )

  runtime.onMessage.addListener((message, _sender, answer) => {
    const { type, order } = (message ?? {}) as { type?: unknown; order?: Order }
    if (type === 'order' && order) answer(obey(order))
  })
}

/** A random id of 96 bits, in hexadecimal. (`randomUUID` is absent on insecure pages.) */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
