// Finds a Chromium for `npm run browser`: that of ARBALEST_BROWSER, one on the path, or Debian's, which it installs.
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Returns the path of a browser, or undefined if there is none and none can be installed; says which it is. */
export function findBrowser() {
  const found = process.env.ARBALEST_BROWSER || onPath() || installed()
  console.log(
    found
      ? `browser: ${found}`
      : 'no browser, and so nothing is tested: install chromium, or set ARBALEST_BROWSER to the path of one',
  )
  return found
}

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable)
}

/** Installs Debian's, if this is a Debian, and its superuser. */
function installed() {
  if (process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return undefined
  try {
    console.log('installing chromium')
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    const options = ['install', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']
    execFileSync('apt-get', options, { stdio: ['ignore', 'ignore', 'inherit'] })
  } catch (error) {
    console.error(`chromium could not be installed: ${error.message}`)
  }
  return onPath()
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
