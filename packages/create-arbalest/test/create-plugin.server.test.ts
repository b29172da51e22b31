import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const COMMAND = fileURLToPath(new URL('../bin/create-arbalest.js', import.meta.url))

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-plugin-')))
afterAll(() => rmSync(folder, { recursive: true }))

function create(...words: readonly string[]): string {
  const all = [COMMAND, 'plugin', '--no-install', ...words]
  const { stderr, status } = spawnSync(process.execPath, all, { cwd: folder, encoding: 'utf8' })
  return `${stderr}exit code ${status}`
}

// That each kind passes its suite, and is of use elsewhere, is shown by `npm run integrations`.
test('a plugin is made in a folder of its own, under its own name', () => {
  expect(create('strategy', '@acme/arbalest-strategy-last')).toContain('exit code 0')
  const read = (file: string) => readFileSync(join(folder, 'arbalest-strategy-last', file), 'utf8')
  expect(JSON.parse(read('package.json'))).toMatchObject({
    name: '@acme/arbalest-strategy-last',
    exports: { '.': { default: './dist/index.js' } },
    files: ['dist'],
    scripts: { test: 'vitest run', prepack: 'tsc' },
    peerDependencies: { '@arbalest/core': expect.any(String) },
  })
  expect(JSON.parse(read('package.json'))).not.toHaveProperty('private')
  expect(read('index.ts')).toContain("name: '@acme/arbalest-strategy-last'")
  expect(read('README.md')).toContain("use: '@acme/arbalest-strategy-last'")
  expect(create('strategy', 'arbalest-strategy-last')).toContain('exists already. Nothing was written.')
})

test.each([
  ['sink', 'my-sink'],
  ['sink', 'arbalest-source-x'],
  ['source', 'arbalest-source-'],
  ['source', '../arbalest-source-x'],
])('a %s called %s is refused, as no configuration would find it', (kind, name) => {
  expect(create(kind, name)).toMatch(/must be arbalest-\w+-WORD or (?:.*\n)*exit code 2/)
  expect(existsSync(join(folder, name))).toBe(false)
})
