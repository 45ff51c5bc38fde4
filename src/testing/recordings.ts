/**
 * Recordings of the shop's walk, exported by earlier versions, and what those concluded when they opened them. Each
 * file is a gzip under `files/fixtures`: `walk-<browser>.json.gz` as it was saved, and
 * `walk-<browser>.expected.json.gz`.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Fact } from '../core/fact'
import { type Json, type JsonObject, parseJson } from '../core/json'
import { factOf, readRecording } from '../files/recording'
import { parseFact } from '../link/parse'

/** The browsers whose walks were recorded in format 1, by the version 0.1.0. */
export const RECORDED = ['chromium', 'firefox'] as const

/** The text of a recording as it was saved. */
export function savedText(browser: (typeof RECORDED)[number]): string {
  return unpacked(`walk-${browser}.json.gz`)
}

/** What the version that made a recording concluded from it, by the names of `State` and of the coverage's line. */
export function expectedOf(browser: (typeof RECORDED)[number]): JsonObject {
  return parseJson(unpacked(`walk-${browser}.expected.json.gz`)) as JsonObject
}

/** The facts of a recording's text, none of which may be refused. */
export function factsOf(text: string): readonly Fact[] {
  const opened = readRecording(text)
  if ('wrong' in opened) throw new Error(opened.wrong)
  return opened.entries.map((entry: Json) => {
    const fact = factOf(entry, parseFact)
    if (!fact) throw new Error(`no fact: ${JSON.stringify(entry).slice(0, 200)}`)
    return fact
  })
}

function unpacked(name: string): string {
  return gunzipSync(readFileSync(path.join(import.meta.dirname, '../files/fixtures', name))).toString('utf8')
}
