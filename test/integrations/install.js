// Installs what `npm run integrations` has check what Arbalest sends: each kind into a folder of its own below `.integrations/`.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Packages of PyPI, by the virtual environment that holds them. */
const PYTHON = {
  openlineage: ['openlineage-python==1.54.0'],
}

const root = fileURLToPath(new URL('../../.integrations/', import.meta.url))
const python = process.platform === 'win32' ? 'python' : 'python3'

for (const [name, packages] of Object.entries(PYTHON)) {
  const folder = `${root}${name}`
  const marker = `${folder}/installed.txt`
  const wanted = packages.join('\n')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue
  console.log(`installing ${packages.join(', ')} into .integrations/${name}`)
  const bin = `${folder}/${process.platform === 'win32' ? 'Scripts' : 'bin'}`
  const run = (command, ...parameters) => execFileSync(command, parameters, { stdio: 'inherit' })
  try {
    run(python, '-m', 'venv', folder)
    run(`${bin}/pip`, 'install', '--quiet', '--disable-pip-version-check', ...packages)
  } catch (error) {
    console.error(`not installed, and so not tested: ${packages.join(', ')} (${error.message})`)
    continue
  }
  writeFileSync(marker, wanted)
}
