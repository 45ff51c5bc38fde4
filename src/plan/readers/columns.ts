/** The columns that a sheet may have, as a person is asked for them. The code that reads sheets is elsewhere. */

/** The roles of columns, and the name that suggests each (English, and what Bloomreach's own templates say). */
export const ROLES = {
  event: /^(?:event|action)(?:[ _-]?(?:name|type))?$|^tracking event$/i,
  property: /^(?:property|attribute|parameter|field|event (?:property|attribute))(?:[ _-]?name)?$/i,
  type: /^(?:(?:data|value|property|attribute)[ _-]?)?(?:type|format)$/i,
  required: /^(?:is[ _-]?)?(?:required|mandatory|obligatory)\??$|^required\/optional$/i,
  values: /^(?:allowed[ _-]?|possible[ _-]?|enum[ _-]?)values?$|^enum$/i,
  description: /^(?:description|comment|note|meaning|definition)s?$/i,
} as const

/** Which column has which role, by its name in the row that names them. Only the event's must be known. */
export type Columns = { readonly [role in keyof typeof ROLES]?: string }

/** Every role in the order in which it is asked for, with what it is for. */
export const COLUMN_ROLES: readonly { readonly role: keyof Columns; readonly label: string }[] = [
  { role: 'event', label: 'Event name' },
  { role: 'property', label: 'Property name' },
  { role: 'type', label: 'Type' },
  { role: 'required', label: 'Required?' },
  { role: 'values', label: 'Allowed values' },
  { role: 'description', label: 'Description' },
]
