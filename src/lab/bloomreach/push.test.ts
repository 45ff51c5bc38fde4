/**
 * Push token, notifications received and opened, banners and campaign clicks (guide, “Tracking”, “Push notifications”).
 */
import { describe, expect, it } from 'vitest'
import { play } from '../../testing/bloomreach-scenario'
import { NOTIFICATION } from './examples'

const BOTH = ['documented', 'ios-4']
const MANUAL = { flushMode: 'manual', automaticSessionTracking: false }
const DAY = 86_400
const TOKEN = ['push token', 'notification_state']
const userInfo = (change: object = {}) => JSON.stringify({ ...NOTIFICATION, ...change })
const properties = (played: ReturnType<typeof play>, name: string) =>
  played.effects.flatMap((effect) =>
    effect.effect === 'tracked' && effect.item.name === name ? [effect.item.properties] : [],
  )

describe('what is odd about a notification', () => {
  // PushNotificationParser.swift: `userInfo["attributes"] as? [String: Any]`.
  it.each(BOTH)('of attributes that are JSON text nothing is read, and the log says so [%s]', (profile) => {
    for (const method of ['trackPushReceived', 'trackPushOpened']) {
      const info = { attributes: '{"campaign_id":"1"}', url_params: '{}' }
      const played = play({ profile, settings: MANUAL }, `0 configure\n1 ${method} ${JSON.stringify(info)}`)
      expect(properties(played, 'campaign')[0]).not.toHaveProperty('campaign_id')
      expect(played.logs('an object in attributes and url_params, and nothing of a text')).toHaveLength(1)
      const fine = play({ profile, settings: MANUAL }, `0 configure\n1 ${method} ${userInfo()}`)
      expect(fine.logs('nothing of a text')).toEqual([])
    }
  })
  it.each(BOTH)('its time is told to be in milliseconds [%s]', (profile) => {
    const sent = userInfo({ attributes: { sent_timestamp: 1_700_000_000_000 } })
    const opened = userInfo({ delivered_timestamp: 1_700_000_000_000 })
    const calls = `0 configure\n1 trackPushReceived ${sent}\n2 trackPushOpened ${opened}`
    expect(play({ profile, settings: MANUAL }, calls).logs('looks like milliseconds')).toHaveLength(2)
  })
})

describe('the push token', () => {
  it('is a customer property (iOS SDK 3.7) [documented]', () => {
    const played = play({ profile: 'documented', settings: MANUAL }, '0 configure\n1 trackPushToken "T"\n2 flushData')
    expect(played.requests()[0]).toBe('customers c1')
    expect(played.bodies()[0]?.properties).toEqual({ apple_push_notification_id: 'T' })
  })

  // TrackingManager.swift:200, 320, 326.
  it('is an event with an empty customer update, without default properties [ios-4]', () => {
    const played = play(
      { profile: 'ios-4', settings: { ...MANUAL, defaultProperties: { d: 1 } } },
      '0 configure\n1 trackPushToken "T"\n2 flushData',
    )
    expect(played.requests()).toEqual([
      'customers c1',
      'customers/events c1 installation',
      'customers/events c1 notification_state',
    ])
    expect(played.bodies()[0]?.properties).toEqual({})
    expect(played.bodies()[2]?.properties).toEqual({
      push_notification_token: 'T',
      valid: true,
      description: 'Permission granted',
      platform: 'ios',
      application_id: 'default-application',
      device_id: played.stored.deviceId,
    })
  })

  it('tells of a denied permission (ExponeaInternal+Tracking.swift:157) [ios-4]', () => {
    const played = play(
      { profile: 'ios-4', settings: { ...MANUAL, pushAuthorized: false } },
      '0 configure\n1 trackPushToken "T"',
    )
    expect(properties(played, 'notification_state')[0]).toMatchObject({
      valid: false,
      description: 'Permission denied',
    })
  })

  it.each(BOTH)(
    'is tracked at once, whatever the frequency, each time (guide, “Track token manually”) [%s]',
    (profile) => {
      for (const tokenTrackFrequency of ['onTokenChange', 'everyLaunch', 'daily']) {
        const played = play(
          { profile, settings: { ...MANUAL, tokenTrackFrequency } },
          '0 configure\n1 trackPushToken "T"\n2 trackPushToken "T"',
        )
        expect(played.tracked(...TOKEN)).toHaveLength(2)
      }
    },
  )

  it.each(BOTH)('that is none is refused with a line [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, '0 configure\n1 trackPushToken null')
    expect(played.tracked(...TOKEN)).toEqual([])
    expect(played.logs('pushToken is nil')).toHaveLength(1)
  })

  it.each(BOTH)('belongs to the customer who is logged in (guide, “Track token manually”) [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 identifyCustomer {"registered":"x"}, {}\n2 trackPushToken "T"',
    )
    expect(played.tracked(...TOKEN)[0]).toContain('c1 registered=x')
  })
})

