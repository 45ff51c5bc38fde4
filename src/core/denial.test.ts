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
  // The status once more claims nothing.
  { status: 200, message: 'Forbidden' },
  { statusCode: '200', message: 'Access denied.' },
  { code: 200, msg: 'INVALID_API_KEY' },
  { http_status: 202, title: '403 Forbidden', type: 'about:blank' },
  { status: 200, reason: 'You are not permitted to do this' },
  { meta: { status: 200, message: 'Service Unavailable' } },
  { code: 200, description: 'Too Many Requests' },
  { code: 200, message: 'Session expired' },
  { status: 200, message: 'You must sign in' },
  { status: 200, message: 'The project was not found' },
  // Counts and codes by other names, and a page behind a login.
  { FailedRecordCount: 1, Records: [{}] },
  { errcode: 40_001, errmsg: 'credential' },
  { status: 'ERR' },
  { message: 'Please log in' },
  { login_required: true },
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
  { errcode: 0, errmsg: 'ok' },
  { FailedRecordCount: 0, Records: [{}] },
  { login_required: false },
  { status: 200, message: 'Unknown fields were ignored' },
  { status: 200, message: '3 events received, 0 rejected' },
  { status: 200, message: 'Failed: 0' },
  { status: 200, message: 'Rejected events: 0' },
  { code: 200, msg: 'Optional field “currency” is missing' },
  { statusCode: 202, message: 'Queued; blocked users are left out' },
  { status: 'ok', message: 'Forbidden characters were replaced' },
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

it('never asks an answer’s own toString', () => {
  const odd = { toString: '' }
  for (const name of ['success', 'status', 'error', 'message', 'result', 'data', 'captive'])
    for (const value of [odd, [odd], { [name]: odd }]) expect(() => deniesSuccess({ [name]: value })).not.toThrow()
})
