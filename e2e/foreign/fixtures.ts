/**
 * Files of other tools that lie in the repository, each with what the collectors had when it was recorded. They come
 * from `npm run foreign`; all that is in them is of loopback.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { Truth } from './read'

const FOLDER = new URL('./fixtures/', import.meta.url)
const HAR = '.har.gz'

/** The tools of which there is a file. */
export const RECORDED: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(HAR))
  .map((name) => name.slice(0, -HAR.length))

/** The file as it lies there, and its truth. */
export function fixtureOf(tool: string): { readonly name: string; readonly bytes: Uint8Array; readonly truth: Truth } {
  const name = tool + HAR
  const truth = gunzipSync(readFileSync(new URL(`${tool}.truth.json.gz`, FOLDER))).toString('utf8')
  return { name, bytes: readFileSync(new URL(name, FOLDER)), truth: JSON.parse(truth) as Truth }
}

/** What a fixture needs not: the texts of scripts and styles, which are the shop's own, and large. */
interface Slim {
  readonly log: { readonly entries: readonly { response: { content: { mimeType?: string; text?: string } } }[] }
}

/** Keeps a file, without what makes it large; its truth without what no comparison asks for. */
export function keepFixture(tool: string, har: string, { receipts, left }: Truth): void {
  const slim = JSON.parse(har) as Slim
  for (const { response } of slim.log.entries)
    if (/script|css/.test(response.content.mimeType ?? '')) response.content.text = ''
  const truth = {
    left,
    receipts: receipts.map(({ arrival: { at, fate, status, answer, abandoned, path }, ...rest }) => ({
      ...rest,
      arrival: { at, fate, status, abandoned, path, ...(answer === undefined ? {} : { answer }) },
    })),
  }
  const write = (name: string, value: unknown): void =>
    writeFileSync(new URL(name, FOLDER), gzipSync(JSON.stringify(value), { level: 9 }))
  write(tool + HAR, slim)
  write(`${tool}.truth.json.gz`, truth)
}
