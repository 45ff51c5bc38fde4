/** The properties that the SDK adds to every event: where, and with what. */
import type { Settings } from './settings'

/** Location, system, browser, device, and the campaign parameters of the address. */
export function pageProperties(settings: Settings): Record<string, unknown> {
  const agent = navigator.userAgent
  const query = new URL(location.href).searchParams
  const campaign = settings.utm_params.flatMap((name) => {
    const value = query.get(name)
    return value === null ? [] : [[name, value] as const]
  })
  return {
    location: location.href,
    os: found(agent, SYSTEMS),
    browser: found(agent, BROWSERS),
    device: found(agent, DEVICES),
    ...Object.fromEntries(campaign),
  }
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac OS X'],
  [/Linux/, 'Linux'],
]
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Firefox\//, 'Firefox'],
  [/Edg\//, 'Edge'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
]

function found(agent: string, names: readonly (readonly [RegExp, string])[]): string {
  return names.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Other'
}
