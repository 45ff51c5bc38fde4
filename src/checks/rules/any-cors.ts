/** The server answered, and the browser did not hand the answer to the page: CORS. */
import type { Check } from '../check'

export const check: Check = {
  id: 'any-cors',
  title: 'The page may not read the answers (CORS)',
  vendor: null,
  severity: 'error',
  certainty: 'documented',
  source:
    'Observed by two sources: the page was told that its request failed, and the browser saw the answer to it ' +
    '(Fetch standard, “CORS check”).',
  advice:
    'Let the server send Access-Control-Allow-Origin for this page. Until then the SDK takes every answer for a ' +
    'failure: it sends the same things again, and what waits for an answer is never sent.',
  tracker: ({ withheld }) => {
    if (!withheld) return null
    const { times, origin, status } = withheld
    const often = times === 1 ? 'an answer' : `${times} answers`
    return `The browser had ${often} from ${origin} (the last one ${status}) and did not hand it to the page: CORS.`
  },
}
