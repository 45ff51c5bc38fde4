/**
 * The worker's side of the link's measurement: takes what comes through the link's door, and acknowledges each
 * hundredth fact.
 */
import { parseUp } from '../../../src/link/parse'
import type { PortShape } from '../../../src/link/pipe'
import { createReceiver } from '../../../src/link/receiver'

interface Runtime {
  readonly onConnect: { addListener(listener: (port: PortShape) => void): void }
}
const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome

runtime.onConnect.addListener((port) => {
  const receiver = createReceiver()
  let told = 0
  port.onMessage.addListener((message) => {
    const batch = parseUp(message)
    if (!batch) throw new Error('no batch')
    receiver.take(batch, 0)
    const seq = receiver.seen(batch.doc)
    if (seq < told + 100) return
    told = seq
    port.postMessage({ type: 'ack', doc: batch.doc, seq })
  })
})
