/** The page part of Segment: the hook that its SDK offers to inspectors, and its snippet's stub. */
import type { Surface } from '../../core/contract/surface'
import { watchFamily } from '../customerio/surface/family'
import type { Family } from '../customerio/surface/snippet'

/** Segment's web SDK (its snippet 5.2.1; core/inspector/index.ts of 1.84.3). Its global is too common to be claimed. */
const SDK: Family = {
  host: '__SEGMENT_INSPECTOR__',
  surface: 'segment',
  stub: 'segment',
  global: null,
  attribute: 'data-global-segment-analytics-key',
  script: /\/analytics\.js\/v1\/[^/]+\/analytics(?:\.min)?\.js/,
}

/** The page part of Segment. */
export const surface: Surface = {
  vendor: 'segment',
  install: (kit) => watchFamily(kit, SDK),
}
