/** ZIP files, as Playwright writes HARs and traces; bounded, whatever they claim of themselves. */
import { inflateSync } from 'fflate'
import { crcOf, directoryOf, MOST_FILES, type ZipEntry } from './zip-directory'

/** So many bytes may come out of one file, whatever it says of itself. */
export const MOST_UNPACKED = 500 * 1024 * 1024
/** A file in a ZIP is packed a thousandfold at the most (deflate's limit); what claims more is a bomb. */
const MOST_PACKED = 1100

/** Of a file's name so many characters are told. */
const LONGEST_NAME = 60

const MEGABYTES = MOST_UNPACKED / 1024 / 1024
/** What is said of a file that claims to be larger than that. */
export const TOO_LARGE = `It unpacks to more than ${MEGABYTES} MB, or claims to. Tracklens does not open it.`

const MANY = MOST_FILES.toLocaleString('en')
/** What is said of one that claims to hold more. */
const TOO_MANY = `It holds more than ${MANY} files, or claims to. Tracklens does not open it.`

/** The files of a ZIP by name. */
export type Files = ReadonlyMap<string, Uint8Array>

/** Whether bytes begin as a ZIP does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5)
}

/** Unpacks those files of a ZIP that are wanted; a sentence where it cannot be done. */
export function unzip(bytes: Uint8Array, wanted: (name: string) => boolean): Files | string {
  const directory = directoryOf(bytes)
  if (!directory) return `The ZIP is damaged or was cut off. ${ANEW}`
  if (directory === 'too many') return TOO_MANY
  const found = directory.filter(({ name }) => wanted(name))
  const size = found.reduce((sum, entry) => sum + entry.size, 0)
  if (size > MOST_UNPACKED || found.some((entry) => entry.size > entry.packed * MOST_PACKED + 1024)) return TOO_LARGE
  const files = new Map<string, Uint8Array>()
  for (const entry of found) {
    const file = unpacked(bytes, entry)
    if (typeof file === 'string') return file
    const other = files.get(entry.name)
    if (other && !isSame(other, file)) return `The ZIP has two files named ${calledIn(entry)} that differ. ${ANEW}`
    files.set(entry.name, file)
  }
  return files
}

const ANEW = 'Save it anew in the tool that made it.'
const STORED = 0
const DEFLATED = 8

/** The name of a file in a ZIP as it is told. */
function calledIn({ name }: ZipEntry): string {
  return `“${name.replace(/\p{C}/gu, '').slice(-LONGEST_NAME)}”`
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

function unpacked(bytes: Uint8Array, entry: ZipEntry): Uint8Array | string {
  const { method, isLocked, crc, packed, size, at } = entry
  const called = calledIn(entry)
  if (isLocked) return `In the ZIP ${called} is locked with a password. Unpack the ZIP, and open what was in it.`
  if (method !== STORED && method !== DEFLATED)
    return `In the ZIP ${called} is packed by a method (${method}) that is not read here. Unpack it, and open that.`
  const damaged = `The ZIP is damaged: ${called} is not what was packed. ${ANEW}`
  try {
    const part = bytes.subarray(at, at + packed)
    const file = method === STORED ? part : inflateSync(part, { out: new Uint8Array(size) })
    return file.length === size && crcOf(file) === crc ? file : damaged
  } catch {
    return damaged
  }
}
