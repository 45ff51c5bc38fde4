/**
 * How times, customers, sizes and bodies are written for people. Times are milliseconds since 1970 and shown in the
 * viewer's own zone.
 */
import type { Body } from '../../core/fact'
import type { Customer } from '../../core/item'
import { parseJson } from '../../core/json'
import type { Whose } from '../../core/query/whose'
import { kindOfId } from '../../providers/id-kind'

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

/** Whether a time is beyond the dates that there are (ECMAScript, "Time Values"): a recording may say anything. */
const isBeyond = (at: number) => Number.isNaN(new Date(at).getTime())

/** Such a time as it stands, in milliseconds. */
const beyond = (at: number) => `${at} ms (no date)`

/** `12:03:04` */
export function clockTime(at: number): string {
  if (isBeyond(at)) return beyond(at)
  const date = new Date(at)
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** `12:03:04.567` */
export function exactTime(at: number): string {
  if (isBeyond(at)) return beyond(at)
  return `${clockTime(at)}.${pad(new Date(at).getMilliseconds(), 3)}`
}

/** `2026-01-02`; nothing where there is no date. */
export function dayOf(at: number): string {
  if (isBeyond(at)) return ''
  const date = new Date(at)
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}

/** `2026-01-02 12:03:04.567` */
export function fullTime(at: number): string {
  return `${dayOf(at)} ${exactTime(at)}`.trimStart()
}

/** `340 ms`, `2.4 s`, `3 min 5 s`, `26 h 0 min 5 s` */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  const minutes = Math.floor(seconds / 60)
  return `${minutes < 60 ? minutes : `${Math.floor(minutes / 60)} h ${minutes % 60}`} min ${seconds % 60} s`
}

/** `512 B`, `3.4 KB` */
export function size(bytes: number): string {
  return bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** The id that tells most: a hard one, else a soft one. Null where none is known. */
export function mainId(
  customer: Customer | null,
): { readonly name: string; readonly value: string; readonly hard: boolean } | null {
  if (!customer) return null
  for (const [ids, hard] of [
    [customer.hard, true],
    [customer.soft, false],
  ] as const)
    for (const name in ids) {
      const value = ids[name]
      if (value) return { name, value, hard }
    }
  return null
}

/** One customer in a few words: the hard ID, or that it is anonymous and which; a dash for nobody. */
export function customerText(customer: Customer | null): string {
  const { kind, id } = customerParts(customer)
  return kind ? `${kind} ${id}` : id
}

/** The same in its parts; `kind` is empty where the ID needs no word. */
export function customerParts(customer: Customer | null): { readonly kind: 'anonymous' | ''; readonly id: string } {
  const main = mainId(customer)
  if (!main) return { kind: '', id: '—' }
  const { value, hard } = main
  return hard ? { kind: '', id: value } : { kind: 'anonymous', id: value.length > 13 ? `${value.slice(0, 8)}…` : value }
}

/** Whose something is, in a few words: the person, also where only a soft ID was sent that was tied to them. */
export function whoseText({ customer }: Whose): string {
  return customerText(customer)
}

/** Why it is theirs: all ids, the soft ID that tells it where no hard one was sent, and what failed to tie it. */
export function whoseTitle({ customer, by, tie, open }: Whose, vendor: string): string {
  if (!customer) return 'No ID is known'
  const ids = Object.entries({ ...customer.hard, ...customer.soft }).map(
    ([name, value]) =>
      `${name} ${value}${kindOfId(vendor, name, name in customer.hard) === 'hard?' ? ' (hard or soft)' : ''}`,
  )
  const lines = [ids.join('\n')]
  if (by)
    lines.push(
      `by ${by.name} ${by.value}, which ` +
        (tie === null ? 'the server names with this person' : `item ${tie} tied to this person`),
    )
  if (open) {
    const who = customerText({ hard: open.hard, soft: {} })
    lines.push(
      open.outcome === 'refused'
        ? `Not tied to ${who}: what would have tied it was not accepted`
        : `Whether it is tied to ${who} is not known: nobody saw the answer to what would tie it`,
    )
  }
  return lines.join('\n')
}

/** A body as text, indented where it is JSON and `pretty`; null where there is none. */
export function bodyText(body: Body | null, pretty: boolean): string | null {
  if (!body || body.text === null) return null
  if (!pretty || body.binary) return body.text
  const parsed = parseJson(body.text)
  return parsed === undefined ? body.text : JSON.stringify(parsed, null, 2)
}
