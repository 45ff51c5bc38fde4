// @vitest-environment node
/** The command line as a person or a CI server meets it: outputs, exit codes, and errors that say what to do. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseJson } from '../core/json'
import { savedText } from '../testing/recordings'
import { mayWrite, withFiles } from './node-source'
import { run } from './run'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tracklens-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WHO = 'jane@shop.example'

function entry(event: string, ms: number, status = 200): object {
  const message = { type: 'track', event, messageId: `m-${ms}`, userId: WHO, anonymousId: 'a1', properties: {} }
  return {
    startedDateTime: new Date(Date.UTC(2026, 2, 1, 10) + ms).toISOString(),
    time: 5,
    request: {
      method: 'POST',
      url: 'https://cdp.customer.io/v1/t',
      postData: { text: JSON.stringify({ ...message, properties: { 'a<&>"\u0001b': 1 } }) },
    },
    response: { status, content: { text: status === 200 ? '{"success":true}' : '{"error":"no such key"}' } },
  }
}

const har = (...entries: readonly object[]): string => JSON.stringify({ log: { creator: { name: 'T' }, entries } })

function file(name: string, text: string): string {
  const place = path.join(folder, name)
  writeFileSync(place, text)
  return place
}

/** Runs a command line; gives what it wrote and its exit code. */
async function ran(...args: readonly string[]) {
  const said = { out: '', err: '', files: new Map<string, string>() }
  const code = await run(args, {
    version: '1.2.3',
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
    write: async (name, text) => {
      if (name === 'no/place') throw new Error('ENOENT')
      said.files.set(name, text)
    },
    mayWrite: async () => {},
    withFiles,
    random: () => 'r',
  })
  return { ...said, code }
}

const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

describe('tracklens read', () => {
  it('lists one line an item, and the verdict', async () => {
    const { out, err, code } = await ran('read', file('a.har', har(entry('buy', 0), entry('pay', 10, 400))))
    const [first, second, verdict] = out.split('\n')
    expect(first).toMatch(/^2026-03-01 10:00:00\.000Z {2}delivered {2}event buy {2}userId=\S+@masked\.example/)
    expect(second).toMatch(/rejected {3}event pay/)
    expect(verdict).toMatch(/^2 items \(1 delivered, 1 rejected\) — .* — let pass \(--fail-on never\)$/)
    expect(out).not.toContain(WHO)
    expect([err, code]).toEqual(['', 0])
  })

  it('reads recordings, and says that nothing tracked is no pass', async () => {
    const { out, code } = await ran('read', file('walk.json', savedText('chromium')))
    expect(code).toBe(0)
    expect(out.split('\n').length).toBeGreaterThan(20)
    const empty = await ran('read', file('empty.har', har()))
    expect(empty).toMatchObject({ code: 2, err: expect.stringMatching(/nothing was tracked.*--allow-empty/) })
    expect((await ran('read', '--allow-empty', path.join(folder, 'empty.har'))).code).toBe(0)
    const junit = ['check', path.join(folder, 'empty.har'), '--format', 'junit']
    expect((await ran(...junit)).out).toMatch(/ failures="1".*<failure message="Nothing was tracked"/s)
    expect((await ran(...junit, '--allow-empty')).out).toMatch(/ failures="0"/)
    expect((await ran('plan', 'infer', path.join(folder, 'empty.har'))).err).toMatch(
      /0 events planned: nothing was tracked/,
    )
  })
})

