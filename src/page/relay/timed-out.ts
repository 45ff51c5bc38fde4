/** Fetches that the page gave up after a time of its own: the hook only says that it ended them, and in which words. */

const FAILURE = '{"kind":"failure"'
const ABORTED = '"reason":"aborted","error":"TimeoutError: '
const TIMED_OUT = ABORTED.replace('aborted', 'timeout')

/** Returns what passes happenings (JSON text) on: a failure by the page's own timeout with that as its reason. */
export function createTimedOut(pass: (happening: string) => void): (happening: string) => void {
  return (happening) => pass(happening.startsWith(FAILURE) ? happening.replace(ABORTED, TIMED_OUT) : happening)
}
