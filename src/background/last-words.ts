/**
 * Takes in the last words of pages that ended while the background was not running. In Firefox the browser hands them
 * over; in Chromium their relays left them in `storage.local`. That area is open to content scripts and lies on the
 * disk, so what is taken in is removed at once. `storage.session` stays closed to content scripts: it holds the journal
 * of all tabs, which a page that has taken over its renderer could read.
 */
import { parseJson } from '../core/json'
import { ROOM, ROOMS, TAIL, type UpMessage } from '../link/messages'
import { parseUp } from '../link/parse'
import type { StorageArea } from './saved'

/** What taking them in needs. */
export interface LastWordsOptions {
  readonly area: StorageArea
  /**
   * Hands a message to whoever knows its document, and resolves when it is safe; null where nobody knows the document.
   */
  readonly deliver: (batch: UpMessage) => Promise<void> | null
  /**
   * A document has ended, as its line says, with the fact of this number: what has not come by now was lost. Returns
   * whether anybody knows the document.
   */
  readonly ended: (doc: string, last: number) => boolean
  /** Says that a page's last words cannot be told, because nobody knows which tab it was in. */
  readonly lost: (facts: number) => void
  /** Runs something after so many milliseconds. */
  readonly after: (milliseconds: number, run: () => void) => void
}

/** The last words of pages that ended. */
export interface LastWords {
  /** Takes what was found or came into the area; keys of others are left alone. */
  take(items: Readonly<Record<string, unknown>>): void
  /** A page that had gone by the time said this over a connection of its own. */
  heard(batch: UpMessage): void
  /** A document has become known: its last words may have come before its first ones. */
  known(doc: string): void
  /** A page's connection was closed: what it left in the area may never be told. */
  left(): void
}

/** So long, in milliseconds, the connection of a page may come later than its last words. */
const PATIENCE = 5_000

/**
 * So many milliseconds after a connection was closed the area is looked into. Firefox tells of what a content script
 * stores from within its page, and nobody of it where that page is gone by then (2 of 10 departures, 153); the entry
 * itself may be written a little later than the connection is closed.
 */
const LOOKS = [200, PATIENCE]

const keyOf = ({ doc, first }: UpMessage) => `${TAIL}${doc}:${first}`

const LINE = /^(.{1,32}):(\d{1,9})$/

/** Whether there is anything of a page that ended to be taken in. */
export function hasWords(items: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(items).some(([key, value]) => key.startsWith(TAIL) || isLine(key, value))
}

function isLine(key: string, value: unknown): boolean {
  return typeof value === 'string' && LINE.test(value) && ROOMS.some((room) => room === key)
}

/** Writes the entries that keep room for last lines where they are missing: at first, and in an emptied storage. */
export async function keepRooms(area: StorageArea): Promise<void> {
  const found = await area.get(null)
  const lacking = ROOMS.filter((room) => !(room in found))
  if (lacking.length > 0) await area.set(Object.fromEntries(lacking.map((room) => [room, ROOM])))
}

/**
 * Takes last words in. Tab and frame of a document are what the browser said when it connected, never what they say.
 */
export function createLastWords({ area, deliver, ended, lost, after }: LastWordsOptions): LastWords {
  /** Messages of documents that nobody knows yet, by key. */
  const orphans = new Map<string, UpMessage>()
  /**
   * The last line of each document, until what it counts is told: the browser's word of one may come beside a look, and
   * a page writes one with each thing it says while it ends, each of which counts what the one before did.
   */
  const lines = new Map<string, number>()
  /** The looks that are due, by their delay; true where another page was left since. */
  const due = new Map<number, boolean>()

  function hand(key: string, batch: UpMessage): boolean {
    const safe = deliver(batch)
    void safe?.then(() => area.remove([key])).catch(() => {})
    return safe !== null
  }

  /** They wait for somebody who knows their document, for a while. */
  function wait(unknown: readonly { readonly key: string; readonly batch: UpMessage }[]) {
    for (const { key, batch } of unknown) orphans.set(key, batch)
    if (unknown.length > 0) after(PATIENCE, () => giveUp(unknown.map(({ key }) => key)))
  }

  function giveUp(keys: readonly string[]) {
    const left = keys.filter((key) => orphans.has(key))
    if (left.length === 0) return
    lost(left.reduce((sum, key) => sum + (orphans.get(key)?.facts.length ?? 0), 0))
    for (const key of left) orphans.delete(key)
    void area.remove(left).catch(() => {})
  }

  /** Gives the room of a line to the next one, unless it has it already. */
  async function empty(key: string, line: unknown) {
    if ((await area.get([key]))[key] === line) await area.set({ [key]: ROOM })
  }

  /**
   * What a line says comes before the words themselves may. It stays where it is until it is told: a background that is
   * stopped meanwhile would take the count along.
   */
  function readLine(key: string, value: unknown) {
    const [, doc = '', line = 0] = (typeof value === 'string' && LINE.exec(value)) || []
    const last = Number(line)
    if (last <= (lines.get(doc) ?? 0) || !isLine(key, value)) return
    lines.set(doc, last)
    const known = [...orphans.values()].some((batch) => batch.doc === doc)
    // Of what lies there without anybody who knows its page, the words themselves tell how many they are.
    after(PATIENCE, () => {
      if (lines.get(doc) !== last) return
      if (!ended(doc, last) && !known) lost(last)
      const forget = () => lines.delete(doc)
      empty(key, value).then(forget, forget)
    })
  }

  function look(delay: number) {
    if (due.has(delay)) return void due.set(delay, true)
    due.set(delay, false)
    after(delay, () => {
      area.get(null).then(words.take, () => {})
      const again = due.get(delay)
      due.delete(delay)
      if (again) look(delay)
    })
  }

  const words: LastWords = {
    take(items) {
      const found = Object.entries(items).flatMap(([key, value]) => {
        const batch = key.startsWith(TAIL) && typeof value === 'string' ? parseUp(parseJson(value)) : null
        return batch && key === keyOf(batch) ? [{ key, batch }] : []
      })
      found.sort((a, b) => a.batch.first - b.batch.first)
      wait(found.filter(({ key, batch }) => !hand(key, batch)))
      for (const [key, value] of Object.entries(items)) readLine(key, value)
    },
    heard(batch) {
      if (!deliver(batch)) wait([{ key: keyOf(batch), batch }])
    },
    known(doc) {
      for (const [key, batch] of orphans) if (batch.doc === doc && hand(key, batch)) orphans.delete(key)
    },
    left() {
      for (const delay of LOOKS) look(delay)
    },
  }
  return words
}
