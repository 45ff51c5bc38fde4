/** Requests as cURL lines: what a shell would take apart stays whole. */
import { expect, it } from 'vitest'
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
    `echo 'H4s=' | base64 -d | curl -X POST 'https://a/' \\\n  --data-binary @-`,
  )
})
