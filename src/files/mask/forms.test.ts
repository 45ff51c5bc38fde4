/** Tests that a person's value is found in whatever form it is written, and that what only looks so stays. */
import { describe, expect, it } from 'vitest'
import type { Happening } from '../../core/fact'
import type { Json } from '../../core/json'
import { story } from '../../testing/story'
import { maskFacts } from './mask'

const call = (method: string, args: readonly Json[]): Happening => ({
  ...{ kind: 'call', vendor: 'customerio', surface: 'snippet', tracker: 'i1', call: 1 },
  ...{ method, args },
})
const get = (rest: string): Happening => ({
  ...{ kind: 'request', request: 1, vendor: 'customerio', via: 'fetch', method: 'GET' },
  ...{ url: `https://a.example/${rest}`, body: { text: null, size: 0 } },
})
const page = (path: string, title: string): Happening => ({
  ...{ kind: 'document', url: `https://shop.example${path}`, title },
  ...{ top: true, late: false, startedAt: 1 },
})
const track = (note: Json) => call('track', ['seen', { note }])
const told = (...happenings: readonly Happening[]) => story().tell('d', ...happenings).facts
const masked = (...happenings: readonly Happening[]): string =>
  JSON.stringify(maskFacts(told(...happenings), { personal: false, key: 'q4' }))

