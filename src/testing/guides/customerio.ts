/** Customer.io's iOS track-events guide, statement by statement. */
import { lab, none, offer, page, SERVERS, section, wire } from './statement'

const DICTIONARY = 'track("purchase", {"product": "socks", "price": "23.45"})'
const ENCODABLE = 'track("purchase", {"product": "socks", "price": 23.45}, "Encodable")'
/** Values of every kind that JSON has. */
const ANY = 'track("any", {"text": "a", "number": 1.5, "yes": true, "list": [1, "b"], "in": {"c": 2}})'
const ANY_JSON = '{"text":"a","number":1.5,"yes":true,"list":[1,"b"],"in":{"c":2}}'
const DELETES = 'Destructive: deletes the person and all their data.'
const SUPPRESSES = 'Destructive: deletes the person and blocks their identifiers from coming back.'
const TITLE = 'Destructive or a mistake: “Delete Person” is the guide’s title of the action'
const sent = (...calls: readonly string[]) => [...calls, 'flush()'].join('\n')
const track = (name: string, properties = {}) =>
  ({ command: 'track', payload: { name, properties }, after: '' }) as const

/** The statements. */
export const CUSTOMERIO = [
  ...section(
    'Track an event',
    {
      place: 1,
      says: 'track sends an event that stands for what the person did',
      modelled: lab(
        'track("a")\napp killed\napp launched\ntrack("b")\napp killed\napp launched\nflush()',
        'end item a delivered',
        'end item b delivered',
        'end queue empty',
      ),
      observed: page('track("logged_in")', 'item logged_in (event) queued'),
      decoded: wire(sent('track("logged_in")'), 'item logged_in (event) delivered'),
      triggered: offer(track('logged_in'), 'tracked logged_in'),
    },
    {
      place: 2,
      says: 'an event can carry data about the person or the event',
      modelled: lab('track("logged_in", {"ip": "127.0.0.1"})', 'tracked logged_in {"ip":"127.0.0.1"}'),
      observed: page('track("logged_in", {"ip": "127.0.0.1"})', 'item logged_in (event) queued {"ip":"127.0.0.1"}'),
      decoded: wire(
        sent('track("logged_in", {"ip": "127.0.0.1"})'),
        'item logged_in (event) delivered {"ip":"127.0.0.1"}',
      ),
      triggered: offer(track('logged_in', { ip: '127.0.0.1' }), 'tracked logged_in {"ip":"127.0.0.1"}'),
    },
    {
      place: 4,
      says: 'example: the module is imported',
      modelled: none('The import of a module is no call.'),
      observed: none('The import of a module is no call.'),
      decoded: none('The import of a module is no call.'),
      triggered: none('The import of a module is no call.'),
    },
    {
      place: 5,
      says: 'example: track with a name and properties',
      modelled: lab('track("logged_in", {"ip": "127.0.0.1"})', 'tracked logged_in {"ip":"127.0.0.1"}'),
      observed: page('track("logged_in", {"ip": "127.0.0.1"})', 'item logged_in (event) queued {"ip":"127.0.0.1"}'),
      decoded: wire(
        sent('track("logged_in", {"ip": "127.0.0.1"})'),
        'item logged_in (event) delivered {"ip":"127.0.0.1"}',
      ),
      triggered: offer(
        track('logged_in', { ip: '127.0.0.1' }),
        'button CustomerIO.track(name, properties)',
        'tracked logged_in {"ip":"127.0.0.1"}',
      ),
    },
    {
      place: 6,
      says: 'the data can be left out',
      modelled: lab(sent('track("played_game")'), 'tracked played_game {}', 'not: "event":"played_game","properties"'),
      observed: page('track("played_game")', 'item played_game (event) queued {}'),
      decoded: wire(sent('track("played_game")'), 'item played_game (event) delivered {}'),
      triggered: offer(track('played_game'), 'calls track("played_game")', 'tracked played_game {}'),
    },
    {
      place: 7,
      says: 'the data is a dictionary of any values',
      modelled: lab(
        `${DICTIONARY}\n${ANY}`,
        'tracked purchase {"product":"socks","price":"23.45"}',
        `tracked any ${ANY_JSON}`,
      ),
      observed: page(
        `${DICTIONARY}\n${ANY}`,
        'item purchase (event) queued {"product":"socks","price":"23.45"}',
        `item any (event) queued ${ANY_JSON}`,
      ),
      decoded: wire(
        sent(DICTIONARY, ANY),
        'item purchase (event) delivered {"product":"socks","price":"23.45"}',
        `item any (event) delivered ${ANY_JSON}`,
      ),
      triggered: [
        offer(
          track('purchase', { product: 'socks', price: '23.45' }),
          'tracked purchase {"product":"socks","price":"23.45"}',
        ),
        offer(track('any', { number: 1.5, yes: true, list: [1, 'b'] }), '{"number":1.5,"yes":true,"list":[1,"b"]}'),
      ],
    },
    {
      place: 8,
      says: '… or an Encodable of the app’s own',
      modelled: lab(ENCODABLE, 'tracked purchase {"product":"socks","price":23.45}'),
      observed: none('An Encodable is a type of the app’s own code; what a page hands to its bridge is JSON.'),
      decoded: wire(sent(ENCODABLE), 'item purchase (event) delivered {"product":"socks","price":23.45}'),
      triggered: none('An Encodable is a type of the app’s own code; the page’s bridge takes JSON.'),
    },
  ),
  ...section(
    'Perform downstream actions with semantic events',
    {
      place: 1,
      says: 'for what no other call fits there are semantic events: names that have a meaning of their own',
      modelled: lab('identify("u1")\ntrack("User Deleted")', `log ${DELETES}`, 'tracked User Deleted'),
      observed: page('identify("u1")\ntrack("User Deleted")', 'item User Deleted (event) queued', DELETES),
      decoded: wire(sent('identify("u1")', 'track("User Deleted")'), 'item User Deleted (event) delivered', DELETES),
      triggered: offer(track('User Deleted'), `log ${DELETES}`, 'tracked User Deleted'),
    },
    {
      place: 2,
      says: '… and fields that the specification of semantic events requires',
      modelled: lab(
        'track("User Deleted")\ntrack("Object Deleted", {})\ntrack("Relationship Deleted", {})',
        'The specification requires userId for this event; not set here.',
        'The specification requires properties.objectId for this event; not set here.',
      ),
      observed: page(
        'track("User Deleted")\ntrack("Object Deleted", {})',
        'requires userId for this event',
        'requires properties.objectId for this event',
      ),
      decoded: wire(sent('track("Object Deleted", {})'), 'requires properties.objectId for this event'),
      triggered: offer(track('Object Deleted'), 'requires properties.objectId for this event'),
    },
  ),
  ...section(
    'Anonymous activity',
    {
      place: 1,
      says: 'before identify an event belongs to an anonymous ID',
      modelled: lab('track("a")', 'tracked a {} @0 as c1 for K'),
      observed: page('track("a")', 'item a (event) queued {} called as nobody'),
      decoded: wire(sent('track("a")'), 'item a (event) delivered {} claimed 1700000000 sent as c1:'),
      triggered: offer(track('a'), 'tracked a {} @0 as c1 for K'),
    },
    {
      place: 2,
      says: 'identify ties the anonymous activity to the person',
      modelled: lab(
        sent('track("a")', 'identify("u1")'),
        'tracked a {} @0 as c1 for K',
        'tracked identify {} @0 as c1 userId=u1',
      ),
      observed: page(
        'track("a")\nidentify("u1")',
        'item a (event) queued {} called as nobody',
        'Identified as u1',
        'customer userId=u1',
      ),
      decoded: wire(
        sent('track("a")', 'flush()', 'identify("u1")'),
        'item a (event) delivered {} claimed 1700000000 sent as c1:',
        'item identify (identify) delivered {} claimed 1700000000 sent as c1 userId=u1',
        'customer c1 userId=u1',
      ),
      triggered: offer(
        { command: 'identify', payload: { ids: { userId: 'u1' } }, after: 'track("a")' },
        'tracked a {} @0 as c1 for K',
        'tracked identify {} @0 as c1 userId=u1',
        'end customer c1 userId=u1',
      ),
    },
    {
      place: 3,
      says: 'events applied to a person can trigger campaigns',
      modelled: SERVERS,
      observed: SERVERS,
      decoded: SERVERS,
      triggered: SERVERS,
    },
  ),
  ...section(
    'Semantic Events',
    {
      place: 2,
      says: 'semantic events matter most where something is destroyed; the server acts on the name',
      modelled: lab('identify("u1")\ntrack("User Suppressed")', `log ${SUPPRESSES}`, 'tracked User Suppressed'),
      observed: page('identify("u1")\ntrack("User Suppressed")', 'item User Suppressed (event) queued', SUPPRESSES),
      decoded: wire(
        sent('identify("u1")', 'track("User Suppressed")'),
        'item User Suppressed (event) delivered',
        SUPPRESSES,
      ),
      triggered: offer(track('User Suppressed'), 'calls track("User Suppressed")', `log ${SUPPRESSES}`),
    },
    {
      place: 4,
      says: 'a person who leaves is deleted by a Delete Person event',
      modelled: lab('identify("u1")\ntrack("Delete Person")', 'tracked Delete Person {} @0 as c1 userId=u1', TITLE),
      observed: page('identify("u1")\ntrack("Delete Person")', 'item Delete Person (event) queued', TITLE),
      decoded: wire(
        sent('identify("u1")', 'track("Delete Person")'),
        'item Delete Person (event) delivered {} claimed 1700000000 sent as c1 userId=u1',
        TITLE,
      ),
      triggered: offer(
        { ...track('Delete Person'), after: 'identify("u1")' },
        'calls track("Delete Person")',
        'tracked Delete Person {} @0 as c1 userId=u1',
        TITLE,
      ),
    },
    {
      place: 5,
      says: 'example: track(name: "Delete Person")',
      modelled: lab('track("Delete Person")', 'tracked Delete Person {}'),
      observed: page('track("Delete Person")', 'item Delete Person (event) queued {}'),
      decoded: wire(sent('track("Delete Person")'), 'item Delete Person (event) delivered {}'),
      triggered: offer(track('Delete Person'), 'calls track("Delete Person")', 'tracked Delete Person {}'),
    },
  ),
]
