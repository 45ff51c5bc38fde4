/** Files of this machine: sources to read from, and whether one can be written. */
import { access, constants, type FileHandle, open, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Source } from '../files/read/source'

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

async function sourceOf(name: string, handles: FileHandle[]): Promise<Source> {
  if (name === '-') return inputSource()
  try {
    const handle = await open(name)
    handles.push(handle)
    const stat = await handle.stat()
    if (stat.isDirectory()) return unreadable(name, new Error('it is a folder: name the files in it'))
    const { size } = stat
    return { name, size, bytes: (from, to) => bytesOf(handle, from, to), beside: (other) => besideOf(name, other) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return unreadable(name, code === 'ENOENT' ? new Error('there is no such file') : error)
  }
}

/** Fails when it is read, as what cannot be opened. */
function unreadable(name: string, error: unknown): Source {
  return { name, size: 1, bytes: () => Promise.reject(error) }
}

/** What is piped in, as a whole: how long it is nobody knows before. */
async function inputSource(): Promise<Source> {
  const bytes = new Uint8Array(await buffer(process.stdin))
  return { name: 'standard input', size: bytes.length, bytes: async (from, to) => bytes.subarray(from, to) }
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
  return readFile(file).catch(() => null)
}

/** Fails as writing a file would, as far as that shows without touching it. */
export async function mayWrite(file: string): Promise<void> {
  const known = await stat(file).catch(() => null)
  if (known?.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' })
  await access(known ? file : path.dirname(file), constants.W_OK)
}
