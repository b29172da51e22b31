import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_TERMINAL, inTerminal } from './in-terminal.js'

const COMMAND = fileURLToPath(new URL('../bin/create-arbalest.js', import.meta.url))
const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url))

const made: string[] = []
afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

/** An empty folder in which all packages are installed, and files beside it. */
function makeFolder(files: Readonly<Record<string, string>> = {}): string {
  const around = realpathSync(mkdtempSync(join(tmpdir(), 'arbalest-create-')))
  made.push(around)
  const folder = join(around, 'project')
  mkdirSync(folder)
  symlinkSync(INSTALLED, join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(around, name, '..'), { recursive: true })
    writeFileSync(join(around, name), text)
  }
  return folder
}

/** Runs a command in `folder`, and returns what it printed, on both streams, and its exit code. */
function run(folder: string, command: string, ...words: readonly string[]): string {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env
  const { stdout, stderr, status } = spawnSync(command, words, { cwd: folder, env, encoding: 'utf8' })
  return `${stdout}${stderr}exit code ${status}`
}

const create = (folder: string, ...words: readonly string[]) =>
  run(folder, process.execPath, COMMAND, '--no-install', ...words)

describe.skipIf(!HAS_TERMINAL)('from an empty folder, by three commands', () => {
  let folder: string
  beforeAll(() => {
    folder = makeFolder()
  })

  test('npm create arbalest asks in a terminal, and makes a project', async () => {
    const screen = await inTerminal(`'${process.execPath}' '${COMMAND}' --no-install`, folder, [
      ['In which folder', 'nowhere\r'],
      ['There is no folder "nowhere".', `${'\x7f'.repeat(7)}\r`],
      ['What is the table called?', 'orders\r'],
      ['Write it to', '\r'],
    ])
    expect(screen).toContain('npm start')
    expect(screen).toContain('exit code 0')
  })

  test('npm start loads', () => {
    expect(run(folder, 'npm', 'start')).toMatch(/into orders at .*(?:\n.*)* 5 rows\n(?:.*\n)*exit code 0/)
  })

  test('npm test passes', () => {
    expect(run(folder, 'npm', 'test')).toMatch(/# pass 1\n(?:.*\n)*exit code 0/)
  })
})

test.skipIf(!HAS_TERMINAL)('what is left by Ctrl-C writes nothing', async () => {
  const folder = makeFolder()

  const screen = await inTerminal(`'${process.execPath}' '${COMMAND}'`, folder, [['In which folder', '\x03']])

  expect(screen).toContain('Nothing was written.')
  expect(screen).toContain('exit code 130')
  expect(existsSync(join(folder, 'package.json'))).toBe(false)
})

test('files beside the project are loaded, what a package.json has stays, and nothing is made twice', () => {
  const folder = makeFolder({
    'My Events/2026/a.json': '{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n',
    'project/package.json': JSON.stringify({
      name: 'mine',
      scripts: { start: 'echo mine' },
      dependencies: { pg: '1' },
    }),
  })

  const said = create(folder, '--yes', '--from', '../My Events', '--table', 'happened')

  expect(said).toContain('package.json has a script "start" already')
  expect(said).toContain('exit code 0')
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toMatchObject({
    name: 'mine',
    scripts: { start: 'echo mine', test: 'node --test' },
    dependencies: { pg: '1', '@arbalest/cli': expect.stringMatching(/^\^\d/) },
  })
  expect(run(folder, 'npm', 'test')).toMatch(/# pass 1\n(?:.*\n)*exit code 0/)
  expect(create(folder, '--yes')).toMatch(
    /\.arbalestrc\.yaml is there: .* Nothing was written\.\nexit code 1/,
  )
})

test.each([
  [['--yes', '--from', 'nowhere'], 'There is no folder "nowhere".\nexit code 2'],
  [['--yes', '--from', '..'], 'holds the project itself'],
  [['--yes', '--from', 's3://acme/x'], 'is in S3'],
  [['--yes', '--table', 'a b'], 'A table is called TABLE or SCHEMA.TABLE'],
  [[], 'This is no terminal, so nothing can be asked: say --yes'],
])('%j is refused, and writes nothing', (words, message) => {
  const folder = makeFolder()
  expect(create(folder, ...words)).toContain(message)
  expect(existsSync(join(folder, 'package.json'))).toBe(false)
})

test('files of which no table can be made are named, and no configuration is written', () => {
  const folder = makeFolder({ 'files/a.json': '[{"id":1}]' })
  expect(create(folder, '--yes', '--from', '../files')).toMatch(/a\.json" is an array(?:.*\n)*exit code 1/)
  expect(existsSync(join(folder, '.arbalestrc.yaml'))).toBe(false)
})
