/** A part whose code is fetched when it is first shown. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import './empty.css'

/** `name` begins a sentence: `The Lab`. What was fetched once is shown at once from then on. */
export function lazy<P extends object>(name: string, fetch: () => Promise<ComponentType<P>>): ComponentType<P> {
  let fetched: ComponentType<P> | null = null
  return function Lazy(props: P) {
    const phase = useSignal<'fetching' | 'failed' | 'here'>(fetched ? 'here' : 'fetching')
    useEffect(() => {
      if (fetched) return
      fetch().then(
        (component) => {
          fetched = component
          phase.value = 'here'
        },
        () => {
          phase.value = 'failed'
        },
      )
    }, [])
    if (phase.value === 'here' && fetched) {
      const Fetched = fetched
      return <Fetched {...props} />
    }
    return phase.value === 'failed' ? (
      <div class="empty" role="alert">
        <h2>{name} could not be loaded</h2>
        <p>
          Tracklens was probably updated or removed while this panel was open. Close the developer tools and open them
          again.
        </p>
      </div>
    ) : (
      <p class="empty" role="status">
        {name} is loading …
      </p>
    )
  }
}
