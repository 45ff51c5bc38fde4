/**
 * One word, one thing: every word for a state that is on screen stands in the README's glossary, and a word that was
 * given up for another comes back nowhere.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { SEVERITIES } from '../checks/check'
import { DELIVERIES } from '../core/item'

const ROOT = path.join(import.meta.dirname, '../..')
const [, glossary = ''] =
  /^## The words on screen$([\s\S]*?)^## /m.exec(readFileSync(path.join(ROOT, 'README.md'), 'utf8')) ?? []
/** The words that the glossary explains. */
const explained = [...glossary.matchAll(/^\| (?!word |---)([^|]+) \|/gm)].flatMap(([, words = '']) =>
  words.replace(/\*\*/g, '').split(', '),
)

/** Words of states, as they stand on chips, counters and marks. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  'a delivery': DELIVERIES,
  'a group of deliveries': ['pending', 'failed', 'settled'],
  'a tracker': ['running', 'stub', 'stopped', 'wiped', 'left'],
  'a consent': ['granted', 'denied'],
  'a finding': SEVERITIES,
  'what is shown': ['Pause', 'Go live', 'Stop', 'Resume'],
}

it.each(Object.entries(STATES))('the glossary explains the words for %s', (_, words) => {
  expect(words.filter((word) => !explained.includes(word))).toEqual([])
})

it('the glossary explains each word once', () => {
  expect(explained.filter((word, at) => explained.indexOf(word) !== at)).toEqual([])
})

/** Everything that people read: texts of the panel, the popup, the command line, the checks, and of what they ask. */
const texts = textsIn(
  ...['src/panel', 'src/popup', 'src/ui', 'src/checks/rules', 'src/core/query', 'src/core/fold'],
  ...['src/background', 'src/link', 'src/cli'],
)

function textsIn(...folders: readonly string[]) {
  return folders
    .flatMap((folder) =>
      readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        path.posix.join(folder, file),
      ),
    )
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .flatMap((file) => textsOf(readFileSync(path.join(ROOT, file), 'utf8')).map((text) => ({ file, text })))
}

/** What stands in quotes or between tags, without comments and imports. */
function textsOf(source: string): readonly string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/[^\n]*/g, '$1')
    .replace(/^(import|} from) [^\n]*$/gm, '')
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`|>([^<>{}=;]+)</g)]
    .map(([, ...groups]) => (groups.find((group) => group !== undefined) ?? '').replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
}

describe('a word that was given up', () => {
  it('would be found', () => {
    expect(texts.length).toBeGreaterThan(3_000)
    const source = "// 'a'\n/* 'b' */ x('c', `d e`)\n<p title=\"f\">\n  g h\n</p>"
    expect(textsOf(source)).toEqual(['c', 'd e', 'f', 'g h'])
  })

  it.each([
    ['delivered', /\bArrived\b|\bdid not arrive\b/],
    ['failed', /\bNot arrived\b|\bundelivered\b/i],
    ['pending', /\bin transit\b|\bStill waiting\b|\bunsent\b items/i],
    ['customer changed before sending', /\bbound late\b|Called as one, sent as another/i],
    ['Go to this moment', /\bAs it was then\b/],
    ['Filter help', /\bWhat the filter knows\b/],
    ['Timestamp sent', /\bClaim(?:s|ed) time\b/i],
    ['Fix …', /\bMend\b|\bRead the server’s words\b/],
    ['a section’s title', /\bguide lines? \d/i],
    ['record', /[\w}] facts?\b(?![.):])|\bFacts?\b/],
  ])('is “%s” now', (_, was) => {
    expect(texts.filter(({ text }) => was.test(text))).toEqual([])
  })

  it('is “ID” in a sentence, of vendors and in the Lab too; “id” is a key, or in a vendor’s own words', () => {
    const more = textsIn('src/providers', 'src/lab', 'src/plan', 'src/files/write', 'src/files/read', 'src/cli')
    const prose = /(?:^| )ids? [a-z]|\bIds?\b|[a-z’](?<!readonly) ids?(?:[.:;,”]|$)/
    expect(
      ['with an id.', 'id of a thing', 'the ids that', 'a message id'].filter((text) => !prose.test(text)),
    ).toEqual([])
    const theirs = 'At least one valid id should be specified'
    expect([...texts, ...more].filter(({ text }) => prose.test(text.replace(theirs, '')))).toEqual([])
  })

  it.each([
    ['Stop', /^Stop\b/, /triggers|status-line|at-a-glance|checks\/rules/],
    ['Resume', /^Resume\b/, /triggers/],
    ['Resume, for anything but a stop', /(?<!\.)\bresumed\b/i, /triggers|checks\/rules|core\/query|core\/fold/],
    ['Pause', /^Pause\b/, /frame/],
  ])('%s means one thing', (_, word, where) => {
    expect(texts.filter(({ file, text }) => word.test(text) && !where.test(file))).toEqual([])
  })
})
