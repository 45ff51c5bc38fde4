/**
 * Names that the build shortens in the hook, as it does those of variables: members of its own objects. None of them is
 * a member of a fact, an order, an SDK's object or one of the browser's, which must keep their names.
 */
export const SHORTENED = [
  // What a surface is lent: `core/contract/surface.ts`.
  ...['drops', 'firsts', 'guard', 'install', 'nearest', 'outcome', 'own', 'say', 'settle', 'site', 'soon', 'tell'],
  ...['watchGlobal', 'watchProperty', 'watchScripts'],
  // The parts of the hook among themselves.
  ...['asTrigger', 'askHeld', 'hold', 'holds', 'instances', 'ownerOf', 'reporter', 'startsSdk', 'stopped', 'tellSites'],
  ...['answered', 'blocked', 'claimed', 'failed', 'got', 'handed', 'sent', 'threw', 'wanted', 'word'],
  // The surfaces of the vendors within themselves.
  ...['analytics', 'attribute', 'dispatched', 'isLoaded', 'report', 'runs', 'stub'],
] as const
