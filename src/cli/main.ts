/** The program `tracklens`: the command line with this machine's files, outputs and exit code. */
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { version } from '../../package.json'
import { mayWrite, withFiles } from './node-source'
import { run } from './run'
import { notWritten, WRONG_USE } from './world'

// Whoever reads the output may have enough before its end: `tracklens read … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.exitCode = WRONG_USE
  process.stderr.write(notWritten(null, error))
})

const code = await run(process.argv.slice(2), {
  version,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  write: (file, text) => writeFile(file, text),
  mayWrite,
  withFiles,
  random: () => randomBytes(6).toString('hex'),
})
process.exitCode = Math.max(code, Number(process.exitCode ?? 0))
