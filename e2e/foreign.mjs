/** `npm run foreign`: has every tool that is here record the shop, and keeps their files as the tests' fixtures. */
import { checkNode, ensureDependencies, runModule } from './setup.mjs'

checkNode()
ensureDependencies()
try {
  await runModule('foreign/record.ts')
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
