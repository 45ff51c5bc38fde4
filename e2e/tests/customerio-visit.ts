/** A visit to the bare page with the bundled Customer.io SDK, loaded as a test wishes and called from outside. */
import { openBare } from '../bare-page'
import type { Scene } from './scene'

/** Calls as a test makes them in the page: method and arguments, all in one turn of the page's event loop. */
export type Calls = readonly (readonly [string, ...unknown[]])[]

/** The words of such a visit. */
export function customerioVisit(scene: Scene) {
  const collector = () => scene.stage.servers.customerio
  /** A bare page, and nothing left of who was there before. */
  const freshVisitor = async (): Promise<void> => {
    const { tab, servers } = scene.stage
    await openBare(tab, servers, { fresh: true })
  }
  return {
    collector,
    freshVisitor,
    /** A fresh page, with a fresh visitor unless `keep`; the SDK is loaded with these options. */
    async load(loading: { integration?: object; options?: object } = {}, keep = false): Promise<void> {
      const { tab, servers } = scene.stage
      await (keep ? openBare(tab, servers) : freshVisitor())
      await tab.eval((loading) => void window.bare.load(loading), loading)
    },
    /** Calls methods of the SDK; what they reject with is nobody's concern. */
    call: (...calls: Calls): Promise<void> =>
      scene.stage.tab.eval((calls) => {
        const sdk = window.bare.sdk as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
        for (const [method, ...args] of calls) void sdk[method as string]?.(...args)?.catch?.(() => {})
      }, calls),
    /** Whether a send of this event was answered. */
    answered: (event: string): boolean =>
      collector()
        .named(event)
        .some(({ arrival }) => arrival.fate === 'answered'),
    /** The tab looks hidden to the page, and is told so. */
    hide: (): Promise<void> =>
      scene.stage.tab.eval(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
        document.dispatchEvent(new Event('visibilitychange'))
      }),
  }
}
