/** `npm start`: from a bare clone to the demo shop in a browser with devtools open on the Tracklens panel. */
import { parseArgs } from 'node:util'
import { checkNode, ensureDependencies, runModule } from './setup.mjs'

const USAGE = `npm start [-- options]
  --browser chromium|firefox   which browser (default chromium)
  --headless                   no window: walk through the shop, compare the panel with the collectors,
                               exit 0 only if they agree
  --help                       this text
Without a display it is headless by itself. CHROMIUM_PATH and FIREFOX_PATH name a browser's program.`

function options() {
  try {
    const { values } = parseArgs({
      options: {
        browser: { type: 'string', default: 'chromium' },
        headless: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (!['chromium', 'firefox'].includes(values.browser))
      throw new Error(`There is no browser "${values.browser}" here.`)
    return values
  } catch (error) {
    console.error(`${error.message}\n\n${USAGE}`)
    process.exit(2)
  }
}

const { browser, headless, help } = options()
if (help) {
  console.log(USAGE)
  process.exit(0)
}
checkNode()
ensureDependencies()
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
if (!display && !headless) console.log('No display here: running headless.')
try {
  process.exitCode = await runModule('demo.ts', { browser, headless: headless || !display })
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
