/** The button that opens a plan's files. */
import { useRef } from 'preact/hooks'
import { Icon } from '../../../ui/parts/icon'
import type { Store } from '../../../ui/store/store'
import { loadFiles } from './loading'

/** Several files at once belong to one plan: RudderStack keeps events and properties apart. */
export function OpenButton({
  store,
  label,
  primary = false,
}: {
  readonly store: Store
  readonly label: string
  readonly primary?: boolean
}) {
  const file = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class={primary ? 'button primary' : 'button'} onClick={() => file.current?.click()}>
        <Icon name="open" />
        {label}
      </button>
      <input
        ref={file}
        type="file"
        multiple
        accept=".json,.yaml,.yml,.csv,.tsv,.txt,application/json,text/csv"
        class="hidden"
        tabIndex={-1}
        aria-label="Plan file"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          if (chosen.length > 0) void loadFiles(store, chosen)
        }}
      />
    </>
  )
}
