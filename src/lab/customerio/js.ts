/** The JavaScript SDK's calls as recorded with 0.5.11: argument reading, traits, ids, and the events that they make. */
import { type Json, type JsonObject, objectOr, stringOr } from '../../core/json'
import {
  ALIAS_TO_ITSELF,
  aliasArguments,
  contextOf,
  optionNotes,
  trackArguments,
  userArguments,
  viewArguments,
} from '../../providers/customerio/calls/arguments'
import { ALIAS_NOTE, groupName, NO_GROUP, timeOf, viewName } from '../../providers/customerio/event'
import { isKeptBack, meaningOf } from '../../providers/customerio/meaning'
import { dispatch } from './js-queue'
import { warnOfMeaning } from './requirements'
import { stringified } from './sanitise'
import { log, put, type Run, store, tell } from './state'

/** Runs one call of the JavaScript API; `args` are as a page would give them. */
export function callJs(run: Run, method: string, args: readonly Json[]) {
  switch (method) {
    case 'track':
      track(run, args)
      break
    case 'identify':
      identify(run, args)
      break
    case 'page':
    case 'screen':
      view(run, method, args)
      break
    case 'group':
      group(run, args)
      break
    case 'alias':
      alias(run, args)
      break
    case 'setAnonymousId':
      setAnonymousId(run, stringOr(args[0]) ?? '')
      break
    default:
      reset(run)
  }
  put(run, { fresh: false })
}

function track(run: Run, args: readonly Json[]) {
  const { name, properties, options, refused, notes } = trackArguments(args)
  if (refused !== null) return log(run, 'error', `Error: ${refused}. Nothing is sent.`)
  for (const { text } of notes) log(run, 'warning', text)
  const userId = stringOr(options.userId) ?? run.state.userId
  warnOfMeaning(run, { event: name, properties: json(properties), userId, context: contextOf(options) })
  event(run, { type: 'track', name }, options, (given) => ({
    event: name,
    type: 'track',
    properties: json(properties),
    ...given,
  }))
}

/**
 * Traits are merged where the user was nobody or the same, else replaced; another user gets a new anonymous ID
 * (core/user/index.ts:407-414, 471-491).
 */
function identify(run: Run, args: readonly Json[]) {
  const before = run.state.userId
  const { id, traits, replaces, options, notes } = userArguments(args, before, 'identify')
  for (const { text } of notes) log(run, 'warning', text)
  const same = before === null || before === id
  const all = same && !replaces ? { ...run.state.traits, ...json(traits) } : json(traits)
  if (!same) setAnonymousId(run, run.uuid())
  put(run, { userId: id, traits: all })
  keep(run, 'ajs_user_id', id)
  keep(run, 'ajs_user_traits', all)
  event(run, { type: 'identify', name: 'identify' }, options, (given) => ({
    ...(id === null ? { userId: null } : {}),
    type: 'identify',
    traits: all,
    ...given,
  }))
}

function view(run: Run, type: 'page' | 'screen', args: readonly Json[]) {
  const { category, name, properties, options } = viewArguments(args)
  const named = { ...(category === null ? {} : { category }), ...(name === null ? {} : { name }) }
  // Page enrichment puts the page's own address under what the page gave (plugins/page-enrichment/index.ts:102-127).
  const inside = { ...(category === null ? {} : { category }), ...(name ? { name } : {}) }
  const all = type === 'page' ? { ...run.state.settings.page, ...json(properties), ...inside } : json(properties)
  event(run, { type, name: viewName(category, name, type) }, options, (given) => ({
    type,
    properties: all,
    ...named,
    ...given,
  }))
}

function group(run: Run, args: readonly Json[]) {
  const { state } = run
  const { id, traits, replaces, options, notes } = userArguments(args, state.groupId, 'group')
  for (const { text } of id === null ? [...notes, NO_GROUP] : notes) log(run, 'warning', text)
  const same = state.groupId === null || state.groupId === id
  // Another group as the first call on a page rotates the anonymous ID (recorded with 0.5.11;
  // core/user/index.ts:410-413).
  if (!same && state.fresh) setAnonymousId(run, run.uuid())
  const all = same && !replaces ? { ...state.groupTraits, ...json(traits) } : json(traits)
  put(run, { groupId: id, groupTraits: all })
  keep(run, 'ajs_group_id', id)
  keep(run, 'ajs_group_properties', all)
  event(run, { type: 'group', name: groupName(id) }, options, (given) => ({
    type: 'group',
    traits: all,
    groupId: id,
    ...given,
  }))
}

