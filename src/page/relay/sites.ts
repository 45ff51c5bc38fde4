/** Adds to each call where it was made: the hook says so only when what it has told is about to be sent. */
import type { Sender } from '../../link/sender'
import { CALL, SITES_OF } from '../channel/names'

/** What brings calls and their sites together. */
export interface Sites {
  /** Takes a happening that is about to be pushed; gives it back, with its site where that is known already. */
  pushing(happening: string): string
  /** Whether calls were pushed whose sites were not told. */
  isOpen(): boolean
  /** Takes what the hook says, as `channel/names.ts` has it. */
  told(sites: string): void
}

/** The call sites of one document. */
export function createSites(sender: Pick<Sender, 'last' | 'amend'>): Sites {
  /** The facts of calls whose sites were not told, by the numbers of the calls. */
  const open = new Map<number, number>()
  /** Sites of calls that were not pushed so far: with the first call the document is told before it. */
  const early = new Map<number, string>()

  return {
    isOpen: () => open.size > 0,
    pushing(happening) {
      if (!happening.startsWith(CALL)) return happening
      const call = Number.parseInt(happening.slice(CALL.length), 10)
      const site = early.get(call)
      if (site !== undefined) return `${happening.slice(0, -1)}${site}}`
      open.set(call, sender.last() + 1)
      return happening
    },
    told(sites) {
      const [first = '', ...stacks] = sites.slice(SITES_OF.length).split('\n')
      let call = Number.parseInt(first, 10)
      let site = ''
      early.clear()
      for (const stack of stacks) {
        if (stack) site = memberOf(JSON.parse(stack))
        const seq = open.get(call)
        if (seq === undefined) early.set(call, site)
        else sender.amend(seq, site)
        call++
      }
      open.clear()
    },
  }
}

/** Characters of a stack that are kept. */
const LENGTH = 2_000

function memberOf(told: string): string {
  const stack = belowOwnFrames(told)
  return stack && `,"stack":${JSON.stringify(stack)}`
}

/**
 * A stack as the hook tells it: on the first line what the last of its own frames has in it, nothing where the engine
 * has left those out; then the stack. Gives what is below them, which the page has called from; empty where nothing is.
 */
export function belowOwnFrames(told: string): string {
  const end = told.indexOf('\n')
  const [own, stack] = [told.slice(0, Math.max(0, end)), told.slice(end + 1)]
  // Firefox's stacks have no line before the first frame.
  const last = own ? stack.lastIndexOf(own) : stack.startsWith('Error') ? 0 : -1
  const from = last < 0 ? -1 : stack.indexOf('\n', last)
  return from < 0 && last >= 0 ? '' : stack.slice(from + 1, from + 1 + LENGTH)
}
