/** Requests as cURL lines: what a shell would take apart stays whole. */
import { execFile, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
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
      `-H 'Content-Type:'`,
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
    `# Only the first part of the body was recorded.\n` +
      [`curl -X POST 'https://a/'`, `-H 'Content-Type:'`, `--data-raw '{"a"'`].join(' \\\n  '),
  )
  expect(curlOfExchange({ ...recorded, body: { text: null, size: 0 } })).toBe(`curl -X POST 'https://a/'`)
})

it('a recorded request has its headers where they are known, and says which were not kept', () => {
  const requestHeaders = {
    ':authority': 'a',
    Host: 'a',
    'content-length': '7',
    'Content-Type': 'text/plain',
    Cookie: '(not kept)',
    'X-Two': 'one\r\ntwo',
    '@/etc/passwd': 'x',
    'bad\nname': 'y',
    'Secret\nrm -rf': '(not kept)',
  }
  const transport = { requestHeaders, responseHeaders: {}, timing: {} }
  expect(curlOfExchange({ ...recorded, body: { text: '{"a":1}', size: 7 }, transport })).toBe(
    '# Not kept, add what it needs: Cookie.\n' +
      [
        `curl -X POST 'https://a/'`,
        `-H 'Content-Type: text/plain'`,
        `-H 'X-Two: one two'`,
        `--data-raw '{"a":1}'`,
      ].join(' \\\n  '),
  )
})

it('bytes go through base64', () => {
  expect(curlOfExchange({ ...recorded, body: { text: 'H4s=', size: 3, binary: true } })).toBe(
    `printf %s 'H4s=' | base64 -d | curl -X POST 'https://a/' \\\n  -H 'Content-Type:' \\\n  --data-binary @-`,
  )
})

/**
 * Pastes a line into a real shell in an empty folder, with a `curl` that writes down what it is given. `byHand`: the
 * shell's options. By hand there may be no comments: zsh, the shell of macOS, has none there unless it is told to.
 */
function pasted(
  line: string,
  byHand: readonly string[] = [],
): { readonly given: readonly string[]; readonly made: readonly string[] } {
  const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-curl-'))
  const program = path.join(folder, 'curl')
  writeFileSync(program, '#!/bin/sh\nprintf "%s\\0" "$@"\n')
  chmodSync(program, 0o755)
  const env = { PATH: `${folder}:${process.env.PATH}`, HOME: folder }
  const { stdout } = spawnSync('bash', [...byHand, '-c', line], { cwd: folder, env, encoding: 'utf8' })
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
    const address = `https://a/${text.replace(/[ \n]/g, encodeURIComponent)}`
    const header = `X-Text: ${text.replace(/\n/g, ' ')}`
    expect(given).toEqual(['-X', 'POST', address, '-H', header, '-H', 'Content-Type:', '--data-raw', text])
    expect(made).toEqual([])
  })

  it.each(["x-`touch$IFS'owned'`-token", "x-'-token", 'x-$HOME*-token', 'x|!!&-token'])(
    'as the name of a header that was not kept, where a shell has no comments: %j',
    (name) => {
      const transport = { requestHeaders: { [name]: '(not kept)' }, responseHeaders: {}, timing: {} }
      const line = curlOfExchange({ ...recorded, body: { text: "'; touch owned; '", size: 17, cut: true }, transport })
      const byHand = ['--norc', '--noprofile', '-i', '+O', 'interactive_comments']
      const { given, made } = pasted(line, byHand)
      expect(given.slice(0, 3)).toEqual(['-X', 'POST', 'https://a/'])
      expect(given.slice(-2)).toEqual(['--data-raw', "'; touch owned; '"])
      expect(made).toEqual([])
      expect(line).toMatch(/^# Not kept, add what it needs: x[\w.-]+-token\.$/m)
    },
  )

  it('an address is no option and no pattern of cURL', () => {
    const lineOf = (url: string) => curlOf({ method: 'GET', url, headers: {}, body: '' })
    expect(pasted(lineOf('-oowned')).given).toEqual(['-X', 'GET', '--url', '-oowned'])
    expect(pasted(lineOf('https://a/?f[a]=1')).given).toEqual(['-X', 'GET', '--globoff', 'https://a/?f[a]=1'])
    expect(pasted(lineOf('https://a/{b,c}')).given).toEqual(['-X', 'GET', '--globoff', 'https://a/{b,c}'])
  })
})

