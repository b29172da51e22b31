import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { HAS_TERMINAL, inTerminal } from './in-terminal.js'
import { COMMAND, makeFolder, removeFolders, run } from './project.js'

removeFolders()

const create = (folder: string, ...words: readonly string[]) =>
  run(folder, process.execPath, COMMAND, '--no-install', ...words)

test.skipIf(!HAS_TERMINAL)('what is left by Ctrl-C writes nothing', async () => {
  const folder = makeFolder()

  const screen = await inTerminal(`'${process.execPath}' '${COMMAND}'`, folder, [
    ['What are they loaded into?', '\x03'],
  ])

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
  // Node.js 24 begins these lines with another sign.
  expect(run(folder, 'npm', 'test')).toMatch(/[#ℹ] pass 1\n(?:.*\n)*exit code 0/)
  expect(create(folder, '--yes')).toMatch(/\.arbalestrc\.yaml exists: .* Nothing was written\.\nexit code 1/)
})

test.each([
  [['--yes', '--from', 'nowhere'], 'There is no folder "nowhere".\nexit code 2'],
  [['--yes', '--from', '..'], 'contains the project itself'],
  [['--yes', '--from', 's3://acme_/x'], 'is not a place in S3'],
  [['--yes', '--sink', 'duckdb', '--from', 's3://acme/x'], 'With DuckDB a project begins with a folder.'],
  [['--yes', '--table', 'a b'], 'A table is called TABLE or SCHEMA.TABLE'],
  [[], 'This is not a terminal, so nothing can be asked: use --yes'],
])('%j is refused, and writes nothing', (words, message) => {
  const folder = makeFolder()
  expect(create(folder, ...words)).toContain(message)
  expect(existsSync(join(folder, 'package.json'))).toBe(false)
})

test('into DuckDB, without questions: neither a server nor a network is needed', () => {
  const folder = makeFolder({ 'My Events/2026/a.json': '{"id":1,"name":"x"}\n{"id":2,"name":"y"}\n' })

  const said = create(folder, '--yes', '--sink', 'duckdb', '--from', '../My Events', '--table', 'happened')

  expect(said).toContain('exit code 0')
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')
  expect(Object.keys(JSON.parse(read('package.json')).dependencies)).not.toContain('@arbalest/sink-redshift')
  expect(read('.arbalestrc.yaml'))
    .toContain(`# Any client of DuckDB reads this file while no run is under way.
sink:
  use: duckdb
  with:
    file: \${env:DUCKDB_FILE:-warehouse.duckdb}
pipelines:
  # Inferred from 2 documents in 1 object under ../My Events.
`)
  expect(read('.gitignore')).toBe('node_modules/\nwarehouse.duckdb*\n')
  expect(run(folder, 'npm', 'start')).toMatch(/happened\/happened: finished: .*2 rows(?:.*\n)*exit code 0/)
})

test('files of which no table can be made are named, and no configuration is written', () => {
  const folder = makeFolder({ 'files/a.json': '[{"id":1}]' })
  expect(create(folder, '--yes', '--from', '../files')).toMatch(/a\.json" is an array(?:.*\n)*exit code 1/)
  expect(existsSync(join(folder, '.arbalestrc.yaml'))).toBe(false)
})
