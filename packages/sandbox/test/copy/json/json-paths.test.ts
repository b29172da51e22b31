import { describe, expect, test } from 'vitest'
import { load } from '../load.js'

const noMember = '1216 Invalid JSONPath format: Member is not an object.'
const noElement = '1216 Invalid JSONPath format: Not an array or index out of range.'

describe('JSONPaths', () => {
  async function byPaths(columns: string, paths: unknown, content: string, parameters = '') {
    const file = typeof paths === 'string' ? paths : JSON.stringify({ jsonpaths: paths })
    return load(columns, { 'd/1': content, jp: file }, `json 's3://b/jp' ${parameters}`)
  }

  test.each([
    ['dot notation', ['$.a', '$.b.c', '$.d[1]'], '{"a":1,"b":{"c":"x"},"d":[8,9]}', '1\tx\t9'],
    [
      'bracket notation',
      ["$['a']", '$["b"]["c"]', "$['d'][1]"],
      '{"a":1,"b":{"c":"x"},"d":[8,9]}',
      '1\tx\t9',
    ],
    ['root arrays', ['$[0]', '$[2]', '$[1]'], '[1,2,"x"]', '1\tx\t2'],
    [
      'objects in arrays',
      ['$.a[0].b', '$.a[1].c', '$.a[0].d[0]'],
      '{"a":[{"b":1,"d":[3]},{"c":2}]}',
      '1\t2\t3',
    ],
    ['one value twice', ['$.a', '$.a', '$.a.b'], '{"a":{"b":5}}', '\\N\t{"b":5}\t5'],
    ['the whole value', ['$.a', '$', '$.b'], '{"a":1, "b":2}', '1\t{"a":1,"b":2}\t2'],
    ['object elements that are missing', ['$.a', '$.b.c', '$.x.y[3]'], '{"a":1,"b":{}}', '1\t\\N\t\\N'],
    ['members of null', ['$.a', '$.b.c', '$.b'], '{"a":1,"b":null}', '1\t\\N\t\\N'],
    [
      'the last of two members',
      ['$.a', '$.b.c', '$.b.d'],
      '{"a":1,"b":{"c":2,"d":3},"b":{"c":4}}',
      '1\t4\t\\N',
    ],
  ])('lead by %s', async (_, paths, content, row) => {
    const columns =
      paths[0] === paths[1] ? 'a numeric(9,0), b varchar(90), c int4' : 'a int4, b varchar(90), c int4'
    const { rows, failure } = await byPaths(columns, paths, content, 'maxerror 9')
    if (paths[0] === paths[1]) expect(rows).toEqual([])
    else expect({ rows, failure }).toEqual({ rows: [row], failure: undefined })
  })

  test.each([
    ['$.a[2]', '{"a":[1,2]}', noElement],
    ['$.a[0]', '{"a":[]}', noElement],
    ['$.a[0]', '{"a":{"0":1}}', noElement],
    ['$.a[0]', '{"a":null}', noElement],
    ['$[0]', '{"a":1}', noElement],
    ['$.a.b', '{"a":1}', noMember],
    ['$.a.b', '[1]', noMember],
  ])('%s in %s is an error', async (path, content, reason) => {
    expect((await byPaths('c int4', [path], content)).errors).toEqual([`1:c: ${reason}`])
  })

  test('lead to the columns of the column list', async () => {
    const { rows, columns } = await load(
      'a int4, b int4',
      { 'd/1': '{"x":1}', jp: '{"jsonpaths":["$.x"]}' },
      "(b) json 's3://b/jp'",
    )
    expect({ rows, columns }).toEqual({ rows: ['1'], columns: ['b'] })
  })

  test("under another key are ignored, as if 'auto' were given", async () => {
    expect((await byPaths('c int4', '{"paths":["$.x"]}', '{"c":1,"x":2}')).rows).toEqual(['1'])
  })

  test.each([
    ['{"jsonpaths":["$.c"]', 'Invalid JSONPaths file s3://b/jp: the file must hold exactly one JSON object.'],
    [
      '{"jsonpaths":["$.c"]}{}',
      'Invalid JSONPaths file s3://b/jp: the file must hold exactly one JSON object.',
    ],
    [
      'x{"jsonpaths":["$.c"]}',
      'Invalid JSONPaths file s3://b/jp: the file must hold exactly one JSON object.',
    ],
    ['["$.c"]', 'Invalid JSONPaths file s3://b/jp: the file must hold exactly one JSON object.'],
    ['{"jsonpaths":"$.c"}', 'Invalid JSONPaths file s3://b/jp: "jsonpaths" must be an array of strings.'],
    [
      '{"jsonpaths":[""]}',
      'Invalid JSONPaths file s3://b/jp: each element of "jsonpaths" must be a JSONPath expression, not empty.',
    ],
    [
      '{"jsonpaths":[1]}',
      'Invalid JSONPaths file s3://b/jp: each element of "jsonpaths" must be a JSONPath expression, not empty.',
    ],
    [
      '{"jsonpaths":["$.a","$[\'b\']"]}',
      'Invalid JSONPaths file s3://b/jp: bracket notation and dot notation cannot be mixed in one file.',
    ],
    ['{"jsonpaths":["c"]}', "Invalid JSONPath format: 'c' in s3://b/jp."],
    ['{"jsonpaths":["$.a.*"]}', undefined],
    ['{"jsonpaths":["$[*]"]}', "Invalid JSONPath format: '$[*]' in s3://b/jp."],
    ['{"jsonpaths":["$.a[-1]"]}', "Invalid JSONPath format: '$.a[-1]' in s3://b/jp."],
    ['{"jsonpaths":["$..a"]}', "Invalid JSONPath format: '$..a' in s3://b/jp."],
    [
      '{"jsonpaths":["$.a","$.b"]}',
      'Number of jsonpaths and the number of columns should match. JSONPath size: 2, Number of columns in table or column list: 1',
    ],
  ])('of %s fail, whatever MAXERROR', async (file, failure) => {
    expect((await byPaths('c int4', file, '{"c":1}', 'maxerror 100')).failure).toBe(failure)
  })

  test('in a file with the prefix of the data are an error of it', async () => {
    const files = { 'd.json': '{"c":1}', 'd.jsonpaths': '{"jsonpaths":["$.c"]}' }
    const { rows, errors } = await load('c int4', files, "json 's3://b/d.jsonpaths' maxerror 2")
    expect(rows).toEqual(['1'])
    expect(errors).toEqual(['1:: 1216 The JSONPaths file is among the data files'])
  })

  test('in a file that is not there fail', async () => {
    expect((await load('c int4', '{}', "json 's3://b/nope'")).failure).toBe('no object s3://b/nope')
  })
})
