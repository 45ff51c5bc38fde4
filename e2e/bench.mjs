/**
 * `npm run bench`: measures the promises of the design, each against a yardstick of the same run, and prints one line a
 * promise. Fails on no figure.
 */
import { parseArgs } from 'node:util'
import { checkNode, ensureDependencies, runModule } from './setup.mjs'

const USAGE = `npm run bench [-- options]
  --only <ids>   only these lines, for example --only reduce,panel (a wrong id prints them all)
  --json         one JSON object instead of lines
  --help         this text
Progress goes to the error output. CHROMIUM_PATH names a browser's program.
Close other programs for figures worth keeping.`

function options() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`)
    process.exit(2)
  }
}

const { only, json, help } = options()
if (help) {
  console.log(USAGE)
  process.exit(0)
}
checkNode()
// What the set-up says is no figure: the standard output belongs to the lines.
const { log } = console
console.log = console.error
ensureDependencies()
try {
  const ids = only.split(',').map((id) => id.trim())
  await runModule('bench/run.ts', { only: ids.filter((id) => id !== ''), json, print: log })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
