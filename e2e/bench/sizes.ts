/** What a built extension weighs, as people get it. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'

/** In KB of 1024 bytes. */
export interface Sizes {
  /** The script in every page's world, by gzip. */
  readonly hook: number
  /** All the scripts that the panel loads before it shows anything, each by gzip. */
  readonly panel: number
  /** All the scripts of the background, each by gzip. */
  readonly background: number
  /** Everything, zipped. */
  readonly package: number
}

/** Files by their path within the extension, with `/` on every platform. */
type Files = Readonly<Record<string, Buffer>>

async function filesIn(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files: Record<string, Buffer> = {}
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, file).split(path.sep).join('/')
    if (entry.isFile() && !name.endsWith('.map')) files[name] = await readFile(file)
  }
  return files
}

/**
 * What a file adds to a zip beside its contents and twice its name: its local header and its entry in the directory, in
 * bytes.
 */
const HEADERS = 30 + 46
const DIRECTORY_END = 22

/**
 * The size of a zip of these files. By zlib, as browsers' stores and servers compress: fflate's own deflate is about 3
 * % weaker.
 */
function zippedSize(files: Files): number {
  return Object.entries(files).reduce((size, [name, file]) => {
    const kept = Math.min(file.length, deflateRawSync(file, { level: 9 }).length)
    return size + kept + HEADERS + 2 * Buffer.byteLength(name)
  }, DIRECTORY_END)
}

const gzipped = (file: Buffer) => gzipSync(file, { level: 9 }).length

/** A script's address in a page, and the modules that a module takes at once: what it imports later is in brackets. */
const SCRIPT = /<script[^>]*\ssrc="([^"]+)"/g
const STATIC = /\b(?:import|export)\b(?:[\s\w$*{},]*?\bfrom\b)?\s*["']([^"']+)["']/g

/** A file and all the scripts that it loads at once. */
function loadedBy(files: Files, entry: string): ReadonlySet<string> {
  const loaded = new Set<string>()
  const wait = [entry]
  for (const name of wait) {
    if (loaded.has(name)) continue
    const file = files[name]
    if (!file) throw new Error(`the package has no ${name}`)
    loaded.add(name)
    for (const [, target = ''] of String(file).matchAll(name.endsWith('.html') ? SCRIPT : STATIC))
      wait.push(target.startsWith('/') ? target.slice(1) : path.posix.join(path.posix.dirname(name), target))
  }
  return loaded
}

/** Weighs a built extension. Throws where a part that is to be weighed is not in it. */
export async function sizesOf(folder: string): Promise<Sizes> {
  const files = await filesIn(folder)
  const find = (pattern: RegExp) => {
    const [name, ...others] = Object.keys(files).filter((each) => pattern.test(each))
    if (!name || others.length > 0) throw new Error(`${others.length + (name ? 1 : 0)} files are called ${pattern}`)
    return name
  }
  const together = (names: Iterable<string>) =>
    [...names].reduce((size, name) => size + (name.endsWith('.js') ? gzipped(files[name] as Buffer) : 0), 0)
  const manifest = JSON.parse(String(files['manifest.json'])) as {
    readonly background: { readonly service_worker?: string; readonly scripts?: readonly string[] }
  }
  const { service_worker, scripts = [] } = manifest.background
  const background = new Set([service_worker ?? [], scripts].flat().flatMap((name) => [...loadedBy(files, name)]))
  return {
    hook: together([find(/(^|\/)hook\.iife\.js$/)]) / 1024,
    panel: together(loadedBy(files, find(/(^|\/)panel\.html$/))) / 1024,
    background: together(background) / 1024,
    package: zippedSize(files) / 1024,
  }
}
