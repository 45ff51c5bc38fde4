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

/** The facts of one document, in order. */
export function flood({ items, start, seed = 1 }: FloodOptions): Fact[] {
  const facts: Fact[] = []
  const random = chance(seed)
  const doc = 'flood-0000'
  let at = start
  let anonymousId = uuid(random)
  let userId: string | null = null
  let request = 0
  const say = (happening: Happening): void => {
    facts.push({ doc, seq: facts.length + 1, at, frame: 0, ...happening })
  }
  const answer = (vendor: string, url: string, message: JsonObject): void => {
    const text = JSON.stringify(message)
    const tries = random() < 0.02 ? 2 : 1
    for (let left = tries; left > 0; left--) {
      const number = ++request
      say({
        kind: 'request',
        request: number,
        vendor,
        via: 'fetch',
        method: 'POST',
        url,
        body: { text, size: text.length },
      })
      const luck = random()
      at += 20 + Math.floor(luck * 60)
      if (left > 1) say({ kind: 'failure', request: number, reason: 'network', error: 'TypeError: Failed to fetch' })
      else if (luck < 0.03)
        say({
          kind: 'response',
          request: number,
          status: 400,
          body: { text: '{"error":"unknown property type"}', size: 33 },
        })
      else if (luck < 0.985)
        say({ kind: 'response', request: number, status: 200, body: { text: '{"success":true}', size: 16 } })
    }
  }
  say({
    kind: 'document',
    url: 'https://shop.example/products',
    title: 'The shop',
    top: true,
    late: false,
    startedAt: start - 120,
  })
  say({
    kind: 'sdk',
    vendor: 'customerio',
    surface: 'inspector',
    tracker: 'cio',
    state: 'running',
    key: WRITE_KEY,
    version: '0.5.11',
  })
  say({
    kind: 'sdk',
    vendor: 'bloomreach',
    surface: 'web',
    tracker: 'exponea',
    state: 'running',
    key: TOKEN,
    version: '3.15.0',
  })
  for (let made = 0; made < items; made++) {
    at += 5 + Math.floor(random() * 400)
    const properties = propertiesOf(made, random)
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? 'Product Viewed'
    if (made % 5 === 4) {
      const customer = { cookie: anonymousId, ...(userId === null ? {} : { registered: userId }) }
      const event = name.toLowerCase().replace(/ /g, '_')
      say({
        kind: 'call',
        vendor: 'bloomreach',
        surface: 'web',
        tracker: 'exponea',
        call: made + 1,
        method: 'track',
        args: [event, properties],
        stack: STACK,
      })
      at += 2
      answer('bloomreach', `https://api.shop.example/track/v2/projects/${TOKEN}/customers/events`, {
        customer_ids: customer,
        event_type: event,
        timestamp: at / 1000,
        properties,
      })
      continue
    }
    const identifies = made % 40 === 12
    if (identifies) userId = PEOPLE[Math.floor(made / 40) % PEOPLE.length] ?? null
    else if (made % 200 === 199) {
      userId = null
      anonymousId = uuid(random)
    }
    const messageId = `ajs-next-${uuid(random)}`
    const message: JsonObject = {
      type: identifies ? 'identify' : made % 9 === 0 ? 'page' : 'track',
      ...(identifies
        ? { traits: { email: userId, plan: 'gold' } }
        : made % 9 === 0
          ? { name: 'Products', properties }
          : { event: name, properties }),
      messageId,
      anonymousId,
      userId,
      timestamp: new Date(at).toISOString(),
    }
    say({
      kind: 'call',
      vendor: 'customerio',
      surface: 'inspector',
      tracker: 'cio',
      call: made + 1,
      method: 'dispatch_start',
      args: [message],
      id: messageId,
      stack: STACK,
    })
    at += 3
    answer('customerio', `https://cdp.shop.example/v1/${String(message.type).charAt(0)}`, {
      ...message,
      writeKey: WRITE_KEY,
      sentAt: new Date(at).toISOString(),
      context: {
        library: { name: 'analytics.js', version: 'npm:next-0.5.11' },
        page: { url: 'https://shop.example/products' },
      },
    })
  }
  return facts
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
