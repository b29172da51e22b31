import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { headerNames, type RecordForm } from '../src/index.js'
import { stored } from './stored.js'

const CSV: RecordForm = {
  compression: 'none',
  encoding: 'utf8',
  delimiter: ',',
  quote: '"',
  headerLines: 1,
}

const read = (content: Buffer | string, form: Partial<RecordForm> = {}) => {
  const { open, object } = stored(content, 'a.csv')
  return headerNames(open, object, { ...CSV, ...form })
}

const fields = (...names: readonly string[]) => ({ kind: 'fields', fields: names })

describe('headerNames', () => {
  test('reads a line of names, with quotes, blanks, another delimiter, a byte order mark', async () => {
    expect(await read('id,name\n1,x\n')).toEqual(fields('id', 'name'))
    expect(await read('"id", "first, ""real"" name" ,\r\n1,x,\r\n')).toEqual(
      fields('id', 'first, "real" name', ''),
    )
    expect(await read('\ufeffid\tname', { delimiter: '\t' })).toEqual(fields('id', 'name'))
    expect(await read('id|5" screen\n', { delimiter: '|', quote: undefined })).toEqual(
      fields('id', '5" screen'),
    )
    expect(await read(gzipSync('id,name\n1,x\n'), { compression: 'gzip' })).toEqual(fields('id', 'name'))
  })

  test('takes the last of the lines that are skipped', async () => {
    expect(await read('Report of May\nid,name\n1,x\n', { headerLines: 2 })).toEqual(fields('id', 'name'))
    expect(await read('id,"na\nme"\n1,x\n', { headerLines: 2 })).toEqual(fields('id', 'na\nme'))
  })

  test('asks for as much as it needs, and for nothing of an empty object', async () => {
    const { open, object, requests } = stored(`id,name\n${'1,x\n'.repeat(100_000)}`)
    expect(await headerNames(open, object, CSV)).toEqual(fields('id', 'name'))
    expect(requests).toEqual([64 * 1024])
    const empty = stored('')
    expect(await headerNames(empty.open, empty.object, CSV)).toEqual(fields())
    expect(empty.requests).toEqual([])
  })

  test('says why there is nothing to read', async () => {
    expect(await read('id,"na\nme"\n1,x\n')).toMatchObject({ reason: 'has a line break in its header' })
    expect(await read('x'.repeat(2_000_000))).toMatchObject({ reason: 'has a header of more than 1 MiB' })
    expect(await read('id\n', { compression: 'gzip' })).toMatchObject({ kind: 'unread' })
  })

  test('reads any names, quoted as CSV is', async () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'B', ',', '"', ' ', 'é', '😀'), minLength: 1 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1 }),
        fc.constantFrom('\n', '\r\n'),
        async (names, end) => {
          const line = names.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')
          expect(await read(`${line}${end}1,2,3${end}`)).toEqual(fields(...names))
        },
      ),
    )
  })
})
