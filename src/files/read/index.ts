/** The door for files: recordings, HARs and Playwright's ZIPs, one or several, become the facts of one log. */
import type { Vendor } from '../../core/contract/vendor'
import type { Fact } from '../../core/fact'
import type { Part } from './archive-har'
import { ofDevices } from './devices'
import { factsOfHar } from './facts'
import { joined } from './join'
import { type One, readOne } from './one'
import { LARGEST_BESIDE, type Reading, type Source } from './source'
import { inTabs } from './tabs'

/** Names in documents' ids are cut to so many characters: an id has a hundred. */
const LONGEST_NAME = 60

/** What files amount to. `now` is the moment as of which they are judged, in milliseconds since 1970. */
export type FilesRead =
  | {
      readonly facts: readonly Fact[]
      readonly now: number
      /** Facts of recordings that could not be read. */
      readonly skipped: number
      /** The file that the facts of a document came from; empty for a document of none. */
      readonly sourceOf: (doc: string) => string
    }
  /** A sentence for each file that could not be read, with its name. */
  | { readonly wrong: readonly string[] }
  | { readonly stopped: true }

/** Reads files; one that cannot be read is named, and nothing of the others is kept. Never throws. */
export async function readFiles(
  sources: readonly Source[],
  vendors: readonly Vendor[],
  reading: Reading = {},
): Promise<FilesRead> {
  const size = sources.reduce((sum, source) => sum + source.size, 0)
  const read: One[] = []
  let before = 0
  for (const source of sources) {
    const done = before
    const progress = (at: number): void => reading.progress?.(done + at, size)
    const one = await readOne(withOthers(source, sources), vendors, { ...reading, progress })
    if (one.is === 'stopped') return { stopped: true }
    read.push(one)
    before += source.size
  }
  const named = new Set(read.flatMap((one) => (one.is === 'har' ? [...(one.named ?? [])] : [])).map(baseOf))
  const wrong = read.flatMap((one, i) => {
    const name = sources[i]?.name ?? ''
    // What a HAR keeps beside itself is no file of its own.
    return one.is === 'wrong' && !named.has(baseOf(name)) ? [`${name}: ${one.wrong}`] : []
  })
  if (wrong.length > 0) return { wrong }
  const labels = apart(sources.map(({ name }) => name))
  const records = read.flatMap((one, i) => recordsIn(one, labels[i] ?? ''))
  const names = apart(records.map(({ label }) => label.slice(-LONGEST_NAME)))
  const told = records.map((record, i) => factsOf(record, names[i] ?? ''))
  const isRecording = (file: number): boolean => records[file]?.har === null
  const files = ofDevices(inTabs(told, isRecording), isRecording, vendors)
  return {
    facts: joined(files),
    now: files.flat().reduce((last, { at }) => Math.max(last, at), Math.max(0, ...records.map(({ until }) => until))),
    skipped: read.reduce((sum, one) => sum + (one.is === 'recording' ? one.skipped : 0), 0),
    sourceOf: sourcesOf(
      files,
      records.map(({ label }) => label),
    ),
  }
}

/** A HAR finds what it keeps beside itself among the files that were given with it too, by its bare name. */
function withOthers(source: Source, sources: readonly Source[]): Source {
  const beside = async (name: string): Promise<Uint8Array | null> => {
    const found = await source.beside?.(name)
    const other = sources.find((each) => each !== source && baseOf(each.name) === baseOf(name))
    return found ?? (other && other.size <= LARGEST_BESIDE ? await other.bytes(0, other.size) : null)
  }
  return { ...source, beside }
}

function baseOf(name: string): string {
  return name.replace(/^.*[\\/]/s, '')
}

/** Names of which no two are the same: a second one of a name gets a number. */
function apart(names: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let n = 2; taken.has(own); n++) own = `${name} (${n})`
    taken.add(own)
    return own
  })
}

function sourcesOf(files: readonly (readonly Fact[])[], labels: readonly string[]): (doc: string) => string {
  const sources = new Map<string, string>()
  files.forEach((facts, i) => {
    for (const { doc } of facts) if (!sources.has(doc)) sources.set(doc, labels[i] ?? '')
  })
  return (doc) => sources.get(doc) ?? ''
}

/** What was recorded on its own: a recording, which has no `har`, a HAR or a trace; several of a ZIP are several. */
interface Recorded {
  readonly label: string
  /** As of when it is judged at the earliest, in milliseconds since 1970: a recording, as of when it was saved. */
  readonly until: number
  readonly har: Part | null
  readonly facts: readonly Fact[]
}

function recordsIn(one: One, label: string): readonly Recorded[] {
  if (one.is === 'recording') return [{ label, until: one.savedAt ?? 0, har: null, facts: one.facts }]
  if (one.is !== 'har') return []
  return one.parts.map((part) => {
    const own = part.name === '' ? label : `${label}/${part.name}`
    return { label: own, until: part.har.until ?? 0, har: part, facts: [] }
  })
}

function factsOf({ har: part, facts, label }: Recorded, name: string): readonly Fact[] {
  return part ? factsOfHar(part.har, part.format, { label, name }) : facts
}
