/**
 * The guides' statements in the models' other profiles: each is done there too, or departs from the guide by a
 * difference that the vendor's README names.
 */
import { expect, it } from 'vitest'
import { type Guide, isTold, type Statement, shownBy } from '../testing/guides/statement'
import { STATEMENTS } from '../testing/guides/table'
import { transcriptOf } from '../testing/guides/transcript'
import { BLOOMREACH_DIFFERENCES } from '../testing/readmes/bloomreach-differences'
import { type Differences, differences } from './bloomreach/profiles'

/** Section and place of each statement that iOS SDK 4.0.1 departs from, and by which difference. */
const DEPARTS: Readonly<Record<string, keyof Differences>> = {
  'Tracking 9': 'clearTakesWaiting',
  'Anonymize 3': 'pushToken',
  'Anonymize 7': 'pushToken',
  'Anonymize 8': 'anonymizePreloads',
  'Track session manually 4': 'manualRestart',
  'Push notifications 1': 'pushToken',
  'Push notifications 2': 'pushToken',
  'Track token manually 1': 'pushToken',
  'Track token manually 3': 'pushToken',
  'Track token manually 4': 'activationTracksToken',
  'Track token manually 6': 'pushToken',
  'Track token manually 7': 'pushToken',
  'Clear local customer data 11': 'clearDropsPushesAndLinks',
  'Clear local customer data 12': 'clearDropsPushesAndLinks',
  'Stop SDK integration 7': 'stop',
  'Stop SDK integration 14': 'stop',
  'Stop SDK integration 16': 'stop',
  'Stop SDK integration 20': 'stop',
  'Stop the SDK but upload tracked data 2': 'stop',
  'Stop the already running SDK 2': 'stop',
  'Stop the already running SDK 4': 'stop',
  'Stop the already running SDK 5': 'stop',
  'Payments 1': 'tracksPurchases',
}

/** What `identifiesDevice` adds to every event: the guide's lines are compared without it. */
const DEVICE = /"application_id":"[^"]*","device_id":"[^"]*"(,?)/g
const plain = (line: string) => line.replace(DEVICE, '').replaceAll(',}', '}')

/** The statements of a guide that are not told as they are in its own profile. */
function departing(guide: Guide, profile: string): readonly string[] {
  const departs = ({ modelled, decoded }: Statement) =>
    [modelled, decoded].flatMap(shownBy).some((evidence) => {
      if ((evidence.by !== 'lab' && evidence.by !== 'wire') || evidence.profile !== undefined) return false
      const told = transcriptOf(guide, { ...evidence, profile }).map(plain)
      const has = (part: string) => isTold(told, part)
      return !evidence.shows.every(has) || evidence.lacks.some(has)
    })
  return [...new Set(STATEMENTS[guide].filter(departs).map(({ section, place }) => `${section} ${place}`))]
}

it('iOS SDK 4.0.1 does what the Bloomreach guide says, but where the README says that it departs from it', () => {
  expect(departing('bloomreach', 'ios-4')).toEqual(Object.keys(DEPARTS))
  const named = BLOOMREACH_DIFFERENCES.flatMap((row) => row.differences)
  expect(named).toEqual(expect.arrayContaining(Object.values(DEPARTS)))
  for (const name of Object.values(DEPARTS))
    expect(differences['ios-4'][name], name).not.toEqual(differences.documented[name])
})

it('Customer.io’s JavaScript SDK does all that the iOS guide says', () => {
  expect(departing('customerio', 'js')).toEqual([])
})
