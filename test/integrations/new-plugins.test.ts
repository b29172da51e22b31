import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

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

const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-plugins-')))
afterAll(() => rmSync(around, { recursive: true }))
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
  expect(said).toMatch(/# pass [1-9]|Tests .*[1-9]\d* passed/)
})

test('all of them, packed and installed in another project, load together', () => {
  const project = join(around, 'elsewhere')
  const modules = join(project, 'node_modules')
  for (const folder of ['@acme', '@arbalest']) mkdirSync(join(modules, folder), { recursive: true })
  for (const [, name] of PLUGINS) {
    const packed = run(
      join(around, basename(name)),
      'npm',
      'pack',
      '--silent',
      '--pack-destination',
      around,
    ).trim()
    mkdirSync(join(modules, name))
    run(around, 'tar', '-xzf', packed.split('\n').at(-1)!, '-C', join(modules, name), '--strip-components=1')
  }
  for (const name of ['@arbalest/core', '@opentelemetry', 'valibot'])
    symlinkSync(join(installed, name), join(modules, name))
  mkdirSync(join(project, 'data'))
  mkdirSync(join(project, 'warehouse'))
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

  const command = join(root, 'packages/cli/bin/arbalest.js')
  expect(run(project, process.execPath, command, 'run')).toMatch(/committed 1 object \(\d+ bytes\), 2 rows/)
  expect(run(project, process.execPath, command, 'run')).toContain('nothing to load')
})
