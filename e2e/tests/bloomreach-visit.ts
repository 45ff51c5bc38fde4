/** A visit to the bare page with a client of Bloomreach's, called from outside. */
import { openBare } from '../bare-page'
import type { Scene } from './scene'

/** The demo shop's project. */
export const TOKEN = 'a1b2c3d4-demo-shop'

/** Calls as a test makes them in the page: method and arguments, all in one turn of the page's event loop. */
type Calls = readonly (readonly [string, ...unknown[]])[]

/** The words of such a visit; `global` is the client's name in the page. */
export function bloomreachVisit(scene: Scene, global: 'exponea' | 'Exponea') {
  return {
    collector: () => scene.stage.servers.bloomreach,
    /** A bare page, for a new visitor unless `keep`. */
    async page(keep = false): Promise<void> {
      const { tab, servers } = scene.stage
      await openBare(tab, servers, { fresh: !keep })
    },
    /** Calls in the page in one turn; gives what was thrown, by call, null for what was not. */
    call: (...calls: Calls): Promise<readonly (string | null)[]> =>
      scene.stage.tab.eval(
        (global, calls) => {
          const sdk = (window as never)[global] as Record<string, (...args: unknown[]) => unknown>
          return calls.map(([method, ...args]) => {
            try {
              void Promise.resolve(sdk[method as string]?.(...args)).catch(() => {})
              return null
            } catch (error) {
              return String(error)
            }
          })
        },
        global,
        calls,
      ),
  }
}
