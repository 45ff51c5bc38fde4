/** Tells files of several devices apart: a file is a source of its own, unless IDs that it shares join it to others. */
import type { Vendor } from '../../core/contract/vendor'
import type { Fact } from '../../core/fact'

/**
 * The facts of each file, with the number of its device where that is another one than the earliest's, or than that of
 * recordings: two files that have no visitor in common were recorded on two devices. Of one that names no visitor
 * nobody knows; recordings are told apart by their tabs and pages.
 */
export function ofDevices(
  files: readonly (readonly Fact[])[],
  isRecording: (file: number) => boolean,
  vendors: readonly Vendor[],
): readonly (readonly Fact[])[] {
  if (files.length < 2) return files
  const visitors = files.map((facts) => visitorsIn(facts, vendors))
  let groups = files.map((_, i) => i)
  const isOne = (a: number, b: number): boolean =>
    (isRecording(a) && isRecording(b)) || shares(visitors[a] ?? NOBODY, visitors[b] ?? NOBODY)
  for (const a of files.keys())
    for (const b of files.keys()) {
      const [one = a, other = b] = [groups[a], groups[b]]
      if (a < b && one !== other && isOne(a, b))
        groups = groups.map((each) => (each === Math.max(one, other) ? Math.min(one, other) : each))
    }
  const isNamed = (file: number): boolean => (visitors[file]?.size ?? 0) > 0
  const began = (group: number): number =>
    Math.min(
      ...files.map((facts, i) =>
        groups[i] !== group ? Number.POSITIVE_INFINITY : isRecording(i) ? 0 : (facts[0]?.at ?? 0),
      ),
    )
  const devices = [...new Set(groups.filter((_, file) => isNamed(file)))].sort((a, b) => began(a) - began(b))
  return files.map((facts, file) => {
    const device = devices.indexOf(groups[file] ?? file)
    return device < 1 || isRecording(file) ? facts : onDevice(facts, device + 1)
  })
}

const NOBODY: ReadonlySet<string> = new Set()

function onDevice(facts: readonly Fact[], device: number): readonly Fact[] {
  return facts.map((fact) => {
    if (fact.kind === 'exchange') return { ...fact, device }
    return fact.kind === 'document' ? { ...fact, tab: fact.tab ?? `device ${device}` } : fact
  })
}

/** The soft IDs in what was sent, answered and stored, as texts of name and value. */
function visitorsIn(facts: readonly Fact[], vendors: readonly Vendor[]): ReadonlySet<string> {
  const names = [...new Set(vendors.flatMap(({ softIds }) => softIds))]
  const id = new RegExp(`"(?:${names.join('|')})"\\s*:\\s*"([^"\\\\]+)"`, 'g')
  const found = new Set<string>()
  for (const fact of facts) for (const text of textsOf(fact)) for (const [whole] of text.matchAll(id)) found.add(whole)
  return found
}

function textsOf(fact: Fact): readonly string[] {
  if (fact.kind === 'request' || fact.kind === 'response') return [fact.body.text ?? '']
  return fact.kind === 'exchange' ? [fact.body.text ?? '', fact.answer.text ?? ''] : []
}

function shares(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return true
  return false
}
