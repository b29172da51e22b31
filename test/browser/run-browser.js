// Runs the tests of the report's page in a real browser.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from './find-browser.js'

const browser = findBrowser()
if (browser) {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'browser', ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, ARBALEST_BROWSER: browser },
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
