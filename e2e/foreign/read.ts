/** What a file of another tool's amounts to, in the words in which it is compared with the collectors' log. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readFiles } from '../../src/files/read'
import type { Source } from '../../src/files/read/source'
import { inspect } from '../../src/inspection'
import { vendors } from '../../src/providers/registry'
import type { LedgerItem } from '../ledger'
import type { Leaving, Receipt } from '../true-delivery'
import { compare, faultsOf } from '../truth'

/** What the collectors have of a visit, and when its pages were left. */
export interface Truth {
  readonly receipts: readonly Receipt[]
  readonly left: readonly Leaving[]
}

/** How a file differs from what the collectors have, item by item, and what it says that it lacks. */
export interface Compared {
  readonly faults: readonly string[]
  readonly lacks: readonly string[]
}

/** A file of this machine, with what lies beside it. */
export function fileSource(file: string): Source {
  const beside = async (name: string) => readFileSync(path.join(path.dirname(file), name))
  return { ...bytesSource(path.basename(file), readFileSync(file)), beside }
}

/** A file that was never written. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  return { name, size: bytes.length, bytes: async (from, to) => bytes.subarray(from, to) }
}

/** Reads and compares. Throws where the file cannot be read. */
export async function compared(source: Source, { receipts, left }: Truth): Promise<Compared> {
  const read = await readFiles([source], vendors)
  if (!('facts' in read)) throw new Error(JSON.stringify(read))
  const { state, completeness } = inspect(read.facts, { now: read.now })
  const items = state.items.toArray().map(
    ({ n, id, vendor, type, name, delivery, calledAs, sentAs, claimedAt, wireProperties }): LedgerItem => ({
      ...{ item: n, id, vendor, type, name, time: '', customer: '', delivery, calledAs, sentAs, claimedAt },
      properties: wireProperties,
    }),
  )
  return { faults: faultsOf(compare(items, receipts, left)), lacks: completeness.doubts.map(({ text }) => text) }
}
