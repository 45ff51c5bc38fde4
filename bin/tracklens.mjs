#!/usr/bin/env node
/** Starts the built command line; in a clone that is not built it says what to run. */
import { existsSync } from 'node:fs'

const built = new URL('../dist/cli/tracklens.mjs', import.meta.url)
if (existsSync(built)) await import(built.href)
else {
  process.stderr.write('tracklens: it is not built yet. Run “npm run build” in the folder of Tracklens.\n')
  process.exitCode = 3
}
