/** What is new, as CHANGELOG.md tells it: the version that is shown has its news there. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { OWN_VERSION } from '../../ui/browser/about'
import { readNews } from './news'

it('is read by version, each line whole and without marks', () => {
  expect(readNews('# New\n\ntext\n\n## 2.0.0\n\n- *One* thing\n  goes on.\n- `two`\n\n## 1.0.0\n\nFirst.\n')).toEqual([
    { version: '2.0.0', lines: ['One thing goes on.', 'two'] },
    { version: '1.0.0', lines: [] },
  ])
})

it('is told of this version, first of all', () => {
  const [newest] = readNews(readFileSync(new URL('../../../CHANGELOG.md', import.meta.url), 'utf8'))
  expect(newest?.version).toBe(OWN_VERSION)
  expect(newest?.lines.length).toBeGreaterThan(0)
})
