/** The settings of the model: what an app configures the SDK with. */
import { type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import { type Field, optional, required } from '../model'

/** The settings as read. `flushInterval` is in seconds, `batchTimeout` in milliseconds, as the SDKs take them. */
export interface Settings {
  readonly key: string
  readonly region: 'US' | 'EU'
  readonly flushAt: number
  readonly flushInterval: number
  readonly deviceAttributes: JsonObject
  readonly batching: boolean
  readonly batchSize: number
  readonly batchTimeout: number
  readonly persistence: boolean
  readonly page: JsonObject
}

const PAGE: JsonObject = { path: '/', referrer: '', search: '', title: 'Shop', url: 'https://shop.example/' }

/**
 * What the person in the Lab can set. Sources: iOS SDK 4.7.5 SDKConfigBuilder.swift:39-42; JS SDK 0.5.11
 * batched-dispatcher.
 */
export const SETTINGS: readonly Field[] = [
  required(
    'key',
    'text',
    'The CDP API key (iOS) or write key (JavaScript). Without it the SDK is not configured.',
    'demo',
  ),
  { ...optional('region', 'choice', 'Where the workspace is; default US.', 'US'), choices: ['US', 'EU'] },
  optional('flushAt', 'number', 'iOS: events that make a flush; default 20.', 20),
  optional('flushInterval', 'number', 'iOS: seconds between flushes; default 30.', 30),
  optional(
    'deviceAttributes',
    'json',
    'iOS: properties of “Device Created or Updated”, which the real SDK fills from the device.',
    {},
  ),
  optional('batching', 'boolean', 'JavaScript: deliveryStrategy “batching”; default false: each call at once.', false),
  optional('batchSize', 'number', 'JavaScript: events that fill a batch; default 10.', 10),
  optional('batchTimeout', 'number', 'JavaScript: milliseconds until an unfilled batch goes; default 5000.', 5000),
  optional(
    'disableClientPersistence',
    'boolean',
    'JavaScript: keep nothing in cookies or storage; default false.',
    false,
  ),
  optional('page', 'json', 'JavaScript: what the page says of itself; goes into every event’s context.', PAGE),
]

/** Reads settings; what is missing or odd gets its default. */
export function readSettings(given: JsonObject): Settings {
  return {
    key: stringOr(given.key)?.trim() ?? '',
    region: given.region === 'EU' ? 'EU' : 'US',
    flushAt: positive(given.flushAt, 20),
    flushInterval: positive(given.flushInterval, 30),
    deviceAttributes: objectOr(given.deviceAttributes),
    batching: given.batching === true,
    batchSize: positive(given.batchSize, 10),
    batchTimeout: positive(given.batchTimeout, 5000),
    persistence: given.disableClientPersistence !== true,
    page: Object.keys(objectOr(given.page)).length ? objectOr(given.page) : PAGE,
  }
}

/** Scheme, host and base path of the Pipelines API (iOS SDK 4.7.5 Region.swift:5-17). */
export function baseUrl(settings: Settings): string {
  return settings.region === 'EU' ? 'https://cdp-eu.customer.io/v1' : 'https://cdp.customer.io/v1'
}

function positive(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : otherwise
}
