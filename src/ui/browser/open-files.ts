/** Opens what a person chooses or drops: one recording as it streams in, everything else beside what is shown. */
import type { Store } from '../store/store'
import type { Reader } from './reading'

const RECORDING = /^\ufeff?\s*\{\s*"tracklens"/
/** What a file is can be seen in so many bytes of it. */
const HEAD = 512

/** Opens files; what is wrong with them becomes a notice, and what is shown stays. */
export async function openFiles(store: Store, files: readonly File[], startReader = newReader): Promise<void> {
  const [first] = files
  if (!first) return
  if (files.length === 1 && (await isRecording(first))) {
    store.opening.peek()?.cancel()
    const { readFile } = await import('./read-recording')
    return readFile(store, first)
  }
  const { readBeside } = await import('./reading')
  readBeside(store, files, startReader())
}

async function isRecording(file: File): Promise<boolean> {
  const head = await file
    .slice(0, HEAD)
    .text()
    .catch(() => '')
  return RECORDING.test(head)
}

/** The reader's thread; its code is fetched when it is first asked for. */
function newReader(): Reader {
  return new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' })
}
