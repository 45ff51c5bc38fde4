/** Zip files whose bytes depend on the names and contents of the files alone: no clock, no zone, no order of a disk. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { zipSync } from 'fflate'

/** A zip of files by name. */
export function packed(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1))
  // A zip has times in no zone; fflate takes the fields of the local one, so that these are the same everywhere.
  const mtime = new Date(1980, 0, 1)
  return zipSync(Object.fromEntries(sorted.map(([name, bytes]) => [name, [bytes, { mtime, level: 9 }]])))
}

/** A zip of all files below a folder, by their names from there on, with slashes on every system. */
export function packedFolder(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return packed(new Map(files.map((file) => [slashed(path.relative(folder, file)), readFileSync(file)])))
}

/** The SHA-256 of each, as `sha256sum --check` reads them. */
export function sumsOf(files: ReadonlyMap<string, Uint8Array>): string {
  return [...files].map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`).join('')
}

function slashed(name: string): string {
  return name.split(path.sep).join('/')
}
