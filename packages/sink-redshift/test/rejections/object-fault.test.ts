import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { faultOfHead, objectFault } from '../../src/copy/rejections/object-fault.js'

const TEXT = '{"id":1}\n'
const GZIP = gzipSync(TEXT)
const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('what keeps COPY from reading an object at all', () => {
  test.each([
    ['gzip read as plain', GZIP, 'json', 'none', /^It looks like gzip, .*compression: gzip .* \.gz\./],
    ['zstd read as plain', bytes('\x28\xb5\x2f\xfd$'), 'json', 'none', /^It looks like zstd, .* \.zst\./],
    ['bzip2 read as plain', bytes('BZh91AY'), 'csv', 'none', /^It looks like bzip2, .* \.bz2\./],
    ['zip', bytes('PK\x03\x04'), 'json', 'none', /^It looks like zip, which COPY does not read/],
    ['snappy', bytes('\xff\x06\0\0sNaPpY'), 'json', 'none', /^It looks like snappy, which COPY/],
    [
      'plain read as gzip',
      bytes(TEXT),
      'json',
      'gzip',
      /^It is read as gzip, and is plain text; set compression: none/,
    ],
    [
      'zstd read as gzip',
      bytes('\x28\xb5\x2f\xfd$'),
      'json',
      'gzip',
      /^It is read as gzip, and is zstd; set compression: zstd/,
    ],
    ['gzip twice', gzipSync(GZIP), 'json', 'gzip', /^It is compressed twice, the second time by gzip/],
    [
      'Parquet read as JSON',
      bytes('PAR1\x15'),
      'json',
      'none',
      /^It looks like Parquet, .*set format: parquet/,
    ],
    ['UTF-16', bytes('\xff\xfe{\0'), 'csv', 'none', /^It looks like UTF-16; set encoding: utf16/],
    [
      'an array of documents',
      bytes('\xef\xbb\xbf\n[ {"id":1}]'),
      'json',
      'none',
      /^It is an array of documents, of which COPY makes one row/,
    ],
    [
      'an array of documents, compressed',
      gzipSync('[{"id":1}]'),
      'json',
      'gzip',
      /^It is an array of documents/,
    ],
    [
      'a byte order mark before documents',
      bytes('\xef\xbb\xbf{"id":1}'),
      'json',
      'none',
      /^It begins with a byte order mark, which COPY takes for a part of its first document; write it without/,
    ],
    [
      'a byte order mark before values',
      bytes('\xef\xbb\xbf1,2'),
      'csv',
      'none',
      /^It begins with a byte order mark, .* of its first value/,
    ],
    ['CSV read as JSON', bytes('id,name\n1,x\n'), 'json', 'none', /^It does not begin as JSON does; set/],
    [
      'snappy without frames',
      bytes('\xb4\x07\x40{"id":'),
      'json',
      'none',
      /reads gzip, zstd, bzip2 and lzop/,
    ],
    ['HTML', bytes('<html><body>'), 'json', 'none', /^It does not begin as JSON does/],
    ['nothing read as Parquet', bytes(''), 'parquet', 'none', /^It has no bytes, so it cannot be Parquet/],
    [
      'text read as Parquet',
      bytes(TEXT),
      'parquet',
      'none',
      /^It is not in Parquet format, but looks like text/,
    ],
    ['text read as Avro', bytes(TEXT), 'avro', 'none', /^It is not in Avro format, but looks like text/],
    ['Avro read as JSON', bytes('Obj\x01'), 'json', 'none', /^It looks like Avro, .*set format: avro/],
    ['Parquet read as ORC', bytes('PAR1'), 'orc', 'none', /^It is not in ORC format, but looks like Parquet/],
    ['gzip read as Parquet', GZIP, 'parquet', 'none', /^It is not in Parquet format, but looks like gzip/],
  ] as const)('%s', (_, head, format, compression, words) => {
    expect(faultOfHead(head, { format, compression })).toMatch(words)
  })

  test.each([
    ['text', bytes(TEXT), 'json', 'none'],
    ['nothing', bytes(''), 'json', 'gzip'],
    ['gzip', GZIP, 'json', 'gzip'],
    ['gzip that is cut', GZIP.subarray(0, 12), 'json', 'gzip'],
    ['zstd', bytes('\x28\xb5\x2f\xfd$'), 'csv', 'zstd'],
    ['Parquet', bytes('PAR1\x15'), 'parquet', 'none'],
    ['records that are arrays', bytes('[1,"a"]\n[2,"b"]'), 'json', 'none'],
    ['CSV that begins with a bracket', bytes('[{1,2'), 'csv', 'none'],
    ['text in Latin-1', bytes('\xe9t\xe9,1'), 'csv', 'none'],
    ['blanks before text', bytes(' \r\n\t{"id":1}'), 'json', 'none'],
    ['blanks', bytes('\n\n'), 'json', 'none'],
  ] as const)('is not made up: %s', (_, head, format, compression) => {
    expect(faultOfHead(head, { format, compression })).toBeUndefined()
  })

  test.each([
    ['UTF-16 that is said', bytes('\xff\xfe{\0'), { encoding: 'utf16' }],
    ['UTF-16 without a mark that is said', bytes('\0{'), { encoding: 'utf16be' }],
    ['lines before documents', bytes('# made by hand\n{"id":1}'), { ignoreHeader: 1 }],
  ] as const)('is not made up of what the options say: %s', (_, head, said) => {
    expect(faultOfHead(head, { format: 'json', compression: 'none', ...said })).toBeUndefined()
  })

  test('is not known of an object that may not be read', async () => {
    const object = { key: 'a', version: '1', size: 9, url: 's3://b/a' }
    const denied = {
      // oxlint-disable-next-line require-yield -- it is refused before.
      async *open(): AsyncGenerator<Uint8Array> {
        throw new Error('denied')
      },
    }
    for (const source of [undefined, {}, denied])
      expect(await objectFault(object, { format: 'json', compression: 'none' }, source)).toBeUndefined()
  })
})
