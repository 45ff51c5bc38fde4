/**
 * The shop's bare page in a tester's words: a visitor, new or the same, on a page that tracks only what it is told to.
 */
import type { Tab } from './browsers/driver'
import type { Servers } from './stage'

/** How the page is opened. */
interface Visit {
  /** The SDK that the page brings; none when left out. */
  readonly tracking?: string
  /** Tracked by the page's very first script. */
  readonly first?: string
  /** By a new visitor: nothing is left in the page's storage and cookies. */
  readonly fresh?: boolean
}

/** Opens it, and waits until its own script has run. */
export async function openBare(tab: Tab, { shop }: Servers, { fresh, ...visit }: Visit = {}): Promise<void> {
  const query = new URLSearchParams({ ...(fresh ? { fresh: '' } : {}), ...visit }).toString()
  await tab.goto(`${shop.origin}/bare.html${query && `?${query}`}`)
  await tab.waitFor(() => 'bare' in window)
}
