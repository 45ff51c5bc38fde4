/** The models that the Lab can drive: every folder beside this file that exports a `model`. */
import type { Model } from './model'

/** All models, in the order of their folders. Each works on its own kind of state, which only it can read. */
export const models: readonly Model<unknown>[] = Object.values(
  import.meta.glob<Model<unknown>>('./*/index.ts', { eager: true, import: 'model' }),
)
