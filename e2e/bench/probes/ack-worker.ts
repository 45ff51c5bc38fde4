/**
 * The worker's side of the acknowledgements' measurement: the recorders of the background over the real
 * `storage.session`. For what comes over a port named `without` nothing that was put off is ever run, and so nothing
 * folded. Each port is a tab of its own, but those named `folded`, which ask when the last one's tab is.
 */
import { createRecorders } from '../../../src/background/recorders'
import type { StorageArea } from '../../../src/background/saved'
import { createSoon } from '../../../src/background/soon'
import { type PortShape, portPipe } from '../../../src/link/pipe'

interface NamedPort extends PortShape {
  readonly name: string
}
interface Extension {
  readonly runtime: { readonly onConnect: { addListener(listener: (port: NamedPort) => void): void } }
  readonly storage: { readonly session: StorageArea; readonly local: StorageArea }
}
const { runtime, storage } = (globalThis as unknown as { chrome: Extension }).chrome

const recordersThat = (schedule: (run: () => void) => void) =>
  createRecorders({
    ...{ area: storage.session, lastWords: storage.local, schedule },
    ...{ id: () => crypto.randomUUID(), now: () => Date.now(), ticks: () => performance.now() },
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    toFrame: async () => {},
  })

const folding = recordersThat(createSoon())
const without = recordersThat(() => {})
let tabs = 0

runtime.onConnect.addListener((port) => {
  if (port.name === 'folded') return void folding.summary(tabs).then(() => port.postMessage(null))
  const tab = ++tabs
  const recorders = port.name === 'without' ? without : folding
  recorders.page(portPipe(port), tab, 0)
  port.onDisconnect.addListener(() => recorders.closed(tab))
})
