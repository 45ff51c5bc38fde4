/**
 * What a unit test waits for has as long as it has in the browser tests: a busy machine takes more than Vitest's
 * second, and Vitest has no setting for it.
 */
import { vi } from 'vitest'

/** In milliseconds. */
const PATIENCE = 60_000

/** Files of one worker share `vi`, and each of them begins with this file. */
const shared = vi as typeof vi & { isPatient?: true }

if (!shared.isPatient) {
  shared.isPatient = true
  const { waitFor, waitUntil } = vi
  const patiently = (options?: number | { timeout?: number; interval?: number }) =>
    typeof options === 'number' ? options : { timeout: PATIENCE, ...options }
  vi.waitFor = (run, options) => waitFor(run, patiently(options))
  vi.waitUntil = (run, options) => waitUntil(run, patiently(options))
}