describe('the SDK’s own tracking of the token (guide, “Push notifications”)', () => {
  const own = (profile: string, tokenTrackFrequency: string, script: string, more: object = {}) =>
    play(
      { profile, settings: { ...MANUAL, tokenTrackFrequency, ...more } },
      `0 configure\n1 handlePushNotificationToken "T"\n${script}`,
    ).tracked(...TOKEN)

  it('onTokenChange: when it changes [documented]', () => {
    expect(
      own(
        'documented',
        'onTokenChange',
        '2 active\n3 handlePushNotificationToken "T"\n4 handlePushNotificationToken "U"\n5 active',
      ),
    ).toEqual(['push token @1 c1 token:T', 'push token @4 c1 token:U'])
  })

  // PushNotificationManager.swift:311, 520.
  it('onTokenChange: once more until confirmed, the old one invalidated [ios-4]', () => {
    expect(own('ios-4', 'onTokenChange', '2 active\n3 active\n4 handlePushNotificationToken "U"\n5 active')).toEqual([
      'notification_state @1 c1 valid:true',
      'notification_state @2 c1 valid:true',
      'notification_state @4 c1 valid:false',
      'notification_state @4 c1 valid:true',
    ])
  })

  // Configuration guide; PushNotificationManager.swift:501.
  it('everyLaunch: once a launch [documented], at each activation [ios-4]', () => {
    const script = '5 active\n6 active\n10 killed\n20 launched\n20 configure\n21 active'
    expect(own('documented', 'everyLaunch', script).map((line) => line.split(' c1')[0])).toEqual([
      'push token @1',
      'push token @20',
    ])
    expect(own('ios-4', 'everyLaunch', script).map((line) => line.split(' c1')[0])).toEqual(
      [1, 5, 6, 20, 21].map((at) => `notification_state @${at}`),
    )
  })

  // PushNotificationManager.swift:131.
  it('daily: a day after the last time [documented]; the first check tracks whatever the day [ios-4]', () => {
    const days = (profile: string) => {
      const script = `100 active\n${DAY} active\n${DAY + 1} active\n${DAY + 2} active\n${DAY + 100} active`
      return own(profile, 'daily', script).map((line) => Number(/ @(\d+) /.exec(line)?.[1]))
    }
    expect(days('documented')).toEqual([1, DAY + 1])
    expect(days('ios-4')).toEqual([1, 100, DAY + 100])
  })

  it.each(BOTH)('off with pushNotificationTracking false (guide, “Push notifications”) [%s]', (profile) => {
    expect(own(profile, 'everyLaunch', '2 active', { pushNotificationTracking: false })).toEqual([])
  })
})

describe('a device on which notifications are not allowed', () => {
  const denied = { ...MANUAL, pushAuthorized: false }
  const before = '0 configure\n1 handlePushNotificationToken "T"'

  it('keeps the token to itself until they are (configuration guide, requirePushAuthorization) [documented]', () => {
    const first = play({ profile: 'documented', settings: denied }, `${before}\n2 active\n3 anonymize`)
    expect(first.tracked(...TOKEN)).toEqual([])
    const allowed = play({ profile: 'documented', settings: MANUAL, stored: first.stored }, '100 configure\n101 active')
    expect(allowed.tracked(...TOKEN)).toEqual(['push token @100 c1 token:T'])
  })

  it('takes the token back once forbidden (iOS SDK 3.7.0 PushNotificationManager.swift:373) [documented]', () => {
    const allowed = play({ profile: 'documented', settings: MANUAL }, before)
    const first = play(
      { profile: 'documented', settings: denied, stored: allowed.stored },
      '10 configure\n11 active\n12 anonymize',
    )
    expect(first.tracked(...TOKEN)).toEqual(['push token @10 c1 token:none'])
  })

  it('tells of the token as not valid (PushNotificationManager.swift:303, 436) [ios-4]', () => {
    expect(play({ profile: 'ios-4', settings: denied }, `${before}\n2 active`).tracked('notification_state')).toEqual([
      'notification_state @1 c1 valid:false',
    ])
  })

  it.each(BOTH)('tracks a token by hand all the same (guide, “Track token manually”) [%s]', (profile) => {
    expect(play({ profile, settings: denied }, '0 configure\n1 trackPushToken "T"').tracked(...TOKEN)).toHaveLength(1)
  })
})

