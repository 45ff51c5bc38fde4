/**
 * Holds the size of files: no line over 120 characters (the formatter breaks code there, but no sentence), and no file
 * over 300 lines but tests and Markdown. Part of `npm run check`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const WIDTH = 120
const LINES = 300

function problemsOf(file) {
  const lines = readFileSync(join(ROOT, file), 'utf8').trimEnd().split('\n')
  const wide = lines.flatMap((line, at) =>
    line.length > WIDTH ? [`${file}:${at + 1}: ${line.length} characters, ${WIDTH} is the limit`] : [],
  )
  const isLong = lines.length > LINES && !/\.test\.tsx?$/.test(file)
  return isLong
    ? [...wide, `${file}: ${lines.length} lines, ${LINES} is the limit: cut it where two concerns meet`]
    : wide
}

const problems = ['src', 'e2e', 'lint'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => /\.(?:tsx?|mjs|css|grit)$/.test(file) && !file.startsWith('.out'))
    .flatMap((file) => problemsOf(`${folder}/${file}`)),
)
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
