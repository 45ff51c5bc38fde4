/** Bundles probes as the extension's own code is bundled: what runs through a development server runs slower. */
import path from 'node:path'
import { build } from 'vite'
import { ROOT } from '../build'

/**
 * Bundles `probes/<name>.ts` into a folder; gives the bundle's path. `node`: a module for Node; `page`: a plain script.
 */
export async function bundle(name: string, kind: 'node' | 'page', outDir: string): Promise<string> {
  const fileName = kind === 'node' ? `${name}.mjs` : `${name}.js`
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    ...(kind === 'node' ? { ssr: { noExternal: true as const } } : {}),
    build: {
      outDir,
      emptyOutDir: false,
      target: kind === 'node' ? 'node20' : 'chrome119',
      ssr: kind === 'node',
      rolldownOptions: {
        input: path.join(ROOT, 'e2e/bench/probes', `${name}.ts`),
        output: { entryFileNames: fileName, format: kind === 'node' ? 'es' : 'iife' },
      },
    },
  })
  return path.join(outDir, fileName)
}