/**
 * Stored ids stay as they are (recorded with 0.5.11); the previous id is found when it is sent
 * (plugins/customerio/index.ts:42-50).
 */
function alias(run: Run, args: readonly Json[]) {
  const { to, from, options } = aliasArguments(args)
  log(run, 'warning', ALIAS_NOTE.text)
  if (to === null) log(run, 'warning', ALIAS_TO_ITSELF.text)
  const fields: JsonObject = { ...(to === null ? {} : { userId: to }), ...(from === null ? {} : { previousId: from }) }
  event(run, { type: 'alias', name: 'alias' }, options, (given) => ({ type: 'alias', ...fields, ...given }))
}

function setAnonymousId(run: Run, anonymousId: string) {
  if (anonymousId === '') return log(run, 'error', 'setAnonymousId needs an ID.')
  put(run, { anonymousId })
  keep(run, 'ajs_anonymous_id', anonymousId)
}

/** No request, and everything local gone; requests under way are not called back (core/analytics/index.ts:375-379). */
function reset(run: Run) {
  put(run, { userId: null, traits: {}, groupId: null, groupTraits: {}, anonymousId: null })
  for (const key of ['ajs_user_id', 'ajs_user_traits', 'ajs_group_id', 'ajs_group_properties', 'ajs_anonymous_id'])
    store(run, key, null)
}

/** The type of an event on the wire, and the name of the item that it makes. */
interface Made {
  readonly type: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias'
  readonly name: string
}

/**
 * Makes an event: who it is now, the time, the id (core/events/index.ts:181-245), and hands it on. The anonymous ID is
 * made by the first one.
 */
function event(run: Run, { type, name }: Made, options: JsonObject, body: (overrides: JsonObject) => JsonObject) {
  for (const { text } of optionNotes(options)) log(run, 'warning', text)
  if (typeof options.anonymousId === 'string') setAnonymousId(run, options.anonymousId)
  if (run.state.anonymousId === null) setAnonymousId(run, run.uuid())
  const { userId, anonymousId, settings } = run.state
  const { integrations, timestamp, userId: other } = options
  const at = timeOf(timestamp ?? null) ?? run.at
  const hard: Record<string, string> = userId === null ? {} : { userId }
  // The option names another user for this event alone; of an alias it is the target, not who makes it.
  const named: Record<string, string> =
    typeof other === 'string' && other !== '' && type !== 'alias' ? { userId: other } : hard
  const page: JsonObject = type === 'screen' ? {} : { page: settings.page }
  const wire: JsonObject = {
    timestamp: timestamp === undefined ? new Date(at).toISOString() : (stringified(timestamp) ?? null),
    integrations: objectOr(integrations),
    ...hard,
    anonymousId,
    ...body(typeof other === 'string' ? { userId: other } : {}),
    context: { ...contextOf(options), ...page },
    messageId: `ajs-next-${run.uuid().replace(/-/g, '').toLowerCase()}`,
  }
  const item = {
    id: stringOr(wire.messageId) ?? '',
    type: type === 'track' ? meaningOf(name).type : type,
    name,
    properties: wire.type === 'alias' ? pick(wire, ['previousId', 'userId']) : objectOr(wire.properties ?? wire.traits),
    timestamp: at / 1000,
    customer: { soft: { anonymousId: anonymousId ?? '' }, hard: named },
    key: settings.key,
    tries: 0,
  }
  run.effects.push({ effect: 'tracked', at: run.at, item })
  if (isKeptBack(wire))
    return tell(
      run,
      'dropped',
      [{ item, wire }],
      'Its integrations switch the pipeline off: “Delivered”, and never sent.',
    )
  dispatch(run, { item, wire })
}

function keep(run: Run, key: string, value: Json) {
  if (run.state.settings.persistence) store(run, key, value)
}

function json(properties: JsonObject): JsonObject {
  return objectOr(stringified(properties))
}

function pick(wire: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (wire[key] === undefined ? [] : [[key, wire[key]]])))
}