describe('tracklens check', () => {
  it('fails by severity, but for what is ignored', async () => {
    const place = file('refused.har', har(entry('buy', 0, 400)))
    const { out, code } = await ran('check', place)
    expect(code).toBe(1)
    const [, id = ''] = /^error: .* \[([a-z-]+)\]\n {2}buy at 2026-03-01T10:00:00\.000Z in /m.exec(out) ?? []
    expect(id).not.toBe('')
    expect((await ran('check', place, '--fail-on', 'never')).code).toBe(0)
    expect((await ran('check', place, '--ignore', id)).code).toBe(0)
    expect((await ran('check', file('fine.har', har(entry('buy', 0))))).code).toBe(0)
  })

  it('writes one item a line with keys that stay, and the verdict apart', async () => {
    const { out, err } = await ran('check', '--format', 'ndjson', file('n.har', har(entry('buy', 0), entry('pay', 9))))
    const rows = out.trimEnd().split('\n').map(parseJson)
    expect(rows).toHaveLength(2)
    expect(Object.keys(rows[0] as object)).toEqual(
      'v time name type vendor key customer delivery why attempts properties findings source'.split(' '),
    )
    expect(rows[0]).toMatchObject({
      v: 1,
      time: '2026-03-01T10:00:00.000Z',
      name: 'buy',
      type: 'event',
      vendor: 'Customer.io',
      delivery: 'delivered',
      attempts: [{ time: '2026-03-01T10:00:00.000Z', status: 200, outcome: 'delivered' }],
      source: path.join(folder, 'n.har'),
    })
    expect(err).toMatch(/^2 items \(2 delivered\)/)
    expect(out).not.toContain(WHO)
  })

  it('leaves personal values where it is told to', async () => {
    const place = file('p.har', har(entry('buy', 0)))
    expect((await ran('read', '--personal', place)).out).toContain(WHO)
    const { out } = await ran('check', '--format', 'json', '--personal', place)
    expect(parseJson(out)).toMatchObject({ v: 1, verdict: 'pass', items: [{ customer: { hard: { userId: WHO } } }] })
  })

  it('writes a report for people, masked, without what is ignored', async () => {
    const place = file('w.har', har(entry('buy', 0, 400)))
    const { out, err, code } = await ran('check', '--format', 'markdown', place)
    expect([out.slice(0, 2), code]).toEqual(['# ', 1])
    expect(out).toContain('buy')
    expect(out).not.toContain(WHO)
    expect(err).toMatch(/^1 item /)
    const [, id = ''] = /\[([a-z-]+)\]$/m.exec((await ran('check', place)).out) ?? []
    expect((await ran('check', '--format', 'html', place)).out).toMatch(/^<!doctype html>/)
    expect((await ran('check', '--format', 'html', place)).out).toContain('The SDK believes it delivered')
    expect((await ran('check', '--format', 'html', '--ignore', id, place)).out).not.toContain('The SDK believes')
  })

  it('a report of files does not claim to have recorded them, nor to be written when they were', async () => {
    const { out } = await ran('check', '--format', 'markdown', file('of.har', har(entry('buy', 0))))
    expect(out).toMatch(/\*\*Read by:\*\* Tracklens 1\.2\.3\n- \*\*As of:\*\* 2026-03-01T10:00:00\.005Z\n/)
    expect(out).not.toMatch(/\*\*(?:Recorded by|Written):/)
    const none = await ran('check', '--format', 'markdown', file('void.har', har()))
    expect(none.out).not.toContain('1970')
  })

  it('writes the result into a file, and says where it cannot', async () => {
    const place = file('o.har', har(entry('buy', 0)))
    const { files, out, err, code } = await ran('check', '--out', 'r.xml', '--format', 'junit', place)
    expect(files.get('r.xml')).toMatch(/^<\?xml version="1\.0"/)
    expect([out, code]).toEqual(['', 0])
    expect(err).toMatch(/^1 item /)
    expect(await ran('check', '--out', 'no/place', place)).toMatchObject({
      code: 3,
      err: expect.stringMatching(/no\/place: it could not be written/),
    })
  })

  it('takes - for the output, and writes no file of that name', async () => {
    const place = file('dash.har', har(entry('buy', 0)))
    for (const args of [
      ['check', place],
      ['plan', 'infer', place],
    ]) {
      const { files, ...said } = await ran(...args, '--out', '-')
      expect([...files.keys()]).toEqual([])
      expect(said.out.replace(/person-\S+/g, '')).toBe((await ran(...args)).out.replace(/person-\S+/g, ''))
    }
  })

  it('what the tool left out is said with the verdict', async () => {
    const bare = { ...entry('x', 0), request: { method: 'POST', url: 'https://cdp.customer.io/v1/t', bodySize: 9 } }
    const { out } = await ran('check', file('bare.har', har(bare, entry('buy', 0))))
    expect(out).toMatch(/bare\.har: 1 body is missing, because T left it out\./)
  })

  it('names of any length and letters leave each form readable, and are whole in those for programs', async () => {
    const long = `${'L'.repeat(4999)}😀`
    const steering = 'a\u202eb\u001b[31m\u0007\nc'
    const place = file('hostile.har', har(entry(long, 0, 400), entry(steering, 9, 400), entry(' ', 19, 400)))
    const events = [{ name: long.repeat(2), required: true }, { name: '\u2066x', required: true }, { name: 'b' }]
    const plan = file('hostile.json', JSON.stringify({ 'tracklens-plan': 1, name: long, events }))
    const args = ['check', place, '--plan', plan, '--format']
    for (const format of ['text', 'junit', 'markdown', 'html', 'ndjson', 'json']) {
      const { out, err } = await ran(...args, format)
      expect(`${out}${err}`).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u)
      expect(`${out}${err}`).toMatch(format === 'text' ? /a\\u202eb\\u001b\[31m\\u0007 c at / : /a\\+u202eb/)
      // Bodies are cut by themselves; a server’s own words may be as long.
      if (!format.endsWith('json')) expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(4200)
      expect(out.includes(long)).toBe(format.endsWith('json'))
    }
    const { out } = await ran('read', place)
    expect(out.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/ {2}event L{100}… {2}userId=/),
      expect.stringMatching(/ {2}event a\\u202eb\\u001b\[31m\\u0007 c {2,}userId=/),
      expect.stringMatching(/ {2}event " " +userId=/),
    ])
    const lines = (await ran('check', place, '--plan', plan)).out.split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(800)
    const rows = (await ran(...args, 'ndjson')).out.trimEnd().split('\n').map(parseJson)
    expect(rows.map((row) => (row as { name: string }).name)).toEqual([long, steering, ' '])
  })

  it('what is said of a hostile plan steers no terminal', async () => {
    const plan = file(
      'steer.json',
      JSON.stringify({ 'tracklens-plan': 1, events: [{ name: 'a', '\u202e\u001b[2J': 1 }] }),
    )
    const { err, code } = await ran('check', path.join(folder, 'hostile.har'), '--plan', plan)
    expect([code, err]).toEqual([2, expect.stringMatching(/\\u202e\\u001b\[2J/)])
    expect(err).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u)
  })

  it.skipIf(!has('xmllint'))('JUnit is accepted by xmllint', async () => {
    const { out } = await ran('check', '--format', 'junit', file('j.har', har(entry('a<&>"\u0001', 0, 400))))
    expect(out).toMatch(/<failure message=/)
    expect(execFileSync('xmllint', ['--noout', '-'], { input: out }).toString()).toBe('')
  })

  it.skipIf(!has('jq'))('NDJSON is accepted by jq', async () => {
    const { out } = await ran('check', '--format', 'ndjson', file('q.har', har(entry('buy', 0), entry('pay', 9))))
    expect(execFileSync('jq', ['-r', '.name + " " + .delivery'], { input: out }).toString()).toBe(
      'buy delivered\npay delivered\n',
    )
  })
})

