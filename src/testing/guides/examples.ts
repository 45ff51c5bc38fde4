/** The code examples of the guides, each with the title of the section that it stands in, as the guides have them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Guide } from './statement'

/** One example. */
export interface Example {
  readonly section: string
  readonly code: string
}

/** Every example of a guide, in its order. */
export function examplesOf(guide: Guide): readonly Example[] {
  const text = readFileSync(join(import.meta.dirname, 'examples', `${guide}.md`), 'utf8')
  return [...text.matchAll(/^## (.+)\n\n```swift\n([\s\S]*?)\n```$/gm)].map(([, section = '', code = '']) => ({
    section,
    code,
  }))
}
