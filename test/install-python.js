import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const python = process.platform === 'win32' ? 'python' : 'python3'

/**
 * Installs packages of PyPI below the folder `place` of the repository, by the virtual environment that holds them;
 * what is there already stays, and what cannot be installed is named.
 */
export function installPython(place, environments) {
  const root = fileURLToPath(new URL(`../${place}/`, import.meta.url))
  for (const [name, packages] of Object.entries(environments)) {
    const folder = `${root}${name}`
    const marker = `${folder}/installed.txt`
    const wanted = packages.join('\n')
    if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue
    console.log(`installing ${packages.join(', ')} into ${place}/${name}`)
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
}
