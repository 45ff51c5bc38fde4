/** Reads one file, whatever it is: a recording, a HAR, or a ZIP of Playwright's. */
import type { Vendor } from '../../core/contract/vendor'
import type { Fact } from '../../core/fact'
import { parseFact } from '../../link/parse'
import { RecordingReader } from '../reader'
import { factOf } from '../recording'
import { isZip, MOST_UNPACKED } from './archive'
import { readArchive } from './archive-har'
import { type HarRead, HarReader } from './har'
import { FLAWS, Pieces } from './pieces'
import { type Reading, type Source, STEP } from './source'
import { Decoder } from './text'

/** What a file turned out to be; `wrong` is a sentence that says why it is nothing and what to do. */
export type One =
  | {
      readonly is: 'recording'
      readonly facts: readonly Fact[]
      readonly savedAt: number | null
      readonly skipped: number
    }
  | { readonly is: 'har'; readonly format: 'har' | 'trace'; readonly har: HarRead }
  | { readonly is: 'wrong'; readonly wrong: string }
  | { readonly is: 'stopped' }

/** Larger files are not read; in bytes. */
const MOST_READ = MOST_UNPACKED
const MB = 1024 * 1024
const STOPPED: One = { is: 'stopped' }
const RECORDING = /^\ufeff?\s*\{\s*"tracklens"/
/** What a file is can be seen in so many bytes of it. */
const HEAD = 512

/** Reads a file. Never throws: what is wrong with it is part of the answer. */
export async function readOne(source: Source, vendors: readonly Vendor[], reading: Reading = {}): Promise<One> {
  if (source.size === 0) return wrong('The file is empty.')
  if (source.size > MOST_READ)
    return wrong(
      `It has ${Math.ceil(source.size / MB)} MB; up to ${MOST_READ / MB} MB are read. Record less at a time, or only ` +
        'the hosts that are tracked to, in the tool that made it.',
    )
  try {
    const head = await source.bytes(0, Math.min(HEAD, source.size))
    if (head[0] === 0x1f && head[1] === 0x8b) return wrong('It is packed with gzip. Unpack it first.')
    if (isZip(head)) return await zipOf(source, vendors, reading)
    return RECORDING.test(new Decoder().take(head))
      ? await recordingOf(source, reading)
      : await harOf(source, vendors, reading)
  } catch (error) {
    // A file can be gone, or change, while it is read; a disk can fail.
    return wrong(`It could not be read. Is it still there? (${error instanceof Error ? error.message : String(error)})`)
  }
}

function wrong(sentence: string): One {
  return { is: 'wrong', wrong: sentence }
}

/** Every step of the file, until nobody waits any more. Returns false then. */
async function eachStep(
  source: Source,
  reading: Reading,
  take: (bytes: Uint8Array) => One | null,
): Promise<One | null> {
  for (let from = 0; from < source.size; from += STEP) {
    if (reading.stopped?.()) return STOPPED
    const to = Math.min(from + STEP, source.size)
    const ended = take(await source.bytes(from, to))
    if (ended) return ended
    reading.progress?.(to, source.size)
    await reading.rest?.()
  }
  return reading.stopped?.() ? STOPPED : null
}

async function zipOf(source: Source, vendors: readonly Vendor[], reading: Reading): Promise<One> {
  const bytes = new Uint8Array(source.size)
  let at = 0
  const ended = await eachStep(source, reading, (part) => {
    bytes.set(part, at)
    at += part.length
    return null
  })
  if (ended) return ended
  const read = readArchive(bytes, vendors)
  return typeof read === 'string' ? wrong(read) : { is: 'har', ...read }
}

async function recordingOf(source: Source, reading: Reading): Promise<One> {
  const reader = new RecordingReader()
  const decoder = new Decoder()
  const facts: (Fact | null)[] = []
  const ended = await eachStep(source, reading, (bytes) => {
    const part = reader.take(decoder.take(bytes))
    if ('wrong' in part) return wrong(part.wrong)
    for (const fact of part.facts) facts.push(fact)
    return null
  })
  if (ended) return ended
  const last = reader.end()
  if ('wrong' in last) return wrong(last.wrong)
  if ('facts' in last) for (const fact of last.facts) facts.push(fact)
  else for (const entry of last.entries) facts.push(factOf(entry, parseFact))
  const kept = facts.filter((fact) => fact !== null)
  return { is: 'recording', facts: kept, savedAt: reader.savedAt, skipped: facts.length - kept.length }
}

async function harOf(source: Source, vendors: readonly Vendor[], reading: Reading): Promise<One> {
  const pieces = new Pieces()
  const reader = new HarReader(vendors)
  const decoder = new Decoder()
  const ended = await eachStep(source, reading, (bytes) => {
    const found = pieces.take(decoder.take(bytes))
    if (typeof found === 'string') return wrong(FLAWS[found])
    for (const piece of found) reader.take(piece)
    return null
  })
  if (ended) return ended
  const flaw = pieces.end()
  if (flaw) return wrong(FLAWS[flaw])
  const beside = new Map<string, Uint8Array | null>()
  for (const name of reader.attachments) beside.set(name, (await source.beside?.(name)) ?? null)
  return { is: 'har', format: 'har', har: reader.end((name) => beside.get(name) ?? null) }
}
