/** Sessions as the guide tells them (“Sessions”) and as the 4.0.1 source has them, row by row. */
import { describe, expect, it } from 'vitest'
import { play } from '../../testing/bloomreach-scenario'

const SESSION = ['session_start', 'session_end']
const BOTH = ['documented', 'ios-4']

interface Case {
  readonly name: string
  readonly script: string
  readonly expected: readonly string[]
  readonly profiles?: readonly string[]
}

/** iOS SDK 4.0.1 SessionManager.swift; the guide says nothing against these rows, except where profiles are named. */
const AUTOMATIC: readonly Case[] = [
  { name: 'active 0', script: '0 configure', expected: ['session_start @0 c1'] },
  {
    name: 'background 30, active 50: resumed (guide, “Sessions”)',
    script: `0 configure
      30 background
      50 active`,
    expected: ['session_start @0 c1'],
  },
  {
    name: 'background 30, active 89.999: still within the timeout',
    script: `0 configure
      30 background
      89.999 active`,
    expected: ['session_start @0 c1'],
  },
  {
    name: 'background 30, active 90: the timeout is strict (SessionManager.swift:100)',
    script: `0 configure
      30 background
      90 active`,
    expected: ['session_start @0 c1', 'session_end @30 c1 for 30', 'session_start @90 c1'],
  },
  {
    name: 'background 30, background task at 90, active 200: the end is the time of the background',
    script: `0 configure
      30 background
      90 wait
      200 active`,
    expected: ['session_start @0 c1', 'session_end @30 c1 for 30', 'session_start @200 c1'],
  },
  {
    name: 'killed in foreground, relaunch at 40: continues the old session',
    script: `0 configure
      20 killed
      40 launched
      40 configure`,
    expected: ['session_start @0 c1'],
  },
  {
    name: 'killed in foreground, relaunch at 500: the whole gap counts (SessionManager.swift:139)',
    script: `0 configure
      20 killed
      500 launched
      500 configure`,
    expected: ['session_start @0 c1', 'session_end @500 c1 for 500', 'session_start @500 c1'],
  },
  {
    name: 'background 30, active 50, killed, relaunch 1000: stale background time ends it (SessionManager.swift:119)',
    profiles: ['ios-4'],
    script: `0 configure
      30 background
      50 active
      500 killed
      1000 launched
      1000 configure`,
    expected: ['session_start @0 c1', 'session_end @30 c1 for 30', 'session_start @1000 c1'],
  },
  {
    name: 'background 30, active 50, killed, relaunch 1000: coming back continued the session (guide, “Sessions”)',
    profiles: ['documented'],
    script: `0 configure
      30 background
      50 active
      500 killed
      1000 launched
      1000 configure`,
    expected: ['session_start @0 c1', 'session_end @1000 c1 for 1000', 'session_start @1000 c1'],
  },
  {
    name: 'background 30, killed, relaunch 1000: ends when it went into the background (guide, “Sessions”)',
    script: `0 configure
      30 background
      40 killed
      1000 launched
      1000 configure`,
    expected: ['session_start @0 c1', 'session_end @30 c1 for 30', 'session_start @1000 c1'],
  },
  {
    name: 'two active notifications in a row never duplicate',
    script: `0 configure
      1 active
      2 active`,
    expected: ['session_start @0 c1'],
  },
  {
    // ExponeaInternal+Tracking.swift:474.
    name: 'active 0, anonymize at 10: ended with its time only, for the old customer',
    profiles: ['ios-4'],
    script: `0 configure
      10 anonymize`,
    expected: ['session_start @0 c1', 'session_end @10 c1', 'session_start @10 c2'],
  },
  {
    name: 'active 0, anonymize at 10: a new session start and nothing else (guide, “Anonymize”)',
    profiles: ['documented'],
    script: `0 configure
      10 anonymize`,
    expected: ['session_start @0 c1', 'session_start @10 c2'],
  },
  {
    name: 'active 0, stopIntegration at 10: a last session_end without duration (ExponeaInternal.swift:688)',
    profiles: ['ios-4'],
    script: `0 configure
      10 stopIntegration`,
    expected: ['session_start @0 c1', 'session_end @10 c1'],
  },
  {
    name: 'active 0, stopIntegration at 10: nothing more is tracked (guide, “Stop SDK integration”)',
    profiles: ['documented'],
    script: `0 configure
      10 stopIntegration`,
    expected: ['session_start @0 c1'],
  },
  {
    name: 'manual calls are ignored while automatic (SessionManager.swift:49, 61)',
    script: `0 configure
      5 trackSessionEnd
      6 trackSessionStart`,
    expected: ['session_start @0 c1'],
  },
]

