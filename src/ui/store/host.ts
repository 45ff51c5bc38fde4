/** What a store needs of its surroundings, and what it is told of them. */
import type { ReadonlySignal } from '@preact/signals'
import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import type { Order, Settings } from '../../link/messages'
import type { Fetched } from './rules'

/**
 * What surrounds the panel, browser and background. Each is absent where the panel has no way to do it (an opened
 * recording, a page without extension APIs).
 */
export interface Host {
  readonly order: (order: Order) => void
  /** Forgets the tab's log in the background. */
  readonly clear: () => void
  /** Takes the last clear back there. */
  readonly restore?: () => void
  readonly save: (settings: Settings) => void
  /** Asks for the permission to see how requests ended after their page was left; null where it cannot be asked for. */
  readonly askForOutcomes: (() => Promise<boolean>) | null
  /** Gives that permission back; tells whether the browser took it. */
  readonly giveBackOutcomes?: () => Promise<boolean>
  /** Asks for the permission to reach hosts; call it from a click. `origins` are match patterns. */
  readonly permit?: (origins: readonly string[]) => Promise<boolean>
  /** The address at which this panel can ask for permissions, where it cannot do so here. */
  readonly ownTab?: string
  /** Says a fact of the panel's own. */
  readonly say?: (happening: Happening) => void
  /** Small things that outlive the panel, each under a name of its own. */
  readonly memory?: Memory
  /** The rules by which is judged; absent: those of the package. */
  readonly rules?: ReadonlySignal<Fetched>
}

/** What the panel keeps on this machine. */
export interface Memory {
  readonly read: (name: string) => Promise<Json | undefined>
  readonly write: (name: string, value: Json) => void
  /** Calls back with what another panel wrote under a name. */
  readonly follow?: (name: string, changed: (value: Json | undefined) => void) => void
}

/** Which way facts come in, as far as it bears on what can be seen. Times are milliseconds since 1970. */
export interface Sources {
  /** `devtools.network`: since when it listens, or why it does not. */
  readonly network: { readonly since: number } | { readonly missing: string }
  /** Whether the page's hook answered: `waiting` until it had its chance. */
  readonly hook: 'waiting' | 'answered' | 'silent'
  /** The link to the background. `none`: no tab is followed, only recordings are looked at; `down`: it is gone. */
  readonly link: 'none' | 'opening' | 'up' | 'down'
  /** Whether the background has more to tell than it has told so far. */
  readonly more?: boolean
  /** Whether the page does not answer, or late, so that what it has said may be on its way still. */
  readonly busy?: boolean
  /** Whether `webRequest` was granted. */
  readonly outcomes: boolean
  /** With it: whether the browser has told of a request since. Chromium may tell of none before its next start. */
  readonly outcomesHeard?: boolean
}
