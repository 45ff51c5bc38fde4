/** The script's entry: runs as a classic script; `pace` is put in by whoever serves it. */
import { load } from './load'
import type { Pace } from './settings'

declare const pace: Pace

load(window as unknown as Parameters<typeof load>[0], navigator.userAgent, pace)