/** Manual sessions by `manualSessionAutoClose`. `on` and `off` are what comes of the same script. */
const MANUAL: readonly (Omit<Case, 'expected'> & {
  readonly on: readonly string[]
  readonly off: readonly string[]
})[] = [
  {
    name: 'start 0, start 10: continued within the timeout (SessionManager.swift:119)',
    profiles: ['ios-4'],
    script: `0 trackSessionStart
      10 trackSessionStart`,
    on: ['session_start @0 c1'],
    off: ['session_start @0 c1'],
  },
  {
    name: 'start 0, start 10: ends and starts, whatever the timeout (guide, “Track session manually”)',
    profiles: ['documented'],
    script: `0 trackSessionStart
      10 trackSessionStart`,
    on: ['session_start @0 c1', 'session_end @10 c1 for 10', 'session_start @10 c1'],
    off: ['session_start @0 c1', 'session_start @10 c1'],
  },
  {
    name: 'start 0, start 100',
    script: `0 trackSessionStart
      100 trackSessionStart`,
    on: ['session_start @0 c1', 'session_end @100 c1 for 100', 'session_start @100 c1'],
    off: ['session_start @0 c1', 'session_start @100 c1'],
  },
  {
    name: 'start 0, end 20',
    script: `0 trackSessionStart
      20 trackSessionEnd`,
    on: ['session_start @0 c1', 'session_end @20 c1 for 20'],
    off: ['session_start @0 c1', 'session_end @20 c1 for 20'],
  },
  { name: 'end 5 without a start', script: '5 trackSessionEnd', on: [], off: [] },
  {
    name: 'end 5, start 10, start 200: the lost end comes back with a negative duration (SessionManager.swift:60-139)',
    profiles: ['ios-4'],
    script: `5 trackSessionEnd
      10 trackSessionStart
      200 trackSessionStart`,
    on: ['session_start @10 c1', 'session_end @5 c1 for -5', 'session_start @200 c1'],
    off: ['session_start @10 c1', 'session_start @200 c1'],
  },
  {
    name: 'end 5, start 10, start 200: an end without a session is nothing (guide, “Track session manually”)',
    profiles: ['documented'],
    script: `5 trackSessionEnd
      10 trackSessionStart
      200 trackSessionStart`,
    on: ['session_start @10 c1', 'session_end @200 c1 for 190', 'session_start @200 c1'],
    off: ['session_start @10 c1', 'session_start @200 c1'],
  },
  {
    name: 'start 0, anonymize 10: no session events, the state is cleared (TrackingManager.swift:703)',
    script: `0 trackSessionStart
      10 anonymize
      11 trackSessionEnd`,
    on: ['session_start @0 c1'],
    off: ['session_start @0 c1'],
  },
  {
    name: 'the app in the background does not end a manual session',
    script: `0 trackSessionStart
      10 background
      200 active`,
    on: ['session_start @0 c1'],
    off: ['session_start @0 c1'],
  },
]

it('configured in the background: no session before the app is in front [documented], at once [ios-4]', () => {
  const script = '0 background\n5 configure\n605 active\n635 background\n700 wait'
  const sessions = (profile: string) => play({ profile }, script).tracked('session_start', 'session_end')
  expect(sessions('documented')).toEqual(['session_start @605 c1', 'session_end @635 c1 for 30'])
  expect(sessions('ios-4')[0]).toBe('session_start @5 c1')
  expect(play({ profile: 'documented' }, script).logs('The guide is silent')).toHaveLength(1)
})

describe('a session whose end nobody saw', () => {
  const told = (profile: string, script: string) => play({ profile }, script).logs('The guide is silent on an app')

  it('is no killed app’s where the process goes on [ios-4]', () => {
    for (const script of ['0 background\n5 configure\n605 active', '0 configure\n600 active']) {
      const [said = '', ...more] = told('ios-4', script)
      expect(said).toContain('becomes active although the SDK did not see it go into the background')
      expect(said).not.toContain('killed')
      expect(more).toEqual([])
    }
  })

  it.each(BOTH)('is told as such after a relaunch, also once the session went on after another one [%s]', (profile) => {
    const again = '\n500 killed\n900 launched\n900 configure'
    for (const script of [`0 configure${again}`, `0 configure\n20 killed\n40 launched\n40 configure${again}`])
      expect(told(profile, script)).toEqual([expect.stringContaining('as when it is killed in front')])
  })
})

describe('automatic sessions, sessionTimeout 60 (guide, “Sessions”)', () => {
  for (const { name, script, expected, profiles = BOTH } of AUTOMATIC) {
    it.each(profiles)(`${name} [%s]`, (profile) => {
      expect(play({ profile }, script).tracked(...SESSION)).toEqual(expected)
    })
  }

  it.each(BOTH)('sessionTimeout is configurable, in seconds (guide, “Sessions”) [%s]', (profile) => {
    const script = `0 configure
      30 background
      50 active`
    expect(play({ profile, settings: { sessionTimeout: 10 } }, script).tracked(...SESSION)).toEqual([
      'session_start @0 c1',
      'session_end @30 c1 for 30',
      'session_start @50 c1',
    ])
  })

  it.each(BOTH)('session events carry the device, the end also its duration [%s]', (profile) => {
    const played = play(
      { profile },
      `0 configure
      30 background
      90 wait`,
    )
    const ends = played.effects.flatMap((effect) =>
      effect.effect === 'tracked' && effect.item.name === 'session_end' ? [effect.item] : [],
    )
    expect(ends).toHaveLength(1)
    expect(ends[0]?.properties).toMatchObject({
      os_name: 'iOS',
      platform: 'iOS',
      sdk: 'Exponea iOS SDK',
      device_type: 'mobile',
      duration: 30,
    })
    expect(ends[0]?.type).toBe('session')
  })
})

describe('manual sessions, automaticSessionTracking false, sessionTimeout 60 (guide, “Track session manually”)', () => {
  for (const { name, script, on, off, profiles = BOTH } of MANUAL) {
    for (const [flag, expected] of [[true, on] as const, [false, off] as const]) {
      it.each(profiles)(`${name}, manualSessionAutoClose ${flag} [%s]`, (profile) => {
        const settings = { automaticSessionTracking: false, manualSessionAutoClose: flag }
        expect(play({ profile, settings }, `0 configure\n${script}`).tracked(...SESSION)).toEqual(expected)
      })
    }
  }

  it.each(BOTH)('an end without a start says so [%s]', (profile) => {
    const settings = { automaticSessionTracking: false }
    const played = play({ profile, settings }, '0 configure\n5 trackSessionEnd')
    expect(played.logs("Can't end session")).toHaveLength(1)
  })
})