/** A server on loopback that answers anything, and keeps the bytes of each request. */
async function listening(): Promise<{ origin: string; heard: string[]; close: () => void }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    let text = ''
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const { length } = text
      text += bytes.toString('latin1')
      const head = text.indexOf('\r\n\r\n')
      const size = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0)
      if (head < 0 || text.length < head + 4 + size || length >= head + 4 + size) return
      heard.push(text)
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, heard, close: () => server.close() }
}

const hasCurl = spawnSync('curl', ['--version']).status === 0

describe.skipIf(process.platform === 'win32' || !hasCurl)('with the real cURL, a request arrives byte for byte', () => {
  const hostile = [
    '--version; touch owned #',
    '$(touch owned)`touch owned`"\'\\',
    "'\ntouch owned\n'",
    '@/etc/passwd',
    '{a,b}[1-3]?x=1&y=2#part !! ~ *',
    'é 😀 \u202e',
    'line\r\nline\ttab\0nought\u0003touch owned\u001b[201~\u0085',
  ]
  /** Runs the line in an empty folder; gives what the server heard and what lies in the folder then. */
  const sent = async (line: string, heard: string[]) => {
    heard.length = 0
    const folder = mkdtempSync(path.join(tmpdir(), 'tracklens-curl-'))
    const env = { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C' }
    await new Promise((done) => {
      const { stdin } = execFile('bash', { cwd: folder, env, timeout: 60_000 }, done)
      // As one pastes it: an argument has room for no more than cURL's own.
      stdin?.end(`${line}\n`)
    })
    const made = readdirSync(folder)
    rmSync(folder, { recursive: true })
    return { heard: Buffer.from(heard.join(), 'latin1').toString(), made }
  }
  const keys = (text: string) => text.search(/(?!\n)\p{Cc}/u) >= 0

  it.each(hostile)('body, header and address: %j', async (text) => {
    const { origin, heard, close } = await listening()
    try {
      const url = `${origin}/track?${text.replace(/#/g, '%23')}`
      const header = text.replace(/[\r\n]+/g, ' ')
      const line = curlOf({ method: 'POST', url, headers: { 'X-Text': header }, body: text })
      // A terminal takes a control for a key, in quotes too.
      expect(keys(line)).toBe(false)
      const got = await sent(line, heard)
      expect(got.made).toEqual([])
      const [head = '', ...body] = got.heard.split('\r\n\r\n')
      expect(body.join('\r\n\r\n')).toBe(text)
      const target = `/track?${url.slice(url.indexOf('?') + 1).replace(/[\p{Cc} ]/gu, encodeURIComponent)}`
      expect(decodeURI(head.split('\r\n')[0] ?? '')).toBe(decodeURI(`POST ${target} HTTP/1.1`))
      expect(head.split('\r\n')).toContain(`X-Text: ${header.replace(/\p{Cc}/gu, '?')}`)
    } finally {
      close()
    }
  })

  it.each(hostile)('whatever the method is, nothing runs: %j', async (method) => {
    const { origin, heard, close } = await listening()
    try {
      const line = curlOf({ method, url: origin, headers: {}, body: '' })
      expect([(await sent(line, heard)).made, keys(line)]).toEqual([[], false])
    } finally {
      close()
    }
  })

  it('a body that is longer than one argument of a program arrives, and is called no form', async () => {
    const { origin, heard, close } = await listening()
    try {
      for (const body of [`@'${'x'.repeat(140_000)}`, '€'.repeat(32_000)]) {
        const got = await sent(curlOf({ method: 'POST', url: origin, headers: {}, body }), heard)
        const [head = '', arrived] = got.heard.split('\r\n\r\n')
        expect(arrived === body).toBe(true)
        expect(head).not.toMatch(/^content-type/im)
      }
    } finally {
      close()
    }
  })

  it('a header of blanks is sent, and a break of lines begins none', async () => {
    const { origin, heard, close } = await listening()
    try {
      const headers = { 'X-Blank': ' ', 'X-Two': 'one\r\nX-Three: two', '@/etc/passwd': 'x' }
      const got = await sent(curlOf({ method: 'GET', url: origin, headers, body: '' }), heard)
      expect(got.heard).toMatch(/\r\nX-Blank:\r\nX-Two: one X-Three: two\r\n\r\n$/)
    } finally {
      close()
    }
  })

  it('asks for a head without waiting for a body, and sends a header that has no value', async () => {
    const { origin, heard, close } = await listening()
    try {
      const got = await sent(curlOf({ method: 'HEAD', url: origin, headers: { 'X-Empty': '' }, body: '' }), heard)
      expect(got.heard).toMatch(/^HEAD \/ HTTP.*\r\nX-Empty:\r\n/s)
    } finally {
      close()
    }
  })
})
