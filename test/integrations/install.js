// Installs what `npm run integrations` works with: each kind into a folder of its own below `.integrations/`.
import { execFileSync } from 'node:child_process'
import { installPython } from '../install-python.js'

// Packages of PyPI, by the virtual environment that holds them.
installPython('.integrations', {
  openlineage: ['openlineage-python==1.54.0'],
  luigi: ['luigi==3.8.1'],
  airflow: ['apache-airflow==3.3.2', 'apache-airflow-providers-openlineage==2.20.3'],
  dagster: ['dagster==1.13.29'],
})

// Packages of npm, by the folder that holds them: what users install packages by, beside npm, and versions of Node.
const FROM_NPM = {
  managers: ['pnpm@10.34.9', 'yarn@1.22.22'],
  'node-20': ['node@20'],
  'node-22': ['node@22'],
  'node-24': ['node@24'],
}
for (const [name, packages] of Object.entries(FROM_NPM)) {
  try {
    const words = ['install', '--prefix', `.integrations/${name}`, '--no-audit', '--no-fund', ...packages]
    execFileSync('npm', words, { stdio: 'inherit', shell: process.platform === 'win32' })
  } catch (error) {
    console.error(`not installed, and so not tested: ${packages.join(', ')} (${error.message})`)
  }
}
