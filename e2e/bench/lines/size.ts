/** The hook script's and the package's size, as people get them. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import type { Line } from '../line'

/**
 * What a file adds to a zip beside its contents and twice its name: its local header and its entry in the directory, in
 * bytes.
 */
const HEADERS = 30 + 46
const DIRECTORY_END = 22

/**
 * The size of a zip of these files. By zlib, as browsers' stores and servers compress: fflate's own deflate is about 3
 * % weaker.
 */
function zippedSize(files: Readonly<Record<string, Uint8Array>>): number {
  return Object.entries(files).reduce((size, [name, file]) => {
    const kept = Math.min(file.length, deflateRawSync(file, { level: 9 }).length)
    return size + kept + HEADERS + 2 * Buffer.byteLength(name)
  }, DIRECTORY_END)
}

/** KB are 1024 bytes. */
export const line: Line = {
  id: 'size',
  order: 30,
  async measure(workshop) {
    const folder = await workshop.extension()
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const files: Record<string, Uint8Array> = {}
    for (const entry of entries) {
      const file = path.join(entry.parentPath, entry.name)
      if (entry.isFile() && !entry.name.endsWith('.map')) files[path.relative(folder, file)] = await readFile(file)
    }
    const hook = Object.keys(files).find((name) => /(^|[\\/])hook\.iife\.js$/.test(name))
    if (!hook || !files[hook]) throw new Error('the package has no hook script')
    const alone = { yardstick: null, unit: 'KB' }
    return [
      {
        ...alone,
        name: 'hook script, gzip',
        value: gzipSync(files[hook], { level: 9 }).length / 1024,
        goal: { of: 'value', bound: 'most', limit: 8 },
      },
      {
        ...alone,
        name: 'whole package, zipped',
        value: zippedSize(files) / 1024,
        goal: { of: 'value', bound: 'most', limit: 120 },
      },
    ]
  },
}
