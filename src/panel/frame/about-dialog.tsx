/** The About dialog: which version this is, what is new in it, and what is promised about what it sees. */
import { OWN_VERSION } from '../../ui/browser/about'
import { Dialog } from '../../ui/parts/dialog'
import { readNews } from './news'

const [CHANGELOG = ''] = Object.values(
  import.meta.glob<string>('../../../CHANGELOG.md', { query: '?raw', eager: true, import: 'default' }),
)

/** Its news are those of CHANGELOG.md: there is no second text to keep in step. */
export function AboutDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={`Tracklens ${OWN_VERSION}`} onClose={onClose} wide>
      <p>
        What customer-tracking SDKs on a page really do. Nothing that it sees leaves your machine, unless you export,
        copy or send it.
      </p>
      {readNews(CHANGELOG).map(({ version, lines }) => (
        <section key={version} aria-label={`New in ${version}`}>
          <h3>{version === OWN_VERSION ? `New in ${version}` : version}</h3>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
      <div class="dialog-foot">
        <button type="button" class="button primary" data-first onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}
