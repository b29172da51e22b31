import { describe, expect, test } from 'vitest'
import type { CopyStatement } from '../../../src/redshift/copy/statement/copy-statement.js'
import { parsed, ROLE } from '../parsed.js'

function copy(parameters: string): CopyStatement {
  return parsed(`copy t from 's3://bkt/data' iam_role default ${parameters}`)
}

describe('a COPY statement', () => {
  test('has defaults for all it does not say', () => {
    expect(copy('')).toEqual({
      table: 't',
      source: { url: 's3://bkt/data', bucket: 'bkt', key: 'data' },
      manifest: false,
      authorization: { kind: 'role', roles: ['default'] },
      format: { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: false },
      maxError: 1,
      noLoad: false,
      conversions: {
        acceptAnyDate: false,
        blanksAsNull: false,
        emptyAsNull: false,
        encoding: 'utf8',
        explicitIds: false,
        fillRecord: false,
        ignoreBlankLines: false,
        ignoreHeader: 0,
        nullAs: '\\N',
        roundDecimals: false,
        trimBlanks: false,
        truncateColumns: false,
      },
    })
  })

  test('names a schema, a table and columns, which fold even in quotes', () => {
    const statement = parsed(`COPY "Public".Sales ("Id", Name) FROM 's3://bkt' IAM_ROLE '${ROLE}';`)
    expect(statement).toMatchObject({
      schema: 'public',
      table: 'sales',
      columns: ['id', 'name'],
      source: { bucket: 'bkt', key: '' },
      authorization: { roles: [ROLE] },
    })
  })

  test('takes parameters in any order, with and without AS, among comments', () => {
    const statement = parsed(`copy t /* one */ from 's3://bkt/d' -- two
      maxerror as 5 gzip ignoreheader 2 dateformat as 'auto' json as 'auto ignorecase'
      timeformat 'epochsecs' with credentials as 'aws_iam_role=${ROLE}' region as 'us-west-2' acceptinvchars as '^'
      truncatecolumns compupdate statupdate off comprows 1000 encoding as utf16le noload`)
    expect(statement).toMatchObject({
      maxError: 5,
      compression: 'gzip',
      format: { kind: 'json', mapping: 'auto ignorecase' },
      region: 'us-west-2',
      authorization: { kind: 'role', roles: [ROLE] },
      noLoad: true,
      conversions: {
        ignoreHeader: 2,
        dateFormat: 'auto',
        timeFormat: 'epochsecs',
        acceptInvalidCharacters: '^',
        truncateColumns: true,
        encoding: 'utf16le',
      },
    })
  })

  test.each([
    ['csv', { kind: 'csv', delimiter: ',', quote: '"' }],
    ["csv quote as '%' delimiter '\\t'", { kind: 'csv', delimiter: '\t', quote: '%' }],
    ["format as csv delimiter as '^'", { kind: 'csv', delimiter: '^', quote: '"' }],
    ["delimiter '\\001' escape", { kind: 'delimited', delimiter: '\x01', escape: true, removeQuotes: false }],
    ['removequotes', { kind: 'delimited', delimiter: '|', escape: false, removeQuotes: true }],
    ["fixedwidth 'a:3,b:25, 3:2'", { kind: 'fixedwidth', widths: [3, 25, 2] }],
    ['json', { kind: 'json', mapping: 'auto' }],
    ["format json as 'noshred'", { kind: 'json', mapping: 'noshred' }],
    ["json 's3://bkt/jp'", { kind: 'json', mapping: { url: 's3://bkt/jp', bucket: 'bkt', key: 'jp' } }],
    ['format as parquet serializetojson', { kind: 'parquet', serializeToJson: true }],
  ])('has the format of %s', (parameters, format) => {
    expect(copy(parameters).format).toEqual(format)
  })

  test.each([
    ["null as ''", ''],
    ["null 'NULL'", 'NULL'],
    ["null as '\\0'", '\0'],
    ["null as '\\000'", '\0'],
    ["null as '\\N'", '\\N'],
  ])('takes %s', (parameters, nullAs) => {
    expect(copy(parameters).conversions.nullAs).toBe(nullAs)
  })

  test.each([
    ['maxerror 0', 1],
    ['maxerror 1', 1],
    ['maxerror 100000', 100_000],
    ['ignoreallerrors', Infinity],
  ])('fails under %s at %d errors', (parameters, most) => {
    expect(copy(parameters).maxError).toBe(most)
  })
})
