import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { collect, each, type Copied, type Target } from '@arbalest/core/plugin'
import { FilesSource } from '@arbalest/source-files'
import { expect } from 'vitest'
import type { CopyOptions } from '../src/index.js'
import { duckDbFixture, rowsOf } from './fixture.js'

/** Loads files with these contents, and returns what came of it, and the rows, with these columns. */
export async function loaded(
  target: Target,
  files: Readonly<Record<string, string | Uint8Array>>,
  copy: CopyOptions = {},
  columns = '*',
) {
  await using fixture = await duckDbFixture({ copy })
  const folder = join(fixture.folder, 'inbox')
  mkdirSync(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  expect(fixture.sink.check(target)).toEqual([])
  const source = new FilesSource({ folder })
  const objects = await collect(each(source.list()))
  const copied: Copied = await fixture.sink.transaction({ scope: 'p/step', source }, (tx) =>
    tx.copy(target, objects),
  )
  return { copied, rows: await rowsOf(fixture.file, `select ${columns} from ${target.table} order by all`) }
}

/** Returns the bytes of a Parquet file that has the rows of a query. */
export async function parquetOf(query: string): Promise<Uint8Array> {
  await using fixture = await duckDbFixture()
  const file = join(fixture.folder, 'a.parquet')
  await rowsOf(fixture.file, `copy (${query}) to '${file}'`)
  return readFileSync(file)
}
