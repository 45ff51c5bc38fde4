/** Runs a bundled probe in a Node process of its own and gives what it prints as JSON. */
import { spawn } from 'node:child_process'
import type { Workshop } from './workshop'

/** Runs it. Rejects with the process's own words where it fails. */
export async function runProbe<R>(workshop: Workshop, name: string): Promise<R> {
  const file = await workshop.probe(name, 'node')
  const child = spawn(process.execPath, ['--expose-gc', '--max-old-space-size=4096', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let errors = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    errors += part
  })
  const code = await new Promise<number | null>((done, failed) => {
    child.once('error', failed)
    child.once('close', done)
  })
  if (code !== 0) throw new Error(`the probe ${name} ended with ${code}: ${errors.slice(0, 500)}`)
  return JSON.parse(out) as R
}
