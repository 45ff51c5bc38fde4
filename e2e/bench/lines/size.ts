/** The sizes of what is loaded, and of the package, as people get them. */
import type { Line } from '../line'
import { type Sizes, sizesOf } from '../sizes'

/** What the design promises of each, in KB; what they may weigh today stands in `budgets.ts`. */
const GOALS: Readonly<Record<keyof Sizes, readonly [name: string, most: number]>> = {
  hook: ['hook script, gzip', 8],
  panel: ['panel’s first chunk, gzip', 90],
  background: ['background, gzip', 90],
  package: ['whole package, zipped', 320],
}

/** KB are 1024 bytes. */
export const line: Line = {
  id: 'size',
  order: 30,
  async measure(workshop) {
    const sizes = await sizesOf(await workshop.extension())
    return Object.entries(GOALS).map(([part, [name, limit]]) => ({
      ...{ name, value: sizes[part as keyof Sizes], unit: 'KB', yardstick: null },
      goal: { of: 'value', bound: 'most', limit },
    }))
  },
}
