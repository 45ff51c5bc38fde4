/** Makes the stand-in one classic script, as a collector serves it at `/js/exponea.min.js`. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { type Pace, SHIPPED } from './settings'

/** The script's text. `pace` shortens its delays (milliseconds) where a test would wait too long. */
export async function bundle(pace: Partial<Pace> = {}): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: true,
      target: 'chrome119',
      rolldownOptions: { input: join(dirname(fileURLToPath(import.meta.url)), 'main.ts'), output: { format: 'iife' } },
    },
  })
  const output = Array.isArray(made) ? made.flatMap((part) => part.output) : 'output' in made ? made.output : []
  const chunk = output.find((part) => part.type === 'chunk')
  if (chunk?.type !== 'chunk')
    throw new Error('The stand-in for the Web SDK could not be bundled: vite made no script.')
  return `(function (pace) {${chunk.code}})(${JSON.stringify({ ...SHIPPED, ...pace })})`
}
