import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { QueryHistory } from '../../src/redshift/catalog/query-history.js'

const begun = {
  session: 1,
  label: 'default',
  user: 'awsuser',
  database: 'dev',
  caller: undefined,
  transaction: 1,
}

test('keeps the newest queries, and at most so many characters of them', () => {
  const history = new QueryHistory()
  for (let i = 0; i < 6000; i++) history.begin({ ...begun, text: 'select 1' })
  expect(Array.from(history.queries, ({ id }) => id).filter((id) => id < 1002)).toEqual([1001])
  const long = 'x'.repeat(5_000_000)
  history.begin({ ...begun, text: long })
  history.begin({ ...begun, text: long })
  expect(Array.from(history.queries, ({ id }) => id)).toEqual([6002])
})

test('gives no number twice where a file keeps them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-history-'))
  const ids = [1, 2, 3].map(() => {
    const history = new QueryHistory(join(folder, 'numbers'))
    return [history.begin({ ...begun, text: 'a' }).id, history.begin({ ...begun, text: 'b' }).id]
  })
  await rm(folder, { recursive: true })
  expect(new Set(ids.flat()).size).toBe(6)
})
