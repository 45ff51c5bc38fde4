/** The reader's side of a reading: files in, progress and facts out, in parts that the panel can take in. */
import type { Fact } from '../../core/fact'
import { readFiles } from '../../files/read'
import { vendors } from '../../providers/registry'
import type { FromReader, ToReader } from './reading'

/**
 * Facts go over in parts, so that the panel never takes much in at once: what it is handed is copied in one go, and a
 * body may have half a megabyte. Facts, and characters of their bodies.
 */
const PART = { facts: 200, text: 512 * 1024 }

/** Reads the files of one order, and says what comes of it. */
export async function serve({ files }: ToReader, say: (message: FromReader) => void): Promise<void> {
  const sources = files.map((file) => ({
    name: file.name,
    size: file.size,
    bytes: async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
  }))
  let told = -1
  const progress = (done: number, of: number): void => {
    const percent = Math.floor((done / of) * 100)
    // Each time the panel draws: more often than what it shows changes it need not.
    if (percent > told) say({ kind: 'progress', done, of })
    told = percent
  }
  const read = await readFiles(sources, vendors, { progress })
  if ('wrong' in read) say({ kind: 'wrong', wrong: read.wrong })
  if (!('facts' in read)) return
  for (const facts of inParts(read.facts)) say({ kind: 'facts', facts })
  say({ kind: 'done', now: read.now, skipped: read.skipped })
}

function* inParts(facts: readonly Fact[]): Generator<readonly Fact[]> {
  let from = 0
  let text = 0
  for (const [at, fact] of facts.entries()) {
    text += textOf(fact)
    if (at + 1 - from < PART.facts && text < PART.text && at + 1 < facts.length) continue
    yield facts.slice(from, at + 1)
    from = at + 1
    text = 0
  }
}

/** How long the texts are that a page or its server can make long, in characters. */
function textOf(fact: Fact): number {
  const body = 'body' in fact ? (fact.body?.text?.length ?? 0) : 0
  const answer = 'answer' in fact ? (fact.answer?.text?.length ?? 0) : 0
  return body + answer
}
