import { gzipSync } from 'node:zlib'
import { collect } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { documentsOf, readDocuments } from '../src/index.js'
import { chunks } from './stored.js'

const read = (content: string | Buffer, { most = 1e9, piece = 3 } = {}) =>
  collect(readDocuments(chunks(Buffer.from(content), piece), 's3://b/k', { most }))

/** What is told of each document: its line, and what is wrong with it. */
const told = async (...given: Parameters<typeof read>) =>
  (await read(...given)).map((each) => `${each.line}${'fault' in each ? ` ${each.fault}` : ''}`)

describe('readDocuments', () => {
  test('reads objects and arrays with blanks or nothing between them, wherever the pieces end', async () => {
    const text = '{"a":"}{\\"["}{"b":[1,{}]}\n\n[\n]\t{}'
    for (const piece of [1, 2, 3, 100]) expect(await told(text, { piece })).toEqual(['1', '1', '4', '4'])
  })

  test('keeps letters whole that come in two pieces', async () => {
    const [document] = await read('{"é":"😀"}', { piece: 1 })
    expect(document).toMatchObject({
      value: { kind: 'object', members: [[{ text: 'é' }, { kind: 'string', text: '😀' }]] },
    })
  })

  test('reports what COPY would refuse, and goes on', async () => {
    expect(await told('{"a":1},\n{"a":01}\nx y\n{"a":2} {"a"')).toEqual([
      '1',
      '1 has text between documents, where COPY accepts none',
      '2 is no JSON',
      '3 has text between documents, where COPY accepts none',
      '4',
      '4 ends within a document',
    ])
    expect(await told(Buffer.from('{"a":"\xff"}', 'latin1'))).toEqual(['1'])
    expect(await told(`{"a":"${'|'.repeat(2_200_000)}"}`, { piece: 65_536 })).toEqual([
      '1 is larger than the 4 MB that COPY takes',
    ])
    expect(await told(`{"a":"${'x'.repeat(5_000_000)}`, { piece: 65_536 })).toEqual([
      '1 is larger than the 4 MB that COPY takes',
    ])
  })

  test('ends where it may read no more, yet reads one document', async () => {
    expect(await told('{"a":1}{"a":2}{"a":3}', { most: 9 })).toEqual(['1'])
    expect(await told('{"a":1}{"a":2}', { most: 1 })).toEqual(['1'])
  })
})

describe('documentsOf', () => {
  const object = (key: string) => ({ key, version: '1', size: 1, url: `s3://b/${key}` })
  const reading = (content: Buffer) => () => chunks(content)
  // Made by bzip2 and zstd from {"a":1} and a newline.
  const bz2 = Buffer.from('QlpoOTFBWSZTWbrGTdsAAANZgAAQEAAgECAAAAogACIDZQhgEUofF3JFOFCQusZN2w==', 'base64')
  const zst = Buffer.from('KLUv/QRYQQAAeyJhIjoxfQri7+zg', 'base64')

  test.each([
    ['a.json', Buffer.from('{"a":1}\n')],
    ['a.json.GZ', gzipSync('{"a":1}\n')],
    ['a.json.bz2', bz2],
    ['a.json.zst', zst],
  ])('reads %s', async (key, content) => {
    const [document, ...others] = await collect(documentsOf(reading(content), object(key), { most: 1e6 }))
    expect(document).toMatchObject({ value: { kind: 'object' }, object: `s3://b/${key}`, line: 1 })
    expect(others).toEqual([])
  })

  test.each(['a.gz', 'a.bz2', 'a.zst'])('reports that %s is not compressed', async (key) => {
    expect(await collect(documentsOf(reading(Buffer.from('{"a":1}')), object(key), { most: 1e6 }))).toEqual([
      { fault: 'is not compressed as its name says', object: `s3://b/${key}`, line: 1 },
    ])
  })

  test('reads no further than it may', async () => {
    const content = gzipSync('{"a":1}\n'.repeat(1_000_000))
    const documents = await collect(documentsOf(reading(content), object('a.gz'), { most: 100_000 }))
    expect(documents.length).toBeGreaterThan(10_000)
    expect(documents.length).toBeLessThan(100_000)
  })
})
