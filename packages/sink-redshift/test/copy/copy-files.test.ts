import { jsonObject, property } from '@arbalest/core'
import type { SourceObject } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { copyManifest } from '../../src/copy/files/copy-manifest.js'
import { groupObjects } from '../../src/copy/files/group-objects.js'
import { Heads } from '../../src/copy/files/heads.js'
import { jsonPaths } from '../../src/copy/files/json-paths.js'

function object(key: string): SourceObject {
  return { key, version: '1', size: 1, url: `s3://b/${key}` }
}

test('a manifest demands each of its objects, by a URL that is not escaped', () => {
  expect(copyManifest([object('a'), object('b c/"é"%20')])).toBe(
    '{"entries":[{"url":"s3://b/a","mandatory":true},{"url":"s3://b/b c/\\"é\\"%20","mandatory":true}]}',
  )
})

test('a manifest of columnar objects has the size of each', () => {
  expect(JSON.parse(copyManifest([{ ...object('a'), size: 12_345 }], true))).toEqual({
    entries: [{ url: 's3://b/a', mandatory: true, meta: { content_length: 12_345 } }],
  })
})

test('an object that is not in S3 has no place in a manifest', () => {
  const elsewhere = { ...object('a'), url: 'memory:a' }
  expect(() => copyManifest([object('b'), elsewhere])).toThrow('"memory:a" is not in S3')
})

test('a JSONPaths file leads to each column in order, in brackets', () => {
  const columns = [
    { name: 'a', type: 'integer', path: ['id'] },
    { name: 'b', type: 'real', path: ['geometry', 'coordinates', 0] },
    { name: 'c', type: 'super', path: [] },
    { name: 'd', type: 'date', path: [`it's`, 'a.b', 'c\\d'] },
  ]
  expect(JSON.parse(jsonPaths(columns))).toEqual({
    jsonpaths: [`$['id']`, `$['geometry']['coordinates'][0]`, '$', String.raw`$['it\'s']['a.b']['c\\d']`],
  })
})

test('objects are distinguished by their ending, in the order they came in', async () => {
  const groups = await groupObjects(
    jsonObject('t', property('id', 'bigint')),
    ['a.json', 'b.json.gz', 'c.zst', 'd.BZ2', 'e.gz', 'x.gz/f', 'g.lzo', '.gz'].map(object),
    { copy: {}, heads: new Heads({}), notice: () => {} },
  )
  const keys = groups.map(({ compression, objects }) => [compression, objects.map(({ key }) => key)])
  expect(keys).toEqual([
    ['none', ['a.json', 'x.gz/f']],
    ['gzip', ['b.json.gz', 'e.gz', '.gz']],
    ['zstd', ['c.zst']],
    ['bzip2', ['d.BZ2']],
    ['lzop', ['g.lzo']],
  ])
})
