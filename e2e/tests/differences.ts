/** What a page that looks for Tracklens can find: run with and without it, each answer that differs is a difference. */

import { functions } from './traces/functions'
import { names } from './traces/names'
import { type Found, notes } from './traces/notes'
import { reads } from './traces/reads'
import { requests } from './traces/requests'
import { stacks } from './traces/stacks'

export type { Found } from './traces/notes'

const OWN = ['exponea', 'Exponea', 'CustomerIO', '__INSPECTOR__', '__SEGMENT_INSPECTOR__']
const NAMES = OWN.map((name) => `${name}: in`)

const FUNCTIONS = ['fetch', 'Request', 'Blob', 'open', 'send', 'sendBeacon', 'toString', 'src of scripts']

/** Where every request counts as tracking (`npm run battery`), each address is found, as else those of vendors are. */
const EVERYTHING = process.env.TRACKLENS_CLAIMS === 'all' ? ['what was searched last'] : []

/** What remains to be found, by browser. README lists it in words. */
export const DIFFERENCES: Readonly<Record<string, readonly string[]>> = {
  chromium: [
    ...NAMES,
    ...EVERYTHING,
    'stack within a callback',
    'caller of a callback',
    'what was searched last, after a request that tracks',
    'stack of a failed fetch, nobody’s',
    'stack of a failed fetch, tracking',
    'stack of an impossible fetch',
    'stack that the page prepares',
    'stack of one frame',
    'reports of a policy',
  ],
  firefox: [
    ...NAMES,
    ...EVERYTHING,
    ...FUNCTIONS.map((name) => `${name}: cloned`),
    // Its stand-in is the hook's alone: libraries ask for texts by the thousand, and the relay's trap costs more.
    'toString: stack of its exception',
    'stack of one frame',
    'caller of a callback',
    'what was searched last, after a request that tracks',
  ],
}

/** The probes whose answers differ, by name. */
export function differing(bare: Found, watched: Found): string[] {
  return Object.keys(bare).filter((probe) => JSON.stringify(bare[probe]) !== JSON.stringify(watched[probe]))
}

/** All probes as the text of a function for a page, which gives what each of them found. */
export const PROBES = `async () => {
  const notes = (${notes})()
  for (const part of [${[functions, names, reads, stacks, requests].join(',\n')}]) await part(notes)
  return notes.found
}`
