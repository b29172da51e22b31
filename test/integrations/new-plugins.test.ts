import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { runAsNewUser } from './new-user.js'
import { startRegistry } from './registry.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const installed = join(root, 'node_modules')
const create = join(root, 'packages/create-arbalest/bin/create-arbalest.js')
const PLUGINS = [
  ['source', 'arbalest-source-place'],
  ['strategy', '@acme/arbalest-strategy-last'],
  ['sink', 'arbalest-sink-place'],
  ['journal', 'arbalest-journal-place'],
  ['observer', '@acme/arbalest-observer-spans'],
] as const

/** To install takes a while. */
const MOST_MILLISECONDS = 300_000

const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-plugins-')))
/** A folder of somebody who has nothing installed. */
const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-elsewhere-')))
afterAll(() => [around, elsewhere].forEach((folder) => rmSync(folder, { recursive: true })))
// All that a plugin asks for is installed above it.
symlinkSync(installed, join(around, 'node_modules'))

/** Runs a command, and returns what it printed; throws with that if it fails. */
function run(cwd: string, command: string, ...words: readonly string[]): string {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, VITEST: ___, ...env } = process.env
  return execFileSync(command, words, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

test.each(PLUGINS)('a new %s, %s, passes its suite as it is', (kind, name) => {
  run(around, process.execPath, create, 'plugin', '--no-install', kind, name)
  const said = run(join(around, basename(name)), 'npm', 'test')
  expect(said).toMatch(/[#ℹ] pass [1-9]|Tests .*[1-9]\d* passed/)
})

/** Prints the name of each span, as a program that collects them would get it. */
const TRACER = `import { trace } from '@opentelemetry/api'
const startSpan = (name) => ({ addEvent() {}, setStatus() {}, end: () => console.log('span of ' + name) })
trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan }) })
`

test(
  'all of them, packed and installed in another project, load together',
  { timeout: MOST_MILLISECONDS },
  async () => {
    const project = join(elsewhere, 'project')
    for (const folder of ['tarballs', 'project/data', 'project/warehouse'])
      mkdirSync(join(elsewhere, folder), { recursive: true })
    const packed = PLUGINS.map(([, name]) => {
      const said = run(join(around, basename(name)), 'npm', 'pack', '--silent', '--pack-destination', around)
      return join(around, said.trim().split('\n').at(-1)!)
    })
    await using registry = await startRegistry(root, join(elsewhere, 'tarballs'))
    const user = { path: dirname(process.execPath), registry: registry.url }
    writeFileSync(join(project, 'package.json'), '{}')
    writeFileSync(join(project, 'tracer.mjs'), TRACER)
    writeFileSync(join(project, 'data/a.json'), '{"id":1}\n')
    writeFileSync(join(project, 'data/b.json'), '{"id":2}\n{"id":3}\n')
    writeFileSync(
      join(project, '.arbalestrc.yaml'),
      `sink: { use: place, with: { path: warehouse } }
observers: ['@acme/arbalest-observer-spans']
pipelines:
  p:
    - load: l
      source: { use: place, with: { path: data } }
      strategy: { use: '@acme/arbalest-strategy-last', with: { suffix: .json } }
      journal: { use: place, with: { path: journal } }
      target: { table: t, properties: { id: bigint } }
`,
    )
    const install = ['npm', 'install', '--no-audit', '--no-fund', ...packed, '@arbalest/cli']
    expect(await runAsNewUser(project, install, user)).toMatch(/exit code 0$/)

    const command = ['node', '--import', './tracer.mjs', 'node_modules/@arbalest/cli/bin/arbalest.js', 'run']
    const first = await runAsNewUser(project, command, user)
    expect(first).toMatch(/committed 1 object \(\d+ bytes\), 2 rows/)
    expect(first).toContain('span of p/l')
    expect(readdirSync(join(project, 'journal')).length).toBeGreaterThan(0)
    expect(readdirSync(join(project, 'warehouse')).length).toBeGreaterThan(0)
    expect(await runAsNewUser(project, command, user)).toContain('nothing to load')
  },
)
