/**
 * The relay's side of the link's measurement: sends facts the one way or the other, and says how many ms until all were
 * acknowledged.
 */
import { type PortShape, portPipe } from '../../../src/link/pipe'
import { createSender } from '../../../src/link/sender'

interface Runtime {
  connect(): PortShape
}
const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome
const HAPPENING = JSON.stringify({
  kind: 'call',
  vendor: 'customerio',
  surface: 'inspector',
  tracker: 'cio',
  call: 1,
  method: 'track',
  args: ['Product Viewed', { text: 'x'.repeat(850) }],
})
let runs = 0

async function run({ way, count }: { way: 'batched' | 'single'; count: number }): Promise<number> {
  const doc = `bench-${++runs}`
  const port = runtime.connect()
  const acknowledged = new Promise<void>((done) => {
    port.onMessage.addListener((message) => {
      if ((message as { seq: number }).seq >= count) done()
    })
  })
  const began = performance.now()
  if (way === 'batched') {
    const sender = createSender({ doc, connect: () => portPipe(port), schedule: (run) => void setTimeout(run, 16) })
    for (let i = 0; i < count; i++) sender.push(HAPPENING, 1)
  } else
    for (let seq = 1; seq <= count; seq++) {
      const fact = `{"doc":"${doc}","seq":${seq},"at":1,"frame":0,${HAPPENING.slice(1)}`
      port.postMessage({ type: 'facts', doc, first: seq, facts: [fact] })
    }
  await acknowledged
  const took = performance.now() - began
  port.disconnect()
  return took
}

document.addEventListener('link-send', (event) => {
  void run(JSON.parse((event as CustomEvent<string>).detail)).then((took) =>
    document.dispatchEvent(new CustomEvent('link-sent', { detail: JSON.stringify(took) })),
  )
})
