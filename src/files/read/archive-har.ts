/** What is in a ZIP that Playwright wrote: a HAR with its bodies, or a trace. */
import type { Vendor } from '../../core/contract/vendor'
import { isObject, parseJson, stringOr } from '../../core/json'
import { type Files, unzip } from './archive'
import { foreignZip } from './foreign'
import { type HarRead, HarReader, HOPELESS } from './har'
import { FLAWS, LONGEST, Pieces } from './pieces'
import { eachLine, eachText } from './text'

/** A HAR or a trace. `name` is what it is called in its ZIP; empty where it is the only one there. */
export interface Part {
  readonly name: string
  readonly format: 'har' | 'trace'
  readonly har: HarRead
}

/** macOS keeps its own notes beside each file that it zips. */
const HAR = /^(?!__MACOSX\/).*\.har(?:\.json|\.txt)?$/i
const NETWORK = /^(?!__MACOSX\/).*\.network$/
const TRACE = /\.(?:network|trace)$/

/** By so many names of what is in it a ZIP is told. */
const LISTED = 1000

/** Takes the entries of a part, whose bodies lie in this folder of the ZIP. */
interface Taken extends Omit<Part, 'har'> {
  readonly folder: string
  readonly reader: HarReader
}

/**
 * Reads a ZIP: what holds the requests first, and then only the bodies of those that may track. A sentence says why
 * there is nothing in it.
 */
export function readArchive(bytes: Uint8Array, vendors: readonly Vendor[]): readonly Part[] | string {
  const names: string[] = []
  const main = unzip(bytes, (name) => {
    if (names.length < LISTED) names.push(name)
    return HAR.test(name) || TRACE.test(name)
  })
  if (typeof main === 'string') return main
  const hars = [...main.keys()].filter((name) => HAR.test(name))
  const traces = new Set([...main.keys()].filter((name) => NETWORK.test(name)).map(folderOf))
  const isOne = hars.length + traces.size === 1
  if (hars.length + traces.size === 0) return foreignZip(names) ?? NEITHER
  const taken: Taken[] = []
  for (const folder of traces) {
    const reader = new HarReader(vendors)
    const wrong = takeTrace(
      new Map([...main].filter(([name]) => TRACE.test(name) && folderOf(name) === folder)),
      reader,
    )
    if (wrong) return wrong
    taken.push({ name: isOne ? '' : `${folder}trace`, format: 'trace', folder, reader })
  }
  for (const name of hars) {
    const reader = new HarReader(vendors)
    const wrong = takeHar(main.get(name) ?? new Uint8Array(), reader)
    const called = name.replace(/\p{C}/gu, '').slice(-60)
    if (wrong) return isOne ? wrong : `In the ZIP “${called}”: ${wrong}`
    taken.push({ name: isOne ? '' : called, format: 'har', folder: folderOf(name), reader })
  }
  const named = new Set(taken.flatMap(({ reader, folder }) => [...reader.attachments].flatMap(placesIn(folder))))
  const beside = named.size === 0 ? new Map() : unzip(bytes, (name) => named.has(name))
  if (typeof beside === 'string') return beside
  return taken.map(({ name, format, folder, reader }) => {
    const har = reader.end((file) => placesIn(folder)(file).flatMap((place) => beside.get(place) ?? [])[0] ?? null)
    return { name, format, har }
  })
}

function folderOf(name: string): string {
  return name.replace(/[^/]*$/, '')
}

/** Where a body may lie that is named by what lies in this folder of the ZIP. */
function placesIn(folder: string): (name: string) => readonly string[] {
  return (name) => [folder + name, `${folder}resources/${name}`, name, `resources/${name}`]
}

const NEITHER =
  'This ZIP holds neither a HAR nor a Playwright trace. Open the .zip that recordHar or tracing.stop has written.'

function takeHar(bytes: Uint8Array, reader: HarReader): string | null {
  const pieces = new Pieces()
  for (const text of eachText(bytes)) {
    const found = pieces.take(text)
    if (typeof found === 'string') return FLAWS[found]
    for (const piece of found) reader.take(piece)
    if (reader.isHopeless) return HOPELESS
  }
  const flaw = pieces.end()
  return flaw && FLAWS[flaw]
}

/** One event per line (Playwright 1.65, `Tracing.onEntryFinished`): those of `*.network` hold entries of a HAR each. */
function takeTrace(files: Files, reader: HarReader): string | null {
  for (const [name, bytes] of files)
    for (const line of eachLine(bytes, LONGEST)) {
      const isNetwork = name.endsWith('.network')
      if (isNetwork && line === null) reader.take({ of: 'entries', text: null })
      if (line === null || line.trim() === '' || (!isNetwork && !line.includes('"context-options"'))) continue
      const event = parseJson(line)
      if (isNetwork && event === undefined) reader.takeEntry(undefined)
      if (reader.isHopeless) return HOPELESS
      if (!isObject(event)) continue
      if (event.type === 'context-options') {
        const version = stringOr(event.playwrightVersion)
        reader.writtenBy(version === null ? 'Playwright' : `Playwright ${version.slice(0, 50)}`)
      } else if (isNetwork && event.type === 'resource-snapshot') reader.takeEntry(event.snapshot)
    }
  return null
}
