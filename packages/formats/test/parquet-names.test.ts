import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { parquetNames } from '../src/index.js'
import { stored } from './stored.js'

const file = (...names: readonly string[]) =>
  Buffer.from(
    parquetWriteBuffer({ columnData: names.map((name) => ({ name, data: [1, 2, 3], type: 'INT32' })) }),
  )

const read = (content: Buffer) => {
  const { open, object } = stored(content, 'a.parquet')
  return parquetNames(open, object)
}

describe('parquetNames', () => {
  test('reads the names of columns in their order, and how many rows there are', async () => {
    expect(await read(file('id', 'Last Name'))).toEqual({
      kind: 'fields',
      fields: ['id', 'Last Name'],
      rows: 3,
    })
  })

  test('reads the end of a file alone, and all of a footer that is longer than most', async () => {
    const names = Array.from({ length: 1_500 }, (_, index) => `${'column'.repeat(10)}_${index}`)
    const { open, object, requests } = stored(file(...names), 'a.parquet')
    expect(await parquetNames(open, object)).toMatchObject({ fields: names })
    expect(requests).toHaveLength(2)
    expect(requests[0]).toBe(64 * 1024)
  })

  test.each([
    ['empty', ''],
    ['text', '{"id":1}\n'.repeat(10)],
    ['cut', file('id').subarray(0, 40)],
  ])('says that what is %s is no Parquet file', async (_, content) => {
    expect(await read(Buffer.from(content))).toEqual({ kind: 'unread', reason: 'is no Parquet file' })
  })
})
