/** Holds the width of lines: the formatter breaks code at 120 characters, but no sentence. Part of `npm run check`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const WIDTH = 120

const problems = ['src', 'e2e', 'lint'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => /\.(?:tsx?|mjs|css|grit)$/.test(file) && !file.startsWith('.out'))
    .flatMap((file) =>
      readFileSync(join(ROOT, folder, file), 'utf8')
        .split('\n')
        .flatMap((line, at) => (line.length > WIDTH ? [`${folder}/${file}:${at + 1}: ${line.length} characters`] : [])),
    ),
)
if (problems.length > 0) {
  console.error(`${problems.join('\n')}\n${problems.length} lines over ${WIDTH} characters`)
  process.exitCode = 1
}
