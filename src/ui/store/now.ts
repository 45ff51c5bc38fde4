/** What time it is where one looks: the clock while live, else the time of the last fact that is shown. */
import { useEffect, useReducer } from 'preact/hooks'
import type { Store } from './store'

/** Milliseconds since 1970; null before the first fact. While live the view is drawn again every second. */
export function useNow(store: Store): number | null {
  const [, tick] = useReducer((times: number) => times + 1, 0)
  const live = store.mode.value === 'live' && store.recording.value === null
  useEffect(() => {
    if (!live) return
    const timer = setInterval(() => tick(undefined), 1000)
    return () => clearInterval(timer)
  }, [live])
  const last = store.log.value.facts[store.position.value - 1]?.at ?? null
  return live && last !== null ? Math.max(Date.now(), last) : last
}
