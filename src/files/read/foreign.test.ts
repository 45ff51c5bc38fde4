/** What is no record of traffic: it is refused by its own name, with what to do instead. */
import { gzipSync, strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { entry, har, read, source, wrongOf } from '../../testing/har-files'

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const zipOf = (...names: readonly string[]): Uint8Array =>
  zipSync(Object.fromEntries(names.map((name) => [name, strToU8('x')])))

describe('a file that is no record of traffic', () => {
  it.each<readonly [string, string | Uint8Array | object, RegExp]>([
    ['a.chlsj', [{ status: 'COMPLETE', method: 'GET', host: 'a' }], /Charles.*File → Export Session….*HTTP Archive/],
    ['a.chlsj', [{ method: 'GET', protocolVersion: 'HTTP/1.1', actualPort: 443, status: 'COMPLETE' }], /Charles/],
    [
      'a.chlsj',
      [{ status: 'EXCEPTION', errorMessage: 'x', method: 'GET', protocolVersion: 'HTTP/2.0', actualPort: null }],
      /Charles/,
    ],
    ['a.proxymanlogv2', zipOf('request_0_a1B', 'request_1_c-2'), /Proxyman.*HAR/],
    ['a.xml', '<?xml version="1.0"?>\n<!DOCTYPE items [\n]>\n<items burpVersion="2024.1">', /Burp.*HAR/],
    ['a.yaml', 'type: collection.insomnia.rest/5.0\nname: a', /Insomnia/],
    ['a.json', { _type: 'export', __export_format: 4, __export_source: 'insomnia.desktop.app' }, /Insomnia/],
    ['a.json', { id: 'a', _postman_variable_scope: 'environment' }, /Postman/],
    ['a.js', "import http from 'k6/http'\n", /k6 script/],
    ['a.json', '{"metric":"http_reqs","type":"Metric","data":{}}\n', /k6/],
    ['a.chls', latin('\xac\xed\0\x05sr'), /Charles.*File → Export Session…/],
    [
      'a.xml',
      "<?xml version='1.0' encoding='UTF-8' ?>\n<?charles serialisation-version='2.0' ?>\n<charles-session>",
      /Charles/,
    ],
    ['a.saz', zipOf('[Content_Types].xml', 'raw/1_c.txt', 'raw/1_s.txt'), /Fiddler.*HTTPArchive v1\.2/],
    ['a.flow', '3034:9:websocket;0:~8:response;', /mitmproxy.*hardump/],
    ['a.pcap', latin('\xd4\xc3\xb2\xa1\x02\0'), /network packets/],
    ['a.pdf', '%PDF-1.7', /It is a PDF\. .*save it as HAR/],
    ['a.png', latin('\x89PNG\r\n'), /It is a picture/],
    ['a.jpg', latin('\xff\xd8\xff\xe0'), /It is a picture/],
    ['a.mp4', latin('\0\0\0\x18ftypmp42'), /It is a video/],
    ['a.har.gz', gzipSync(gzipSync(strToU8('{}'))), /packed in a way.*Unpack it/],
    ['a.zip.gz', gzipSync(zipOf('a.har')), /packed in a way.*Unpack it/],
    ['a.z01', latin('PK\x07\x08PK\x03\x04'), /packed in a way.*Unpack it/],
    ['a.7z', latin("7z\xbc\xaf'\x1c"), /Unpack it/],
    ['a.html', '\n<!DOCTYPE html><html>', /It is an HTML page/],
    ['a.xml', '<?xml version="1.0"?><testsuites name="x">', /test report/],
    ['a.xml', '<?xml version="1.0"?><a/>', /It is XML/],
    [
      'a.json',
      { info: { _postman_id: 'x', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' } },
      /Postman/,
    ],
    ['a.json', '{"$insert_id":"a","event_type":"b"}\n{"$insert_id":"c"}', /Amplitude/],
    ['a.json', '{"event":"a","properties":{"distinct_id":"b"}}\n{"event":"c"}', /Mixpanel/],
    ['a.json', { 'tracklens-plan': 1, events: [] }, /tracking plan.*Plan tab.*--plan/],
    [
      'a.network',
      '{"type":"resource-snapshot","snapshot":{}}\n{"type":"resource-snapshot"}\n',
      /part of a Playwright trace/,
    ],
    ['a.trace', { version: 8, type: 'context-options', origin: 'library' }, /Open the trace\.zip that it was in/],
    ['a.json', { traceEvents: [] }, /Performance panel/],
    ['a.json', { constants: { logEventTypes: {} }, events: [] }, /Chromium net log/],
    ['a.xlsx', zipOf('[Content_Types].xml', 'xl/workbook.xml'), /workbook.*CSV/],
    ['a.zip', zipOf('a.zip', 'b.zip'), /further ZIPs/],
    ['a.log', '2026-01-01 10:00:00 INFO started', /It is not JSON, and no ZIP either/],
  ])('%s %# is refused by its name, with what to do', async (name, content, expected) => {
    expect(await wrongOf(source(name, content))).toEqual([expect.stringMatching(expected)])
  })

  it('is never taken for one by what it holds: a HAR in which all those words stand is read', async () => {
    const words = '<charles-session "_postman_id" "$insert_id": "traceEvents" "openapi": "distinct_id":'
    const { told } = await read(source('a.har', har([entry('a', 0)], { comment: words })))
    expect(told).toEqual(['a delivered'])
  })

  it('is looked at in bounded time, whatever it begins with', async () => {
    for (const text of [' '.repeat(9000), '<!---->'.repeat(1300), '[{"event":'.repeat(900), '1:'.repeat(4500)])
      expect(await wrongOf(source('a', text))).toHaveLength(1)
  })
})

it.each<[string, RegExp]>([
  [
    '{\n "a": 1,\n "b": [1, 2,],\n}',
    /^a: It looks like JSON.* At line 3, column 12 it is no JSON: Nothing follows this comma: remove it\.$/,
  ],
  ['{"a": 1 "b": 2}', /looks like JSON.* At line 1, column 9 it is no JSON: A comma is missing here/],
  ['{\n // a note\n "a": 1}', /^a: It is not JSON.* At line 2, column 2 it is no JSON: JSON has no comments: remove/],
  ["{'a': 1}", /not JSON.* At line 1, column 2 it is no JSON: Expected the name of a property here, in double quotes/],
  [
    `${JSON.stringify(har([]))}\n]`,
    /^a: More follows behind the end of its JSON.* At line 2, column 1 it is no JSON: /,
  ],
])('a small file that is no JSON is told where: %j', async (text, expected) => {
  expect(await wrongOf(source('a', text))).toEqual([expect.stringMatching(expected)])
})

it.each<[string, RegExp]>([
  ['{"a": 1}', /“HAR 1\.2” in the tool that made it\.$/],
  ['{"a": 1, "a": 2}', /“HAR 1\.2” in the tool that made it\.$/],
  ['2026-01-01 10:00:00 {', /a Playwright trace\.$/],
  ['{"type":"Metric",}', /what k6 has measured/],
  [`${JSON.stringify(har([], { comment: 'x'.repeat(1_100_000) }))}\n]`, /a file of its own\.$/],
])('nothing is said of a place where there is none, or another program wrote the file: %#', async (text, expected) => {
  expect(await wrongOf(source('a', text))).toEqual([expect.stringMatching(expected)])
})

it('records that were put into one file are told as that, not as no JSON', async () => {
  const lines = [har([entry('a', 0)]), har([entry('b', 9)])].map((each) => JSON.stringify(each)).join('\n')
  expect(await wrongOf(source('a', lines))).toEqual([
    expect.stringMatching(/^a: More follows .* open each part as a file/),
  ])
})
