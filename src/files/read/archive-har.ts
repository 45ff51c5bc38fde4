/** What is in a ZIP that Playwright wrote: a HAR with its bodies, or a trace. */
import { strFromU8 } from 'fflate'
import type { Vendor } from '../../core/contract/vendor'
import { isObject, parseJson, stringOr } from '../../core/json'
import { type Files, unzip } from './archive'
import { type HarRead, HarReader } from './har'
import { FLAWS, Pieces } from './pieces'
import { eachText } from './text'

/** A HAR or a trace, or a sentence that says why it is neither. */
export type ArchiveRead = { readonly format: 'har' | 'trace'; readonly har: HarRead } | string

const HAR = /\.har$/i
const TRACE = /\.(?:network|trace)$/

/** Reads a ZIP: what holds the requests first, and then only the bodies of those that may track. */
export function readArchive(bytes: Uint8Array, vendors: readonly Vendor[]): ArchiveRead {
  const main = unzip(bytes, (name) => HAR.test(name) || TRACE.test(name))
  if (typeof main === 'string') return main
  const har = [...main.keys()].find((name) => HAR.test(name))
  const reader = new HarReader(vendors)
  if (har !== undefined) {
    const wrong = takeHar(main.get(har) ?? new Uint8Array(), reader)
    if (wrong) return wrong
  } else if (![...main.keys()].some((name) => name.endsWith('.network'))) return NEITHER
  else takeTrace(main, reader)
  const folder = har?.replace(/[^/]*$/, '') ?? ''
  const places = (name: string): readonly string[] => [folder + name, name, `resources/${name}`]
  const named = new Set([...reader.attachments].flatMap(places))
  const beside = named.size === 0 ? new Map() : unzip(bytes, (name) => named.has(name))
  if (typeof beside === 'string') return beside
  const find = (name: string): Uint8Array | null => places(name).flatMap((place) => beside.get(place) ?? [])[0] ?? null
  return { format: har === undefined ? 'trace' : 'har', har: reader.end(find) }
}

const NEITHER =
  'This ZIP holds neither a HAR nor a Playwright trace. Open the .zip that recordHar or tracing.stop has written.'

function takeHar(bytes: Uint8Array, reader: HarReader): string | null {
  const pieces = new Pieces()
  for (const text of eachText(bytes)) {
    const found = pieces.take(text)
    if (typeof found === 'string') return FLAWS[found]
    for (const piece of found) reader.take(piece)
  }
  const flaw = pieces.end()
  return flaw && FLAWS[flaw]
}

/** One event a line (Playwright 1.65, `Tracing.onEntryFinished`): those of `*.network` hold entries of a HAR each. */
function takeTrace(files: Files, reader: HarReader): void {
  for (const [name, bytes] of files)
    for (const line of strFromU8(bytes).split('\n')) {
      const isNetwork = name.endsWith('.network')
      if (line.trim() === '' || (!isNetwork && !line.includes('"context-options"'))) continue
      const event = parseJson(line)
      if (isNetwork && event === undefined) reader.takeEntry(undefined)
      if (!isObject(event)) continue
      if (event.type === 'context-options') {
        const version = stringOr(event.playwrightVersion)
        reader.writtenBy(version === null ? 'Playwright' : `Playwright ${version.slice(0, 50)}`)
      } else if (isNetwork && event.type === 'resource-snapshot') reader.takeEntry(event.snapshot)
    }
}