const base64 = (text: string) => btoa(text)
const utf8 = (text: string) => base64(String.fromCharCode(...new TextEncoder().encode(text)))
const forUrls = (text: string) => base64(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const person = call('identify', [
  'shopper-jane',
  { name: 'Petra Novák', nick: 'Jindra', phone: '777 123 456', email: 'petra.n@corp.example', tier: 'gold' },
])

describe('what is known of a person', () => {
  const known = call('identify', [
    'Shopper-Jane',
    { name: "Zoë O'Hurley", street: 'Dlouhá 15/7, Brno', note: 'ústecká ulička (3)!', phone: '777 123 456' },
  ])

  it.each<[string, string, string]>([
    ['a form', 'Zo%C3%AB+O%27Hurley', 'Hurley'],
    ['whole addresses', encodeURI('Dlouhá 15/7, Brno'), 'Dlouh'],
    ['a URL in small letters', '%c3%basteck%c3%a1%20uli%c4%8dka%20(3)!', 'steck'],
    ['a URL’s stricter way', '%C3%BAsteck%C3%A1%20uli%C4%8Dka%20%283%29%21', 'steck'],
    ['a URL within a URL', 'Zo%25C3%25AB%2520O%2527Hurley', 'Hurley'],
    ['HTML', 'Zo&euml; O&#39;Hurley', 'Hurley'],
    ['HTML by sixteens', 'Zo&#xEB; O&#x27;Hurley', 'Hurley'],
    ['JSON in capitals', '\\u00FAsteck\\u00E1 uli\\u010Dka (3)!', 'steck'],
    ['a printed book', 'Zoë O’Hurley', 'Hurley'],
    ['capitals, of several words', 'ÚSTECKÁ ULIČKA (3)!', 'STECK'],
    ['letters without marks', 'ustecka ulicka (3)!', 'ustecka'],
    ['wide letters', 'Ｓｈｏｐｐｅｒ－Ｊａｎｅ', 'Ｊａｎｅ'],
    ['an id whose dash a URL writes', 'Shopper%2DJane', 'Jane'],
    ['an id with what is not seen', 'Shop\u00adper\u200b-Jane', 'Jane'],
  ])('is found as it is written in %s', (_, plant, gone) => {
    for (const place of [track(`x ${plant} y`), get(`u/${plant}/o`), page('/', plant), page(`/?q=${plant}`, '')]) {
      expect(JSON.stringify(told(place))).toContain(gone)
      expect(masked(known, place)).not.toContain(gone)
    }
  })

  it('has one stand-in, however often a URL within URLs writes it', () => {
    const mail = 'zoe@corp.example'
    const written = [mail, ...[1, 2, 3].map((times) => mail.replace('@', `%${'25'.repeat(times - 1)}40`))]
    const text = masked(call('identify', [mail, {}]), track(written.map((each) => `for ${each}`)))
    expect(text.match(/masked\.example/g)).toHaveLength(written.length + 1)
    expect(new Set(text.match(/person-q4-\d+/g)).size).toBe(1)
  })

  it.each<[string, Happening, string]>([
    ['a number in one row', track('ring 777123456'), '777123456'],
    ['a number before another', track('ring 777123456 5 times'), '777123456'],
    ['a number behind others', track('1795860077500 12 777 123 456'), '777 123'],
    ['a number between signs', track('777_123_456 and 777,123,456'), '777'],
    ['a number with dashes', track('ring 777-123-456 now'), '777-123'],
    ['a number with its country', track('ring 00420777123456'), '777123456'],
    ['a number in an address', get('x?q=%2B420%20777%20123%20456'), '777'],
    ['a number that is no text', track([420777123456]), '777123456'],
    ['a name in capitals', track('for PETRA NOVÁK'), 'PETRA'],
    ['a name in pieces of letters', track('for Petra Nova\u0301k'), 'Petra'],
    ['a name with a hard blank', track('for Petra\u00a0Novák'), 'Petra'],
    ['the first word of a name', page('/', 'Hello Petra!'), 'Petra'],
    ['the last word of a name', page('/', 'Account of Novák'), 'Novák'],
    ['a name in a path', page('/customer/petra-novak', ''), 'petra-novak'],
    ['a name in a path, with accents', page('/customer/Petra_Novák/x', ''), 'Petra_'],
    ['a name half written as in a URL', get('u/Petra%20Novák/x'), 'Novák'],
    ['a name in HTML', track('Petra Nov&#225;k'), 'Petra'],
    ['what an e-mail address begins with', page('/u/petra.n', ''), 'petra.n'],
    ['an id in capitals', track('SHOPPER-JANE'), 'SHOPPER-JANE'],
    ['an id in base64', get(`x?e=${base64('shopper-jane')}`), base64('shopper-jane')],
    ['an id within base64', get(`x?e=${base64('of=shopper-jane&x=1')}`), base64('of=shopper-jane&x=1').slice(0, 12)],
    ['base64 in a URL’s writing', get(`x/${encodeURIComponent(base64('a>?a>?shopper-jane>?'))}`), 'c2hvcHBlci1q'],
    ['base64 behind a URL’s writing', get(`x/%22${base64('of shopper-jane')}%22`), base64('of shopper-jane')],
    ['base64 in a form', get(`x/q+${base64('of shopper-jane')}`), base64('of shopper-jane')],
    ['base64 behind a name', track(`id_${base64('of shopper-jane')}`), base64('of shopper-jane')],
    ['a field’s name', track({ by: { Jindra: 3 } }), 'Jindra'],
    ['a stack', { ...track(1), stack: 'at f (https://s.example/u/shopper-jane/a.js:1:2)' } as Happening, 'shopper'],
  ])('is found as %s', (_, plant, gone) => {
    expect(JSON.stringify(told(plant))).toContain(gone)
    expect(masked(person, plant)).not.toContain(gone)
  })

  it.each<[string, Json]>([
    ['a list of friends', { friends: { Karolina: 1, tomas: { since: 2020 } } }],
    ['a map of any name', { ratings: { Karolina: 5, Tomas: 4 } }],
    ['names of two words', { ratings: { 'Karolina Malá': 5, average: 4 } }],
  ])('is found as names of fields in %s', (_, traits) => {
    const text = masked(call('identify', ['u', traits]))
    expect(text).not.toMatch(/Karolina|tomas|Tomas/)
    for (const name of Object.keys(traits as object)) expect(text).toContain(`"${name}"`)
  })
})

describe('by its form alone', () => {
  const form = (text: string) => new URLSearchParams({ q: text }).toString()
  const html = (text: string) => text.replace(/ /g, '&nbsp;').replace(/[+@:]/g, (char) => `&#${char.charCodeAt(0)};`)
  const ascii = (text: string) => text.replace(/[+@:. ]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`)

  it.each([
    ['a phone number', '+420 602 111 222'],
    ['a phone number with hard blanks', '+420\u00a0602\u00a0111\u00a0222'],
    ['a number at home', '0176 1234567'],
    ['a number of groups of three', '602 111 222'],
    ['an American number', '(415) 555-2671'],
    ['a card', '4111 1111 1111 1111'],
    ['a bank account', 'CZ65 0800 0000 1920 0014 5399'],
    ['an e-mail address', 'jane.roe@corp.example'],
    ['an IP address', '83.12.45.77'],
    ['an IP address of eight groups', '2001:db8::8a2e:370:7334'],
  ])('%s is found however a URL, a form, HTML or JSON writes it', (_, plain) => {
    const written = [plain, encodeURIComponent(plain), encodeURIComponent(encodeURIComponent(plain)), form(plain)]
    for (const each of [...written, html(plain), ascii(plain)]) {
      const places = [
        track(`x ${each} y`),
        get(`u/x%20${each}%22/z`),
        get(`r?u=${each}`),
        get(`?u=${form(`b ${each}`)}`),
      ]
      for (const place of places)
        expect(masked(place)).not.toMatch(/602.{1,20}111|1234567|555|1111|0800|roe|12.45|8a2e/)
    }
  })

  it.each([
    ['French pairs', '06.12.34.56.78', '12.34'],
    ['dashes', '0176-1234567', '1234567'],
    ['an area in brackets', '(020) 7946 0958', '7946'],
    ['one before American groups', '1-415-555-2671', '555'],
    ['Russian groups', '8 (912) 345-67-89', '345'],
    ['dots in the middle', '+420·602·111·222', '602'],
    ['a card of its own groups', '3782 822463 10005', '822463'],
    ['an account that is read as a number', 'DE89 3704 0044 0532 0130 00', '3704'],
    ['a Chinese dot', 'jane.roe@corp。example', 'jane'],
    ['wide letters', 'ｊａｎｅ．ｒｏｅ＠ｃｏｒｐ．ｅｘａｍｐｌｅ', 'ｊａｎｅ'],
  ])('a number or an address is found: %s', (_, plant, gone) => {
    expect(masked(track(`x ${plant} y`))).not.toContain(gone)
  })

  it('a plus in an address that a URL has as it is stays a part of it', () => {
    for (const plant of ['jane+shop@corp.example', 'jane+shop%40corp.example', 'x=1&m=jane+shop%40corp.example'])
      expect(masked(get(`?q=${plant}`))).not.toMatch(/jane|shop(%40|@)/)
  })

  it.each([
    ['a field of an address within a path', get(`r/${encodeURIComponent('https://b.example/?email=janex&x=1')}/z`)],
    ['a field of JSON within a path', get(`r/${encodeURIComponent('{"email":"janex"}')}/z`)],
  ])('%s is found by its name', (_, plant) => {
    expect(masked(plant)).not.toContain('janex')
  })

  it.each<[string, Happening, string]>([
    ['brackets', track('ring (602) 111-2222'), '2222'],
    ['zeros', track('ring 00420602111222'), '602111222'],
    ['zeros and blanks', track('ring 00 420 602 111 222'), '602'],
    ['a country in brackets', track('+(1) 415 555 2671'), '555'],
    ['a link', track('tel:602111222'), '602111222'],
    ['a link to a chat', track('https://wa.me/420602111222'), '602111222'],
    ['hard blanks', track('+420\u00a0602\u00a0111\u00a0222'), '602'],
    ['slashes', track('+49/176/1234567'), '1234567'],
    ['long dashes', track('+49–176–1234567'), '1234567'],
    ['a URL’s blanks', get('x?q=%2B420+602+111+222'), '602'],
    ['digits of another script', track('+٤٢٠٦٠٢١١١٢٢٢'), '٦٠٢'],
    ['a wide plus', track('＋420602111222'), '602111222'],
    ['American groups', track('call 415-555-2671'), '555'],
    ['German groups', track('call 0176 1234567'), '1234567'],
    ['French groups', track('call 06 12 34 56 78'), '12 34'],
    ['groups of three', track('call 602 111 222 now'), '602 111'],
  ])('a phone number is found: %s', (_, plant, gone) => {
    expect(masked(plant)).not.toContain(gone)
  })

  it.each<[string, Happening, string]>([
    ['in a path', page('/customer/jane@corp.example', ''), 'jane'],
    ['encoded in a path', page('/customer/jane%40corp.example', ''), 'jane'],
    ['in a title', page('/', 'jane@corp.example – account'), 'jane'],
    ['in base64', get(`x?e=${base64('jane.roe@corp.example')}`), base64('jane.roe@corp.example').slice(0, 16)],
    [
      'in base64 for URLs',
      get(`u/${forUrls('jane.roe@corp.example')}/x`),
      forUrls('jane.roe@corp.example').slice(0, 16),
    ],
    [
      'in base64 of what was no text once',
      get(`x?e=${utf8(`\ufffd jane@c.example`)}`),
      utf8('\ufffd jane@c').slice(0, 12),
    ],
    [
      'late in such base64',
      get(`x?e=${utf8(`\ufffd${'é'.repeat(23)}a€${' '.repeat(40)}jane@c.example`)}`),
      utf8('jane@c'),
    ],
    // Of a long run the beginning is tried first; here it ends in the middle of a letter.
    ['late in long base64', get(`x?e=${utf8(`${'é'.repeat(23)}a€${' '.repeat(40)}jane@c.example`)}`), utf8('jane@c')],
    ['with letters beyond ASCII', track('write jánošík@corp.example'), 'jánoš'],
    ['with such letters as a URL writes them', get('x/j%C3%A1nos%40corp.example'), 'j%C3'],
    ['at a host beyond ASCII', track('write jano@čokoláda.example'), 'jano'],
    ['with an apostrophe', track("write o'brien@corp.example"), "o'b"],
    ['with a name in quotes', track('write "john doe"@corp.example'), 'doe'],
    ['in HTML', track('write jano&#64;corp.example'), 'jano'],
    ['in HTML, by names', track('write jan&period;roe&commat;corp&period;example'), 'roe'],
    ['in HTML, with accents', track('write jan&oacute;&scaron;ik@corp.example'), 'jan'],
    ['in HTML, every letter', track('&#106;&#97;n&#x6F;&#x00040;corp&#046;example'), 'corp'],
    ['at a host as a URL writes its dots', get('x?q=jano%40corp%2Eexample'), 'jano'],
    ['in broken JSON', track('{"x": broken "jano\\u0040corp.example"'), 'jano'],
    ['in JSON without its end', track('{"a":1,"b":{"email":"jano@corp.ex'), 'jano'],
    [
      'in a stack',
      { ...track(1), stack: 'at f (https://s.example/customer/jane@c.example/a.js:1:2)' } as Happening,
      'jane',
    ],
  ])('an e-mail address is found %s', (_, plant, gone) => {
    expect(masked(plant)).not.toContain(gone)
  })

  it('HTML around an address is no part of it', () => {
    const text = masked(track('&lt;b&gt;jano&commat;corp.example&lt;/b&gt;&nbsp;x'))
    expect(text).toMatch(/&lt;b&gt;[^&]*@masked\.example&lt;\/b&gt;&nbsp;x/)
  })

  it.each<[string, string]>([
    ['seen from 83.12.45.7, again', '83.12.45.7'],
    ['ip=203.0.113.9;', '203.0.113.9'],
    ['for=198.51.100.17:4711', '198.51.100.17'],
    ['203.0.113.9, 10.1.22.33', '10.1.22.33'],
    ['by 2001:db8:0:1:1:1:1:1.', '2001:db8:0:1'],
    ['[2001:db8::8a2e:370:7334]', '8a2e'],
    ['from ::ffff:203.0.113.9', '203.0.113.9'],
    ['server 83.12.45.7', '83.12.45.7'],
    ['conversion 83.12.45.7', '83.12.45.7'],
    ['version 2.14.10.1 on 83.12.45.7', '83.12.45.7'],
    ['the version that 83.12.45.7 has', '83.12.45.7'],
  ])('the IP address of whoever visits is found: %s', (plant, gone) => {
    expect(masked(track(plant))).not.toContain(gone)
  })

  it.each([
    ['CZ65 0800 0000 1920 0014 5399', '1920'],
    ['cz6508000000192000145399', '192000'],
    ['De89 3704 0044 0532 0130 00', '0532'],
    ['DE89.3704.0044.0532.0130.00', '0532'],
    ['IBANDE89370400440532013000', '0532'],
    ['nl91abna0417164300', '041716'],
  ])('the number of a bank account is found: %s', (plant, gone) => {
    expect(masked(track(`to ${plant} please`))).not.toContain(gone)
  })

  it('what only looks like one stays', () => {
    const others = [
      'CZ64 0800 0000 1920 0014 5399',
      'sku AT12-3456-7890-1234-5678',
      'de89abcd-0000-4000-8000-000000000000',
    ]
    for (const plant of others) expect(masked(track(`to ${plant} please`))).toContain(plant)
  })

  it.each<[string, string, string]>([
    ['an address at the own machine', 'by a@localhost now', 'a@'],
    ['one at a host of an own network', 'by jane.doe@intranet', 'jane'],
    ['one at the number of a host', 'by jane.doe@[192.168.2.14]', 'jane'],
    ['one of a telephone by internet', 'sip:jane@pbx', 'jane'],
    ['the name before one', 'From: Jane Doe <j@corp.example>', 'Doe'],
    ['one in quotes and in small letters', 'From: "jane doe" <j@corp.example>', 'doe'],
    ['an address that is spelt out', 'by jane (at) corp.example', 'jane'],
    ['one without a dot', 'by jane(at)corp', 'jane'],
    ['one in words', 'by jane at corp dot example', 'jane'],
    ['one in capitals', 'by Jane.Doe AT corp DOT example', 'Doe'],
    ['one in other brackets', 'by jane.doe[at]corp[dot]example', 'doe'],
    ['one with dots in words before the sign', 'by jane dot doe at corp dot example', 'jane'],
    ['one in a form', 'q=by+jane+%28at%29+corp.example', 'jane'],
    ['one in HTML', 'by jane &lt;at&gt; corp.example', 'jane'],
    ['a small sign', 'jane﹫corp.example', 'jane'],
    ['quoted as mail does', 'to jane=40corp.example', 'jane'],
    ['every letter quoted as mail does', '=6A=61=6E=65=40=63=2E=65=78', '=6A=61'],
    ['a line of mail that goes on', 'jane@co=\r\nrp.example', 'jane'],
    ['an entity without its end', 'jane&#64corp.example', 'jane'],
    ['an entity with many zeros', 'jane&#000000000064;corp.example', 'jane'],
    ['a card at the end of a sentence', 'paid by 4111111111111111.', '11111'],
    ['a card with dots', '4111.1111.1111.1111', '1111'],
    ['a phone number with dots', 'ring 777.123.456', '777'],
    ['one with dashes', 'ring 777-123-456', '777'],
    ['one by the word before it', 'phone: 777123456', '777'],
    ['one by a short word before it', 'tel. 777 12 34 56', '777'],
    ['one as it is dialled in America', '011 420 777 123 456', '777'],
    ['Spanish groups', '612 34 56 78', '34'],
    ['Brazilian groups', '(11) 91234-5678', '91234'],
    ['Chinese groups', '138 0013 8000', '0013'],
    ['a number of birth', 'born 755126/0013', '755126'],
    ['a number of social security', 'ssn 219-09-9999', '219'],
    ['one in a row', 'SSN: 219099999', '2190'],
    ['one of other groups', 'social security number 219 09 9999', '219'],
    ['the user of a path of a file', 'C:\\Users\\jane.doe\\a.pdf', 'jane'],
    ['one of an address of a file', 'file:///home/janedoe/a.pdf', 'jane'],
    ['an id in a path', 'https://a.example/users/87123/orders', '87123'],
    ['one of letters and digits in a path', '/customer/jane-d4/x', 'jane'],
    ['a field of JSON in a line of a log', 'sent {"first_name":"Janedoe"} twice', 'Jane'],
    ['a number of such JSON', 'sent {"phone":777123456} twice', '777'],
    ['a field of JSON in JSON in such a line', 'sent {\\"first_name\\":\\"Jane \\\\"J\\\\" Doe\\"}', 'Jane'],
    ['a field of code in such a line', "sent { firstName: 'Janedoe' }", 'Jane'],
  ])('%s is found', (_, plant, gone) => {
    expect(masked(track(plant))).not.toContain(gone)
  })

  it.each([
    'https://unpkg.com/preact@10.5.0/dist/x.js',
    'https://cdn.example/npm/@customerio/cdp-analytics-browser@0.3.1/dist/a.js',
    'icon@2x.png',
    'Foo.bar@http://localhost:3000/a.js:1:2',
    'vue.runtime@next',
    'size=40mm&a=20&b=30&c=41',
    '1.234.567.890 and 123.456.7',
    'https://api.example/users/me and /accounts/v2/x',
    '/home/index.html',
    '{ level: "gold", step: 3 } {"name":"purchase"}',
    'mobile 1280x720, phone 15 Pro, tel: 2026-11-29 10:15',
    '990101/0000, 123-45-678, 4.5/5',
    'looked at page two, at (https://a.example/b.js) and a list[at] = 3',
    'to "x" : "<b>bold</b>"',
    '{"sent":"to"}',
  ])('%s stays', (text) => {
    expect(masked(track(text))).toContain(JSON.stringify(text).slice(1, -1))
  })
})

it.each([
  ['contactPersonName', 'Karel'],
  ['full_name_of_user', 'Karel'],
  ['street1', 'Hlavni 7'],
  ['email2', 'karelg'],
  ['rodne_cislo', '800101/1234'],
  ['national-id', 'AB1234'],
])('the name of a field tells that its value is a person’s: %s', (name, value) => {
  expect(masked(call('track', ['seen', { [name]: value }]))).not.toContain(value)
})

it.each<[string, Json]>([
  ['buyer', { name: 'Karel' }],
  ['guests', [{ first: 'Karel' }]],
  ['friends', { Karel: 1 }],
])('so does the name of what holds a person: %s', (name, value) => {
  expect(masked(call('track', ['seen', { [name]: value, total: 1 }]))).not.toContain('Karel')
})

describe('what is no person’s stays:', () => {
  const stays = (text: string, ...parts: readonly string[]) => {
    for (const part of parts) expect(text).toContain(part)
  }

  it.each(['Gold member joined', 'View of Jindra tea'])(
    'the name of an event in which a trait’s word stands: %s',
    (name) => {
      stays(masked(person, call('track', [name, {}])), `"${name}"`)
    },
  )

  it('names of properties within traits', () => {
    const address = { 'Home Street': 'Hlavní 5', City: 'Brno', 'Line 2': '' }
    const text = masked(call('identify', ['u', { 'Loyalty Tier': 'gold', address, plan: { Basic: true } }]))
    stays(text, '"Loyalty Tier"', '"Home Street"', '"City"', '"Line 2"', '"Basic"')
    expect(text).not.toMatch(/Hlavní|Brno/)
  })

  it('numbers, dates, versions and ids that are no phone’s', () => {
    const values = ['2026-11-29 10:15', '01/02/2026 10', '1 234 567.50', '1.2.3.4', 'A-123-456-789', 1795860077500]
    const uuid = ['00000000-0000-4000-8000-000000000000', '01234567-89ab-4cde-8f01-234567890abc']
    stays(masked(person, track([...values, ...uuid])), ...values.map(String), ...uuid)
  })

  it('versions, servers, the own device, times and names in code that look like IP addresses', () => {
    const agent = 'Chrome/140.0.0.0 Safari/537.36 app/203.10.11.12 v12.13.14.15'
    const texts = [agent, 'at f (http://203.0.113.9:80/a.js:1:2)', 'http://[2001:db8::8a2e:7]/', '127.0.0.1:8080']
    const others = [
      '10:15:30',
      '2026-11-29T10:15:30',
      '4.10.0.1',
      'std::vector',
      'a::before',
      '00:1a:2b:3c:4d:5e',
      '::1',
    ]
    stays(masked(person, track([...texts, ...others])), ...texts, ...others)
  })

  it.each<[string, Json]>([
    ['“version” before it', 'SDK Version: 2.14.10.1'],
    ['“ver.” before it', 'app ver. 2.14.10.1'],
    ['“v” before it', 'app v2.14.10.1'],
    ['a name with “version” in torn JSON', '{"sdk_version":"2.14.10.1","x'],
    ['a name with “version” in a query', 'https://s.example/?appVersion=2.14.10.1&x=1'],
    ['the name of its field', { appVersion: '2.14.10.1' }],
    ['the name of its field, with more behind it', { build_number: '2.14.10.1 (release)' }],
  ])('a version with as many digits as an IP address, by %s', (_, value) => {
    stays(masked(track(value)), '2.14.10.1')
  })

  it('but an IP address behind a version, or known from elsewhere', () => {
    const properties = { ip: '83.12.45.7', version: '2.14.10.1 at 83.12.45.8', sdk_ver: '83.12.45.7' }
    expect(masked(call('track', ['seen', properties]))).not.toMatch(/83\.12\.45/)
  })

  it('a number of guests, words that look like base64, and text that begins like JSON', () => {
    const text = masked(person, call('track', ['seen', { guests: 2, kind: 'subscription', log: '[GA event sent' }]))
    stays(text, '"guests":2', '"subscription"', '[GA event sent')
  })
})
