/** Who is told by a path: the user of a computer by those of files, a person by those of addresses. */
import { type Find, spansOf } from './spans'

/** Where systems keep what is a user's own. Of `/home` alone the first page of a shop is more often meant. */
const HOME =
  /((?:\b[A-Z]:[\\/]{1,4}[Uu]sers|file:\/\/\/(?:[Uu]sers|home)|(?<![\w.~%:/-])\/Users)[\\/]{1,4})[^\\/\s"'<>:?*|&;]+/g
/** All users' own, and what a server has there. */
const NOBODY = /^(?:public|default|shared|all|user|me|runner|node|app|\d+)$/i
/** Who may stand behind it: an id has a digit, a word of an address has none; a version is no id. */
const PERSON = new RegExp(
  '((?<=/)(?:users?|customers?|clients?|members?|profiles?|accounts?|contacts?|subscribers?|patients?' +
    String.raw`|people|persons?)/)(?!v?\d{1,2}(?![\w.~-]))(?=[\w.~-]*\d)[\w.~-]+`,
  'gi',
)

/** Finds both in a text as it is read. */
export function pathsOfPersons(by: (who: string) => string): readonly Find[] {
  return [
    (plain) => spansOf(plain, HOME, (hit) => (NOBODY.test(hit) ? undefined : by(hit))),
    (plain) => (plain.includes('/') ? spansOf(plain, PERSON, by) : []),
  ]
}