describe('notifications', () => {
  it.each(BOTH)(
    'received: the content, of which only userInfo is needed (guide, “Track push notification delivery manually”) [%s]',
    (profile) => {
      const content = `{"title":"Example title","userInfo":${userInfo()}}`
      const played = play(
        { profile, settings: MANUAL },
        `0 configure\n1 trackPushReceived ${content}\n2 trackPushReceived ${userInfo()}`,
      )
      const [one, other] = properties(played, 'campaign')
      expect(one).toMatchObject({
        campaign_id: '123456',
        status: 'delivered',
        consent_category_tracking: 'iOS Consent',
      })
      expect(one).toEqual(other)
    },
  )

  it.each(BOTH)('received: the guide’s example (“Track push notification delivery manually”) [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, `0 configure\n1 trackPushReceived ${userInfo()}`)
    expect(played.tracked('campaign')).toEqual(['campaign @1 c1'])
    expect(properties(played, 'campaign')[0]).toMatchObject({
      campaign_id: '123456',
      campaign_name: 'iOS Campaign',
      action_type: 'mobile notification',
      platform: 'ios',
      recipient: 'ios@example.com',
      status: 'delivered',
      state: 'shown',
      consent_category_tracking: 'iOS Consent',
    })
    expect(properties(played, 'campaign')[0]).not.toHaveProperty('event_type')
    expect(properties(played, 'campaign')[0]).not.toHaveProperty('param1')
  })

  it.each(BOTH)('opened: the guide’s example (“Track push notification click manually”) [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, `0 configure\n1 trackPushOpened ${userInfo()}`)
    expect(properties(played, 'campaign')[0]).toMatchObject({
      status: 'clicked',
      cta: 'notification',
      url: 'app',
      action_type: 'mobile notification',
    })
  })

  it.each(BOTH)('opened with an address, and silent (PushNotificationParser.swift:28, 92) [%s]', (profile) => {
    const script = `0 configure
      1 trackPushOpened ${userInfo({ action: 'browser' })}
      2 trackPushOpened ${userInfo({ silent: true })}`
    expect(properties(play({ profile, settings: MANUAL }, script), 'campaign')).toMatchObject([
      { url: 'https://example.com/ios', status: 'clicked' },
      { url: 'app', status: 'delivered' },
    ])
  })

  it.each(BOTH)('never earlier than they were sent or delivered (PushNotificationParser.swift:102) [%s]', (profile) => {
    const later = 1_763_788_400 + 50
    const script = `0 configure
      1 trackPushReceived ${userInfo({ attributes: { sent_timestamp: later } })}
      2 trackPushOpened ${userInfo({ delivered_timestamp: later })}`
    expect(play({ profile, settings: MANUAL }, script).tracked('campaign')).toEqual([
      'campaign @51 c1',
      'campaign @51 c1',
    ])
  })

  it.each(BOTH)('with an event type of their own (TrackingConsentManager.swift:39) [%s]', (profile) => {
    const info = userInfo({ attributes: { event_type: 'my_push' } })
    const played = play(
      { profile, settings: MANUAL },
      `0 configure\n1 trackPushReceived ${info}\n2 trackPushOpened ${info}`,
    )
    expect(played.tracked('my_push', 'campaign')).toEqual(['my_push @1 c1', 'my_push @2 c1'])
  })

  it.each(BOTH)('that are no objects are refused [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, '0 configure\n1 trackPushReceived "x"\n2 trackPushOpened null')
    expect(played.tracked('campaign')).toEqual([])
    expect(played.logs('payload is invalid')).toHaveLength(2)
  })

  /** GdprTracking.swift:34-73. */
  const CONSENT: readonly (readonly [unknown, boolean])[] = [
    [undefined, true],
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    [2, false],
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['0', false],
    ['yes', false],
    [null, false],
    [{}, false],
  ]
  it.each(CONSENT)(
    'has_tracking_consent %j: tracked %j; the other forms ignore it (guide, “Push notifications”)',
    (value, tracked) => {
      const info = userInfo({ has_tracking_consent: value })
      const count = (method: string) =>
        play({ profile: 'documented', settings: MANUAL }, `0 configure\n1 ${method} ${info}`).tracked('campaign').length
      expect(count('trackPushReceived')).toBe(tracked ? 1 : 0)
      expect(count('trackPushOpened')).toBe(tracked ? 1 : 0)
      expect(count('trackPushReceivedWithoutTrackingConsent')).toBe(1)
      expect(count('trackPushOpenedWithoutTrackingConsent')).toBe(1)
    },
  )

  it.each([
    ['https://a/?x=1&xnpe_force_track', true],
    ['https://a/?xnpe_force_track=true', true],
    ['https://a/?xnpe_force_track=1#end', true],
    ['https://a/?xnpe_force_track=0', false],
    ['https://a/?xnpe_force_track=perhaps', false],
    ['https://a/#?xnpe_force_track=1', false],
  ])('a click without consent on %s: forced %j (GdprTracking.swift:14)', (url, forced) => {
    const info = userInfo({ has_tracking_consent: false, action: 'browser', url })
    const clicks = properties(
      play({ profile: 'ios-4', settings: MANUAL }, `0 configure\n1 trackPushOpened ${info}`),
      'campaign',
    )
    expect(clicks.map((click) => click.tracking_forced)).toEqual(forced ? [true] : [])
  })
})

