/** What is in a ZIP that Playwright wrote: a HAR with its bodies, or a trace. */
import type { Vendor } from '../../core/contract/vendor'
import { isObject, parseJson, stringOr } from '../../core/json'
import { type Files, unzip } from './archive'
import { foreignZip } from './foreign'
import { type HarRead, HarReader, HOPELESS } from './har'
import { FLAWS, LONGEST, Pieces } from './pieces'
import { eachLine, eachText } from './text'

/** A HAR or a trace, or a sentence that says why it is neither. */
export type ArchiveRead = { readonly format: 'har' | 'trace'; readonly har: HarRead } | string

/** macOS keeps its own notes beside each file that it zips. */
const HAR = /^(?!__MACOSX\/).*\.har$/i
const TRACE = /\.(?:network|trace)$/

/** By so many names of what is in it a ZIP is told. */
const LISTED = 1000

/** Reads a ZIP: what holds the requests first, and then only the bodies of those that may track. */
export function readArchive(bytes: Uint8Array, vendors: readonly Vendor[]): ArchiveRead {
  const names: string[] = []
  const main = unzip(bytes, (name) => {
    if (names.length < LISTED) names.push(name)
    return HAR.test(name) || TRACE.test(name)
  })
  if (typeof main === 'string') return main
  const hars = [...main.keys()].filter((name) => HAR.test(name))
  if (hars.length === 0 && ![...main.keys()].some((name) => name.endsWith('.network')))
    return foreignZip(names) ?? NEITHER
  const readers = hars.length === 0 ? [{ folder: '', reader: new HarReader(vendors) }] : []
  for (const { reader } of readers) {
    const wrong = takeTrace(main, reader)
    if (wrong) return wrong
  }
  for (const name of hars) {
    const reader = new HarReader(vendors)
    const wrong = takeHar(main.get(name) ?? new Uint8Array(), reader)
    if (wrong) return hars.length === 1 ? wrong : `In the ZIP “${name.replace(/\p{C}/gu, '').slice(-60)}”: ${wrong}`
    readers.push({ folder: name.replace(/[^/]*$/, ''), reader })
  }
  const named = new Set(readers.flatMap(({ reader, folder }) => [...reader.attachments].flatMap(placesIn(folder))))
  const beside = named.size === 0 ? new Map() : unzip(bytes, (name) => named.has(name))
  if (typeof beside === 'string') return beside
  const found = readers.map(({ reader, folder }) =>
    reader.end((name) => placesIn(folder)(name).flatMap((place) => beside.get(place) ?? [])[0] ?? null),
  )
  return { format: hars.length === 0 ? 'trace' : 'har', har: together(found) }
}

/** Where a body that a HAR names may lie, for a HAR in this folder of the ZIP. */
function placesIn(folder: string): (name: string) => readonly string[] {
  return (name) => [folder + name, name, `resources/${name}`]
}

/** The HARs of one ZIP as one; each has pages of its own, whatever it calls them. */
function together(hars: readonly HarRead[]): HarRead {
  const [first, ...others] = hars
  if (first && others.length === 0) return first
  const own = (n: number, page: string): string => `${n + 1}:${page}`
  const times = (of: 'since' | 'until'): readonly number[] => hars.flatMap((har) => har[of] ?? [])
  return {
    tool: [...new Set(hars.map(({ tool }) => tool))].join(', ').slice(0, 100),
    pages: hars.flatMap(({ pages }, n) => pages.map((page) => ({ ...page, id: own(n, page.id) }))),
    exchanges: hars.flatMap(({ exchanges }, n) =>
      exchanges.map((each) => (each.page === null ? each : { ...each, page: own(n, each.page) })),
    ),
    requests: hars.reduce((sum, { requests }) => sum + requests, 0),
    since: times('since').length ? Math.min(...times('since')) : null,
    until: times('until').length ? Math.max(...times('until')) : null,
    broken: hars.reduce((sum, { broken }) => sum + broken, 0),
    problems: hars.flatMap(({ problems }, n) => problems.map((problem) => `HAR ${n + 1}, ${problem}`)),
  }
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
