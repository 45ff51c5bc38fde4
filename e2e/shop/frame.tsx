/** What every page of the shop has around it: header, navigation, and the switches behind the counter. */
import { type ComponentChildren, render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { cart, shopper } from './goods'
import { connect } from './tracking/connect'
import { type ShopConfig, type Tracking, WAYS } from './tracking/tracking'
import { TryIt } from './try-it'

const config = JSON.parse(document.getElementById('shop-config')?.textContent ?? '{}') as ShopConfig

/** The shop's tracking on this page. */
export const tracking: Tracking = connect(config)

/** How the collectors can be told to treat what comes next. */
const TREATMENTS: Readonly<Record<string, { label: string; verdict: object | null }>> = {
  normal: { label: 'answer normally', verdict: null },
  reject: {
    label: 'reject everything (HTTP 500)',
    verdict: { act: 'reject', status: 500, body: '{"error":"out of tea"}' },
  },
  reset: { label: 'break the connection', verdict: { act: 'reset' } },
  hang: { label: 'never answer', verdict: { act: 'hang' } },
  delay: { label: 'answer after 3 seconds', verdict: { act: 'delay', ms: 3000 } },
}

async function treat(name: string): Promise<void> {
  const verdict = TREATMENTS[name]?.verdict
  for (const origin of Object.values(config.collectors)) {
    await fetch(`${origin}/collector/rules`, { method: 'DELETE' })
    if (verdict) await fetch(`${origin}/collector/rules`, { method: 'POST', body: JSON.stringify({ verdict }) })
  }
}

/** How the collectors treat everything now, by its name: the choice outlives the page on which it was made. */
async function treatmentNow(): Promise<string> {
  const [origin] = Object.values(config.collectors)
  const rules = (await (await fetch(`${origin}/collector/rules`)).json()) as { event?: string; verdict: object }[]
  const verdict = JSON.stringify(rules.find((rule) => rule.event === undefined)?.verdict ?? null)
  return Object.keys(TREATMENTS).find((name) => JSON.stringify(TREATMENTS[name]?.verdict) === verdict) ?? 'normal'
}

function Counter() {
  const [treatment, setTreatment] = useState('normal')
  useEffect(() => {
    void treatmentNow().then(setTreatment)
  }, [])
  const change = (event: Event) => {
    location.search = new URLSearchParams({ tracking: (event.currentTarget as HTMLSelectElement).value }).toString()
  }
  return (
    <footer>
      <p>A demo shop: nothing is sold, and everything that it tracks goes to a collector on this computer.</p>
      <TryIt
        tracking={tracking}
        treat={async (name) => {
          setTreatment(name)
          await treat(name)
        }}
      />
      <div class="row">
        <label>
          <span>Tracking: which SDK the shop uses</span>
          <select value={config.ways.join(',')} onChange={change}>
            {Object.entries(WAYS).map(([way, label]) => (
              <option key={way} value={way}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>How the collector shall answer from now on</span>
          <select
            value={treatment}
            onChange={({ currentTarget: { value } }) => {
              setTreatment(value)
              void treat(value)
            }}
          >
            {Object.entries(TREATMENTS).map(([name, { label }]) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
    </footer>
  )
}

function Frame({ at, children }: { at: string; children: ComponentChildren }) {
  const count = cart().reduce((sum, line) => sum + line.quantity, 0)
  const link = (page: string, text: string) => (
    <a href={page} aria-current={at === page ? 'page' : undefined}>
      {text}
    </a>
  )
  return (
    <>
      <header>
        <a class="brand" href="index.html">
          Linden &amp; Leaf
        </a>
        <nav aria-label="Shop">
          {link('index.html', 'Teas')}
          {link('cart.html', count === 0 ? 'Cart' : `Cart (${count})`)}
          {link('account.html', shopper()?.name ?? 'Log in')}
        </nav>
      </header>
      <main>{children}</main>
      <Counter />
    </>
  )
}

/** Shows a page; called again to show it anew. */
export function show(at: string, page: ComponentChildren): void {
  render(<Frame at={at}>{page}</Frame>, document.body)
}

/** A tin of tea, drawn. */
export function Tin({ tin, name }: { tin: readonly [string, string]; name: string }) {
  return (
    <svg viewBox="0 0 120 160" role="img" aria-label={`A tin of ${name}`}>
      <rect x="18" y="30" width="84" height="122" rx="8" fill={tin[0]} />
      <rect x="14" y="16" width="92" height="22" rx="7" fill={tin[0]} />
      <rect x="14" y="32" width="92" height="4" fill="#0003" />
      <rect x="30" y="62" width="60" height="58" rx="4" fill={tin[1]} />
      <path d="M60 76c12 6 14 18 0 30c-14-12-12-24 0-30z M60 80v26" fill={tin[0]} stroke={tin[1]} stroke-width="2" />
    </svg>
  )
}
