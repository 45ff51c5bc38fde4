/** Holds the figures by which the documents say what is kept, and for how long, to the bounds in the code. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { JOURNAL_BYTES } from '../src/background/journal'
import { BOUNDS } from '../src/background/recorder'
import { FULL_TABS } from '../src/background/recorders'
import { BODY_LIMIT } from '../src/core/body'
import { ROOMS } from '../src/link/messages'
import { DEFAULT_BOUNDS } from '../src/link/sender'
import { FLOOD } from '../src/page/relay/flood'
import { PAYLOADS_KEPT } from '../src/ui/triggers/payloads'

/** A document's text, with one blank where a line or a cell is broken. */
const textOf = (name: string) => readFileSync(path.join(import.meta.dirname, '..', name), 'utf8').replace(/\s+/g, ' ')
const many = (count: number) => count.toLocaleString('en')
const mib = (bytes: number) => `${bytes / 1024 / 1024} MiB`
const words = ['none', 'one', 'two', 'three', 'four', 'five']

it.each([
  `Of a tab, ${many(BOUNDS.alone.facts)} records are kept, and no more than ${mib(BOUNDS.alone.bytes)} of text`,
  `while its panel is open ${many(BOUNDS.watched.facts)}, and ${mib(BOUNDS.watched.bytes)}.`,
  `All tabs without a panel have together ${words[FULL_TABS]} times what one may have`,
  `up to the last ${mib(JOURNAL_BYTES)} of all tabs together outlive it`,
  `of all tabs together up to the last ${mib(JOURNAL_BYTES)} of text`,
  `A page may say ${many(FLOOD.facts)} records at once (${FLOOD.text / 1e6} million characters)`,
  `and ${many(FLOOD.factsASecond)} in each second that follows (${FLOOD.textASecond / 1e6} million)`,
  `more than ${many(DEFAULT_BOUNDS.facts)} records (${mib(DEFAULT_BOUNDS.bytes)}) while the background does not answer`,
  `Of a body ${BODY_LIMIT / 1024} KiB are kept`,
  `room for ${words[ROOMS.length]} short lines is always kept`,
])('README says what the code keeps: %s', (sentence) => {
  expect(textOf('README.md').includes(sentence)).toBe(true)
})

it('PRIVACY counts what lies on the disk as the code does', () => {
  expect(textOf('PRIVACY.md').toLowerCase()).toContain(`${words[ROOMS.length]} lines of blanks`)
  expect(textOf('PRIVACY.md')).toContain(`trigger payloads (${PAYLOADS_KEPT} of each kind)`)
})

it('PRIVACY names every permission of the manifest, and no other', () => {
  const manifest = JSON.parse(textOf('manifest.json')) as Record<string, readonly string[]>
  const named = [...textOf('PRIVACY.md').matchAll(/\| `(\w+)`(?: \(optional\))? \|/g)].map((match) => match[1])
  expect(named).toEqual([...(manifest.permissions ?? []), ...(manifest.optional_permissions ?? [])])
})
