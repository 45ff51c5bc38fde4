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
}

/** Opens it, and waits until its own script has run. */
export async function openBare(tab: Tab, { shop }: Servers, visit: Visit = {}): Promise<void> {
  const query = new URLSearchParams({ ...visit }).toString()
  await tab.goto(`${shop.origin}/bare.html${query && `?${query}`}`)
  await tab.waitFor(() => 'bare' in window)
}

/** Makes whoever comes next a new visitor: nothing is left in the page's storage and cookies. */
export function forgetVisitor(tab: Tab): Promise<void> {
  return tab.eval(() => {
    localStorage.clear()
    sessionStorage.clear()
    for (const one of document.cookie.split('; ')) {
      // biome-ignore lint/suspicious/noDocumentCookie: removing is all that is wanted, and at once.
      document.cookie = `${one.split('=')[0]}=; path=/; max-age=0`
    }
  })
}
