/**
 * The optional permissions: how they are asked for and given back, and where that cannot be done. A panel inside
 * Firefox's developer tools can ask for none (measured with ESR 153).
 */
import { OUTCOMES_PERMISSION, type PermittedQuestion } from '../../link/messages'
import type { Host } from '../store/host'

/** What is used of the extension's interface. `permissions` is missing inside Firefox's developer tools. */
export interface PermissionApi {
  readonly permissions?: {
    request(wanted: { permissions?: 'webRequest'[]; origins?: string[] }): Promise<boolean>
    remove(given: { permissions?: 'webRequest'[] }): Promise<boolean>
  }
  readonly runtime: { sendMessage(question: PermittedQuestion): Promise<unknown> }
  readonly devtools?: { readonly inspectedWindow?: { readonly tabId?: number } }
}

/** A host's part that is about permissions. `path` is that of the panel's own page. */
export function permissionsOf(
  { permissions, runtime, devtools }: PermissionApi,
  path: string,
): Pick<Host, 'askForOutcomes' | 'giveBackOutcomes' | 'permit' | 'ownTab'> {
  if (!permissions) {
    const tab = devtools?.inspectedWindow?.tabId
    return {
      askForOutcomes: null,
      // It may have been given in another place: the background can look.
      permit: async (origins) => (await runtime.sendMessage({ type: 'permitted?', origins })) === true,
      ...(tab === undefined ? {} : { ownTab: `${path}?tab=${tab}` }),
    }
  }
  return {
    askForOutcomes: () => permissions.request(OUTCOMES_PERMISSION),
    // Not the hosts that were asked for with it: Chromium takes none back that the content scripts need, and refuses
    // all of it then; Firefox would take them from the content scripts too.
    giveBackOutcomes: () => permissions.remove({ permissions: OUTCOMES_PERMISSION.permissions }),
    permit: (origins) => permissions.request({ origins: [...origins] }),
  }
}
