/** IP addresses in text: of whoever visits, not of the server that an address of a page names. */
import { type Find, spansOf } from './spans'

const PART = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
/** What says that a version follows: `version 1.2.3.4`, `"sdk_version":"1.2.3.4"`, `appVersion=1.2.3.4`. */
const VERSION = '(?:(?<!\\p{L})|(?<=app|sdk|os))ver(?:sion)?\\.?[\\s:="\'\\\\]{1,4}'
/** Not behind what names a server or a version (`//1.2.3.4`, `Chrome/1.2.3.4`, `v1.2.3.4`), nor within a longer one. */
const FOUR = new RegExp(
  `(?<![\\p{L}\\p{Nd}_./-]|${VERSION})(?:${PART}\\.){3}${PART}(?![\\p{L}\\p{Nd}_-]|\\.\\d)`,
  'giu',
)
const SIX = /(?<![\p{L}\p{Nd}_:.]|\/\/\[)[\da-f]{1,4}:[\da-f:]{2,33}(?:(?<=:)\d+(?:\.\d+){3})?(?![\p{L}\p{Nd}_:])/giu
/** The device itself, any, and all: nobody is told by them. */
const NOBODY = /^(?:127|0|255)\.|\.0\.0$/
/** Most versions have fewer digits, and no addresses that providers give do. */
const TELLING = /\d{3}|\d\d\D.*\d\d/

/** Finds them in a text as it is read; where `isVersion`, what it begins with is none. */
export function networkAddresses(by: (address: string) => string, isVersion: boolean): readonly Find[] {
  return [
    (plain) =>
      plain.includes('.')
        ? spansOf(plain, FOUR, (hit, at) =>
            TELLING.test(hit) && !NOBODY.test(hit) && !(isVersion && at === 0) ? by(hit) : undefined,
          )
        : [],
    (plain) => (plain.includes(':') ? spansOf(plain, SIX, (hit) => (isSix(hit) ? by(hit) : undefined)) : []),
  ]
}

/** Whether it has eight groups, or a gap and enough of them to be neither a time nor a name in code (RFC 4291). */
function isSix(text: string): boolean {
  const [before = '', after, ...more] = text.split('::')
  const groups = [before, after ?? ''].flatMap((half) => (half === '' ? [] : half.split(':')))
  if (more.length > 0 || !groups.every((group) => /^[\da-f]{1,4}$|\./i.test(group))) return false
  return after === undefined ? groups.length === 8 : groups.length >= 3 && groups.length < 8
}
