/** Tests of what an answer says of itself: a 2xx whose JSON denies success is no delivery. */
import { describe, expect, it } from 'vitest'
import { deniesSuccess } from './denial'
import type { Json } from './json'

const DENIED: readonly Json[] = [
  false,
  'error',
  { success: false },
  { success: 'false' },
  { success: 0 },
  { success: '0' },
  { ok: false },
  { ok: 'no' },
  { status: 'Failed' },
  { status: 503 },
  { status: '400' },
  { statusCode: 401 },
  { code: '422' },
  { error: 'bad key' },
  { errors: [{ message: 'bad key' }] },
  [{ success: true }, { success: 0 }],
]

const NOT_DENIED: readonly Json[] = [
  null,
  true,
  {},
  { success: true },
  { success: 1 },
  { success: null },
  { ok: 'yes' },
  { status: 'ok' },
  { status: 200 },
  { code: 0 },
  { code: 4000 },
  { errors: [] },
  { error: null },
]

describe('an answer', () => {
  it.each(DENIED.map((json) => [JSON.stringify(json), json] as const))('denies success: %s', (_, json) => {
    expect(deniesSuccess(json)).toBe(true)
  })

  it.each(NOT_DENIED.map((json) => [JSON.stringify(json), json] as const))('does not deny it: %s', (_, json) => {
    expect(deniesSuccess(json)).toBe(false)
  })
})
