/** A web SDK of the family on a page: its snippets' stubs, and its instances, of which each is told once. */
import type { PageKit } from '../../../core/contract/surface'
import { watchInspector } from './inspector'
import { type Family, watchSnippets } from './snippet'

/** Watches the SDK in this document from now on. */
export function watchFamily(kit: PageKit, family: Family): void {
  const found = watchInspector(kit, family, (key) => trackerOf(key))
  const trackerOf = watchSnippets(kit, family, found)
}
