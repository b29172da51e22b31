import { describe, expect, test } from 'vitest'
import { refusal, ROLE } from '../parsed.js'

describe('a COPY statement', () => {
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
      `copy t from 's3://b/d' credentials 'aws_iam_role=${ROLE};master_symmetric_key=k'`,
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
