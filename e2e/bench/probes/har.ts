/** Reads and judges a HAR of 100 MB, and parses the same bytes. Prints both in ms, and how far reading grows. */
import { readFiles } from '../../../src/files/read'
import { inspect } from '../../../src/inspection'
import { vendors } from '../../../src/providers/registry'

const SIZE = 100 * 1024 * 1024
const START = Date.UTC(2026, 0, 5, 9)

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

const pieces = ['{"log":{"version":"1.2","creator":{"name":"bench"},"pages":[{"id":"page_1"}],"entries":[\n']
let size = 0
for (let n = 0; size < SIZE; n++) {
  const piece = `${n === 0 ? '' : ',\n'}${JSON.stringify(entryOf(n))}`
  pieces.push(piece)
  size += piece.length
}
pieces.push('\n]}}')
const bytes = new TextEncoder().encode(pieces.join(''))
pieces.length = 0

/** How long something takes, in ms, and how far the process grew meanwhile, in bytes. */
async function measured(run: () => unknown): Promise<{ readonly took: number; readonly grew: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 5)
  const began = performance.now()
  await run()
  const took = performance.now() - began
  clearInterval(watch)
  return { took, grew: Math.max(peak, process.memoryUsage().rss) - before }
}

const source = {
  name: 'bench.har',
  size: bytes.length,
  bytes: async (from: number, to: number) => bytes.subarray(from, to),
}
let items = 0
const read = await measured(async () => {
  const files = await readFiles([source], vendors, { rest: () => new Promise((done) => setImmediate(done)) })
  if (!('facts' in files)) throw new Error(JSON.stringify(files))
  items = inspect(files.facts, { now: files.now }).state.items.size
})
const parse = await measured(() => JSON.parse(new TextDecoder().decode(bytes)))
process.stdout.write(JSON.stringify({ read: read.took, parse: parse.took, grew: read.grew, size: bytes.length, items }))