describe('what goes wrong', () => {
  it.each([
    [[], /Say what to do/],
    [['chek', 'a.har'], /no command “chek”/],
    [['check'], /Name the files/],
    [['check', 'a', '--format', 'pdf'], /no format “pdf”: text, json, ndjson, junit, markdown, html/],
    [['check', 'a', '--fail-on', 'info'], /--fail-on takes error, warning, never/],
    [['check', 'a', '--ignore', 'any-cors,nobody'], /no check “nobody”/],
    [['check', 'a', '--loud'], /Unknown option '--loud'\. “tracklens --help” says more/],
    [['check', 'a', '--format'], /tracklens: --format needs a value\. “tracklens/],
    [['check', 'a', '--out', '--format', 'json'], /tracklens: --out needs a value\. “tracklens/],
    [['check', 'a', '--personal=no'], /tracklens: --personal takes no value\. “tracklens/],
    [['check', 'a', '--plan', 'b', '--plan', 'c'], /--plan is given twice: give it once/],
    [['check', 'a', '--fail-on', 'never', '--fail-on=error'], /--fail-on is given twice/],
    [['check', 'a', './b/../a.har', '--out', 'a.har'], /--out a\.har would write over a file that is read/],
    [['check', 'a', '--plan', 'p.json', '--out', './p.json'], /write over a file that is read: name another/],
    [['plan', 'convert', 'p.json', '--out', 'p.json'], /write over a file that is read/],
    [['check', 'a', '--columns', 'event=A'], /--columns describes a sheet: name it by --plan/],
    [['plan', 'infer', 'a', '--format', 'json'], /“plan” takes no --format/],
    [['plan', 'infer', 'a', '--columns', 'event=A'], /--columns describes a sheet: “plan infer” reads none/],
    [['check', 'a', '--plan', 'b', '--columns', 'evnt=A'], /no role “evnt”: event, property, type, required/],
    [['check', 'a', '--plan', 'b', '--columns', 'property=A'], /must say which column has the event/],
    [['check', 'a', '--plan', 'b', '--columns', 'event=A', '--columns', 'event=B'], /names two columns for the event/],
    [['check', 'a', '--plan', 'b', '--columns', 'event='], /say which column has the event/],
  ])('%j is wrong use', async (args, words) => {
    expect(await ran(...args)).toMatchObject({ code: 3, out: '', err: expect.stringMatching(words) })
  })

  it('files that cannot be read are named with what to do, and outweigh findings', async () => {
    const bad = file('bad.har', '<html>')
    const { code, err, out } = await ran(
      'check',
      bad,
      path.join(folder, 'none.har'),
      file('f.har', har(entry('b', 0, 400))),
    )
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/bad\.har: It is an HTML page\. .* save it as HAR\./)
    expect(err).toMatch(/none\.har: It could not be read: there is no such file\./)
  })

  it.each([
    [1, '1 record of the recordings could not be read and was left out.'],
    [2, '2 records of the recordings could not be read and were left out.'],
  ])('%i records that cannot be read are counted in a sentence', async (count, said) => {
    const walk = JSON.parse(savedText('chromium')) as { facts: unknown[] }
    const facts = [...walk.facts, ...Array.from({ length: count }, () => ({ kind: 'nothing' }))]
    const { err, code } = await ran('read', file('odd.json', JSON.stringify({ ...walk, facts })))
    expect([code, err]).toEqual([0, `tracklens: ${said}\n`])
  })

  it('the standard input is read once, as a file or as the plan', async () => {
    for (const args of [
      ['check', '-', '-'],
      ['check', '-', '--plan', '-'],
      ['plan', 'convert', '-', '-'],
    ])
      expect(await ran(...args)).toMatchObject({
        code: 3,
        err: expect.stringMatching(/standard input can be read once/),
      })
  })

  it('a result that nobody can take is no finding: it ends as what cannot be written', async () => {
    const place = file('full.har', har(entry('buy', 0)))
    const said: string[] = []
    const code = await run(['read', place], {
      ...{ version: '1', err: (text: string) => said.push(text), random: () => 'r', withFiles, mayWrite },
      out: () => {
        throw Object.assign(new Error('write'), { code: 'ENOSPC' })
      },
      write: async () => {},
    })
    expect([code, said.join('')]).toEqual([3, 'tracklens: the output could not be written: the disk is full.\n'])
  })

  it('a name that is empty, as of a variable that is not set, is wrong use', async () => {
    for (const args of [
      ['read', ''],
      ['check', 'a.har', '--plan', ''],
      ['plan', 'infer', ''],
    ])
      expect(await ran(...args)).toMatchObject({ code: 3, err: expect.stringMatching(/name of a file is empty/) })
  })

  it('a folder is no file', async () => {
    expect((await ran('check', folder)).err).toMatch(/: It could not be read: it is a folder: name the files in it\.\n/)
  })

  it('what the system does not let be read is told with what to do, in no engine’s words', async () => {
    symlinkSync('loop.har', path.join(folder, 'loop.har'))
    const place = file('whole.har', har(entry('buy', 0)))
    for (const [name, why] of [
      [path.join(place, 'x.har'), 'a part of its path is not a folder'],
      [path.join(folder, 'loop.har'), 'its links lead back to themselves: name the file itself'],
      [path.join(folder, 'x'.repeat(300)), 'its name is too long: give it a shorter one'],
    ] as const) {
      expect((await ran('read', name)).err).toBe(`tracklens: ${name}: It could not be read: ${why}.\n`)
      expect((await ran('check', place, '--plan', name)).err).toBe(
        `tracklens: ${name}: it could not be read: ${why}.\n`,
      )
    }
  })

  it('a standard input that is a folder is named like any other', async () => {
    const { default: process } = await import('node:process')
    const given = vi
      .spyOn(process, 'stdin', 'get')
      .mockReturnValue(Object.assign(new Readable({ read() {} }), { fd: 0 as const }) as typeof process.stdin)
    process.stdin.destroy(Object.assign(new Error('read'), { code: 'EISDIR' }))
    const { err, code } = await ran('read', '-').finally(() => given.mockRestore())
    expect([err, code]).toEqual([
      'tracklens: standard input: It could not be read: it is a folder: name the files in it.\n',
      2,
    ])
  })

  it('what cannot be written is told with what to do, in no engine’s words', async () => {
    const place = file('w.har', har(entry('buy', 0)))
    const to = (out: string, of = place) =>
      run(['check', of, '--out', out], {
        ...{ version: '1', out: () => {}, err: (text: string) => said.push(text), random: () => 'r', withFiles },
        write: (name, text) => writeFile(name, text),
        mayWrite,
      })
    const said: string[] = []
    expect([await to(path.join(folder, 'none/x.xml')), await to(folder)]).toEqual([3, 3])
    expect(said.join('')).toMatch(/x\.xml: it could not be written: there is no such folder, make it first\./)
    expect(said.join('')).toMatch(/: it could not be written: it is a folder, name a file in it\./)
    expect(said.join('')).not.toMatch(/E[A-Z]{4,}/)
    // Before anything is read, so that wrong use is what is told where a file cannot be read either.
    said.length = 0
    expect(await to(path.join(folder, 'none/x.xml'), 'no.har')).toBe(3)
    expect(said.join('')).not.toContain('no.har')
    expect(await to('')).toBe(3)
  })

  it('a result takes the place of no file that is read, by whatever name', async () => {
    const place = file('kept.har', har(entry('buy', 0)))
    const before = readFileSync(place, 'utf8')
    symlinkSync(place, path.join(folder, 'link.har'))
    linkSync(place, path.join(folder, 'hard.har'))
    for (const [out, ...args] of [
      ['link.har', 'read', place],
      ['hard.har', 'check', place],
      ['link.har', 'plan', 'infer', place],
      ['link.har', 'check', path.join(folder, 'none.har'), '--plan', place],
    ] as const) {
      const said: string[] = []
      const code = await run([...args, '--out', path.join(folder, out)], {
        ...{ version: '1', out: () => {}, err: (text: string) => said.push(text), random: () => 'r', withFiles },
        write: (name, text) => writeFile(name, text),
        mayWrite,
      })
      expect([code, said.join('')]).toEqual([
        3,
        expect.stringMatching(/it is .*kept\.har, which is read: name another/),
      ])
    }
    expect(readFileSync(place, 'utf8')).toBe(before)
  })

  it.skipIf(!has('mkfifo'))(
    'a pipe has no size, and is read to its end; one beside a HAR is not waited for',
    async () => {
      const pipe = path.join(folder, 'pipe')
      execFileSync('mkfifo', [pipe, path.join(folder, 'body.json')])
      const beside = {
        ...entry('x', 0),
        request: { method: 'POST', url: 'https://cdp.customer.io/v1/t', postData: { _file: 'body.json' } },
      }
      const [read] = await Promise.all([ran('read', pipe), writeFile(pipe, har(entry('buy', 0), beside))])
      expect(read).toMatchObject({ code: 0, out: expect.stringContaining('event buy') })
      const { out } = await ran('read', file('beside.har', har(entry('buy', 0), beside)))
      expect(out).toMatch(/beside\.har: 1 body/)
    },
  )

  it('a clone that is not built says what to run', () => {
    cpSync(path.join(import.meta.dirname, '../../bin'), path.join(folder, 'clone/bin'), { recursive: true })
    const { status, stderr } = spawnSync('node', [path.join(folder, 'clone/bin/tracklens.mjs')], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([3, expect.stringMatching(/not built yet\. Run “npm run build”/)])
  })

  it('a HAR reaches for no file outside of its folder', async () => {
    file('secret.json', '{"type":"track","event":"secret","messageId":"m","anonymousId":"a"}')
    const reaching = (name: string): object => ({
      ...entry('x', 0),
      request: { method: 'POST', url: 'https://cdp.customer.io/v1/t', postData: { _file: name } },
    })
    const deep = path.join(folder, 'deep')
    execFileSync('mkdir', ['-p', deep])
    writeFileSync(path.join(deep, 'a.har'), har(reaching('../secret.json'), entry('own', 0)))
    expect((await ran('read', path.join(deep, 'a.har'))).out).not.toContain('secret')
    const { out } = await ran('read', file('b.har', har(reaching('secret.json'))))
    expect(out).toContain('event secret')
  })

  it('says how to use it, and its version', async () => {
    const { out, code } = await ran('--help')
    expect(code).toBe(0)
    for (const word of ['tracklens check FILE…', '--fail-on', 'Exit code', 'Example:']) expect(out).toContain(word)
    expect((await ran('--version')).out).toBe('1.2.3\n')
  })
})

