/** Opens a recording from a file and saves the log as one. */
import { parseFact } from '../../link/parse'
import { factOf, readRecording, writeRecording } from '../store/recording'
import type { Store } from '../store/store'

/** How many facts are checked before the browser may draw again. */
const PART = 500

/** Reads a file into the store as a recording, part by part; what is wrong with it becomes a notice. */
export async function readFile(store: Store, file: Blob & { readonly name?: string }): Promise<void> {
  const text = await file.text().catch(() => null)
  const opened = text === null ? { wrong: 'The file could not be read. Is it still there?' } : readRecording(text)
  if ('wrong' in opened) {
    store.notice.value = { kind: 'error', text: opened.wrong }
    return
  }
  store.notice.value = null
  const { entries } = opened
  const log = store.openRecording(file.name ?? 'recording')
  let skipped = 0
  for (let from = 0; from < entries.length && store.log.peek() === log; from += PART) {
    const facts = entries.slice(from, from + PART).map((entry) => factOf(entry, parseFact))
    skipped += facts.filter((fact) => fact === null).length
    log.add(facts.filter((fact) => fact !== null))
    await new Promise((done) => setTimeout(done, 0))
  }
  if (skipped > 0)
    store.notice.value = { kind: 'error', text: `${skipped.toLocaleString()} facts of this recording could not be read and were left out.` }
}

/** The log as a recording's text, with personal values or without. */
export function recordingText(store: Store, personal: boolean): string {
  return writeRecording(store.log.peek().facts, Date.now(), personal)
}

/** Offers the text as a file to be saved. */
export function saveFile(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
