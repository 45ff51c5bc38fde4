/** Files of this machine: sources to read from, and whether one can be written. */
import { access, constants, type FileHandle, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { LARGEST_BESIDE, type Source } from '../files/read/source'

/** Opens files, runs with them, and closes them whatever happens. One that cannot be opened fails when it is read. */
export async function withFiles<T>(
  names: readonly string[],
  run: (sources: readonly Source[]) => Promise<T>,
): Promise<T> {
  const handles: FileHandle[] = []
  try {
    const sources: Source[] = []
    for (const name of names) sources.push(await sourceOf(name, handles))
    return await run(sources)
  } finally {
    for (const handle of handles) await handle.close()
  }
}

async function sourceOf(named: string, handles: FileHandle[]): Promise<Source> {
  const name = named === '-' ? 'standard input' : named
  try {
    if (named === '-') return await wholeOf(name, process.stdin)
    const handle = await open(name)
    handles.push(handle)
    const stat = await handle.stat()
    if (stat.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' })
    // A pipe, as a shell makes one of `<(zcat shop.har.gz)`, says nothing of its size.
    if (!stat.isFile()) return await wholeOf(name, handle.createReadStream({ autoClose: false }))
    const { size } = stat
    return { name, size, bytes: (from, to) => bytesOf(handle, from, to), beside: (other) => besideOf(name, other) }
  } catch (error) {
    // It fails when it is read.
    return { name, size: 1, bytes: () => Promise.reject(error) }
  }
}

/** What is piped in, as a whole: how long it is nobody knows before. */
async function wholeOf(name: string, stream: Readable): Promise<Source> {
  const bytes = new Uint8Array(await buffer(stream))
  return { name, size: bytes.length, bytes: async (from, to) => bytes.subarray(from, to) }
}

async function bytesOf(handle: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(to - from)
  let at = 0
  while (at < bytes.length) {
    const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at)
    if (bytesRead === 0) break
    at += bytesRead
  }
  return bytes.subarray(0, at)
}

/** What a HAR names, if it lies in the HAR's own folder or below: a HAR is not to reach for other files. */
async function besideOf(har: string, name: string): Promise<Uint8Array | null> {
  const folder = path.resolve(path.dirname(har))
  const file = path.resolve(folder, name)
  if (!file.startsWith(folder + path.sep)) return null
  const known = await stat(file).catch(() => null)
  // What is no file may never end.
  return known?.isFile() && known.size <= LARGEST_BESIDE ? readFile(file).catch(() => null) : null
}

/** Fails as writing a file would, as far as that shows without touching it; and where it is one that is `read`. */
export async function mayWrite(file: string, read: readonly string[]): Promise<void> {
  const known = await stat(file).catch(() => null)
  if (known?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
  for (const name of known?.isFile() ? read : []) {
    const other = await stat(name).catch(() => null)
    if (other?.ino === known?.ino && other?.dev === known?.dev)
      throw new Error(`it is ${name}, which is read: name another`)
  }
  await access(known ? file : path.dirname(file), constants.W_OK)
}
