/**
 * The script in the extension's own world: takes what the hook tells and sends it to the background. Silent on pages
 * without tracking.
 */
import type { Happening } from '../../core/fact'
import { type HookOrder, LEFT_PORT, type Order, PAGE_PORT } from '../../link/messages'
import { type PortShape, portPipe } from '../../link/pipe'
import { createSender } from '../../link/sender'
import { holdable, ownerOf } from '../../providers/owners'
import { listenToHook } from '../channel/relay-end'
import { createAnswers } from './answers'
import { createConsent } from './consent'
import { createDocument, isLate } from './document'
import { createFloodLimit } from './flood'
import { createLastWords, sayLastWords } from './last-words'
import { createPace } from './pace'
import { isLent, lendRealm } from './realm'
import { createReplaced } from './replaced'
import { createServed } from './served'
import { createSites } from './sites'
import { createStops } from './stops'
import { createTimedOut } from './timed-out'
import { later } from './timer'

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

/** What only Firefox can is built in for it alone. */
const isFirefox = import.meta.env.MODE === 'firefox'

const { browser, chrome } = globalThis as { browser?: Extension; chrome?: Extension }
const { runtime, storage, extension } = browser ?? chrome ?? {}
/** Firefox injects into open tabs at installation, and might do so twice. */
const once = globalThis as { tracklensRelay?: true }

if (runtime && !once.tracklensRelay && !isLent()) {
  once.tracklensRelay = true
  // What is said in a private window never touches the disk.
  relay(runtime, extension?.inIncognitoContext ? undefined : storage)
}

function relay(runtime: Runtime, storage: Storage | undefined): void {
  const stop = new AbortController()
  const sender = createSender({
    doc: randomId(),
    connect: () => {
      try {
        return portPipe(runtime.connect({ name: lastWords.isEnding() ? LEFT_PORT : PAGE_PORT }))
      } catch (error) {
        // The extension was removed or reloaded: this script is an orphan from now on.
        stop.abort()
        hook.end()
        throw error
      }
    },
    schedule: createPace(
      () => page.lookAtRoute(),
      () => page.lookAround(),
    ),
    before: () => sites.isOpen() && hook.askSites(),
    after: later,
    onTold: (message) => {
      if (message.type === 'holds') stops.settle(message.vendors)
      else obey(message.order)
    },
  })
  const stops = createStops(
    (vendor, on, noted) =>
      hook.order(JSON.stringify({ order: 'hold', trigger: '', vendor, on, noted } satisfies Order)),
    (vendor, on) => told(JSON.stringify({ kind: 'enforce', vendor, on } satisfies Happening)),
  )
  const lastWords = isFirefox
    ? sayLastWords(sender)
    : createLastWords(sender, storage && ((items) => storage.local.set(items)))
  const sites = createSites(sender)
  const page = createDocument({ sender, lastWords, sites, stops, signal: stop.signal })
  const told = (happening: string) => {
    page.begin()
    page.push(happening)
  }
  const answers = createAnswers(told, isLate())
  const hook = listenToHook(
    {
      told: createFloodLimit(createServed(createReplaced(createTimedOut(createConsent(answers.heard))))),
      sited: sites.told,
      asked: () => {
        // The word comes with the connection.
        if (stops.recall()) page.begin()
      },
      ownerOf,
      holdable,
      imitated: answers.imitated,
    },
    lendRealm(),
  )

  /** Whether the order is for this document. */
  function obey(order: Order): boolean {
    if (order.order === 'call' && order.doc !== sender.doc) return false
    if (order.order === 'hold') stops.set(order.vendor, order.on)
    else if (order.order === 'call') {
      const { trigger, vendor, instance, path, args } = order
      answers.asked(order)
      const call: HookOrder = {
        ...{ order: 'call', trigger, vendor, instance },
        path: path.split('.'),
        args: JSON.stringify(args),
      }
      hook.order(JSON.stringify(call))
    } else {
      page.begin()
      sender.flushNow()
    }
    return true
  }

  runtime.onMessage.addListener((message, _sender, answer) => {
    const { type, order } = (message ?? {}) as { type?: unknown; order?: Order }
    if (type === 'order' && order) answer(obey(order))
  })
}

/** A random id of 96 bits, in hexadecimal. (`randomUUID` is absent on insecure pages.) */
function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
