/** Seeing which scripts the page's own code loads, by the address that it gives them. */
import { bare, defineProperty, getOwnPropertyDescriptor, getter } from './natives'
import { lookAgain } from './watch'
import { wrapNative } from './wrap'

type Seen = (script: object, src: string) => void

const { prototype } = (globalThis as Partial<typeof globalThis>).HTMLScriptElement ?? {}
const found = prototype && getOwnPropertyDescriptor(prototype, 'src')
const srcOf = getter<string>(prototype, 'src')
const watchers: Seen[] = bare([])

/** Tells of each script that is given its address as loaders do it, by the property. */
export function watchScripts(seen: Seen): void {
  watchers[watchers.length] = seen
  const set = found?.set
  if (!set || watchers.length > 1) return
  const calling = (script: unknown) => () => {
    // A snippet has made its object, and loads its SDK.
    lookAgain()
    for (let i = 0; i < watchers.length; i++) watchers[i]?.(script as object, srcOf(script))
  }
  defineProperty(prototype, 'src', bare({ ...found, set: wrapNative(set, 'apply', calling) }))
}