describe('banners (guide, “Tracking”; TrackingManager.swift:595)', () => {
  const message =
    '{"id":"m1","name":"Sale","message_type":"modal",' +
    '"variant_id":2,"variant_name":"B","consent_category_tracking":"ads"'

  it.each(BOTH)('shown, clicked, closed [%s]', (profile) => {
    const script = `0 configure
      1 trackBanner ${message}}, "show"
      2 trackInAppMessageClick ${message}}, "Buy", "https://shop.example/"
      3 trackInAppMessageClose ${message}}, "No", true`
    const [show, click, close] = properties(play({ profile, settings: MANUAL }, script), 'banner')
    expect(show).toMatchObject({
      action: 'show',
      banner_id: 'm1',
      banner_name: 'Sale',
      banner_type: 'modal',
      interaction: false,
      os: 'iOS',
      type: 'in-app message',
      variant_id: 2,
      variant_name: 'B',
      consent_category_tracking: 'ads',
      sdk: 'Exponea iOS SDK',
    })
    expect(click).toMatchObject({ action: 'click', text: 'Buy', link: 'https://shop.example/', interaction: true })
    expect(close).toMatchObject({ action: 'close', text: 'No', interaction: true })
  })

  it.each(BOTH)('content blocks [%s]', (profile) => {
    const block = '{"placeholderId":"top","contentBlock":{"id":"b1","name":"Block","content_type":"html"}'
    const played = play(
      { profile, settings: MANUAL },
      `0 configure
      1 trackInAppContentBlockShown ${block}}
      2 trackInAppContentBlockError ${block},"errorMessage":"no"}`,
    )
    expect(properties(played, 'banner')).toMatchObject([
      { action: 'show', type: 'in-app content block', placeholder: 'top', platform: 'ios', interaction: false },
      { action: 'error', error: 'no' },
    ])
  })

  it.each(BOTH)('content blocks in the native SDKs’ form, by places and by labels [%s]', (profile) => {
    const block = '{"id":"b1","name":"Block"}'
    const played = play(
      { profile, settings: MANUAL },
      `0 configure
      1 trackInAppContentBlockShown "top", ${block}
      2 trackInAppContentBlockClick "top", {"name":"Buy","url":"https://a/"}, ${block}
      3 trackInAppContentBlockErrorWithoutTrackingConsent "top", ${block}, "no"
      4 trackInAppContentBlockClose {"placeholderId":"top","message":${block}}`,
    )
    const each = { banner_id: 'b1', banner_name: 'Block', placeholder: 'top' }
    expect(properties(played, 'banner')).toMatchObject([
      { ...each, action: 'show' },
      { ...each, action: 'click', text: 'Buy', link: 'https://a/' },
      { ...each, action: 'error', error: 'no' },
      { ...each, action: 'close' },
    ])
  })

  it.each(BOTH)('a content block that is shown is tracked by itself, as a block [%s]', (profile) => {
    const block = '{"placeholderId":"top","contentBlock":{"id":"b1","name":"Block"}}'
    const played = play({ profile, settings: MANUAL }, `0 configure\n1 trackBanner ${block}, "show"`)
    expect(properties(played, 'banner')).toMatchObject([
      { action: 'show', banner_id: 'b1', placeholder: 'top', type: 'in-app content block' },
    ])
    expect(played.view.content?.shown).toEqual(['content block “Block”'])
  })

  it.each(BOTH)('a message that cannot be read is refused, never an empty banner [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      `0 configure
      1 trackInAppContentBlockShown "top"
      2 trackInAppContentBlockShown {"contentBlock":{"id":"b"}}
      3 trackInAppContentBlockClick {"placeholderId":"top","contentBlock":"{}"}
      4 trackInAppContentBlockError "top", {"id":"b"}, 7
      5 trackInAppMessageClick "m"
      6 trackInAppMessageClose
      7 trackAppInboxOpened "m"
      8 trackAppInboxClick {"url":"u"}, null`,
    )
    expect(played.tracked('banner', 'campaign')).toEqual([])
    expect(played.logs('the bridge refuses the call')).toHaveLength(8)
  })

  it.each(BOTH)('without consent nothing, unless forced or asked to ignore it [%s]', (profile) => {
    const silent = `${message},"has_tracking_consent":false}`
    const script = `0 configure
      1 trackBanner ${silent}, "show"
      2 trackInAppMessageClose ${silent}, null, true
      3 trackInAppMessageClick ${silent}, "Buy", "https://a/"
      4 trackInAppMessageClick ${silent}, "Buy", "https://a/?xnpe_force_track=1"
      5 trackInAppMessageCloseWithoutTrackingConsent ${silent}, null, true`
    expect(play({ profile, settings: MANUAL }, script).tracked('banner')).toEqual(['banner @4 c1', 'banner @5 c1'])
  })
})

describe('campaign clicks (ExponeaInternal+Tracking.swift:279)', () => {
  const url = 'https://shop.example/?xnpe_cmp=abc&utm_source=mail&utm_medium=e%20mail'
  const start = (played: ReturnType<typeof play>) => properties(played, 'session_start')

  it.each(BOTH)('the click’s body holds address and platform only [%s]', (profile) => {
    const played = play({ profile, settings: MANUAL }, `0 configure\n1 trackCampaignClick "${url}", 5\n2 flushData`)
    expect(played.bodies().at(-1)).toEqual({
      customer_ids: { cookie: played.view.customer.soft.cookie },
      event_type: 'campaign_click',
      timestamp: 1763788401,
      url,
      properties: { platform: 'ios' },
    })
    expect(played.requests().at(-1)).toBe('campaigns/clicks c1 campaign_click')
  })

  it.each(BOTH)('without a value for xnpe_cmp there is none [%s]', (profile) => {
    const played = play(
      { profile, settings: MANUAL },
      '0 configure\n1 trackCampaignClick "https://a/?xnpe_cmp="\n2 trackCampaignClick "https://a/"',
    )
    expect(played.tracked('campaign_click')).toEqual([])
  })

  it.each(BOTH)('joined to a session start of the last 3 s [%s]', (profile) => {
    const played = play(
      { profile, settings: { flushMode: 'manual' } },
      `0 configure\n2 trackCampaignClick "${url}"\n3 flushData`,
    )
    const sent = played.bodies().find((body) => body.event_type === 'session_start')
    expect(sent?.properties).toMatchObject({ url, xnpe_cmp: 'abc', utm_source: 'mail', utm_medium: 'e mail' })
  })

  it.each(BOTH)('kept for a session start within 3 s, else forgotten [%s]', (profile) => {
    const settings = { flushMode: 'manual', sessionTimeout: 1 }
    const soon = play(
      { profile, settings },
      `0 configure\n10 trackCampaignClick "${url}"\n10.5 background\n12.5 active`,
    )
    expect(start(soon)[1]).toMatchObject({ xnpe_cmp: 'abc' })
    const late = play({ profile, settings }, `0 configure\n10 trackCampaignClick "${url}"\n10.5 background\n30 active`)
    expect(start(late)[1]).not.toHaveProperty('xnpe_cmp')
  })
})
