import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collect, each, type Sink } from '@arbalest/core/plugin'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test } from 'vitest'
import { toOpenError } from '../src/duckdb-error.js'
import { duckDbFixture, rowsOf } from './fixture.js'

const PROGRAM = fileURLToPath(new URL('process.js', import.meta.url))

const open = (sink: Sink) => sink.transaction({ scope: 'p/step' }, async () => {})
const keysIn = async (sink: Sink) => (await collect(each(sink.marks('p/step')))).map(({ key }) => key)

test('a file that is no database is refused, and left as it is', async () => {
  await using fixture = await duckDbFixture()
  const content = 'id,at\n1,2026-01-01\n'.repeat(1000)
  writeFileSync(fixture.file, content)
  await expect(open(fixture.sink)).rejects.toMatchObject({
    code: 'SINK_UNREACHABLE',
    message: `"${fixture.file}" is not a DuckDB database, and is not changed: name another file.`,
  })
  expect(readFileSync(fixture.file, 'utf8')).toBe(content)
})

test('a database of a newer DuckDB is refused, and left as it is', async () => {
  await using fixture = await duckDbFixture()
  const instance = await DuckDBInstance.create(fixture.file)
  instance.closeSync()
  const content = readFileSync(fixture.file)
  // A checksum, which adds up words of 8 bytes, and behind it DUCK and the version: https://duckdb.org/docs/stable/internals/storage
  const before = content.readBigUInt64LE(8)
  content.writeUInt32LE(9999, 12)
  const sum = content.readBigUInt64LE(0) ^ checksumOf(before) ^ checksumOf(content.readBigUInt64LE(8))
  content.writeBigUInt64LE(sum, 0)
  writeFileSync(fixture.file, content)
  await expect(open(fixture.sink)).rejects.toMatchObject({ code: 'STATE_NEWER', retryable: false })
  expect(readFileSync(fixture.file).equals(content)).toBe(true)
})

test('a folder that may not be written to is named', async () => {
  await using fixture = await duckDbFixture()
  const folder = join(fixture.folder, 'read-only')
  mkdirSync(folder)
  chmodSync(fixture.folder, 0o755)
  chmodSync(folder, 0o555)
  const file = join(folder, 'events.duckdb')
  const code = `import { DuckDBInstance } from '@duckdb/node-api'
    await DuckDBInstance.create(process.argv[1]).catch((error) => console.log(error.message))`
  // To root, no folder is read-only.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code, file], {
    ...user,
    cwd,
    encoding: 'utf8',
  })
  expect(toOpenError(file, new Error(stdout))).toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringContaining(`"${file}" cannot be written to`),
  })
})

test('a second process waits, and says for whom; of a killed one, what it committed stays, and no lock', async () => {
  await using fixture = await duckDbFixture({ wait: '300ms' })
  const holder = spawn(process.execPath, [PROGRAM, fixture.file, 'hold'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await once(holder.stdout, 'data')
    for (const work of [() => open(fixture.sink), () => keysIn(fixture.sink)])
      await expect(work()).rejects.toMatchObject({
        code: 'LOCK_TIMEOUT',
        retryable: true,
        message: expect.stringContaining(`(PID ${holder.pid})`),
      })
  } finally {
    holder.kill('SIGKILL')
    await once(holder, 'exit')
  }
  expect(await keysIn(fixture.sink)).toEqual(['k0'])
  expect(await fixture.rows('events')).toHaveLength(3)
})

test('without room, nothing of a transaction is kept, and all that was committed before', async () => {
  await using fixture = await duckDbFixture()
  // Node ignores the signal that comes with such a limit, so that a write fails as on a disk that is full.
  const { stdout } = spawnSync(
    'bash',
    ['-c', `ulimit -f 6000; exec "$0" "$1" "$2" fill`, process.execPath, PROGRAM, fixture.file],
    { encoding: 'utf8' },
  )
  const said = stdout.trim().split('\n')
  expect(JSON.parse(said.at(-1)!)).toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringContaining('there is no space'),
  })
  const loaded = said.length - 1
  expect(loaded).toBeGreaterThan(0)
  expect(await keysIn(fixture.sink)).toHaveLength(loaded)
  const [row] = await rowsOf(
    fixture.file,
    'select count(*)::integer as rows, count(distinct id)::integer as ids from events',
  )
  expect(row).toEqual({ rows: loaded * 1000, ids: loaded * 1000 })
})

function checksumOf(word: bigint): bigint {
  return BigInt.asUintN(64, word * 0xbf58476d1ce4e5b9n)
}
