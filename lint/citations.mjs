/**
 * Holds citations of the vendors' guides: by the title of a section, never by the number of a line, since whoever reads
 * one has no such file. Part of `npm run check`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
/** “guide line 7”, “guide’s lines 7-9”, “(line 7)”, “(guide 7-9)”, with the words on one line or broken over two. */
const BY_LINE = /\bguides?(?:['’]s?)?\)?,?(?:\s|\*|#)+\(?lines?(?:\s|\*|#)+\d|\((?:lines?|guide) \d+(?:[-–]\d+)?[,)]/gi

const files = ['src', 'e2e'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => /\.(?:tsx?|mjs|md|txt|json)$/.test(file) && !/(?:^|\/)\.out/.test(file))
    .map((file) => join(folder, file)),
)
const problems = [...files, 'README.md', 'CONTRIBUTING.md'].flatMap((file) => {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(BY_LINE)].map(
    ({ index, 0: found }) => `${file}:${text.slice(0, index).split('\n').length}: “${found.replace(/\s+/g, ' ')}”`,
  )
})
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\nCite a guide by the title of the section: (iOS guide, “Anonymize”)`)
  process.exitCode = 1
}
