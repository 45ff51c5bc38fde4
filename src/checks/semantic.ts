/**
 * Customer.io's event names with a meaning of their own, as far as checks need them (Pipelines OpenAPI, schemas of
 * `/track`).
 */

/**
 * Name on the wire → the guide's title for the action, whether it destroys something, and what the specification
 * requires of it.
 */
export const SEMANTIC: Readonly<
  Record<string, { readonly title?: string; readonly destroys?: string; readonly requires: readonly string[] }>
> = {
  'User Deleted': { title: 'Delete Person', destroys: 'deletes the person and their data', requires: ['userId'] },
  'User Suppressed': {
    title: 'Suppress Person',
    destroys: 'deletes the person and blocks their identifiers',
    requires: ['userId'],
  },
  'User Unsuppressed': { title: 'Unsuppress Person', requires: ['userId'] },
  'Object Deleted': {
    title: 'Delete Object',
    destroys: 'deletes the object (group)',
    requires: ['anonymousId', 'objectId'],
  },
  'Relationship Deleted': {
    title: 'Delete Relationship',
    destroys: 'unlinks the person from the object',
    requires: ['userId', 'objectId'],
  },
  'Device Created or Updated': { title: 'Create Device', requires: ['userId'] },
  'Device Deleted': { title: 'Delete Device', destroys: 'removes the device from the person', requires: ['userId'] },
  'Report Delivery Event': { requires: ['deliveryId', 'metric'] },
  'Report Content Event': { requires: ['actionType', 'contentId', 'templateId'] },
}

/**
 * The name on the wire that a title or another spelling stands for; null for the exact name and for ordinary events.
 */
export function meantName(name: string): string | null {
  if (Object.hasOwn(SEMANTIC, name)) return null
  return MEANT.get(fold(name)) ?? null
}

const MEANT: ReadonlyMap<string, string> = new Map(
  Object.entries(SEMANTIC).flatMap(([name, { title }]) =>
    [name, ...(title ? [title] : [])].map((words) => [fold(words), name] as const),
  ),
)

function fold(name: string): string {
  return name.length > 60 ? '' : name.toLowerCase().replace(/[^a-z]/g, '')
}
