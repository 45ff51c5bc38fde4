/** Builds the command line for Node: one file with all that it needs, so that its package installs nothing. */
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: 'src/cli/main.ts',
    outDir: 'dist/cli',
    target: 'node20',
    minify: true,
    rolldownOptions: { output: { entryFileNames: 'tracklens.mjs' } },
  },
})
