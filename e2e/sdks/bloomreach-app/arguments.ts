/** What the React Native bridge accepts as arguments, and how it refuses the rest. */
import { isObject, type Json, type JsonObject } from '../../../src/core/json'

/** A rejection as the bridge makes it: `code` beside the message. */
export class ExponeaError extends Error {
  readonly code = 'ExponeaError'
  override readonly name = 'ExponeaError'
}

/** The arguments by value, as they cross the bridge; throws for what JSON cannot carry at all. */
export function crossing(args: readonly unknown[]): readonly Json[] {
  return args.map((value) => {
    const text = JSON.stringify(value)
    return text === undefined ? null : (JSON.parse(text) as Json)
  })
}

/** Whether every property is a text, a number or a boolean: all that the iOS bridge takes (JsonDataParser.swift:11). */
export function isFlat(properties: JsonObject): boolean {
  return Object.values(properties).every((value) => typeof value !== 'object')
}

/** Whether every ID is a text (React Native SDK 3.0.0 ExponeaBridge.swift, identifyCustomer). */
export function areIds(ids: Json | undefined): boolean {
  return isObject(ids) && Object.values(ids).every((value) => typeof value === 'string')
}
