/** What the browser's own developer tools write as a HAR, asked for as any extension may ask. */
import type { Panel } from '../browsers/driver'
import type { Servers } from '../stage'
import { truthOf } from './hands'
import { bytesSource, compared } from './read'

/** The part of the browser's interface that gives it: the `log` of a HAR. */
interface Devtools {
  readonly devtools: { readonly network: { getHAR(give: (log: unknown) => void): void } }
}

/** The HAR of the page that is inspected, since it was opened; as text. Both browsers begin anew with each page. */
async function harOfDevtools(panel: Panel): Promise<string> {
  const log = await panel.eval(
    () => new Promise((give) => (globalThis as unknown as { chrome: Devtools }).chrome.devtools.network.getHAR(give)),
  )
  return JSON.stringify({ log })
}

/** The same once it has all that arrived, last answers too. Throws with what is wrong where it never has. */
export function settledHar(panel: Panel, servers: Servers): Promise<string> {
  const look = async (): Promise<string> => {
    const har = await harOfDevtools(panel)
    const { faults } = await compared(bytesSource('devtools.har', Buffer.from(har)), truthOf(servers))
    if (faults.length > 0) throw new Error(faults.join('\n'))
    return har
  }
  return panel.until(look, { what: 'the HAR to have all that arrived' })
}
