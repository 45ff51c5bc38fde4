/** The page part of RudderStack: its requests are told apart from other makers'; its objects are not watched. */
import type { Surface } from '../../core/contract/surface'
import { addresses, claims, sniff, startsSdk } from './claims'

/** The page part of RudderStack. */
export const surface: Surface = { vendor: 'rudderstack', addresses, claims, sniff, startsSdk, install: () => {} }
