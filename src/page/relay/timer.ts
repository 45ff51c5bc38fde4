/** Timers of a window that may be gone. */

/**
 * Runs something after so many milliseconds; false where it never will. A script of Firefox's outlives the window that
 * it watches (a pop-up is closed, a frame is taken out), which has no timers then and throws (measured).
 */
export function later(milliseconds: number, run: () => void): boolean {
  try {
    setTimeout(run, milliseconds)
    return true
  } catch {
    return false
  }
}
