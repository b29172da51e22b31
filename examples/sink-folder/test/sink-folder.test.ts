import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SinkJournal } from '@arbalest/core/plugin'
import {
  coreScenarios,
  MemorySource,
  testJournal,
  testPlugin,
  testSink,
  testStrategy,
  type SinkFixture,
} from '@arbalest/testing'
import { describe, test } from 'vitest'
import { FolderSink } from '../folder-sink.js'
import { readState } from '../folder-state.js'
import plugin from '../index.js'

testPlugin(test, plugin, {
  valid: [{ path: './warehouse' }, { path: './warehouse', wait: 0.5 }],
  invalid: [
    { options: {}, places: ['path'] },
    { options: { path: '', wait: -1 }, places: ['path', 'wait'] },
  ],
})

testSink(test, create)

describe('the strategies of core, into a folder', () => {
  testStrategy(test, coreScenarios, { create })
})

describe('the sink journal, in a folder', () => {
  testJournal(test, { journal: (sink, scope) => new SinkJournal(sink, scope), create })
})

/** A folder in memory, where Linux has one: thousands of commits are waited for here, each until it is on the disk. */
const SHARED_MEMORY = '/dev/shm'

async function create(): Promise<SinkFixture> {
  const folder = await mkdtemp(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'sink-folder-'))
  return {
    sink: new FolderSink(folder),
    another: async () => new FolderSink(folder),
    source: new MemorySource(),
    rows: async (table) => (await readState(folder)).tables.get(table) ?? [],
    tables: async () => [...(await readState(folder)).tables.keys()].toSorted(),
    insertion: (id) => ({
      text: 'insert into events (id, at, user_name) values ($1, $2, $3)',
      values: [id, null, null],
    }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}
