/** Connects the chosen ways of tracking; every shop event goes to each of them. */
import { overApp } from './bloomreach-app'
import { overWeb } from './bloomreach-web'
import { overSnippet } from './customerio'
import { overPackage } from './customerio-bundled'
import type { ShopConfig, Tracking, Way } from './tracking'

const CONNECT: Record<Way, (config: ShopConfig) => Tracking> = {
  'customerio-bundled': (config) => overPackage(config),
  'customerio-memory': (config) => overPackage(config, true),
  'customerio-snippet': overSnippet,
  'bloomreach-app': overApp,
  'bloomreach-web': overWeb,
}

/** One tracking that passes everything on to all chosen ones. */
export function connect(config: ShopConfig): Tracking {
  const all = config.ways.map((way) => CONNECT[way](config))
  const pass =
    (method: keyof Tracking) =>
    (...args: never[]) => {
      for (const one of all) (one[method] as (...args: never[]) => void)(...args)
    }
  return new Proxy({} as Tracking, { get: (_, method) => pass(method as keyof Tracking) })
}
