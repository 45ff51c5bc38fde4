/** Reads and judges a HAR of 100 MB, and parses the same bytes: how long both take, and how far reading grows. */
import { keeping } from '../../src/core/contract/decoded'
import { readFiles } from '../../src/files/read'
import { inspect } from '../../src/inspection'
import { vendors } from '../../src/providers/registry'

const SIZE = 100 * 1024 * 1024
/** When its first entry begins, in milliseconds since 1970; each follows 20 ms after the one before. */
export const START = Date.UTC(2026, 0, 5, 9)

/** Times are in milliseconds of processor time, since other programs run meanwhile; sizes in bytes. */
export interface Measured {
  readonly read: number
  readonly parse: number
  readonly grew: number
  readonly size: number
  readonly items: number
}

/** Measures a HAR of entries that are made one by one. */
export async function measureHar(entryOf: (n: number) => object): Promise<Measured> {
  const bytes = harOf(entryOf)
  const source = {
    name: 'bench.har',
    size: bytes.length,
    bytes: async (from: number, to: number) => bytes.subarray(from, to),
  }
  let items = 0
  const read = await measured(async () => {
    const files = await readFiles([source], keeping(vendors), { rest: () => new Promise((done) => setImmediate(done)) })
    if (!('facts' in files)) throw new Error(JSON.stringify(files))
    items = inspect(files.facts, { now: files.now }).state.items.size
  })
  const parse = await measured(() => JSON.parse(new TextDecoder().decode(bytes)))
  return { read: read.took, parse: parse.took, grew: read.grew, size: bytes.length, items }
}

function harOf(entryOf: (n: number) => object): Uint8Array {
  const pieces = ['{"log":{"version":"1.2","creator":{"name":"bench"},"pages":[{"id":"page_1"}],"entries":[\n']
  let size = 0
  for (let n = 0; size < SIZE; n++) {
    const piece = `${n === 0 ? '' : ',\n'}${JSON.stringify(entryOf(n))}`
    pieces.push(piece)
    size += piece.length
  }
  pieces.push('\n]}}')
  return new TextEncoder().encode(pieces.join(''))
}

/** How long something takes, in ms of processor time, and how far the process grew meanwhile, in bytes. */
async function measured(run: () => unknown): Promise<{ readonly took: number; readonly grew: number }> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 5)
  const began = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(began)
  clearInterval(watch)
  return { took: (user + system) / 1000, grew: Math.max(peak, process.memoryUsage().rss) - before }
}
