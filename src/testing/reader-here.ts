/** Stands in for the reader's thread where a test has no workers: the same reading, in the test's own thread. */
import type { FromReader, Reader, ToReader } from '../ui/browser/reading'
import { serve } from '../ui/browser/serve-reading'

/** Takes the place of `Worker`. */
export class ReaderHere implements Reader {
  onmessage: Reader['onmessage'] = null
  onerror: Reader['onerror'] = null
  #ended = false

  postMessage(order: ToReader): void {
    void serve(order, (data: FromReader) => {
      if (!this.#ended) this.onmessage?.({ data } as MessageEvent<FromReader>)
    })
  }

  terminate(): void {
    this.#ended = true
  }
}
