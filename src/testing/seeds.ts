/**
 * Property tests draw the same inputs in every run, so that a red run is one that the change made red. `npm run fuzz`
 * draws new ones; a failure says its seed, and the input it found becomes a test.
 */
import fc from 'fast-check'

if (import.meta.env.MODE !== 'fuzz') fc.configureGlobal({ seed: 20260301 })
