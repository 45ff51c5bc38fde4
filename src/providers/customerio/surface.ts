/**
 * The page part of Customer.io: the SDK's inspector hook, the snippets' stubs, and a mobile-shaped `CustomerIO` in web
 * views.
 */
import type { Surface } from '../../core/contract/surface'
import { watchBridge } from '../bridge'
import { addresses, claims, sniff, startsSdk } from './claims'
import { watchInspector } from './surface/inspector'
import { watchSnippets } from './surface/snippet'

/** The page part of Customer.io. */
export const surface: Surface = {
  vendor: 'customerio',
  addresses,
  claims,
  sniff,
  startsSdk,
  install(kit) {
    const snippets = watchSnippets(kit, (analytics) => inspector.found(analytics, 'snippet'))
    const inspector = watchInspector(kit, snippets)
    const first = kit.firsts()
    kit.watchGlobal('CustomerIO', (value) => {
      if (typeof value === 'object' && first(value)) watchBridge(kit, 'customerio', 'CustomerIO', value)
    })
  },
}
