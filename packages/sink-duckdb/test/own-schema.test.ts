import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { collect, each } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { DuckDbSink } from '../src/index.js'
import { duckDbFixture } from './fixture.js'

const ENTRY = { table: 'events', units: 1, objects: 1, bytes: 1, rows: 1, rejected: 0, version: '1' }

/** Marks a key, and notes a run of its name, in a file; returns all keys and runs that are there then. */
async function record(file: string, name: string) {
  await using sink = new DuckDbSink({ file })
  await sink.transaction({ scope: 'p/step' }, async (tx) => {
    await tx.mark([{ key: name, version: '1' }])
    await tx.note!({ ...ENTRY, run: name, scope: 'p/step' })
  })
  const marks = await collect(each(sink.marks('p/step')))
  const entries = await collect(sink.powers.ledger!.entries())
  return { keys: marks.map(({ key }) => key), runs: entries.map(({ run }) => run) }
}

test('marks and the ledger are kept in a file that is called as their schema is, and found when it has another name', async () => {
  await using fixture = await duckDbFixture()
  const [first, second] = ['Arbalest.duckdb', 'other.duckdb'].map((name) => join(fixture.folder, name))
  expect(await record(first!, 'a')).toEqual({ keys: ['a'], runs: ['a'] })
  renameSync(first!, second!)
  expect(await record(second!, 'b')).toEqual({ keys: ['a', 'b'], runs: ['b', 'a'] })
})
