/** The table that people read says what the tests count. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { JOBS } from './jobs'

it('README has the same table, fourteen jobs long', () => {
  const rows = Object.entries(JOBS).map(([number, { job, acts, goal, network, chromium, omnibug }]) =>
    [number, job, acts, goal, network ?? '–', chromium ?? '–', omnibug ?? '–'].join(' | '),
  )
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  expect(rows).toHaveLength(14)
  expect([...readme.matchAll(/^\| (\d+ \| .*) \|$/gm)].map(([, row]) => row)).toEqual(rows)
})
