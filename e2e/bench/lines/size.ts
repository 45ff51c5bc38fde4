/** The hook script's and the package's size, as people get them. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync, zipSync } from 'fflate'
import type { Line } from '../line'

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
        value: zipSync(files, { level: 9 }).length / 1024,
        goal: { of: 'value', bound: 'most', limit: 120 },
      },
    ]
  },
}
