/** A HAR of a page's traffic, of which one request in twenty tracks. Prints what is measured, see `har.ts`. */
import { measureHar, START } from '../har'

/** A page's traffic: one request in twenty tracks, the others are what pages load. */
function entryOf(n: number): object {
  const tracks = n % 20 === 0
  const message = { type: 'track', event: 'Viewed', messageId: `m${n}`, anonymousId: 'a', properties: { n } }
  const headers = Array.from({ length: 12 }, (_, i) => ({ name: `x-header-${i}`, value: `value ${i} of ${n}` }))
  return {
    startedDateTime: new Date(START + n * 20).toISOString(),
    time: 12.5,
    pageref: 'page_1',
    request: {
      method: tracks ? 'POST' : 'GET',
      url: tracks ? 'https://cdp.customer.io/v1/t' : `https://shop.example/assets/${n}.js`,
      headers,
      ...(tracks ? { postData: { mimeType: 'application/json', text: JSON.stringify(message) } } : {}),
    },
    response: {
      status: 200,
      headers,
      content: tracks ? { text: '{"success":true}' } : { text: `const part = "${'x'.repeat(3000)}"\n`.repeat(3) },
    },
  }
}

process.stdout.write(JSON.stringify(await measureHar(entryOf)))
