/** Why a file could not be read: told in our own words, with what to do, whatever system or browser says it. */
import { expect, it } from 'vitest'
import { vendors } from '../../providers/registry'
import { readOne } from './one'

const failing = (error: unknown) => ({ name: 'a.har', size: 9, bytes: () => Promise.reject(error) })
const coded = (code: string) => Object.assign(new Error(`${code}: x, read`), { code })

it.each<[string, unknown, RegExp]>([
  ['a file that is not there', coded('ENOENT'), /there is no such file/],
  ['a folder', coded('EISDIR'), /it is a folder: name the files in it/],
  ['a file of somebody else’s', coded('EACCES'), /you may not read it: ask for the right to, or for a copy/],
  ['the same elsewhere', coded('EPERM'), /you may not read it/],
  ['one too many', coded('EMFILE'), /too many files are open: read fewer at a time/],
  ['a disk that fails', coded('EIO'), /the disk failed: copy it to another place/],
  ['one that was chosen and moved', new DOMException('A requested file', 'NotFoundError'), /no longer there: choose/],
  ['one that was chosen and has changed', new DOMException('x', 'NotReadableError'), /has changed since it was chosen/],
  ['what nobody has heard of', new Error('The reader has tripped.'), /The reader has tripped/],
  ['what is no error', 'gone', /gone/],
])('%s', async (_name, error, why) => {
  const one = await readOne(failing(error), vendors)
  expect('wrong' in one && one.wrong).toMatch(new RegExp(`^It could not be read: [^.]*${why.source}[^.]*\\.$`))
})
