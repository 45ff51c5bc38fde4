/** A result as JUnit XML, which CI servers show: one test case a check, and one that something was tracked at all. */
import { checks } from '../../checks'
import type { Check } from '../../checks/check'
import { textOfPlanned } from '../planned'
import { clipped, clippedSentence, visible } from './plain'
import { type Found, fails, type Result } from './result'
import { nameOf } from './text'

/** What was asked of a run. */
export interface JunitAsked {
  /** The ids of checks that were not asked: they are skipped. */
  readonly ignored: ReadonlySet<string>
  /** Whether nothing tracked is a pass. */
  readonly allowEmpty: boolean
  /** All checks by which was judged; absent: everybody's. */
  readonly checks?: readonly Check[] | undefined
}

/** Writes one suite of all files. */
export function junit(result: Result, { ignored, allowEmpty, checks: asked = checks }: JunitAsked): string {
  const byCheck = new Map<string, Found[]>()
  for (const found of result.findings) byCheck.set(found.check, [...(byCheck.get(found.check) ?? []), found])
  const cases = asked.map(({ id, title, vendor }) =>
    caseOf(`${id}: ${title}`, vendor ?? 'any', contentOf(result, byCheck.get(id) ?? [], ignored.has(id))),
  )
  const planned = result.plan === null ? [] : [`${textOfPlanned(result.plan)}.`]
  const nothing = result.verdict === 'nothing tracked' && !allowEmpty
  const tracked = nothing ? failure('Nothing was tracked', 'A zero is not a pass.') : ''
  const all = [caseOf('something was tracked', 'any', tracked), ...cases]
  const failed = all.filter((each) => each.includes('<failure')).length
  const skipped = all.filter((each) => each.includes('<skipped')).length
  const counts = `tests="${all.length}" failures="${failed}" errors="0" skipped="${skipped}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tracklens" ${counts}>`,
    `<testsuite name="${attribute(result.files.join(', '))}" ${counts}>`,
    ...all,
    `<system-out>${text([...planned, ...result.lacks].map(clippedSentence).join('\n'))}</system-out>`,
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseOf(name: string, group: string, content: string): string {
  const head = `<testcase classname="tracklens.${attribute(group)}" name="${attribute(name)}"`
  return content === '' ? `${head}/>` : `${head}>${content}</testcase>`
}

function contentOf(result: Result, found: readonly Found[], ignored: boolean): string {
  if (ignored) return '<skipped message="ignored"/>'
  const [first] = found
  if (!first) return ''
  const lines = found.map((each) => {
    const where = each.items.slice(0, 5).flatMap((n) => result.items[n] ?? [])
    const places = where.map((row) => `  ${nameOf(row)} at ${row.time} in ${clipped(row.source)}`)
    return [clippedSentence(each.text), ...places].join('\n')
  })
  const said = [...lines, first.advice].join('\n')
  return fails(result.failOn, first.severity)
    ? failure(clippedSentence(first.text), said)
    : `<system-out>${text(said)}</system-out>`
}

function failure(message: string, said: string): string {
  return `<failure message="${attribute(message)}" type="finding">${text(said)}</failure>`
}

/** Characters that no XML 1.0 document may hold, however they are written (XML 1.0, “Char”). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function text(value: string): string {
  return visible(value).replace(FORBIDDEN, '\ufffd').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function attribute(value: string): string {
  return text(value)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, ' ')
}
