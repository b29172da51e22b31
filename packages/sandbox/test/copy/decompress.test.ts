import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { load } from './load.js'

/** `1\n2\n3\n` as the tools bzip2 and zstd compress it. */
const compressed = {
  gzip: gzipSync('1\n2\n3\n'),
  bzip2: Buffer.from('QlpoOTFBWSZTWRJdn4oAAAHIAAAQOAAgACGaaDNNHLeLuSKcKEgJLs/FAA==', 'base64'),
  zstd: Buffer.from('KLUv/QRYMQAAMQoyCjMKuwiheA==', 'base64'),
}

describe.each(Object.entries(compressed))('%s', (compression, bytes) => {
  test('is read, however it is cut', async () => {
    for (const chunk of [1, 5, 1000]) {
      expect(await load('id int4', bytes, compression, chunk)).toMatchObject({
        rows: ['1', '2', '3'],
        failure: undefined,
      })
    }
  })

  test('may be several streams, one behind the other', async () => {
    expect((await load('id int4', Buffer.concat([bytes, bytes]), compression)).rows).toEqual([
      '1',
      '2',
      '3',
      '1',
      '2',
      '3',
    ])
  })

  test('of no byte has no rows', async () => {
    expect(await load('id int4', '', compression)).toMatchObject({ rows: [], failure: undefined })
  })

  test('that is cut off anywhere is an error', async () => {
    for (let length = 1; length < bytes.length; length++) {
      const { failure } = await load('id int4', bytes.subarray(0, length), compression)
      expect(failure).toBe(
        `The file s3://b/d is not in ${compression.toUpperCase()} format, or is damaged or truncated`,
      )
    }
  })

  test('that is something else is an error', async () => {
    const { failure } = await load('id int4', 'id,name\n1,a\n', compression)
    expect(failure).toBe(
      `The file s3://b/d is not in ${compression.toUpperCase()} format, or is damaged or truncated`,
    )
  })
})

describe('UTF-16', () => {
  const little = Buffer.from('1|é😀\n2|b', 'utf16le')
  const big = Buffer.from(little).swap16()
  const mark = Buffer.from([0xff, 0xfe])

  test.each([
    ['utf16le', little],
    ['utf16le', Buffer.concat([mark, little])],
    ['utf16be', big],
    ['utf16', Buffer.concat([mark, little])],
    ['utf16', Buffer.concat([Buffer.from(mark).swap16(), big])],
  ])('is read as %s', async (encoding, bytes) => {
    for (const chunk of [1, 1000]) {
      expect((await load('a int4, b varchar(9)', bytes, `encoding ${encoding}`, chunk)).rows).toEqual([
        '1\té😀',
        '2\tb',
      ])
    }
  })

  test.each([
    ['utf16', little],
    ['utf16', Buffer.from('1')],
    ['utf16le', Buffer.from([0x00, 0xd8, 0x31, 0x00])],
    ['utf16le', Buffer.from([0x31])],
  ])('that is none is an error', async (encoding, bytes) => {
    const { failure } = await load('a int4, b varchar(9)', bytes, `encoding ${encoding}`)
    expect(failure).toBe(`The file s3://b/d is not in ${encoding.toUpperCase()} encoding`)
  })
})

describe('zstd', () => {
  const { zstd } = compressed
  const failed = expect.stringContaining('is not in ZSTD format, or is damaged or truncated')

  test('whose checksum is another is damaged', async () => {
    for (let at = zstd.length - 4; at < zstd.length; at++) {
      const damaged = Buffer.from(zstd)
      damaged[at] = (damaged[at] ?? 0) ^ 1
      for (const chunk of [1, 1000])
        expect(await load('id int4', damaged, 'zstd', chunk)).toMatchObject({ failure: failed })
    }
  })

  test('whose content is another than its checksum says is damaged', async () => {
    const damaged = Buffer.from(zstd)
    const at = damaged.indexOf('1\n2')
    damaged.write('9', at)
    expect(await load('id int4', damaged, 'zstd')).toMatchObject({ failure: failed })
  })

  test('without a checksum is read, and frames that hold nothing are passed over', async () => {
    const bare = Buffer.from(zstd.subarray(0, -4))
    bare[4] = (bare[4] ?? 0) & ~4
    const nothing = Buffer.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
    const stream = Buffer.concat([nothing, bare, nothing, zstd])
    expect((await load('id int4', stream, 'zstd', 5)).rows).toEqual(['1', '2', '3', '1', '2', '3'])
  })
})
