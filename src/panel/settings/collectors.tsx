/** The addresses of a site's own to which vendors' SDKs send. */
import { useSignal } from '@preact/signals'
import { vendorOf, vendors } from '../../providers/registry'
import { vendorName } from '../../ui/parts/vendor'
import { readCollector } from '../../ui/store/collectors'
import type { Store } from '../../ui/store/store'
import { Add, Choice, Entries, Part, Problem, TextField } from './part'

/** The list, and a form for one more. */
export function Collectors({ store }: { readonly store: Store }) {
  const { collectors } = store.preferences.value.value
  const vendor = useSignal(vendors[0]?.id ?? '')
  const address = useSignal('')
  const path = useSignal('')
  const wrong = useSignal<{ readonly wrong: 'address' | 'path'; readonly problem: string } | null>(null)
  const put = (list: typeof collectors) => store.preferences.change({ collectors: list })
  const paths = vendorOf(vendor.value)?.paths ?? []
  const add = () => {
    const read = readCollector({
      vendor: vendor.value,
      address: address.value,
      path: path.value.trim() === '' ? (paths[0] ?? '') : path.value,
    })
    wrong.value = 'problem' in read ? read : null
    if ('problem' in read) return
    put([...collectors.filter((each) => each.address !== read.address), read])
    address.value = ''
    path.value = ''
  }
  const field = (name: 'address' | 'path') => ({
    wrong: wrong.value?.wrong === name,
    problem: 'collector-problem',
    onEdit: () => {
      wrong.value = null
    },
  })
  return (
    <Part
      title="Collectors of your own"
      about={
        'Vendors are recognised by the paths of their requests, whatever the host. Name an address here whose path ' +
        'is another one. Its requests are read from now on, from the browser’s own record: while this panel is open ' +
        'in the developer tools.'
      }
    >
      <Entries
        none="None: requests are recognised by the vendors’ own paths."
        entries={collectors.map((each) => ({
          key: each.address,
          name: each.address,
          detail: `stands for ${each.path} of ${vendorName(each.vendor)}`,
          word: 'Remove',
          takeAway: () => put(collectors.filter((other) => other !== each)),
        }))}
      />
      <Add word="Add collector" onAdd={add}>
        <Choice
          label="Vendor"
          value={vendor.value}
          options={vendors.map(({ id, name }) => [id, name])}
          onChoose={(id) => {
            vendor.value = id
            wrong.value = null
          }}
        />
        <TextField label="Host and path" placeholder="t.shop.example/collect" value={address} {...field('address')} />
        <TextField
          label="Stands for"
          placeholder={paths[0] ?? ''}
          list="collector-paths"
          value={path}
          {...field('path')}
        />
        <datalist id="collector-paths">
          {paths.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      </Add>
      <Problem id="collector-problem" text={wrong.value?.problem ?? null} />
    </Part>
  )
}
