/** Archives: the same files give the same bytes, in whatever order they come and whatever the time and its zone are. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, expect, it, vi } from 'vitest'
import { packed, packedFolder, sumsOf } from './archive'

const FILES: readonly (readonly [string, Uint8Array])[] = [
  ['b/c.js', new TextEncoder().encode('c'.repeat(5000))],
  ['a.json', new TextEncoder().encode('{}')],
]

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

it('have the same bytes for the same files', () => {
  const first = packed(new Map(FILES))
  vi.useFakeTimers({ now: 4_000_000_000_000 })
  vi.stubEnv('TZ', 'Pacific/Auckland')
  expect(packed(new Map([...FILES].reverse()))).toEqual(first)
  expect(Object.entries(unzipSync(first)).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
    ['a.json', '{}'],
    ['b/c.js', 'c'.repeat(5000)],
  ])
})

it('of a folder do not tell when its files were written', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-archive-'))
  mkdirSync(path.join(folder, 'b'))
  for (const [name, bytes] of FILES) writeFileSync(path.join(folder, name), bytes)
  const first = packedFolder(folder)
  utimesSync(path.join(folder, 'a.json'), 1, 1)
  expect(packedFolder(folder)).toEqual(first)
  expect(first).toEqual(packed(new Map(FILES)))
  rmSync(folder, { recursive: true })
})

it('have sums that sha256sum reads', () => {
  expect(sumsOf(new Map([['x.zip', new Uint8Array()]]))).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  x.zip\n',
  )
})
