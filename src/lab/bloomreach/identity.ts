/** Who the customer is: identifyCustomer, and anonymize with or without a switch of project. */
import type { Json, JsonObject } from '../../core/json'
import { OWN_COOKIE, oddIds } from '../../providers/bloomreach/customer'
import type { Configuration, Project } from './configuration'
import { clearContent, preload } from './content'
import { flush } from './flush'
import type { AnonymizeStep } from './profiles'
import { assignToken, isWithheld, removeToken } from './push'
import type { Run } from './run'
import { clearSession, endSessionBare, startSession } from './sessions'
import { track, trackInstallation } from './tracking'

/** `identifyCustomer(customerIds, properties, timestamp)`: no event, but a customer update (iOS guide, “Identify”). */
export function identify(run: Run, given: JsonObject, properties: JsonObject, timestamp: number | null): void {
  const ids: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (typeof value !== 'string') {
      // iOS guide, “Identify”: [String: String]; the React Native bridge refuses the whole call.
      run.log(
        'error',
        `identifyCustomer refused: customerIds must be string key-value pairs, and ${name} is not a string.`,
      )
      return
    }
    if (name === 'cookie') run.log('warning', OWN_COOKIE)
    else ids[name] = value
  }
  const { cookie } = run
  const { customer } = run.state.device
  const known = customer.ids[cookie] ?? {}
  for (const text of oddIds(ids, known, run.configuration)) run.log('warning', text)
  // Keys are added and replaced, never removed (DatabaseManager.swift:147).
  run.store({ customer: { cookie, ids: { ...customer.ids, [cookie]: { ...known, ...ids } } } })
  track(run, { kind: 'TRACK_CUSTOMER', eventType: null, properties, timestamp })
  // TrackingManager.swift:249: immediate mode sends a customer update without the delay.
  if (run.state.process.flushMode === 'immediate') flush(run)
}

/** `anonymize()`, or `anonymize(project, mapping)`: the profile's steps, in its order (iOS guide, “Anonymize”). */
export function anonymize(run: Run, project: Project, mapping: Configuration['mapping']): void {
  const token = run.state.device.push
  const switched = project !== run.configuration.project || mapping !== run.configuration.mapping
  const cookie = run.newCookie()
  const steps: Readonly<Record<AnonymizeStep, () => void>> = {
    'end session': () => endSessionBare(run),
    'remove token': () => removeToken(run),
    'clear caches': () => {
      run.log('info', 'Local repositories and caches are cleared, excluding tracked events.')
      run.store({ campaign: null })
      clearContent(run)
      clearSession(run)
    },
    'switch project': () => {
      run.process({ configuration: { ...run.configuration, project, mapping } })
      // TrackingManager.swift:709: the device keeps the configuration with its new project.
      const { authorizationToken: _old, ...kept } = run.state.device.configuration ?? {}
      if (switched) run.store({ configuration: { ...kept, ...project, projectMapping: mapping as unknown as Json } })
    },
    'start session': () => {
      if (run.configuration.automaticSessionTracking) startSession(run, cookie)
    },
    'new customer': () => {
      run.newCustomer(cookie)
      run.log('info', `New customer created with cookie ${cookie}.`)
    },
    'assign token': () => {
      if (token !== null && !isWithheld(token)) assignToken(run, token)
    },
    preload: () => {
      if (run.differences.anonymizePreloads) preload(run)
      else
        run.log(
          'info',
          'When iOS SDK 4.0.1 loads in-app messages, content blocks and app inbox anew was not found in its source.',
        )
    },
    installation: () => trackInstallation(run),
  }
  for (const step of run.differences.anonymize) steps[step]()
}
