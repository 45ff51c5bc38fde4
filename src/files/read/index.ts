/** The door for files: recordings, HARs and Playwright's ZIPs, one or several, become the facts of one log. */
import type { Vendor } from '../../core/contract/vendor'
import type { Fact } from '../../core/fact'
import { ofDevices } from './devices'
import { factsOfHar } from './facts'
import { joined } from './join'
import { type One, readOne } from './one'
import { LARGEST_BESIDE, type Reading, type Source } from './source'
import { inTabs } from './tabs'

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
  const labels = labelsOf(sources)
  const told = read.map((one, i) => factsOf(one, labels[i] ?? ''))
  const isRecording = (file: number): boolean => read[file]?.is === 'recording'
  const files = ofDevices(inTabs(told, isRecording), isRecording, vendors)
  return {
    facts: joined(files),
    now: Math.max(...read.map((one, i) => momentOf(one, files[i] ?? []))),
    skipped: read.reduce((sum, one) => sum + (one.is === 'recording' ? one.skipped : 0), 0),
    sourceOf: sourcesOf(files, labels),
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

/** The files' names; a second file of one name gets a number. */
function labelsOf(sources: readonly Source[]): readonly string[] {
  const counts = new Map<string, number>()
  return sources.map(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

function sourcesOf(files: readonly (readonly Fact[])[], labels: readonly string[]): (doc: string) => string {
  const sources = new Map<string, string>()
  files.forEach((facts, i) => {
    for (const { doc } of facts) if (!sources.has(doc)) sources.set(doc, labels[i] ?? '')
  })
  return (doc) => sources.get(doc) ?? ''
}

function factsOf(one: One, label: string): readonly Fact[] {
  if (one.is === 'recording') return one.facts
  return one.is === 'har' ? factsOfHar(one.har, one.format, label) : []
}

/** A recording is judged as of when it was saved, a HAR as of its last time. */
function momentOf(one: One, facts: readonly Fact[]): number {
  const last = facts.reduce((latest, { at }) => Math.max(latest, at), 0)
  if (one.is === 'recording') return Math.max(last, one.savedAt ?? 0)
  return one.is === 'har' ? Math.max(last, one.har.until ?? 0) : 0
}
