/** Why a file could not be read, and what to do: by the system's word for it, or the browser's. */

/** By the codes of POSIX, and by the names of the File API's exceptions. */
const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EISDIR: 'it is a folder: name the files in it',
  EACCES: 'you may not read it: ask for the right to, or for a copy',
  EPERM: 'you may not read it: ask for the right to, or for a copy',
  EMFILE: 'too many files are open: read fewer at a time',
  ENFILE: 'too many files are open: read fewer at a time',
  ELOOP: 'its links lead back to themselves: name the file itself',
  ENAMETOOLONG: 'its name is too long: give it a shorter one',
  EIO: 'the disk failed: copy it to another place',
  NotFoundError: 'it is no longer there: choose it again',
  NotReadableError: 'it has changed since it was chosen, or may not be read: choose it again',
}

/** Says why, without a full stop; of what is not known the error's own words. */
export function whyUnread(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return WHY[code] ?? error.message.replace(/\.$/, '')
}
