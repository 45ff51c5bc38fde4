/** `npm run picture`: takes the README's picture of the panel and those of the stores anew. */
import { checkNode, ensureDependencies, runModule } from './setup.mjs'

checkNode()
ensureDependencies()
try {
  await runModule('picture.ts')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
