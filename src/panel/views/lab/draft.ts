/** What a person types into a field, and what it means. */
import type { Json } from '../../../core/json'
import { readJson } from '../../../core/json-text'
import type { Field } from '../../../lab/model'
import { valueOfSwift } from '../../../lab/swift'

/** A field as typed. One that is not included is left out of the call or the settings. */
export interface FieldDraft {
  readonly included: boolean
  readonly text: string
}

/** A draft of a value; of the field's example where there is none, which an optional field leaves out at first. */
export function draftOf(field: Field, value: Json | undefined): FieldDraft {
  return {
    included: value !== undefined || field.required,
    text: textOf(field, value === undefined ? field.example : value),
  }
}

function textOf(field: Field, value: Json): string {
  if (field.kind !== 'json' && typeof value === 'string') return value
  const short = JSON.stringify(value)
  return short.length > 44 && field.kind === 'json' ? JSON.stringify(value, null, 2) : short
}

/** The value of a draft, or why it is none. */
export function readDraft(field: Field, { text }: FieldDraft): { readonly value: Json } | { readonly problem: string } {
  switch (field.kind) {
    case 'text':
    case 'choice':
      return { value: text }
    case 'boolean':
      return { value: text === 'true' }
    case 'number': {
      const number = Number(text)
      return text.trim() === '' || !Number.isFinite(number) ? { problem: 'Not a number.' } : { value: number }
    }
    case 'json': {
      const read = readJson(text)
      if (!('problem' in read)) return read
      // What the guides write, as it is.
      const swift = valueOfSwift(text)
      if (swift !== undefined) return { value: swift }
      const { line, column, text: words } = read.problem
      return { problem: `Line ${line}, column ${column}: ${words}` }
    }
  }
}

/**
 * What is odd about a draft though it can be sent: the SDK's answer to it is for the model to give. Null where nothing
 * is.
 */
export function remarkOn(field: Field, { included, text }: FieldDraft): string | null {
  if (!field.required) return null
  if (!included) return 'Required: without it the call is wrong. The log shows what the SDK does with it.'
  return field.kind === 'text' && text === '' ? 'Required, and empty. The log shows what the SDK does with it.' : null
}

/**
 * The arguments of a call, in the order of its fields; null where one cannot be read. What is left out at the end is
 * left off.
 */
export function argumentsOf(fields: readonly Field[], drafts: readonly FieldDraft[]): readonly Json[] | null {
  const values: (Json | undefined)[] = []
  for (const [index, field] of fields.entries()) {
    const draft = drafts[index] ?? draftOf(field, undefined)
    const read = draft.included ? readDraft(field, draft) : { value: undefined }
    if ('problem' in read) return null
    values.push(read.value)
  }
  while (values.length > 0 && values[values.length - 1] === undefined) values.pop()
  return values.map((value) => value ?? null)
}
