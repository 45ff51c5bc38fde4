/**
 * A battery of probes that runs in a page and tells all that the page can see of the functions that Tracklens replaces.
 */
import { answers } from './answers'
import { bodies } from './bodies'
import { functions } from './functions'
import { notes } from './notes'
import { xhr } from './xhr'

export type { Seen } from './notes'

/** The whole of it as the text of a function for a page, which gives what each probe saw. */
export const BATTERY = `async () => {
  const notes = (${notes})()
  for (const part of [${[functions, answers, bodies, xhr].join(',\n')}]) await part(notes)
  return notes.seen
}`
