// Builds the site of the documentation, into .vitepress/dist: installs what it takes, and writes the pages of the API.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('.', import.meta.url))

/** Runs a command here, and returns what it printed; ends this process if it fails. */
function run(command, ...words) {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd, encoding: 'utf8' })
  if (status === 0) return `${stdout}${stderr}`
  console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`)
  process.exit(1)
}

run('npm', 'ci', '--no-audit', '--no-fund')
run('npx', 'typedoc')
const said = run('npx', 'vitepress', 'build', ...process.argv.slice(2))
// A page that cannot be rendered ends no build.
const fault = /^\S*Error: .*$/m.exec(said)
if (fault) {
  console.error(said)
  process.exit(1)
}
console.log(`built: ${cwd}.vitepress/dist`)
