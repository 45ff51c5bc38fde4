/** Words for identity: changes, where they were learnt from, and differences between call and wire. */

import type { Customer } from '../../../core/item'
import { exactWordFor } from '../../../core/query/filter-text'
import type { Difference, Reconciliation } from '../../../core/query/identity'
import { allIds, anonymousUnder } from '../../../core/query/whose'
import type { Moment } from '../../../core/state'

type IdentityMoment = Extract<Moment, { kind: 'identity' }>

/** Where a change was learnt from: the chip's word and the phrase. */
export const SOURCES: Readonly<Record<IdentityMoment['by'], { readonly chip: string; readonly phrase: string }>> = {
  call: { chip: 'call', phrase: 'a call' },
  wire: { chip: 'wire', phrase: 'a request' },
  cookie: { chip: 'cookie', phrase: 'a cookie' },
  local: { chip: 'localStorage', phrase: 'localStorage' },
  session: { chip: 'sessionStorage', phrase: 'sessionStorage' },
}

/** What kind of change it was, and the tone that it is drawn in. */
export const CHANGES: Readonly<Record<IdentityMoment['change'], { readonly word: string; readonly tone: string }>> = {
  seen: { word: 'Seen', tone: 'waiting' },
  identify: { word: 'Identified', tone: 'good' },
  merge: { word: 'Merged', tone: 'good' },
  alias: { word: 'Alias', tone: 'good' },
  anonymize: { word: 'Anonymized', tone: 'held' },
  reset: { word: 'Reset', tone: 'held' },
  switch: { word: 'User switched', tone: 'bad' },
  rotated: { word: 'ID rotated', tone: 'warn' },
  project: { word: 'Project switched', tone: 'warn' },
}

/** What each difference means. */
export const DIFFERENCE_WORDS: Readonly<
  Record<Difference, { readonly title: string; readonly text: string; readonly tone: string }>
> = {
  other: {
    title: 'Sent as another user',
    text: 'A user was known when the page called, and another one is on the wire.',
    tone: 'bad',
  },
  nobody: {
    title: 'Sent as nobody',
    text: 'A user was known when the page called; on the wire it is anonymous.',
    tone: 'bad',
  },
  device: {
    title: 'Sent from another device ID',
    text: 'The soft ID changed between the call and the sending.',
    tone: 'warn',
  },
  late: {
    title: 'Sent as the user known by then',
    text: 'It was anonymous when the page called; the SDK named the user once it knew one.',
    tone: 'moving',
  },
}

/** The filter that lists what a tracker's items were called or sent as: all that is counted of this customer. */
export function filterOfPerson(customer: Customer, tracker: string): string {
  const [whose, who] = [exactWordFor('tracker', tracker), allIds(customer)]
  return `${whose} ${exactWordFor('called', who)} or ${whose} ${exactWordFor('sent', who)}`
}

/** The filter that lists what was tracked under a soft ID while nobody was known, as far as it is one person's now. */
export function filterOfAnonymous({ name, value, whose }: Reconciliation, tracker: string): string {
  return `${exactWordFor('tracker', tracker)} ${exactWordFor('anonymous', anonymousUnder(name, value, whose))}`
}
