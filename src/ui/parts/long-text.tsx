/** Text as it was sent, cut where it is long until one asks for all of it. */
import { useSignal } from '@preact/signals'
import './code.css'

/** So many characters are shown at first. */
const LONG = 2000

/** Nothing scrolls in it: what holds it does. */
export function LongText({ text }: { readonly text: string }) {
  const whole = useSignal(false)
  if (whole.value || text.length <= LONG) return <pre class="code">{text}</pre>
  return (
    <>
      <pre class="code">{text.slice(0, LONG)}…</pre>
      <button
        type="button"
        class="button"
        onClick={() => {
          whole.value = true
        }}
      >
        Show all {text.length.toLocaleString()} characters
      </button>
    </>
  )
}
