/** `npm run release`: both extensions as zip files, the source archive, and their SHA-256 sums, in `release`. */
import { checkNode, ensureDependencies, runModule } from './setup.mjs'

checkNode()
ensureDependencies()
try {
  await runModule('release.ts')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
