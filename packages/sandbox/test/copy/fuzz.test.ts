import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsed } from './parsed.js'
import { parseManifest } from '../../src/redshift/copy/input/manifest.js'
import { parseJsonPaths } from '../../src/redshift/copy/json/json-paths.js'
import { RedshiftError } from '../../src/redshift/redshift-error.js'
import { load } from './load.js'

const bounds = { seed: 20_180_131, numRuns: 300 }
const everyType =
  'a int2, b int4, c int8, d numeric(10,3), e float4, f float8, g bool, h char(5), i varchar(9), j date, k timestamp, l timestamptz, m time, n super, o varbyte(9)'

const paths = JSON.stringify({
  jsonpaths: [...'abcdefghijklmno'].map((name, i) => (i % 3 === 0 ? `$.n.x[${i}]` : `$.${name}`)),
})

/** Text that looks like data: what means something to a reader, among what does not. */
const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      ',',
      '|',
      '\\',
      '\n',
      '\r\n',
      '\0',
      ' ',
      '\t',
      '\\u0000',
      '\\ud800',
      '\\N',
    ),
    fc.constantFrom(
      '"a":1',
      '"n":{"x":[1,2]}',
      '{"b":2}',
      '1e999',
      '-',
      'null',
      'true',
      '2003-03-31',
      '99999999999999999999',
      'é',
      '\xff',
    ),
    fc.string({ maxLength: 8 }),
  ),
  { maxLength: 60 },
)

const content = pieces.map((list) => Buffer.from(list.join(''), 'latin1'))

/** The rows that have not a field for each column. What is thrown, but for a RedshiftError, comes through. */
async function uneven(bytes: Buffer, parameters: string, chunk: number): Promise<string[]> {
  const outcome = await load(everyType, { d: bytes, jp: paths }, parameters, chunk)
  return outcome.rows.filter((row) => row.split('\t').length !== 15)
}

describe('any bytes come to an end, as rows or errors', () => {
  test.each([
    "json 'auto' ignoreallerrors",
    "json 's3://b/jp' ignoreallerrors",
    'ignoreallerrors',
    "escape removequotes ignoreallerrors timeformat 'auto' dateformat 'auto'",
    "csv null as '\\0' fillrecord ignoreallerrors",
    "fixedwidth 'a:1,b:2,c:1,d:1,e:1,f:1,g:1,h:2,i:3,j:1,k:1,l:1,m:1,n:1,o:1' ignoreallerrors",
    'csv gzip ignoreallerrors',
    'zstd ignoreallerrors',
    'bzip2 ignoreallerrors',
    "json 'auto' encoding utf16 ignoreallerrors",
  ])('%s', async (parameters) => {
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1, max: 100 }), async (bytes, chunk) => {
        expect(await uneven(bytes, parameters, chunk)).toEqual([])
      }),
      bounds,
    )
  })

  test('also those of a damaged gzip stream', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.nat(), fc.nat(255), async (bytes, place, value) => {
        const stream = gzipSync(bytes)
        stream[place % stream.length] = value
        expect(await uneven(stream, 'gzip ignoreallerrors', 64)).toEqual([])
      }),
      bounds,
    )
  })

  test('and the same rows come of them however they are cut', async () => {
    for (const parameters of ["json 'auto'", 'csv fillrecord', 'escape removequotes fillrecord']) {
      await fc.assert(
        fc.asyncProperty(content, fc.integer({ min: 1, max: 20 }), async (bytes, chunk) => {
          const [whole, cut] = [1_000_000, chunk].map((size) =>
            load('a int4, b varchar(9)', bytes, `${parameters} ignoreallerrors`, size),
          )
          expect((await cut)?.rows).toEqual((await whole)?.rows)
          expect((await cut)?.errors).toEqual((await whole)?.errors)
        }),
        bounds,
      )
    }
  })
})

test('JSON of any value keeps it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue({ noUnicodeString: false }), { maxLength: 5 }), async (values) => {
      const lines = values.map((value) => JSON.stringify({ c: value }))
      const { rows, failure } = await load('c varchar(65535)', lines.join('\n'), 'json', 50)
      expect(failure).toBe(undefined)
      const shown = rows.map((row) =>
        row === '\\N'
          ? null
          : row.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', r: '\r', t: '\t' })[c] ?? c),
      )
      expect(shown).toEqual(
        values.map((value) => (typeof value === 'string' || value === null ? value : JSON.stringify(value))),
      )
    }),
    bounds,
  )
})

test('any statement is read or refused', () => {
  const words = fc.constantFrom(
    ...'copy t from iam_role default json csv as quote delimiter maxerror 5 gzip credentials with format ( ) , . ; null fixedwidth -- /*'.split(
      ' ',
    ),
    "'s3://b/d'",
    "'auto'",
    "'",
    '"',
    "'a:1'",
    "'\\t'",
  )
  const statement = fc.oneof(
    fc
      .array(words, { maxLength: 25 })
      .map((list) => `copy t from 's3://b/d' iam_role default ${list.join(' ')}`),
    fc.array(words, { maxLength: 25 }).map((list) => list.join(' ')),
    fc.string(),
  )
  fc.assert(
    fc.property(statement, (sql) => {
      expect(surprise(() => parsed(sql))).toBe(undefined)
    }),
    { ...bounds, numRuns: 3000 },
  )
})

test('any manifest or JSONPaths file is read or refused', () => {
  const file = fc.oneof(
    fc.string(),
    fc.json(),
    fc.jsonValue().map((entries) => JSON.stringify({ entries, jsonpaths: entries })),
    fc
      .array(fc.string(), { maxLength: 4 })
      .map((steps) => JSON.stringify({ jsonpaths: steps.map((path) => `$${path}`) })),
  )
  fc.assert(
    fc.property(file, (text) => {
      expect(surprise(() => parseManifest(text, 's3://b/m'))).toBe(undefined)
      expect(surprise(() => parseJsonPaths(text, 's3://b/jp'))).toBe(undefined)
    }),
    { ...bounds, numRuns: 2000 },
  )
})

/** What `work` throws besides RedshiftErrors. */
function surprise(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    if (!(error instanceof RedshiftError)) return error
  }
  return undefined
}
