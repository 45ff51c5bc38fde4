/** The rules whose findings are not shown. */
import { useSignal } from '@preact/signals'
import { siteOf } from '../../ui/store/findings'
import type { Store } from '../../ui/store/store'
import { Choice, Entries, Part } from './part'

/** The list with the way back, and a form for one more. */
export function Mutes({ store }: { readonly store: Store }) {
  const { muted } = store.preferences.value.value
  const rules = [...store.checks.value].sort((a, b) => a.title.localeCompare(b.title))
  const site = siteOf(store)
  const rule = useSignal(rules[0]?.id ?? '')
  const where = useSignal(site ?? '')
  const put = (list: typeof muted) => store.preferences.change({ muted: list })
  const titleOf = (id: string) => rules.find((each) => each.id === id)?.title ?? id
  return (
    <Part
      title="Muted rules"
      about="What they find is neither listed nor counted, on a site or everywhere. Findings has a button for it too."
    >
      <Entries
        none="None: all rules are heard."
        entries={muted.map((each) => ({
          key: `${each.rule} ${each.site}`,
          name: titleOf(each.rule),
          detail: each.site === null ? 'everywhere' : `on ${each.site}`,
          word: 'Unmute',
          takeAway: () => put(muted.filter((other) => other !== each)),
        }))}
      />
      <form
        class="settings-form"
        onSubmit={(event) => {
          event.preventDefault()
          const next = { rule: rule.value, site: where.value === '' ? null : where.value }
          if (muted.some((each) => each.rule === next.rule && each.site === next.site)) return
          put([...muted, next])
        }}
      >
        <Choice
          label="Rule"
          value={rule.value}
          options={rules.map(({ id, title }) => [id, title])}
          onChoose={(id) => {
            rule.value = id
          }}
        />
        <Choice
          label="Where"
          value={where.value}
          options={[...(site === null ? [] : [[site, `On ${site}`] as const]), ['', 'Everywhere']]}
          onChoose={(value) => {
            where.value = value
          }}
        />
        <button type="submit" class="button">
          Mute
        </button>
      </form>
    </Part>
  )
}
