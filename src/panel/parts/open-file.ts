/** Opens a recording from a file and saves the log as one. */
import { parseFact } from '../../link/parse'
import { readRecording, writeRecording } from '../store/recording'
import type { Store } from '../store/store'

/** Reads a file into the store as a recording; what is wrong with it becomes a notice. */
export async function readFile(store: Store, file: Blob & { readonly name?: string }): Promise<void> {
  try {
    const opened = readRecording(await file.text(), parseFact)
    if ('wrong' in opened) {
      store.notice.value = { kind: 'error', text: opened.wrong }
      return
    }
    store.openRecording(file.name ?? 'recording', (log) => log.add(opened.facts))
    store.notice.value =
      opened.skipped > 0
        ? { kind: 'error', text: `${opened.skipped.toLocaleString()} facts of this recording could not be read and were left out.` }
        : null
  } catch {
    store.notice.value = { kind: 'error', text: 'The file could not be read. Is it still there, and is it a recording?' }
  }
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
