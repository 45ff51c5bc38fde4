/** The package weighs no more than its budget: hook, panel, background and all together. */
import { describe, expect, it } from 'vitest'
import { BUDGETS } from '../bench/budgets'
import { type Sizes, sizesOf } from '../bench/sizes'
import { BROWSERS } from '../browsers/driver'
import { extensionDir } from '../build'

describe.each(BROWSERS)('the extension for %s', (browser) => {
  it.each(Object.keys(BUDGETS) as (keyof Sizes)[])('keeps its budget: %s', async (part) => {
    expect((await sizesOf(extensionDir(browser)))[part]).toBeLessThanOrEqual(BUDGETS[part])
  })
})
