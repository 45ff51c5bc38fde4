/** The plan's part of an item's details: its code comes when it is first needed. */
import { lazy } from '../../../ui/parts/lazy'

/** Schema beside value. */
export const PlanPart = lazy('What is planned', async () => (await import('./planned')).Planned)
