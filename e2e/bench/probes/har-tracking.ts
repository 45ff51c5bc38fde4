/** A HAR in which every request tracks, by bodies small and large. Prints what is measured, see `har.ts`. */
import { measureHar, START } from '../har'

const propertiesOf = (n: number, count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`property_${i}`, i % 3 ? `value ${i} of ${n}` : n * i]))

/** When the thing with this number was tracked, in ms since 1970: a hundred go out with each request. */
const trackedAt = (n: number): number => START + Math.floor(n / 100) * 20

function messageOf(n: number, count: number): object {
  const timestamp = new Date(trackedAt(n)).toISOString()
  return {
    ...{ type: 'track', event: 'Viewed', messageId: `m${n}`, anonymousId: 'a', timestamp },
    properties: propertiesOf(n, count),
  }
}

function commandOf(n: number): object {
  const data = { customer_ids: { cookie: 'c' }, project_id: 'p', type: 'view_item', properties: propertiesOf(n, 8) }
  return { name: 'crm/events', data: { ...data, timestamp: trackedAt(n) / 1000 } }
}

/** One body in five is each: a message of one property or of thirty, a command, fifty messages, a hundred commands. */
function sentBy(n: number): readonly [url: string, body: object, answer: object] {
  const many = (count: number, of: (n: number) => object) => Array.from({ length: count }, (_, i) => of(n * 100 + i))
  const results = (count: number) => ({ success: true, results: many(count, () => ({ status: 'ok', errors: [] })) })
  const accepted = { success: true }
  switch (n % 5) {
    case 0:
      return ['https://cdp.customer.io/v1/t', messageOf(n * 100, 1), accepted]
    case 1:
      return ['https://cdp.customer.io/v1/t', messageOf(n * 100, 30), accepted]
    case 2:
      return ['https://api.exponea.com/bulk', { commands: [commandOf(n * 100)] }, results(1)]
    case 3:
      return ['https://cdp.customer.io/v1/batch', { batch: many(50, (each) => messageOf(each, 10)) }, accepted]
    default:
      return ['https://api.exponea.com/bulk', { commands: many(100, commandOf) }, results(100)]
  }
}

function entryOf(n: number): object {
  const [url, body, answer] = sentBy(n)
  return {
    startedDateTime: new Date(START + n * 20).toISOString(),
    time: 12.5,
    pageref: 'page_1',
    request: {
      method: 'POST',
      url,
      headers: [],
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
    response: { status: 200, headers: [], content: { text: JSON.stringify(answer) } },
  }
}

process.stdout.write(JSON.stringify(await measureHar(entryOf)))
