/**
 * What the user declares of a host's answers: kept on this machine, said to the log of each tab as a fact, and in
 * words.
 */
import type { Fact, Happening } from '../../core/fact'
import type { HostAnswers } from '../../core/item'
import { isObject, type Json } from '../../core/json'
import type { Memory } from './host'

/** The name in the memory. */
export const DECLARED = 'declared'

/** The declarations that are kept on this machine. */
export async function keptIn(memory: Memory): Promise<readonly HostAnswers[]> {
  return declaredIn(await memory.read(DECLARED))
}

/** The declarations in what was kept or read from a file; what is none is left out. */
export function declaredIn(kept: Json | undefined): readonly HostAnswers[] {
  return (Array.isArray(kept) ? (kept as readonly Json[]) : []).flatMap((each) => {
    const { host, answers } = isObject(each) ? each : {}
    return typeof host === 'string' && (answers === 'other' || answers === 'denial') ? [{ host, answers }] : []
  })
}

/** Keeps a declaration, or forgets it. */
export async function keepDeclared(memory: Memory, { host, answers }: HostAnswers, on: boolean): Promise<void> {
  const others = (await keptIn(memory)).filter((each) => !isSame(each, { host, answers }))
  const all = on ? [...others, { host, answers }] : others
  memory.write(
    DECLARED,
    all.map((each) => ({ ...each })),
  )
}

/** A tab's log, as it is brought in step. */
interface TabLog {
  readonly facts: readonly Fact[]
  readonly say: (happening: Happening) => void
  /** What is kept has just changed: only then it takes back what is kept no longer, since a private tab keeps none. */
  readonly changed: boolean
}

/** Brings a tab's log in step with what is kept: says what it does not know, and takes back what is kept no longer. */
export async function agree(memory: Memory, { facts, say, changed }: TabLog): Promise<void> {
  const kept = await keptIn(memory)
  const told: HostAnswers[] = []
  for (const fact of facts) {
    if (fact.kind !== 'accept') continue
    const at = told.findIndex((each) => isSame(each, fact))
    if (at >= 0) told.splice(at, 1)
    if (fact.on) told.push({ host: fact.host, answers: fact.answers })
  }
  const missing = (list: readonly HostAnswers[], which: HostAnswers) => !list.some((each) => isSame(each, which))
  for (const each of kept) if (missing(told, each)) say({ kind: 'accept', ...each, on: true })
  for (const each of changed ? told : []) if (missing(kept, each)) say({ kind: 'accept', ...each, on: false })
}

function isSame(a: HostAnswers, b: HostAnswers): boolean {
  return a.host === b.host && a.answers === b.answers
}

/** Which answers, as the subject of a sentence. */
export function declaredText({ host, answers }: HostAnswers): string {
  return answers === 'denial' ? `answers of ${host} that deny success` : `such answers of ${host}`
}