describe('tracking plans', () => {
  it('that cannot be read end a run before anything else is read', async () => {
    const { err, code } = await ran('check', path.join(folder, 'none.har'), '--plan', file('none.json', '{}'))
    expect([code, err]).toEqual([2, expect.stringMatching(/none\.json: /)])
    expect(err).not.toContain('none.har')
  })

  const PLAN = {
    'tracklens-plan': 1,
    events: [
      { name: 'buy', schema: { required: ['sku'] } },
      { name: 'gone', required: true },
    ],
  }

  it('are judged by, and their checks can be ignored like any', async () => {
    const place = file('planned.har', har(entry('buy', 0), entry('Buys', 9)))
    const plan = file('plan.json', JSON.stringify(PLAN))
    const { out, code } = await ran('check', place, '--plan', plan)
    expect(code).toBe(1)
    expect(out).toMatch(/“buy”: sku missing\. \[plan-missing\]/)
    expect(out).toMatch(/“Buys” is not planned; “buy” is\. \[plan-unplanned\]/)
    expect(out).toMatch(/Never seen: “gone”\. \[plan-never-seen\]/)
    expect((await ran('check', place, '--plan', plan, '--ignore', 'plan-missing,plan-never-seen')).code).toBe(0)
    const junit = (await ran('check', place, '--plan', plan, '--format', 'junit')).out
    expect(junit).toContain('plan-twice: ')
    expect(junit).toContain(
      '<system-out>plan “Tracking plan”: 1 of 2 planned events seen, 0 of these with properties as planned; never ' +
        'seen: “gone”;',
    )
  })

  it('count once for a customer over all files, whoever that was before an identify', async () => {
    const message = (more: object, ms: number) => ({
      ...entry('', ms),
      request: { method: 'POST', url: 'https://cdp.customer.io/v1/t', postData: { text: JSON.stringify(more) } },
    })
    const bought = (ms: number, id: object) =>
      message({ type: 'track', event: 'buy', messageId: `b${ms}`, properties: { order: 'o1' }, ...id }, ms)
    const known = (ms: number, id: object) => message({ type: 'identify', messageId: `i${ms}`, traits: {}, ...id }, ms)
    const once = file('once.json', JSON.stringify({ 'tracklens-plan': 1, events: [{ name: 'buy', once: 'order' }] }))
    const phone = file(
      'phone.har',
      har(bought(0, { anonymousId: 'p1' }), known(9, { anonymousId: 'p1', userId: 'u1' })),
    )
    const web = file('web.har', har(bought(20, { anonymousId: 'w1' }), known(30, { anonymousId: 'w1', userId: 'u1' })))
    const other = file(
      'other.har',
      har(bought(40, { anonymousId: 'x1' }), known(50, { anonymousId: 'x1', userId: 'u2' })),
    )
    const twice = async (...files: readonly string[]) =>
      (await ran('check', ...files, '--plan', once)).out
        .match(/\[plan-twice\]\n.*/g)
        ?.map((line) => line.split('\n')[1])
    expect(await twice(phone, other)).toBeUndefined()
    expect(await twice(web, phone, other)).toEqual([
      `  buy at 2026-03-01T10:00:00.000Z in ${phone}, buy at 2026-03-01T10:00:00.020Z in ${web}`,
    ])
  })

  it('kept as a sheet are asked for their columns once, with what they have', async () => {
    const place = file('seen.har', har(entry('buy', 0)))
    const sheet = file('own.csv', 'Name, all;Wert;Typ\nbuy;sku;string')
    const asked = await ran('check', place, '--plan', sheet)
    expect(asked).toMatchObject({ code: 2, out: '' })
    expect(asked.err).toMatch(
      /own\.csv: This is a sheet: say what its columns are\. It has: “Name, all”, “Wert”, “Typ”\./,
    )
    expect(asked.err).toContain('For example: --columns "event=COLUMN"')
    const told = ['--columns', 'event=Name, all,property=Wert,type=Typ']
    expect((await ran('check', place, '--plan', sheet, ...told)).err).toBe('')
    expect(await ran('plan', 'convert', sheet, '--columns', 'event=Nom')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/This sheet has no column “Nom”\. It has: Name, all, Wert, Typ\./),
    })
    const usual = await ran('plan', 'convert', file('usual.csv', 'Event,Property,Type\nbuy,sku,string'))
    expect(usual.err).toContain('By their names it may be: --columns "event=Event,property=Property,type=Type"')
    const own = file('own.json', JSON.stringify(PLAN))
    const beside = await ran('plan', 'convert', own, '--columns', 'event=Event')
    expect([beside.code, beside.err.split('\n')[0]]).toEqual([
      0,
      `tracklens: ${own}: --columns tells of a sheet, and this is Tracklens’ own format.`,
    ])
  })

  it('whose checks are ignored without it are said not to be asked', async () => {
    const place = file('planned.har', har(entry('buy', 0)))
    const args = ['check', place, '--ignore', 'plan-twice,any-cors,plan-missing']
    expect(await ran(...args)).toMatchObject({
      code: 0,
      err: 'tracklens: --ignore plan-twice,plan-missing: only a plan asks that, and none is given.\n',
    })
    expect((await ran(...args, '--plan', file('own.json', JSON.stringify(PLAN)))).err).toBe('')
  })

  it('stand in every form: what was seen of them, and what they find, by its own title', async () => {
    const place = file('planned.har', har(entry('buy', 0), entry('Buys', 9)))
    const plan = file('plan.json', JSON.stringify({ ...PLAN, name: 'Shop' }))
    const as = async (format: string) => await ran('check', place, '--plan', plan, '--format', format)
    const line =
      '1 of 2 planned events seen, 0 of these with properties as planned; never seen: “gone”; not planned: “Buys”.'
    expect((await as('text')).out).toContain(`\n  plan “Shop”: ${line}\n`)
    const { out, err } = await as('ndjson')
    expect(err).toContain(line)
    expect(
      out
        .split('\n')
        .slice(0, 2)
        .map((row) => (parseJson(row) as { findings: object[] }).findings),
    ).toEqual([
      expect.arrayContaining([{ check: 'plan-missing', severity: 'error', text: '“buy”: sku missing.' }]),
      expect.arrayContaining([expect.objectContaining({ check: 'plan-unplanned', severity: 'warning' })]),
    ])
    expect(parseJson((await as('json')).out)).toMatchObject({
      plan: {
        ...{ plan: 'Shop', seen: 1, valid: 0 },
        events: [
          { name: 'buy', vendor: null, seen: 1, invalid: 1, delivered: 1, anonymous: 0, identified: 1 },
          { name: 'gone', required: true, seen: 0, lastSeen: null },
        ],
        unplanned: [{ name: 'Buys', type: 'event', seen: 1, nearest: 'buy' }],
      },
    })
    const markdown = (await as('markdown')).out
    expect(markdown).toContain(
      '## Tracking plan: `Shop`\n\n1 of 2 planned events were seen, 0 of these with properties as planned.',
    )
    expect(markdown).toMatch(/- \*\*buy:\*\* seen once: 1 not as planned, 1 delivered, 1 identified; last at 2026-/)
    expect(markdown).toContain('- **gone \\(required\\):** never seen')
    expect(markdown).toContain('- **Not planned:** `Buys`: event, seen once; planned is `buy`')
    expect(markdown).toContain(
      '**Finding \\(error, documented\\):** A required property is missing. “buy”: sku missing.',
    )
    const html = (await as('html')).out
    expect(html).toContain('<h2>Tracking plan: <code dir="auto">Shop</code></h2>')
    expect(html).toContain('<dt>gone (required)</dt><dd>never seen</dd>')
    expect(html).toContain('A required property is missing.')
  })

  it('that require an event are not fulfilled by nothing, whatever is allowed', async () => {
    const plan = file('required.json', JSON.stringify(PLAN))
    const empty = file('nothing.har', har())
    const { code, err, out } = await ran('check', empty, '--allow-empty', '--format', 'junit', '--plan', plan)
    expect([code, err]).toEqual([2, expect.stringMatching(/nothing was tracked, and the plan requires some events/)])
    expect(out).toMatch(/<failure message="Nothing was tracked"/)
  })

  it('that cannot be read are told with their places', async () => {
    const plan = file('bad.json', JSON.stringify({ 'tracklens-plan': 1, events: [{}] }))
    expect(await ran('check', path.join(folder, 'planned.har'), '--plan', plan)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/bad\.json: This plan cannot be read yet:\n {2}events\[0\]: /),
    })
    expect(await ran('check', path.join(folder, 'planned.har'), '--plan', 'no.json')).toMatchObject({ code: 2 })
  })

  it('are made of a record, and of other plans with their losses told', async () => {
    const made = await ran('plan', 'infer', file('seen.har', har(entry('buy', 0))))
    expect(parseJson(made.out)).toMatchObject({ 'tracklens-plan': 1, events: [{ name: 'buy', vendor: 'customerio' }] })
    expect([made.code, made.out.includes(WHO)]).toEqual([0, false])
    const sheet = file('sheet.csv', 'Event,Property,Type\nbuy,sku,string\nbuy,when,moon')
    const columns = ['--columns', 'event=Event,property=Property,type=Type']
    const { files, err, code } = await ran('plan', 'convert', sheet, '--out', 'p.json', ...columns)
    expect(parseJson(files.get('p.json') ?? '')).toMatchObject({ events: [{ name: 'buy' }] })
    expect(err).toMatch(/lost: row 3, buy\.when: The type “moon” is not known.*\n.*1 event planned/)
    expect(code).toBe(0)
    expect((await ran('plan', 'draw', sheet)).code).toBe(3)
    expect((await ran('plan', 'convert', file('x.txt', 'hello'))).code).toBe(2)
  })
})
