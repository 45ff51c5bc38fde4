/** What a vendor's surface offers to triggers: commands that call its SDK, or the reasons why it has none. */
import type { Json, JsonObject } from '../json'

/** What triggers a vendor's surface offers. One entry per command; a missing entry is explained by `refusal`. */
export interface Command {
  /** The SDK method it calls, as shown on the button: `exponea.anonymize()`. */
  readonly method: string
  /** The path of the method on the instance: `anonymize`, `notifications.subscribe`. */
  readonly path: string
  /** The arguments from the payload editor's fields. */
  readonly args: (payload: Payload) => readonly Json[]
  /** What a person fills in as text before it runs, beside the payload; it reaches `args` as `payload.texts`. */
  readonly asks?: readonly Argument[]
  /** What will be lost or cannot be undone; shown before it runs. Null: runs at once. */
  readonly warning: string | null
}

/** One thing that a command takes: a line of text, JSON, or one of some words. */
export interface Argument {
  /** The parameter's name in the vendor's API. */
  readonly name: string
  readonly label: string
  readonly required: boolean
  /** What it is, and what leaving it out does. */
  readonly hint: string
  readonly example: string
  /** `json`: text that must be JSON. Absent for a line of text. */
  readonly kind?: 'json' | undefined
  /** The words of which it is one; absent where it can be anything. */
  readonly choices?: readonly string[]
  /** The value that is already known, from the page's own configuration. */
  readonly known?: string
  /** What is wrong with a text, or to be noticed about it; null where it is fine. */
  readonly check?: (text: string) => { readonly wrong: boolean; readonly words: string } | null
}

/** What a payload editor hands to a command. */
export interface Payload {
  readonly name?: string
  readonly properties?: JsonObject
  readonly ids?: Readonly<Record<string, string>>
  /** The command's own arguments by name (`Command.asks`); those left empty are not there. */
  readonly texts?: Readonly<Record<string, string>>
}

const MORE = [
  ...(['payment', 'pushToken', 'pushReceived', 'pushReceivedAnyway', 'pushOpened', 'pushOpenedAnyway'] as const),
  ...(['defaultProperties', 'flushMode', 'switchProject'] as const),
] as const
/** The rest of the guides' operations, which each vendor lists in `offers/more.ts`. */
export type MoreName = (typeof MORE)[number]

/** The names of the triggers, the same for every vendor. */
export const COMMANDS = [
  ...(['flush', 'anonymize', 'stop', 'track', 'identify', 'sessionStart', 'sessionEnd', 'clear'] as const),
  ...MORE,
] as const
/** One of them. */
export type CommandName = (typeof COMMANDS)[number]

/** A command, or the reason why this surface has none. */
export type Offer = { readonly command: Command } | { readonly refusal: string }

/** The same of every trigger. */
export function offerAll(one: Offer): Readonly<Record<CommandName, Offer>> {
  return Object.fromEntries(COMMANDS.map((name) => [name, one])) as Record<CommandName, Offer>
}
