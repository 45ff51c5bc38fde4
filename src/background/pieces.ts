/** Makes one compressed piece of many small chunks of the journal, which a background that wakes reads much sooner. */
import { pack } from './packed'
import { chunkText, type ReadChunk, readChunk, type StorageArea } from './saved'

/**
 * So many characters make a piece. Measured of 8 MB: where each 64 KB are compressed, to unpack them takes as long as
 * was won, and pieces that are not compressed are read no sooner than small chunks.
 */
const BYTES = 512 * 1024

/** What must be known of a chunk. */
interface Small {
  readonly size: number
  /** Whether it may become part of a piece. */
  readonly loose: boolean
}

/** Chunks that follow one another and are enough for a piece; null where there are none. */
export function looseRun<C extends Small>(chunks: readonly C[]): readonly C[] | null {
  let size = 0
  let from = 0
  for (const [n, chunk] of chunks.entries()) {
    if (chunk.loose) size += chunk.size
    else [size, from] = [0, n + 1]
    if (size >= BYTES) return chunks.slice(from, n + 1)
  }
  return null
}

/**
 * What stands in the place of the chunks under these keys; null where one cannot be read, or does not follow the one
 * before. Never rejects.
 */
export async function pieceOf(area: StorageArea, keys: string[]): Promise<string | null> {
  const all: Record<string, unknown> = await area.get(keys).catch(() => ({}))
  const read: ReadChunk[] = []
  for (const key of keys) {
    const chunk = await readChunk(key, all[key])
    const last = read.at(-1)
    if (!chunk || (last && last.first + last.facts.length !== chunk.first)) return null
    read.push(chunk)
  }
  const facts = read.flatMap((chunk) => chunk.facts.map((fact) => JSON.stringify(fact)))
  return pack(chunkText(read[0]?.before ?? 0, facts))
}
