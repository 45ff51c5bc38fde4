/** What the journal does to its storage area: each write brings all that changed, and makes room where it must. */
import { pieceOf } from './pieces'
import type { StorageArea } from './saved'
import type { Chunk, Tracks } from './tracks'

/** The writes of one journal. Only one may be under way at a time; none rejects. */
export interface Writes {
  /** Writes all that changed; what is refused with all room made is given up. */
  changes(): Promise<void>
  /** Keeps the outlines that were made since. */
  outlines(): Promise<void>
  /** Makes one piece of a run of a tab's chunks. */
  piece(chunks: Chunk[], run: readonly Chunk[]): Promise<void>
}

/** So much of what is kept goes when a write is refused. */
const YIELD = 1 / 8

/** Writes what `tracks` holds, of at most `bytes` characters. */
export function createWrites(area: StorageArea, tracks: Tracks, bytes: number): Writes {
  async function changes() {
    for (;;) {
      // What there is no room for goes before the write: both browsers would refuse to hold it beside what replaces it.
      // A loop, since more may come meanwhile; and much at once, since the totals are written anew each time.
      while (tracks.size > bytes && tracks.dropTo(bytes * (1 - YIELD))) await sweep()
      const round = tracks.changes()
      try {
        if (round.heads.length > 0) await area.set(round.items)
        tracks.written(round)
        return await sweep()
      } catch {
        tracks.refused(round)
        // Drops much at once: dropping one chunk each time, a flood was refused a hundred times, ten megabytes each.
        const room = tracks.dropTo(Math.min(bytes, tracks.size) * (1 - YIELD))
        await sweep()
        if (!room) return
      }
    }
  }

  /**
   * Removes what is no longer referred to. Called after the write that replaces it, so that everything is in storage at
   * every moment; only what there is no room for goes before.
   */
  async function sweep() {
    const keys = tracks.takeGarbage()
    if (keys.length > 0) await area.remove(keys).catch(() => {})
  }

  /** Of a tab that ends or begins anew meanwhile a later write removes all keys, that of the piece among them. */
  async function piece(chunks: Chunk[], run: readonly Chunk[]) {
    for (const chunk of run) chunk.loose = false
    const [first] = run
    const piece = await pieceOf(
      area,
      run.map(({ key }) => key),
    )
    if (!first || piece === null) return
    try {
      await area.set({ [first.key]: piece })
    } catch {
      return
    }
    tracks.packed(chunks, run)
    await sweep()
  }

  return {
    changes,
    piece,
    outlines: async () => {
      const made = tracks.newOutlines()
      // Where there is no room for them the next life folds before it answers.
      if (made) await area.set(made).catch(() => {})
    },
  }
}
