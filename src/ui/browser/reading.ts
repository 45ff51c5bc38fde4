/** What the panel and its reader, a thread of its own, say to each other; and one reading from the panel's side. */
import type { Fact } from '../../core/fact'
import { later } from '../store/after-paint'
import type { Log } from '../store/log'
import type { Store } from '../store/store'
import type { Opening } from '../store/wishes'

/** The files to be read. */
export interface ToReader {
  readonly files: readonly File[]
}

/** What the reader says: how far it is, the facts in parts, and that it is done or what is wrong. */
export type FromReader =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'done'; readonly now: number; readonly skipped: number }
  | { readonly kind: 'wrong'; readonly wrong: readonly string[] }

/** The part of a `Worker` that is used here. */
export interface Reader {
  postMessage(message: ToReader): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromReader>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

const GONE =
  'The files could not be read: the reader ended. Close the developer tools, open them again and try once more; a ' +
  'smaller file may help.'

/**
 * Reads files beside what is shown: until all is read nothing changes but the progress, and what cannot be read leaves
 * everything as it was. `store.opening` says how far it is; its `cancel` ends it.
 */
export function readBeside(store: Store, files: readonly File[], reader: Reader): void {
  const name = files.map((file) => file.name).join(', ')
  const parts: (readonly Fact[])[] = []
  store.opening.peek()?.cancel()
  const cancel = (): void => {
    reader.terminate()
    if (store.opening.peek()?.cancel === cancel) store.opening.value = null
  }
  const tell = (done: number): void => {
    const opening: Opening = { name, done, cancel }
    store.opening.value = opening
  }
  const fail = (text: string): void => {
    cancel()
    store.notice.value = { kind: 'error', text }
  }
  reader.onerror = () => fail(GONE)
  reader.onmessage = ({ data }) => {
    if (data.kind === 'progress') tell(data.of > 0 ? data.done / data.of : 1)
    else if (data.kind === 'wrong') fail(data.wrong.join(' '))
    else if (data.kind === 'facts') parts.push(data.facts)
    else {
      cancel()
      fill(store, store.openRecording(name, data.now), parts)
      if (data.skipped > 0)
        store.notice.value = {
          kind: 'error',
          text: `${data.skipped.toLocaleString()} records could not be read and were left out.`,
        }
    }
  }
  store.notice.value = null
  tell(0)
  reader.postMessage({ files })
}

/** Adds the parts one by one, so that the browser may draw in between; the first at once: there is something to see. */
function fill(store: Store, log: Log, parts: readonly (readonly Fact[])[]): void {
  const next = (at: number): void => {
    // Whoever looks at something else by now needs no more of this.
    if (store.log.peek() !== log) return
    log.add(parts[at] ?? [])
    if (at + 1 < parts.length) later(() => next(at + 1))
    else log.fill(false)
  }
  log.fill(true)
  next(0)
}
