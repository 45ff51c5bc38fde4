/** The hook script's and the package's size, as people get them. */
import type { Line } from '../line'
import { sizesOf } from '../sizes'

/** KB are 1024 bytes. */
export const line: Line = {
  id: 'size',
  order: 30,
  async measure(workshop) {
    const sizes = await sizesOf(await workshop.extension())
    const alone = { yardstick: null, unit: 'KB' }
    return [
      {
        ...alone,
        name: 'hook script, gzip',
        value: sizes.hook,
        goal: { of: 'value', bound: 'most', limit: 8 },
      },
      {
        ...alone,
        name: 'whole package, zipped',
        value: sizes.package,
        goal: { of: 'value', bound: 'most', limit: 120 },
      },
    ]
  },
}
