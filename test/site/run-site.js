// Builds the site, and tests what was built; on a narrow screen too, if there is a browser.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { findBrowser } from '../browser/find-browser.js'

const cwd = fileURLToPath(new URL('../../', import.meta.url))
const run = (command, words, env = process.env) =>
  spawnSync(command, words, { cwd, env, stdio: 'inherit' }).status ?? 1

process.exitCode = run(process.execPath, ['site/build-site.js'])
if (process.exitCode === 0) {
  const env = { ...process.env, ARBALEST_SITE: 'built', ARBALEST_BROWSER: findBrowser() ?? '' }
  process.exitCode = run('npx', ['vitest', 'run', '--project', 'site'], env)
}
