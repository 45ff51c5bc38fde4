/** How long anything in a browser may take before it counts as not happening. */

/**
 * Milliseconds. Every wait is for a condition and ends with it, so only what really failed takes so long; a machine
 * with more work than cores takes twenty times as long as a quiet one.
 */
export const PATIENCE = 60_000
