/**
 * Makes as many realistic facts as asked for: two SDKs in a shop, with customers who come and go, and servers that
 * refuse, fail and hang.
 */
import type { Fact, Happening } from '../../src/core/fact'
import type { JsonObject } from '../../src/core/json'

/** What kind of flood. */
export interface FloodOptions {
  /** How many things are tracked; each makes two to five facts. */
  readonly items: number
  /** The time of the first fact, in milliseconds since 1970. */
  readonly start: number
  /** The same seed gives the same flood. */
  readonly seed?: number
}

const NAMES = [
  'Product Viewed',
  'Product Added',
  'Cart Viewed',
  'Checkout Started',
  'Order Completed',
  'Search Performed',
  'Banner Shown',
]
const PEOPLE = [
  'ada.lovelace@shop.example',
  'grace.hopper@shop.example',
  'katherine.j@shop.example',
  'alan.t@shop.example',
]
const WRITE_KEY = 'wk_demo_4f1c'
const TOKEN = '323d7a16-ba47-12c9-8c2d-0a770a310d68'
const STACK = [
  'at onAddToCart (https://shop.example/assets/app-9c1f.js:212:18)',
  'at HTMLButtonElement.handle (https://shop.example/assets/app-9c1f.js:88:7)',
].join('\n')
const CUSTOMERIO = { vendor: 'customerio', surface: 'inspector', tracker: 'cio' } as const
const BLOOMREACH = { vendor: 'bloomreach', surface: 'web', tracker: 'exponea' } as const
const REFUSED = { text: '{"error":"unknown property type"}', size: 33 }
const ACCEPTED = { text: '{"success":true}', size: 16 }

/** The facts of one document, in order. */
export function flood({ items, start, seed = 1 }: FloodOptions): Fact[] {
  const visit = new Visit(start, chance(seed))
  visit.begin()
  for (let made = 0; made < items; made++) visit.track(made)
  return visit.facts
}

/** A visit of the shop: who is there, what time it is, and what has been said of it so far. */
class Visit {
  readonly facts: Fact[] = []
  #at: number
  #anonymousId: string
  #userId: string | null = null
  #requests = 0

  constructor(
    start: number,
    private readonly random: () => number,
  ) {
    this.#at = start
    this.#anonymousId = uuid(random)
  }

  /** The shop's page, and its two SDKs. */
  begin(): void {
    this.#say({
      ...{ kind: 'document', url: 'https://shop.example/products', title: 'The shop', top: true, late: false },
      startedAt: this.#at - 120,
    })
    this.#say({ kind: 'sdk', ...CUSTOMERIO, state: 'running', key: WRITE_KEY, version: '0.5.11' })
    this.#say({ kind: 'sdk', ...BLOOMREACH, state: 'running', key: TOKEN, version: '3.15.0' })
  }

  /** The next call, by its number from 0, what it sends, and what is answered: every fifth is Bloomreach's. */
  track(made: number): void {
    const { random } = this
    this.#at += 5 + Math.floor(random() * 400)
    const properties = propertiesOf(made, random)
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? 'Product Viewed'
    if (made % 5 === 4) this.#bloomreach(made, name, properties)
    else this.#customerio(made, name, properties)
  }

  #bloomreach(made: number, name: string, properties: JsonObject): void {
    const event = name.toLowerCase().replace(/ /g, '_')
    const call = { method: 'track', args: [event, properties], stack: STACK }
    this.#say({ kind: 'call', ...BLOOMREACH, call: made + 1, ...call })
    this.#at += 2
    this.#answer('bloomreach', `https://api.shop.example/track/v2/projects/${TOKEN}/customers/events`, {
      customer_ids: { cookie: this.#anonymousId, ...(this.#userId === null ? {} : { registered: this.#userId }) },
      event_type: event,
      timestamp: this.#at / 1000,
      properties,
    })
  }

  #customerio(made: number, name: string, properties: JsonObject): void {
    const identifies = made % 40 === 12
    if (identifies) this.#userId = PEOPLE[Math.floor(made / 40) % PEOPLE.length] ?? null
    else if (made % 200 === 199) {
      this.#userId = null
      this.#anonymousId = uuid(this.random)
    }
    const messageId = `ajs-next-${uuid(this.random)}`
    const message: JsonObject = {
      ...(identifies
        ? { type: 'identify', traits: { email: this.#userId, plan: 'gold' } }
        : made % 9 === 0
          ? { type: 'page', name: 'Products', properties }
          : { type: 'track', event: name, properties }),
      ...{ messageId, anonymousId: this.#anonymousId, userId: this.#userId },
      timestamp: new Date(this.#at).toISOString(),
    }
    const call = { method: 'dispatch_start', args: [message], id: messageId, stack: STACK }
    this.#say({ kind: 'call', ...CUSTOMERIO, call: made + 1, ...call })
    this.#at += 3
    this.#answer('customerio', `https://cdp.shop.example/v1/${String(message.type).charAt(0)}`, {
      ...message,
      writeKey: WRITE_KEY,
      sentAt: new Date(this.#at).toISOString(),
      context: {
        library: { name: 'analytics.js', version: 'npm:next-0.5.11' },
        page: { url: 'https://shop.example/products' },
      },
    })
  }

  /** Sends it, one time in fifty again after a failure, and says what was answered: now and then that is nothing. */
  #answer(vendor: string, url: string, message: JsonObject): void {
    const text = JSON.stringify(message)
    const body = { text, size: text.length }
    for (let left = this.random() < 0.02 ? 2 : 1; left > 0; left--) {
      const request = ++this.#requests
      this.#say({ kind: 'request', request, vendor, via: 'fetch', method: 'POST', url, body })
      const luck = this.random()
      this.#at += 20 + Math.floor(luck * 60)
      if (left > 1) this.#say({ kind: 'failure', request, reason: 'network', error: 'TypeError: Failed to fetch' })
      else if (luck < 0.03) this.#say({ kind: 'response', request, status: 400, body: REFUSED })
      else if (luck < 0.985) this.#say({ kind: 'response', request, status: 200, body: ACCEPTED })
    }
  }

  #say(happening: Happening): void {
    this.facts.push({ doc: 'flood-0000', seq: this.facts.length + 1, at: this.#at, frame: 0, ...happening })
  }
}

function propertiesOf(made: number, random: () => number): JsonObject {
  return {
    sku: `SKU-${(made * 7919) % 5000}`,
    price: Math.round(random() * 20_000) / 100,
    currency: 'EUR',
    quantity: 1 + (made % 4),
    category: ['shoes', 'bags', 'coats'][made % 3] ?? 'shoes',
    product: {
      name: `Linen coat no. ${made % 300}`,
      variant: { colour: ['red', 'sand', 'ink'][made % 3] ?? 'red', size: 'M' },
      tags: ['new', 'summer'],
    },
    in_stock: random() > 0.2,
  }
}

/** Mulberry32: small, fast, the same everywhere. */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function uuid(random: () => number): string {
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
}
