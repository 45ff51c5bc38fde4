/** The messages that cross contexts, as types: relay ↔ background ↔ panel. Their validation is in `parse.ts`. */
import type { Fact, TriggerFact } from '../core/fact'
import type { Json } from '../core/json'

/** The name of a page's port: the background tells by it who connects. */
export const PAGE_PORT = 'tracklens.page'
/** The name of the port over which a page says its last words; by then the browser may not know its tab any more. */
export const LEFT_PORT = 'tracklens.left'
/** The name of a panel's port. */
export const PANEL_PORT = 'tracklens.panel'

/** A fact of more characters than this is not read: the relay cuts what is longer. */
export const FACT_LIMIT = 2 * 1024 * 1024

/** Keys in `storage.local` under which a relay leaves the messages of a page that ends: `tail:<doc>:<first number>`. */
export const TAIL = 'tail:'

/**
 * Keys in `storage.local` that the background keeps filled, so that a page that ends has room there for one line,
 * however full the storage is: what takes no more room than it replaces is always taken. The line is
 * `<doc>:<last number>`.
 */
export const ROOMS = ['room:0', 'room:1', 'room:2', 'room:3'] as const

/** What keeps a room while nobody uses it: as long as the longest line. */
export const ROOM = ' '.repeat(48)

/** The room of a document: one of few, so that of many frames that end at once some lines replace others. */
export function roomOf(doc: string): string {
  return ROOMS[doc.charCodeAt(0) % ROOMS.length] ?? ROOMS[0]
}

/** Stored under this name in `storage.local`: what of a panel outlives it. */
export const SETTINGS = 'panel'

/** What of a panel outlives it. `preserve`: the items of earlier pages stay in view. */
export interface Settings {
  readonly preserve: boolean
}

/** An order from the panel to a document's hook. */
export type Order =
  /** Call a method of a known SDK instance; `doc` names the document, `instance` the instance in it. */
  | {
      readonly order: 'call'
      readonly trigger: string
      readonly doc: string
      readonly vendor: string
      readonly instance: string
      readonly command: string
      readonly method: string
      readonly path: string
      readonly args: readonly Json[]
    }
  /** Hold a vendor's tracking back in every document of the tab, or let it go again. */
  | {
      readonly order: 'hold'
      readonly trigger: string
      readonly vendor: string
      readonly on: boolean
      /** Relay → hook: only a note of an earlier document says so, and the background's word is awaited. */
      readonly noted?: boolean
    }
  /** Say hello: send the document fact even if nothing was tracked. */
  | { readonly order: 'hello' }

/** An order as the hook gets it: the path to a method as the names on the way, the arguments as JSON text. */
export type HookOrder =
  | Extract<Order, { order: 'hold' }>
  | (Pick<Extract<Order, { order: 'call' }>, 'order' | 'trigger' | 'vendor' | 'instance'> & {
      readonly path: readonly string[]
      readonly args: string
    })

/** What the hook says of a call that was ordered; the relay adds what was asked for. */
export type TriggerOutcome = Pick<TriggerFact, 'kind' | 'trigger' | 'phase' | 'problem' | 'message'>

/** Producer → background. A batch of consecutive facts, each already JSON text, the first one numbered `first`. */
export type UpMessage = {
  readonly type: 'facts'
  readonly doc: string
  readonly first: number
  readonly facts: readonly string[]
}

/** Background → producer. Everything up to `seq` is safe with the background. */
export type AckMessage = { readonly type: 'ack'; readonly doc: string; readonly seq: number }

/** Background → relay: what is held back in this tab, whole, as the first word on each connection. */
type HoldsMessage = { readonly type: 'holds'; readonly vendors: readonly string[] }

/** Background → relay: what has arrived, what is held back, or an order for the hook. */
export type DownMessage = AckMessage | HoldsMessage | { readonly type: 'order'; readonly order: Order }

/**
 * The optional permission that tells how requests end after their page was left, and the hosts that it is asked for
 * with. The panel asks for it, the background looks whether it is there.
 */
export const OUTCOMES_PERMISSION = { permissions: ['webRequest'] as 'webRequest'[], origins: ['<all_urls>'] }

/**
 * Panel → background, by `runtime.sendMessage`: how does it stand with `webRequest`? Answered with an
 * `OutcomesMessage`.
 */
export type OutcomesQuestion = { readonly type: 'outcomes?' }

/**
 * Panel → background, by `runtime.sendMessage`: may these hosts be reached? `origins` are match patterns. Answered with
 * true or false.
 */
export type PermittedQuestion = { readonly type: 'permitted?'; readonly origins: readonly string[] }

/**
 * Panel → background, by `runtime.sendMessage`: is this tab in a private window? Answered with true or false; rejected
 * where there is no such tab.
 */
export type PrivateQuestion = { readonly type: 'private?'; readonly tab: number }

/**
 * Panel → background, by `runtime.sendMessage`: does this tab's page answer? Answered once it has, or where none
 * listens.
 */
export type AwakeQuestion = { readonly type: 'awake?'; readonly tab: number }

/**
 * Any page of the extension → background, by `runtime.sendMessage`: how does it stand with this tab? Answered with a
 * `Summary` (`core/query/summary.ts`), also for a tab that nothing was heard of.
 */
export type SummaryQuestion = { readonly type: 'summary?'; readonly tab: number }

/**
 * Background → panels, by `runtime.sendMessage`: whether `webRequest` is granted, and whether the browser has told of a
 * request since. Chromium tells of none before its next start, unless another extension had the permission already
 * (measured with 156).
 */
export type OutcomesMessage = { readonly type: 'outcomes'; readonly granted: boolean; readonly heard: boolean }

/** Panel → background, beside `UpMessage`. */
export type PanelMessage =
  | UpMessage
  /** Show me this tab's log from position `from`; sent again after every reconnect. */
  | { readonly type: 'watch'; readonly tab: number; readonly from: number; readonly log: string }
  | { readonly type: 'order'; readonly tab: number; readonly order: Order }
  | { readonly type: 'clear'; readonly tab: number }
  /** Take the last clear back. */
  | { readonly type: 'restore'; readonly tab: number }
  | { readonly type: 'beat' }

/**
 * Background → panel. `log` is the id of the tab's log: another id means that it began anew and positions restart at 0.
 */
export type WatchMessage =
  | AckMessage
  | {
      readonly type: 'log'
      readonly log: string
      readonly first: number
      readonly facts: readonly Fact[]
      readonly more: boolean
    }
