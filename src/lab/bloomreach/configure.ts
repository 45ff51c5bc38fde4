/** `configure`: the SDK begins, and tracks the installation and the session. */
import type { JsonObject } from '../../core/json'
import { readConfiguration } from './configuration'
import { setFlushMode } from './lifecycle'
import { flattened } from './native'
import { verifyToken } from './push'
import type { Run } from './run'
import { trackKept } from './service'
import { startSession } from './sessions'
import type { Process } from './state'
import { trackInstallation } from './tracking'

/**
 * Configures with the Lab's settings, overridden by what the app gives. A second one is ignored
 * (Exponea+Configuration.swift:128). Returns the calls that waited for it, for the caller to make.
 */
export function configure(run: Run, given: JsonObject): Process['waiting'] {
  if (run.state.process.configuration !== null) {
    run.log('error', 'The SDK is already configured; this configure is ignored.')
    return []
  }
  const source = flattened({ ...run.state.settings, ...given })
  const configuration = readConfiguration(source)
  if (typeof configuration === 'string') {
    run.log('error', `The SDK could not be configured: ${configuration}.`)
    return []
  }
  const { sessionTimeout } = configuration
  // The configuration guide names these limits; no source was found that holds to them.
  if (sessionTimeout < 5 || sessionTimeout > 180)
    run.log(
      'warning',
      `sessionTimeout is ${sessionTimeout} s: documented are 5 to 180 s, and above 180 s iOS ends the session itself.`,
    )
  const { waiting } = run.state.process
  run.store({ stopped: false, stoppedIn: null, configuration: source })
  run.process({
    configuration,
    defaultProperties: configuration.defaultProperties,
    waiting: [],
    cleared: false,
    clearedIn: null,
  })
  setFlushMode(run, configuration.flushMode, configuration.flushPeriod)
  trackInstallation(run)
  if (configuration.automaticSessionTracking) startFirst(run)
  run.store({ contentFor: run.cookie })
  if (run.state.app === 'active') verifyToken(run)
  trackKept(run)
  return waiting
}

/** The session of the launch, where the app is in front: time in the background is not spent in the app. */
function startFirst(run: Run): void {
  if (run.state.app === 'active' || !run.differences.sessionEndsInBackground) startSession(run)
  else
    run.log(
      'info',
      'The guide is silent on an SDK that is configured in the background: a session is the time spent in the app, ' +
        'so none starts before the app is in front.',
    )
}
