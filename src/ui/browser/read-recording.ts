/** Shows a recording while its file is still being read; fetched when a first one is opened. */
import type { Fact } from '../../core/fact'
import type { Json } from '../../core/json'
import { RecordingReader } from '../../files/reader'
import { factOf } from '../../files/recording'
import { parseFact } from '../../link/parse'
import { later } from '../store/after-paint'
import type { Log } from '../store/log'
import type { Store } from '../store/store'

/** How many bytes are read from the disk at once. */
const BYTES = 256 * 1024
/**
 * The longest that facts are read from text and checked before the browser may draw again, in milliseconds; and between
 * two looks at the clock, how many characters, or facts of an older layout.
 */
const SLICE = 6
const TEXT = 16 * 1024
const PART = 50

/** Reads a file into the store as a recording, part by part; what is wrong with it becomes a notice. */
export async function readFile(store: Store, file: Blob & { readonly name?: string }): Promise<void> {
  const reader = new RecordingReader()
  const decoder = new TextDecoder()
  let log: Log | null = null
  let skipped = 0
  const rest = resting()
  const stopped = (): boolean => log !== null && store.log.peek() !== log
  const add = (read: readonly (Fact | null)[]) => {
    log ??= begun(store.openRecording(file.name ?? 'recording', reader.savedAt))
    const facts = read.filter((fact) => fact !== null)
    skipped += read.length - facts.length
    log.add(facts)
  }
  const end = (): void => log?.fill(false)
  const fail = (text: string): void => {
    end()
    store.notice.value = { kind: 'error', text }
  }
  store.notice.value = null
  for (let from = 0; from < file.size && !stopped(); from += BYTES) {
    const bytes = await file
      .slice(from, from + BYTES)
      .arrayBuffer()
      .catch(() => null)
    if (bytes === null) return fail('The file could not be read. Is it still there?')
    const text = decoder.decode(bytes, { stream: true })
    for (let at = 0; at < text.length && !stopped(); at += TEXT) {
      const part = reader.take(text.slice(at, at + TEXT))
      if ('wrong' in part) return fail(part.wrong)
      if (part.facts.length > 0) add(part.facts)
      await rest()
    }
  }
  if (stopped()) return
  const last = reader.end()
  if ('wrong' in last) return fail(last.wrong)
  if ('facts' in last) add(last.facts)
  else await addEntries(last.entries, { add, stopped, rest })
  end()
  if (skipped > 0)
    store.notice.value = {
      kind: 'error',
      text: `${skipped.toLocaleString()} records of this recording could not be read and were left out.`,
    }
}

/** How facts are added, and whether and when that is to be left or interrupted. */
interface Adding {
  readonly add: (facts: readonly (Fact | null)[]) => void
  readonly stopped: () => boolean
  readonly rest: () => Promise<void> | undefined
}

async function addEntries(entries: readonly Json[], { add, stopped, rest }: Adding): Promise<void> {
  if (entries.length === 0) add([])
  for (let from = 0; from < entries.length && !stopped(); from += PART) {
    add(entries.slice(from, from + PART).map((entry) => factOf(entry, parseFact)))
    await rest()
  }
}

function begun(log: Log): Log {
  log.fill(true)
  return log
}

/** Gives a chance to draw and to take input, where there was none for a slice. */
function resting(): () => Promise<void> | undefined {
  let began = performance.now()
  return () => {
    if (performance.now() - began < SLICE) return undefined
    return new Promise((done) => {
      later(() => {
        began = performance.now()
        done()
      })
    })
  }
}
