import { describe, expect, test } from 'vitest'
import { RedshiftError } from '../../../src/redshift/redshift-error.js'
import type { CopyStatement } from '../../../src/redshift/copy/statement/copy-statement.js'
import { parsed } from '../parsed.js'

const role = 'arn:aws:iam::123456789012:role/loader'

function copy(parameters: string): CopyStatement {
  return parsed(`copy t from 's3://bkt/data' iam_role default ${parameters}`)
}

function refusal(sql: string): string {
  try {
    parsed(sql)
  } catch (error) {
    expect(error).toBeInstanceOf(RedshiftError)
    return (error as Error).message
  }
  return 'accepted'
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
    const statement = parsed(`COPY "Public".Sales ("Id", Name) FROM 's3://bkt' IAM_ROLE '${role}';`)
    expect(statement).toMatchObject({
      schema: 'public',
      table: 'sales',
      columns: ['id', 'name'],
      source: { bucket: 'bkt', key: '' },
      authorization: { roles: [role] },
    })
  })

  test('takes parameters in any order, with and without AS, among comments', () => {
    const statement = parsed(`copy t /* one */ from 's3://bkt/d' -- two
      maxerror as 5 gzip ignoreheader 2 dateformat as 'auto' json as 'auto ignorecase'
      timeformat 'epochsecs' with credentials as 'aws_iam_role=${role}' region as 'us-west-2' acceptinvchars as '^'
      truncatecolumns compupdate statupdate off comprows 1000 encoding as utf16le noload`)
    expect(statement).toMatchObject({
      maxError: 5,
      compression: 'gzip',
      format: { kind: 'json', mapping: 'auto ignorecase' },
      region: 'us-west-2',
      authorization: { kind: 'role', roles: [role] },
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

  test.each([
    ['iam_role default', { kind: 'role', roles: ['default'] }],
    [`iam_role '${role},${role}2'`, { kind: 'role', roles: [role, `${role}2`] }],
    ["access_key_id 'A' secret_access_key 'S'", { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S' }],
    [
      "secret_access_key 'S' session_token 'T' access_key_id 'A'",
      { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T' },
    ],
    [
      "credentials 'aws_access_key_id=A;aws_secret_access_key=S/+=;token=T'",
      { kind: 'keys', accessKeyId: 'A', secretAccessKey: 'S/+=', sessionToken: 'T' },
    ],
    [`with credentials as 'aws_iam_role=${role}'`, { kind: 'role', roles: [role] }],
  ])('is authorized by %s', (parameters, authorization) => {
    expect(parsed(`copy t from 's3://bkt/d' ${parameters}`).authorization).toEqual(authorization)
  })

  test.each([
    [
      "copy t from 's3://b/d'",
      'COPY needs authorization: specify IAM_ROLE, ACCESS_KEY_ID and SECRET_ACCESS_KEY, or CREDENTIALS',
    ],
    [
      "copy t from 's3://b/d' iam_role default access_key_id 'hush'",
      'IAM_ROLE and ACCESS_KEY_ID cannot be used together',
    ],
    [
      `copy t from 's3://b/d' iam_role default credentials 'aws_iam_role=${role}'`,
      'IAM_ROLE and CREDENTIALS cannot be used together',
    ],
    [
      "copy t from 's3://b/d' access_key_id 'hush'",
      'ACCESS_KEY_ID and SECRET_ACCESS_KEY must be used together',
    ],
    [
      "copy t from 's3://b/d' session_token 'hush'",
      'ACCESS_KEY_ID and SECRET_ACCESS_KEY must be used together',
    ],
    [
      "copy t from 's3://b/d' iam_role 'hush'",
      "Invalid IAM_ROLE: it must be default or 'arn:aws:iam::<account>:role/<name>'",
    ],
    ...[
      'hush',
      'aws_secret_access_key=hush',
      'aws_access_key_id=A; aws_secret_access_key=hush',
      'AWS_ACCESS_KEY_ID=A;aws_secret_access_key=hush',
    ].map((credentials) => [
      `copy t from 's3://b/d' credentials '${credentials}'`,
      "Invalid credentials. Must be of the format: credentials 'aws_iam_role=...' or 'aws_access_key_id=...;aws_secret_access_key=...[;token=...]'",
    ]),
    ["copy t from 's3://b/d' access_key_id 'A' 'hush'", 'syntax error at or near "\'...\'"'],
  ])('without proper authorization is refused, and its secrets are not repeated: %s', (sql, message) => {
    expect(refusal(sql as string)).toBe(message)
    expect(message).not.toContain('hush')
  })

  test.each([
    ["json 'auto' delimiter ','", 'JSON is not compatible with DELIMITER'],
    ["json 'auto' csv", 'CSV is not compatible with JSON'],
    ["json 'auto' null as ''", 'JSON is not compatible with NULL'],
    ["json 'auto' fillrecord", 'JSON is not compatible with FILLRECORD'],
    ["json 'auto' ignoreblanklines", 'JSON is not compatible with IGNOREBLANKLINES'],
    ["json 'auto' escape", 'JSON is not compatible with ESCAPE'],
    ["json 'auto' removequotes", 'JSON is not compatible with REMOVEQUOTES'],
    ["json 'auto' fixedwidth 'a:1'", 'FIXEDWIDTH is not compatible with JSON'],
    ['csv escape', 'CSV is not compatible with ESCAPE'],
    ['csv removequotes', 'CSV is not compatible with REMOVEQUOTES'],
    ["csv fixedwidth 'a:1'", 'CSV is not compatible with FIXEDWIDTH'],
    ["fixedwidth 'a:1' delimiter ','", 'FIXEDWIDTH is not compatible with DELIMITER'],
    ["fixedwidth 'a:1' escape", 'FIXEDWIDTH is not compatible with ESCAPE'],
    ['gzip bzip2', 'GZIP is not compatible with BZIP2'],
    ['zstd bzip2', 'BZIP2 is not compatible with ZSTD'],
    ['maxerror 5 ignoreallerrors', 'MAXERROR is not compatible with IGNOREALLERRORS'],
    ['parquet gzip', 'PARQUET is not compatible with GZIP'],
    ['parquet maxerror 5', 'PARQUET is not compatible with MAXERROR'],
    ["quote '%'", 'QUOTE can be used only with CSV'],
    ['serializetojson', 'SERIALIZETOJSON can be used only with PARQUET or ORC'],
    ['comprows 5', 'COMPROWS must be between 1000 and 2147483647, not 5'],
    ["null as '\\n'", 'NULL AS cannot be a line break'],
    ['maxerror 100001', 'MAXERROR must be between 0 and 100000, not 100001'],
    ["delimiter '||'", "DELIMITER must be a single ASCII character, not '||'"],
    ["delimiter 'é'", "DELIMITER must be a single ASCII character, not 'é'"],
    ["csv delimiter '\"'", 'DELIMITER and QUOTE must be different characters'],
    [
      "json 'AUTO'",
      "Invalid JSON option 'AUTO': it must be 'auto', 'auto ignorecase', 'noshred' or 's3://jsonpaths_file'",
    ],
    [
      "fixedwidth 'a:0'",
      "Invalid FIXEDWIDTH specification near 'a:0': it must be of the form 'label:width,label:width'",
    ],
    ["encoding 'latin1'", "ENCODING 'latin1' is not supported: it must be UTF8, UTF16, UTF16LE or UTF16BE"],
    ["acceptinvchars 'ab'", "ACCEPTINVCHARS takes one ASCII character other than NUL, not 'ab'"],
    ['gzip gzip', 'conflicting or redundant options: GZIP'],
    ['frobnicate', 'syntax error at or near "frobnicate"'],
    ['maxerror', 'syntax error at end of input'],
    ['compupdate preset 5', 'syntax error at or near "5"'],
    ['format gzip', 'syntax error at or near "gzip"'],
    ["avro 'auto'", 'FORMAT AVRO is not supported'],
    ['format as orc', 'FORMAT ORC is not supported'],
    ['format shapefile simplify auto', 'FORMAT SHAPEFILE is not supported'],
    ['ssh', 'COPY from remote hosts (SSH) is not supported'],
    ['readratio 50', 'READRATIO (COPY from DynamoDB) is not supported'],
    ['lzop', 'LZOP compression is not supported'],
    ['encrypted', 'ENCRYPTED (client-side encryption) is not supported'],
    ['job create j', 'COPY JOB is not supported'],
    ['using template s.t', 'COPY with TEMPLATE is not supported'],
  ])('with %s is refused', (parameters, message) => {
    expect(refusal(`copy t from 's3://bkt/d' iam_role default ${parameters}`)).toBe(message)
  })

  test.each([
    ["copy t from 'emr://c/d' iam_role default", 'COPY from EMR is not supported'],
    ["copy t from 'dynamodb://d' iam_role default readratio 50", 'COPY from DynamoDB is not supported'],
    [
      `copy t from 's3://b/d' credentials 'aws_iam_role=${role};master_symmetric_key=k'`,
      'master_symmetric_key (client-side encryption) is not supported',
    ],
    ["copy t from 'd' iam_role default", "Invalid S3 location 'd': it must be of the form s3://bucket/key"],
    ["copy t (a, a) from 's3://b/d' iam_role default", 'column "a" specified more than once'],
    ['copy t from stdin', 'syntax error at or near "stdin"'],
    ['copy job drop j', 'COPY JOB is not supported'],
    ["copy from 's3://b/d'", 'syntax error at or near "\'...\'"'],
    ['select 1', 'syntax error at or near "select"'],
  ])('such as %s is refused', (sql, message) => {
    expect(refusal(sql)).toBe(message)
  })
})
