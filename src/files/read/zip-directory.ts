/** What a ZIP says of the files in it: its directory, which stands at its end (APPNOTE.TXT 6.3.10). */
import { strFromU8 } from 'fflate'

/** A file in a ZIP, as the directory tells of it. Sizes and places are in bytes. */
export interface ZipEntry {
  readonly name: string
  /** How it is packed: 0 not at all, 8 by deflate; others are not read here. */
  readonly method: number
  readonly isLocked: boolean
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its packed bytes begin. */
  readonly at: number
}

const END = 0x06054b50
const END_64 = 0x06064b50
const LOCATOR_64 = 0x07064b50
const ENTRY = 0x02014b50
const LOCAL = 0x04034b50
/** The end of a directory is so long without its comment, which may have 64 KiB. */
const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
/** A field of 32 bits that says that its value stands in the zip64 part. */
const SEE_64 = 0xffffffff
/** A password, and strong encryption (4.4.4); method 99 is AES, whatever the flags say. */
const LOCKED = 0x41
const AES = 99
const UTF_8 = 0x800

/** No more files than this are looked for in a ZIP: a trace has some thousands. */
export const MOST_FILES = 200_000

/**
 * The files of a ZIP, in the directory's order; null where the directory is not there or makes no sense, `too many`
 * where it has more than are looked for.
 */
export function directoryOf(bytes: Uint8Array): readonly ZipEntry[] | 'too many' | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return entriesOf(bytes, view)
  } catch {
    // A place beyond the end: it was cut off, or claims what is not there.
    return null
  }
}

function entriesOf(bytes: Uint8Array, view: DataView): ReturnType<typeof directoryOf> {
  // What looks like an end may stand in the comment; what a download has appended may stand behind the true one.
  const end = endOf(view, true) ?? endOf(view, false)
  if (end === null) return null
  const { count, start } = placeOf(view, end)
  if (count > MOST_FILES) return 'too many'
  const entries: ZipEntry[] = []
  for (let n = 0, at = start; n < count; n++) {
    if (view.getUint32(at, true) !== ENTRY) return null
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const named = view.getUint16(at + 28, true)
    const extra = at + 46 + named
    const next = extra + view.getUint16(at + 30, true)
    const [size, packed, local] = sizesOf(view, at, extra, next)
    if (view.getUint32(local, true) !== LOCAL) return null
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (from + packed > bytes.length) return null
    entries.push({
      ...{ name: strFromU8(bytes.subarray(at + 46, extra), (flags & UTF_8) === 0), method, size, packed, at: from },
      ...{ isLocked: (flags & LOCKED) !== 0 || method === AES, crc: view.getUint32(at + 16, true) },
    })
    at = next + view.getUint16(at + 32, true)
  }
  return entries
}

/** Where the directory's end begins: the last such place, and one whose comment ends the file where that is asked. */
function endOf(view: DataView, isLast: boolean): number | null {
  const latest = view.byteLength - END_SIZE
  for (let end = latest; end >= Math.max(0, latest - LONGEST_COMMENT); end--)
    if (view.getUint32(end, true) === END && (!isLast || view.getUint16(end + 20, true) === latest - end)) return end
  return null
}

/** How many entries the directory has and where it begins; of large ones the zip64 record says so (4.3.14). */
function placeOf(view: DataView, end: number): { readonly count: number; readonly start: number } {
  const locator = end - 20
  const record = locator >= 0 && view.getUint32(locator, true) === LOCATOR_64 ? long(view, locator + 8) : null
  return record !== null && view.getUint32(record, true) === END_64
    ? { count: long(view, record + 32), start: long(view, record + 48) }
    : { count: view.getUint16(end + 10, true), start: view.getUint32(end + 16, true) }
}

/** An entry's size, its packed size and its place: those that do not fit stand behind, in this order (4.5.3). */
function sizesOf(view: DataView, at: number, extra: number, end: number): readonly [number, number, number] {
  let large = extra
  while (large + 4 <= end && view.getUint16(large, true) !== 1) large += 4 + view.getUint16(large + 2, true)
  large += 4
  const field = (place: number): number => {
    const short = view.getUint32(place, true)
    if (short !== SEE_64 || large + 8 > end) return short
    large += 8
    return long(view, large - 8)
  }
  return [field(at + 24), field(at + 20), field(at + 42)]
}

function long(view: DataView, at: number): number {
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
}

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

/** The check sum that ZIP and gzip keep of each file (CRC-32); `before` is that of the bytes which these go on from. */
export function crcOf(bytes: Uint8Array, before = 0): number {
  let crc = ~before
  for (const byte of bytes) crc = (CRCS[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}
