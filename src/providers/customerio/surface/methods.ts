/** The methods of Customer.io's web SDK that track or change something. */

/** Methods that make an event, told by `dispatch_start`; told by us only when the SDK refuses them. */
export const EVENTS = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const
/** Methods that nothing tells. */
export const SILENT = ['reset', 'setAnonymousId'] as const
