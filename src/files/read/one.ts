/** Reads one file, whatever it is: a recording or a HAR, plain or gzipped, or a ZIP of Playwright's. */
import type { Vendor } from '../../core/contract/vendor'
import type { Fact } from '../../core/fact'
import { parseFact } from '../../link/parse'
import { RecordingReader } from '../reader'
import { factOf } from '../recording'
import { isZip, MOST_UNPACKED, TOO_LARGE } from './archive'
import { type Part, readArchive } from './archive-har'
import { foreignBy, LOOKED_AT } from './foreign'
import { isGzip, Unpacker } from './gzip'
import { HarReader, HOPELESS } from './har'
import { LONGEST_BY_HAND, mistakeIn } from './mistake'
import { FLAWS, type Flaw, Pieces } from './pieces'
import { type Reading, type Source, STEP } from './source'
import { Decoder } from './text'
import { whyUnread } from './unread'
import { isZlib, ZlibUnpacker } from './zlib'

/** What a file turned out to be; `wrong` is a sentence that says why it is nothing and what to do. */
export type One =
  | {
      readonly is: 'recording'
      readonly facts: readonly Fact[]
      readonly savedAt: number | null
      readonly skipped: number
    }
  | {
      readonly is: 'har'
      /** One for each HAR and each trace that is in it. */
      readonly parts: readonly Part[]
      /** The names of all that a HAR keeps beside itself, whether it tracks or not. */
      readonly named?: ReadonlySet<string>
    }
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
  if (source.size === 0) return EMPTY
  if (source.size > MOST_READ)
    return wrong(
      `It has ${Math.ceil(source.size / MB)} MB; up to ${MOST_READ / MB} MB are read. Record less at a time, or only ` +
        'the hosts that are tracked to, in the tool that made it.',
    )
  try {
    const head = await source.bytes(0, Math.min(HEAD, source.size))
    if (isZip(head)) return await zipOf(source, vendors, reading)
    const Packing = isGzip(head) ? Unpacker : isZlib(head) ? ZlibUnpacker : null
    return Packing ? await packedOf(source, vendors, reading, Packing) : await plainOf(source, vendors, reading)
  } catch (error) {
    // A file can be gone, or change, while it is read; a disk can fail.
    return wrong(`It could not be read: ${whyUnread(error)}.`)
  }
}

function wrong(sentence: string): One {
  return { is: 'wrong', wrong: sentence }
}

const DAMAGED = 'It is packed, and damaged or cut off. Save it anew in the tool that made it.'
const EMPTY = wrong('The file is empty.')

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
  return typeof read === 'string' ? wrong(read) : { is: 'har', parts: read }
}

/** Takes the bytes of one file in their order, and says at its end what it is; `take` where it is nothing. */
interface Taking {
  readonly take: (bytes: Uint8Array) => One | null
  readonly end: () => One | Promise<One>
}

/** What takes a file that begins like this. */
function takingOf(head: Uint8Array, source: Source, vendors: readonly Vendor[]): Taking {
  const isRecording = RECORDING.test(new Decoder().take(head.subarray(0, HEAD)))
  return isRecording ? recordingTaking() : harTaking(source, vendors)
}

async function plainOf(source: Source, vendors: readonly Vendor[], reading: Reading): Promise<One> {
  let taking: Taking | undefined
  const ended = await eachStep(source, reading, (bytes) => {
    taking ??= takingOf(bytes, source, vendors)
    return taking.take(bytes)
  })
  return ended ?? taking?.end() ?? EMPTY
}

async function packedOf(
  source: Source,
  vendors: readonly Vendor[],
  reading: Reading,
  Packing: typeof Unpacker | typeof ZlibUnpacker,
): Promise<One> {
  let taking: Taking | undefined
  let failed: One | null = null
  const unpacker = new Packing(MOST_UNPACKED, (bytes) => {
    if (failed) return
    taking ??= takingOf(bytes, source, vendors)
    failed = taking.take(bytes)
  })
  let taken = 0
  const ended = await eachStep(source, reading, (bytes) => {
    taken += bytes.length
    const flaw = unpacker.take(bytes, taken >= source.size)
    return failed ?? (flaw === null ? null : wrong(flaw === 'damaged' ? DAMAGED : TOO_LARGE))
  })
  return ended ?? taking?.end() ?? EMPTY
}

function recordingTaking(): Taking {
  const reader = new RecordingReader()
  const decoder = new Decoder()
  const facts: (Fact | null)[] = []
  return {
    take(bytes) {
      const part = reader.take(decoder.take(bytes))
      if ('wrong' in part) return wrong(part.wrong)
      for (const fact of part.facts) facts.push(fact)
      return null
    },
    end() {
      const last = reader.end()
      if ('wrong' in last) return wrong(last.wrong)
      if ('facts' in last) for (const fact of last.facts) facts.push(fact)
      else for (const entry of last.entries) facts.push(factOf(entry, parseFact))
      const kept = facts.filter((fact) => fact !== null)
      return { is: 'recording', facts: kept, savedAt: reader.savedAt, skipped: facts.length - kept.length }
    },
  }
}

function harTaking(source: Source, vendors: readonly Vendor[]): Taking {
  const pieces = new Pieces()
  const reader = new HarReader(vendors)
  const decoder = new Decoder()
  let head: { readonly bytes: Uint8Array; readonly text: string } | null = null
  let whole = ''
  const flawed = (flaw: Flaw): One => {
    if (flaw === 'cut') return wrong(FLAWS.cut)
    const mistake = flaw !== 'list' && whole.length < LONGEST_BY_HAND ? mistakeIn(whole) : null
    return wrong((head && foreignBy(head.bytes, head.text)) || [FLAWS[flaw], mistake].filter(Boolean).join(' '))
  }
  return {
    take(bytes) {
      const text = decoder.take(bytes)
      head ??= { bytes: bytes.slice(0, LOOKED_AT), text: text.slice(0, LOOKED_AT) }
      if (whole.length < LONGEST_BY_HAND) whole += text
      const found = pieces.take(text)
      if (typeof found === 'string') return flawed(found)
      for (const piece of found) reader.take(piece)
      return reader.isHopeless ? wrong(HOPELESS) : null
    },
    async end() {
      const flaw = pieces.end()
      if (flaw) return flawed(flaw)
      const beside = new Map<string, Uint8Array | null>()
      for (const name of reader.attachments) beside.set(name, (await source.beside?.(name)) ?? null)
      const har = reader.end((name) => beside.get(name) ?? null)
      return { is: 'har', parts: [{ name: '', format: 'har', har }], named: reader.named }
    },
  }
}
