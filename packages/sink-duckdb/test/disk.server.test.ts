import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { jsonObject, property } from '@arbalest/core'
import { collect, each, pages, type Source, type SourceObject } from '@arbalest/core/plugin'
import { afterEach, expect, test, vi } from 'vitest'
import { DuckDbSink } from '../src/index.js'
import { duckDbFixture, rowsOf } from './fixture.js'

const PROGRAM = fileURLToPath(new URL('process.js', import.meta.url))
const TARGET = jsonObject('events', property('id', 'integer'), property('text', 'varchar(max)'))

/** Disks of their own, which take a right to mount; without it, the tests that need one are reported as skipped. */
const mounted: string[] = []

function mount(size: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'arbalest-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' })
  mounted.push(folder)
  return folder
}

function unmount(): void {
  for (const folder of mounted.splice(0)) {
    execFileSync('umount', [folder], { stdio: 'pipe' })
    rmSync(folder, { recursive: true })
  }
}

const CAN_MOUNT = (() => {
  try {
    mount('1m')
    unmount()
    return true
  } catch {
    return false
  }
})()

afterEach(() => {
  vi.unstubAllEnvs()
  unmount()
})

/** Runs the process that fills a database until it cannot; returns what it printed last. */
function fill(file: string, user: { uid?: number; gid?: number } = {}) {
  const { stdout } = spawnSync(process.execPath, [PROGRAM, file, 'fill'], { ...user, encoding: 'utf8' })
  const lines = stdout.trim().split('\n')
  return { loaded: lines.length - 1, error: JSON.parse(lines.at(-1)!) as { code: string; message: string } }
}

test.skipIf(!CAN_MOUNT)(
  'a disk that is full keeps what was committed, and takes more once there is room',
  async () => {
    const disk = mount('4m')
    const file = join(disk, 'events.duckdb')
    const { loaded, error } = fill(file)
    expect(error).toMatchObject({
      code: 'SINK_DENIED',
      retryable: true,
      message: expect.stringMatching(/because there is no space: .*Nothing of the transaction was kept/),
    })
    expect(loaded).toBeGreaterThan(0)
    const count = 'select count(*)::integer as rows, count(distinct id)::integer as ids from events'
    expect(await rowsOf(file, count)).toEqual([{ rows: loaded * 1000, ids: loaded * 1000 }])
    expect(await rowsOf(file, 'select count(*)::integer as marks from arbalest.marks')).toEqual([
      { marks: loaded },
    ])
    execFileSync('mount', ['-o', 'remount,size=8m', disk])
    await using fixture = await duckDbFixture()
    await fixture.source.put('a', '{"id":-1}\n')
    await load(file, fixture.source)
    expect(await rowsOf(file, count)).toEqual([{ rows: loaded * 1000 + 1, ids: loaded * 1000 + 1 }])
  },
)

test.skipIf(process.getuid?.() !== 0)(
  'a folder that became read-only is named, and what was committed stays',
  async () => {
    await using fixture = await duckDbFixture()
    const folder = join(fixture.folder, 'read-only')
    const file = join(folder, 'events.duckdb')
    mkdirSync(folder)
    chmodSync(fixture.folder, 0o755)
    await rowsOf(file, 'create table events (id integer, text varchar); insert into events values (1, null)')
    const [uid, gid] = [65_534, 65_534]
    chownSync(file, uid, gid)
    chmodSync(folder, 0o555)
    const { loaded, error } = fill(file, { uid, gid })
    expect(loaded).toBe(0)
    expect(error).toMatchObject({
      code: 'SINK_DENIED',
      message: expect.stringMatching(
        /may not write beside the database: .*let this user make files in its folder/,
      ),
    })
    expect(await rowsOf(file, 'select id from events')).toEqual([{ id: 1 }])
  },
)

test.skipIf(!CAN_MOUNT)('a temporary folder without room is named, and nothing stays in it', async () => {
  await using fixture = await duckDbFixture()
  const disk = mount('1m')
  vi.stubEnv('TMPDIR', disk)
  await fixture.source.put('a', `{"id":1,"text":"${'x'.repeat(2 ** 21)}"}\n`)
  await expect(load(fixture.file, fixture.source)).rejects.toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringMatching(`^There is no room in ${disk} for "`),
  })
  expect(readdirSync(disk)).toEqual([])
})

test('no more objects than may be are in the temporary folder at once', async () => {
  await using fixture = await duckDbFixture()
  vi.stubEnv('TMPDIR', fixture.folder)
  const held: number[] = []
  const names = ['a', 'b', 'c', 'd']
  // Each says that it has 100 MiB, of which two go into 256 MiB.
  const objects = names.map((key): SourceObject => ({
    key,
    url: `memory:${key}`,
    version: '1',
    size: 100 * 2 ** 20,
  }))
  const source: Pick<Source, 'open' | 'url'> = {
    url: 'memory:',
    open: async function* ({ key }) {
      yield Buffer.from(`{"id":${names.indexOf(key)}}`)
      const [folder] = readdirSync(fixture.folder).filter((name) => name.startsWith('arbalest-duckdb-'))
      held.push(readdirSync(join(fixture.folder, folder!)).length)
      yield Buffer.from('\n')
    },
  }
  await fixture.sink.transaction({ scope: 'p/step', source }, (tx) => tx.copy(TARGET, objects))
  expect(held).toEqual([0, 1, 0, 1])
  expect(await fixture.rows('events')).toHaveLength(4)
  expect(readdirSync(fixture.folder).filter((name) => name.startsWith('arbalest-duckdb-'))).toEqual([])
  expect(existsSync(fixture.file)).toBe(true)
})

async function load(file: string, source: Source): Promise<void> {
  await using sink = new DuckDbSink({ file })
  const objects = await collect(each(pages<SourceObject>(source.list())))
  await sink.transaction({ scope: 'p/more', source }, (tx) => tx.copy(TARGET, objects))
}
