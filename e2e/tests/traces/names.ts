/** The part of the probes that looks for names, attributes and entries that are Tracklens’ own. */
import type { Notes } from './notes'

/** Runs in the page. It may refer to nothing outside itself. */
export function names({ probe, from }: Notes): void {
  const names = ['exponea', 'brweb', 'Exponea', 'cioanalytics', '_cio', 'CustomerIO', '__INSPECTOR__']
  for (const name of [...names, '__SEGMENT_INSPECTOR__', 'dataLayer', '__tcfapi']) {
    probe(`${name}: in`, () => name in window)
    probe(`${name}: type`, () => typeof (window as unknown as Record<string, unknown>)[name])
    probe(`${name}: assigned`, () => {
      ;(window as unknown as Record<string, unknown>)[name] = 5
      const own = from(window, name)
      return [own && [Object.entries(own).join()], delete (window as unknown as Record<string, unknown>)[name]]
    })
  }
  probe('globals: number of own names beyond those', () => {
    const rest = Object.getOwnPropertyNames(window).filter((name) => !names.includes(name))
    return rest.filter((name) => !/^(?:__SEGMENT_INSPECTOR__|dataLayer|__tcfapi)$/.test(name)).length
  })
  probe('globals: enumerable', () => Object.keys(window).length)
  probe('an element of a name that is caught', () => {
    const element = document.documentElement.appendChild(document.createElement('a'))
    element.id = 'exponea'
    const type = typeof (window as { exponea?: unknown }).exponea
    element.remove()
    return [type, typeof (window as { exponea?: unknown }).exponea]
  })
  probe('storage', () => [Object.keys(sessionStorage), Object.keys(localStorage), document.cookie])
  probe('document', () => [document.documentElement.attributes.length, document.scripts.length])
}
