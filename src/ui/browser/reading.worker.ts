/**
 * Reads files of other tools in a thread of its own: a panel that did it itself would stand still over a large one.
 */
import type { ToReader } from './reading'
import { serve } from './serve-reading'

addEventListener('message', ({ data }: MessageEvent<ToReader>) => void serve(data, (message) => postMessage(message)))
