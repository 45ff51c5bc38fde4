/**
 * Makes what is published: a zip for each browser, the source archive that addons.mozilla.org asks for, and their
 * sums. The same commit gives the same bytes, whoever makes them, when and where.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { packed, packedFolder, sumsOf } from './archive'
import type { BrowserName } from './browsers/driver'
import { buildExtension, extensionDir, ROOT } from './build'

const TARGET = path.join(ROOT, 'release')
const NAMES: Readonly<Record<BrowserName, string>> = { chromium: 'chrome', firefox: 'firefox' }

/** Writes the files and says what they are. Throws where versions disagree, or the tree is not the commit. */
export async function main(): Promise<void> {
  const version = sameVersion()
  const source = sourceFiles()
  const made = new Map<string, Uint8Array>()
  for (const browser of ['chromium', 'firefox'] as const) {
    console.log(`Building for ${NAMES[browser]} ...`)
    await buildExtension(browser)
    made.set(`tracklens-${NAMES[browser]}-${version}.zip`, packedFolder(extensionDir(browser)))
  }
  made.set(`tracklens-source-${version}.zip`, packed(source))
  rmSync(TARGET, { recursive: true, force: true })
  mkdirSync(TARGET)
  for (const [name, bytes] of made) writeFileSync(path.join(TARGET, name), bytes)
  const sums = sumsOf(made)
  writeFileSync(path.join(TARGET, 'SHA256SUMS'), sums)
  console.log(`\n${sums}\nin ${path.relative(process.cwd(), TARGET) || '.'}`)
  if (homepage() === null)
    console.log('package.json has no "homepage", so the manifests have no homepage_url: set one before publishing.')
}

function json(file: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(path.join(ROOT, file), 'utf8'))
}

/** The address that the manifests get; null where package.json names none. */
function homepage(): string | null {
  const { homepage: address } = json('package.json')
  return typeof address === 'string' && address !== '' ? address : null
}

function sameVersion(): string {
  const [manifest, packageJson] = [json('manifest.json').version, json('package.json').version]
  if (manifest !== packageJson)
    throw new Error(`manifest.json says version ${manifest}, package.json ${packageJson}: make them the same.`)
  if (!readFileSync(path.join(ROOT, 'CHANGELOG.md'), 'utf8').includes(`## ${manifest}`))
    throw new Error(`CHANGELOG.md has no heading "## ${manifest}": say what is new first.`)
  return String(manifest)
}

/** Every file of the commit, with its bytes: what is built must be what the source archive holds. */
function sourceFiles(): ReadonlyMap<string, Uint8Array> {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, maxBuffer: 1 << 30 })
  const changed = git('status', '--porcelain').toString().trim()
  if (changed !== '') throw new Error(`These files differ from the commit; commit or stash them first:\n${changed}`)
  const names = git('ls-tree', '-r', '-z', '--name-only', 'HEAD').toString().split('\0').filter(Boolean)
  return new Map(names.map((name) => [name, readFileSync(path.join(ROOT, name))]))
}
