import { readdirSync, statSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test, vi } from 'vitest'
import { duckDbFixture } from './fixture.js'

test('a new database is there all at once, so that no kill leaves a part of it, which DuckDB would not open', async () => {
  await using fixture = await duckDbFixture()
  const sizes: unknown[] = []
  const { fromCache } = DuckDBInstance
  using _ = vi.spyOn(DuckDBInstance, 'fromCache').mockImplementation((file, ...more) => {
    sizes.push(statSync(file!, { throwIfNoEntry: false })?.size)
    return fromCache.call(DuckDBInstance, file, ...more)
  })
  await fixture.sink.transaction({ scope: 'p/step' }, async () => {})
  await fixture.sink[Symbol.asyncDispose]()
  expect(sizes).toEqual([statSync(fixture.file).size])
  expect(readdirSync(fixture.folder)).toEqual(['events.duckdb'])
})
