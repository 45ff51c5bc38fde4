/** A part whose code is fetched when it is first shown. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'
import { Unfetched } from './unfetched'

/**
 * `name` begins a sentence: `The Lab`. What was fetched once is shown at once from then on. A dialog says so: until it
 * is here the word stands over the panel too, whose bars would grow by it.
 */
export function lazy<P extends object>(
  name: string,
  fetch: () => Promise<ComponentType<P>>,
  as: 'part' | 'dialog' = 'part',
): ComponentType<P> {
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
    return <Unfetched name={name} failed={phase.value === 'failed'} over={as === 'dialog'} />
  }
}
