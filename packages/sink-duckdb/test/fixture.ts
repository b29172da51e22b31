import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sink } from '@arbalest/core/plugin'
import { MemorySource, type TablesFixture } from '@arbalest/testing'
import { DuckDBInstance, type JS } from '@duckdb/node-api'
import { DuckDbSink, type DuckDbSinkConfiguration } from '../src/index.js'

/** A folder in memory, where Linux has one: thousands of commits are waited for here, each until it is on the disk. */
const SHARED_MEMORY = '/dev/shm'

/** Makes a database in a folder of its own, and a source to load it from. */
export async function duckDbFixture(
  options: Partial<DuckDbSinkConfiguration> = {},
): Promise<TablesFixture & { readonly file: string; readonly folder: string }> {
  const folder = await mkdtemp(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'sink-duckdb-'))
  const file = join(folder, 'events.duckdb')
  const sinks: Sink[] = []
  const another = async () => {
    const sink = new DuckDbSink({ file, ...options })
    sinks.push(sink)
    return sink
  }
  return {
    file,
    folder,
    sink: await another(),
    another,
    source: new MemorySource(),
    rows: async (table) => {
      const has = (await tablesIn(file)).includes(table)
      return has ? await rowsOf(file, `select * from "${table}" order by all`) : []
    },
    tables: () => tablesIn(file),
    run: async ({ text }) => void (await rowsOf(file, text)),
    insertion: (id) => ({ text: 'insert into events (id) values ($1)', values: [id] }),
    async [Symbol.asyncDispose]() {
      for (const sink of sinks) await sink[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** Returns the rows of a query on a database's file. */
export async function rowsOf(file: string, sql: string): Promise<Record<string, JS>[]> {
  const instance = await DuckDBInstance.fromCache(file)
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJS()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

async function tablesIn(file: string): Promise<string[]> {
  const sql = `select table_name from duckdb_tables() where schema_name = 'main' and not temporary order by 1`
  return (await rowsOf(file, sql)).map(({ table_name: name }) => String(name))
}
