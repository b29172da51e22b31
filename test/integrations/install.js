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

// What users install packages of npm by, beside npm.
const MANAGERS = ['pnpm@10.34.9', 'yarn@1.22.22']
try {
  const words = ['install', '--prefix', '.integrations/managers', '--no-audit', '--no-fund', ...MANAGERS]
  execFileSync('npm', words, { stdio: 'inherit', shell: process.platform === 'win32' })
} catch (error) {
  console.error(`not installed, and so not tested: ${MANAGERS.join(', ')} (${error.message})`)
}
