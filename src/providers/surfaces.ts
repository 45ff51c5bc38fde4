/** The page parts of all vendors: every folder beside this file that exports a `surface`. */
import type { Surface } from '../core/contract/surface'

/** All surfaces, in the order of their folders. */
export const surfaces: readonly Surface[] = Object.values(
  import.meta.glob<Surface>('./*/surface.ts', { eager: true, import: 'surface' }),
)
