/** What the Lab shows of an item is what goes out: its name and its properties, over all that the guides say. */
import { describe, expect, it } from 'vitest'
import { vendorOf } from '../providers/registry'
import { type Guide, shownBy } from '../testing/guides/statement'
import { STATEMENTS } from '../testing/guides/table'
import { playedOf } from '../testing/guides/transcript'
import { models } from './models'

const CLICK = 'trackCampaignClick("https://shop.test/?xnpe_cmp=abc&utm_source=mail&utm_term=x")'
const ODD: Readonly<Record<Guide, readonly string[]>> = {
  bloomreach: [
    `configure()\nwait 2 s\n${CLICK}\nflushData()`,
    `setDefaultProperties({"channel": "app"})\nconfigure({"defaultProperties": {"a": 1}})\n${CLICK}\nflushData()`,
    'configure()\ntrackPushToken("T")\nflushData()\nanonymize()\nflushData()',
    'configure()\ntrackEvent("x", {"a": null, "b": {"c": null, "d": [1, null]}})\nflushData()',
    'configure()\nidentifyCustomer({"registered": "j"}, {"platform": "x", "valid": true, "plan": "gold"})\nflushData()',
  ],
  customerio: ['track("x", {"a": null, "b": {"c": null}})\nidentify("u", {"a": 1})\nscreen("s", {"b": 2})\nflush()'],
}

const scriptsOf = (guide: Guide): readonly string[] => [
  ...STATEMENTS[guide].flatMap(({ modelled, decoded }) =>
    [modelled, decoded]
      .flatMap(shownBy)
      .flatMap((each) => (each.by === 'lab' || each.by === 'wire' ? [each.script] : [])),
  ),
  ...ODD[guide],
]

describe.each(models.flatMap(({ vendor, profiles }) => profiles.map(({ id }) => [vendor as Guide, id] as const)))(
  '%s %s',
  (guide, profile) => {
    it.each([...new Set(scriptsOf(guide))])('%s', (script) => {
      for (const { requests, items } of playedOf(guide, { script, profile }).slice(-1))
        for (const { request } of requests) {
          const { method, url, body: text } = request
          const carried = vendorOf(guide)?.decode({ method, url, body: { text, size: text.length } })?.items ?? []
          const shown = request.items.map((id) => items.find(({ item }) => item.id === id)?.item)
          expect(carried.map(({ name, properties }) => ({ name, properties }))).toEqual(
            shown.map((item) => ({ name: item?.name, properties: item?.properties })),
          )
        }
    })
  },
)
