/** The reader's side of a reading: files in, progress and facts out, in parts that the panel can take in. */
import { readFiles } from '../../files/read'
import { vendors } from '../../providers/registry'
import type { FromReader, ToReader } from './reading'

/** Facts go over in parts, so that the panel never takes many in at once. */
const PART = 500

/** Reads the files of one order, and says what comes of it. */
export async function serve({ files }: ToReader, say: (message: FromReader) => void): Promise<void> {
  const sources = files.map((file) => ({
    name: file.name,
    size: file.size,
    bytes: async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }))
  const read = await readFiles(sources, vendors, { progress: (done, of) => say({ kind: 'progress', done, of }) })
  if ('wrong' in read) say({ kind: 'wrong', wrong: read.wrong })
  if (!('facts' in read)) return
  for (let from = 0; from < read.facts.length; from += PART)
    say({ kind: 'facts', facts: read.facts.slice(from, from + PART) })
  say({ kind: 'done', now: read.now, skipped: read.skipped })
}
