// Runs the long tests of kills: `npm run kills`, or `npm run kills -- --via data-api` or `--via duckdb`.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const VIAS = ['wire', 'data-api', 'duckdb']

const { via } = parseArgs({ options: { via: { type: 'string', default: 'wire' } } }).values
if (!VIAS.includes(via)) throw new Error(`--via must be ${VIAS.join(', ')}, not "${via}"`)

const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'kills', '--reporter', 'verbose'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
  env: { ...process.env, ARBALEST_KILLS: via },
})
process.exitCode = status ?? 1
