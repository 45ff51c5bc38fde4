/**
 * The page's side of the acknowledgements' measurement: sends the facts of a flood over a port of the name that it is
 * told, and says how many ms until all were acknowledged.
 */
import { type PortShape, portPipe } from '../../../src/link/pipe'
import { createSender } from '../../../src/link/sender'
import { flood } from '../flood'

interface Runtime {
  connect(named: { readonly name: string }): PortShape
}
const { runtime } = (globalThis as unknown as { chrome: { runtime: Runtime } }).chrome

const facts = flood({ items: 400, start: Date.UTC(2026, 0, 5, 9) }).map((fact) => {
  const { doc: _doc, seq: _seq, at, frame: _frame, ...happening } = fact
  return { at, text: JSON.stringify(happening) }
})

/** What is folded behind the last acknowledgement would hold up whoever is measured next. */
async function folded(): Promise<void> {
  const port = runtime.connect({ name: 'folded' })
  await new Promise<void>((done) => port.onMessage.addListener(() => done()))
  port.disconnect()
}

async function run(name: string): Promise<number> {
  const doc = `bench-${crypto.randomUUID()}`
  const port = runtime.connect({ name })
  const acknowledged = new Promise<void>((done) => {
    port.onMessage.addListener((message) => {
      const { type, seq } = message as { readonly type: string; readonly seq: number }
      if (type === 'ack' && seq >= facts.length) done()
    })
  })
  const began = performance.now()
  const sender = createSender({ doc, connect: () => portPipe(port), schedule: (run) => void setTimeout(run, 16) })
  for (const { text, at } of facts) sender.push(text, at)
  await acknowledged
  const took = performance.now() - began
  if (name === 'folding') await folded()
  port.disconnect()
  return (took * 1000) / facts.length
}

document.addEventListener('ack-send', (event) => {
  void run((event as CustomEvent<string>).detail).then((took) =>
    document.dispatchEvent(new CustomEvent('ack-sent', { detail: JSON.stringify(took) })),
  )
})
