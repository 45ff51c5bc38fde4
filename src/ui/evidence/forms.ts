/** The forms in which something leaves, in the words of the Export dialog. */

/** Its name in the code; `jira` and `markdown` are those of a ticket, too. */
export type Form = 'recording' | 'markdown' | 'jira' | 'html' | 'csv' | 'har' | 'ndjson'

/** A form as the Export dialog offers it. */
export interface FormWords {
  readonly form: Form
  readonly label: string
  /** What it is good for. */
  readonly purpose: string
  /** The ending of the file's name, and the media type. */
  readonly ending: string
  readonly type: string
}

/** All forms, the one that Tracklens itself opens first. */
export const FORMS: readonly FormWords[] = [
  {
    form: 'recording',
    label: 'Recording',
    purpose: 'Tracklens opens it again and shows the same items, customers and findings.',
    ending: 'json',
    type: 'application/json',
  },
  {
    form: 'markdown',
    label: 'Markdown',
    purpose: 'A report for GitHub, GitLab, Linear and the like.',
    ending: 'md',
    type: 'text/markdown',
  },
  {
    form: 'jira',
    label: 'Jira markup',
    purpose: 'The same report for Jira’s own text format.',
    ending: 'txt',
    type: 'text/plain',
  },
  {
    form: 'html',
    label: 'HTML report',
    purpose: 'One file without a script that opens in any browser and can be mailed.',
    ending: 'html',
    type: 'text/html',
  },
  { form: 'csv', label: 'CSV', purpose: 'One row per item, for a spreadsheet.', ending: 'csv', type: 'text/csv' },
  {
    form: 'har',
    label: 'HAR',
    purpose: 'The requests with their answers, for the Network panel and for Playwright. Calls are not in it.',
    ending: 'har',
    type: 'application/json',
  },
  {
    form: 'ndjson',
    label: 'NDJSON',
    purpose: 'One JSON object per line, with everything known of an item, for scripts.',
    ending: 'ndjson',
    type: 'application/x-ndjson',
  },
]
