/**
 * The page part of Bloomreach: the Web SDK's object (`exponea`, `brweb`) and a mobile-shaped `Exponea` in web views.
 */
import type { Surface } from '../../core/contract/surface'
import { watchBridge } from '../bridge'
import { watchWeb } from './surface/web'

/** The page part of Bloomreach. */
export const surface: Surface = {
  vendor: 'bloomreach',
  install(kit) {
    const web = watchWeb(kit)
    kit.watchGlobal('exponea', (value) => web('exponea', value), true)
    kit.watchGlobal('brweb', (value) => web('brweb', value))
    watchBridge(kit, 'Exponea')
  },
}
