/** Tests of the names that the build shortens: each is the hook's own. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, it } from 'vitest'
import { SHORTENED } from './shortened'

const here = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const typescript = path.dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
const lib = path.join(typescript, `../@typescript/typescript-${process.platform}-${process.arch}/lib`)
const browser = readdirSync(lib).filter((name) => /^lib\..*\.d\.ts$/.test(name))

/** The names of members that types declare. */
const membersIn = (text: string) =>
  Array.from(text.matchAll(/^\s*\|?\s*\{?\s*(?:(?:readonly|get|set) )*(\w+)\??[:(<]/gm), ([, name]) => name)

it.each([
  ['the browser’s', browser.map((name) => readFileSync(path.join(lib, name), 'utf8'))],
  ['a fact’s or an order’s', [here('../../core/fact.ts'), here('../../core/json.ts'), here('../../link/messages.ts')]],
])('none is %s', (_, texts) => {
  const members = new Set(texts.flatMap(membersIn))
  expect(members.size).toBeGreaterThan(20)
  expect(SHORTENED.filter((name) => members.has(name))).toEqual([])
})
