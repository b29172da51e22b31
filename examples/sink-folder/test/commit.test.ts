import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { collect } from '@arbalest/core/plugin'
import { MemorySource, EVENTS } from '@arbalest/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderSink } from '../folder-sink.js'
import { readState } from '../folder-state.js'

const SCOPE = 'p/step'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sink-folder-'))
})
afterEach(() => rm(folder, { recursive: true }))

const insert = (sink: FolderSink, id: number, key: string) =>
  sink.transaction({ scope: SCOPE }, async (tx) => {
    await tx.execute({ text: 'insert into events (id) values ($1)', values: [id] })
    await tx.mark([{ key, version: '1' }])
  })
const rows = async () => (await readState(folder)).tables.get('events')

test('nothing shows of a transaction that was killed before its rename, and the next one loads once', async () => {
  const sink = new FolderSink(folder, { seconds: 0.1 })
  await insert(sink, 1, 'a')
  const before = await readFile(join(folder, 'state.jsonl'), 'utf8')

  const script = fileURLToPath(new URL('killed-before-rename.ts', import.meta.url))
  const killed = spawnSync('node', ['--import', 'jiti/register', script, folder], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    encoding: 'utf8',
  })
  expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' })
  expect((await readdir(folder)).toSorted()).toEqual(['lock', 'state.jsonl', 'state.jsonl.new'])
  expect(await readFile(join(folder, 'state.jsonl.new'), 'utf8')).toContain('"id":2')
  expect(await readFile(join(folder, 'state.jsonl'), 'utf8')).toBe(before)
  expect(await rows()).toEqual([{ id: 1 }])
  expect((await collect(sink.marks(SCOPE))).flat().map(({ key }) => key)).toEqual(['a'])

  await expect(insert(sink, 2, 'b')).rejects.toMatchObject({
    code: 'FOLDER_LOCKED',
    message: expect.stringContaining(`: ${killed.pid}. If that process no longer runs`),
  })
  await rm(join(folder, 'lock'))
  await insert(sink, 2, 'b')
  expect(await rows()).toEqual([{ id: 1 }, { id: 2 }])
  expect(await readdir(folder)).toEqual(['state.jsonl'])
})

test('stops to wait for another transaction when the run is ended', async () => {
  await writeFile(join(folder, 'lock'), '1')
  const work = insert(new FolderSink(folder, { signal: AbortSignal.timeout(50) }), 1, 'a')
  await expect(work).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(await readdir(folder)).toEqual(['lock'])
})

test('refuses SQL that it does not know, and says which it does', async () => {
  for (const text of ['drop table events', 'insert into events (id, at) values ($1)']) {
    const work = new FolderSink(folder).transaction({ scope: SCOPE }, (tx) =>
      tx.execute({ text, values: [1] }),
    )
    await expect(work).rejects.toMatchObject({ code: 'SQL_FAILED', message: expect.stringContaining(text) })
  }
})

test.each([
  ['{"id":1', 'is not JSON.'],
  ['{"id":9007199254740993}', 'is not a whole number within 2^53'],
  ['{}', 'is missing'],
])('refuses the line %s, and keeps nothing', async (line, reason) => {
  const [id, ...others] = EVENTS.columns
  const target = { ...EVENTS, columns: [{ ...id!, notNull: true }, ...others] }
  const source = new MemorySource({ a: `{"id":1}\n${line}\n` })
  const work = new FolderSink(folder).transaction({ scope: SCOPE, source }, async (tx) =>
    tx.copy(target, await collect(source.list())),
  )
  await expect(work).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    rejections: [{ line: 2, reason: expect.stringContaining(reason) }],
  })
  expect(await rows()).toBeUndefined()
})

test('says which line of a spoilt file cannot be read', async () => {
  await writeFile(join(folder, 'state.jsonl'), '{"table":"events"}\n{"table":\n')
  await expect(insert(new FolderSink(folder), 1, 'a')).rejects.toMatchObject({
    code: 'STATE_UNREADABLE',
    message: expect.stringContaining('state.jsonl, line 2'),
  })
})
