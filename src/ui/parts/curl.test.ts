/** Requests as cURL lines: what a shell would take apart stays whole. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { curlOf, curlOfExchange } from './curl'

it('a cURL line survives a shell', () => {
  const request = {
    method: 'POST',
    url: 'https://a/?x=1&y=2',
    headers: { authorization: 'Token k', 'Accept-Encoding': 'gzip' },
    body: '{"name":"it\'s $HOME"}',
  }
  expect(curlOf(request)).toBe(
    [
      `curl -X POST 'https://a/?x=1&y=2'`,
      `-H 'authorization: Token k'`,
      `-H 'Accept-Encoding: gzip'`,
      '--compressed',
      `--data-raw '{"name":"it'\\''s $HOME"}'`,
    ].join(' \\\n  '),
  )
})

const recorded = { method: 'POST', url: 'https://a/' }

it('a recorded request has a content type where its body is JSON, and says where the body was cut', () => {
  expect(curlOfExchange({ ...recorded, body: { text: '{"a":1}', size: 7 } })).toBe(
    [`curl -X POST 'https://a/'`, `-H 'Content-Type: application/json'`, `--data-raw '{"a":1}'`].join(' \\\n  '),
  )
  expect(curlOfExchange({ ...recorded, body: { text: '{"a"', size: 7, cut: true } })).toBe(
    `# Only the first part of the body was recorded.\ncurl -X POST 'https://a/' \\\n  --data-raw '{"a"'`,
  )
  expect(curlOfExchange({ ...recorded, body: { text: null, size: 0 } })).toBe(`curl -X POST 'https://a/'`)
})

it('bytes go through base64', () => {
  expect(curlOfExchange({ ...recorded, body: { text: 'H4s=', size: 3, binary: true } })).toBe(
    `printf %s 'H4s=' | base64 -d | curl -X POST 'https://a/' \\\n  --data-binary @-`,
  )
})

/** Pastes a line into a real shell in an empty folder, with a `curl` that writes down what it is given. */
function pasted(line: string): { readonly given: readonly string[]; readonly made: readonly string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-curl-'))
  const program = path.join(folder, 'curl')
  writeFileSync(program, '#!/bin/sh\nprintf "%s\\0" "$@"\n')
  chmodSync(program, 0o755)
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder }
  const { stdout } = spawnSync('bash', ['-c', line], { cwd: folder, env, encoding: 'utf8' })
  const made = readdirSync(folder).filter((name) => name !== 'curl')
  rmSync(folder, { recursive: true })
  return { given: stdout.split('\0').slice(0, -1), made }
}

describe.skipIf(process.platform === 'win32')('what a page or a recording chose runs no command in a shell', () => {
  const hostile = [
    'POST --version; touch owned #',
    'P`touch owned`',
    'P$(touch owned)',
    "P'; touch owned; '",
    'P|touch owned',
    'P\ntouch owned',
    '-o owned',
    'P > owned',
    'P & touch owned',
  ]

  it.each(hostile)('as a method: %j', (method) => {
    const { given, made } = pasted(curlOf({ method, url: 'https://a/', headers: {}, body: '' }))
    expect(given).toEqual(['-X', method, 'https://a/'])
    expect(made).toEqual([])
  })

  it.each(hostile)('as an address, a header and a body: %j', (text) => {
    const request = { method: 'POST', url: `https://a/${text}`, headers: { 'X-Text': text }, body: text }
    const { given, made } = pasted(curlOf(request))
    expect(given).toEqual(['-X', 'POST', `https://a/${text}`, '-H', `X-Text: ${text}`, '--data-raw', text])
    expect(made).toEqual([])
  })

  it('an address is no option and no pattern of cURL', () => {
    const lineOf = (url: string) => curlOf({ method: 'GET', url, headers: {}, body: '' })
    expect(pasted(lineOf('-oowned')).given).toEqual(['-X', 'GET', '--url', '-oowned'])
    expect(pasted(lineOf('https://a/?f[a]=1')).given).toEqual(['-X', 'GET', '--globoff', 'https://a/?f[a]=1'])
    expect(pasted(lineOf('https://a/{b,c}')).given).toEqual(['-X', 'GET', '--globoff', 'https://a/{b,c}'])
  })
})
