import { field, jsonObject, property, orderedFields } from '@arbalest/core'
import { describe, expect, test } from 'vitest'
import { Secret } from '../../src/secrets/secret.js'
import type { CopyOptions } from '../../src/options/copy-options.js'
import { copyStatement, MOST_LEFT_OUT, type CopyCommand } from '../../src/statements/copy.js'

const COMMAND: CopyCommand = {
  into: jsonObject('staging.events', property('id', 'integer'), property('at', 'timestamp')),
  manifest: 's3://acme/arbalest/manifests/p_step_1/2.json',
  jsonPaths: "s3://acme/it's/jsonpaths/3.json",
  authorization: { kind: 'role', role: 'default' },
  compression: 'none',
  options: {},
  noLoad: false,
  mostRejected: 0,
}

const textOf = (changes: Partial<CopyCommand>) => copyStatement({ ...COMMAND, ...changes }).text

test('a COPY names its columns, its manifest, the role and the JSONPaths file', () => {
  expect(textOf({})).toBe(
    `copy "staging"."events" ("id", "at") from 's3://acme/arbalest/manifests/p_step_1/2.json' iam_role default manifest ` +
      `json 's3://acme/it''s/jsonpaths/3.json' timeformat 'auto' dateformat 'auto'`,
  )
})

test('a COPY may leave out rows, and fails at one more', () => {
  expect(textOf({ mostRejected: 1 })).toMatch(/ maxerror 2$/)
  expect(textOf({ mostRejected: MOST_LEFT_OUT, noLoad: true })).toMatch(/ maxerror 100000 noload$/)
})

test('a column that has a constant is left to its default', () => {
  const { columns, table } = COMMAND.into
  const day = { name: 'day', type: 'date', path: [], constant: '2026-01-02' }
  expect(textOf({ into: { table, columns: [...columns, day] } })).toBe(textOf({}))
})

test('a role is given by its ARN', () => {
  const role = 'arn:aws:iam::123456789012:role/load'
  expect(textOf({ authorization: { kind: 'role', role } })).toContain(` iam_role '${role}' manifest `)
})

test('keys are given with their token, if they have one', () => {
  const keys = { kind: 'keys', accessKeyId: new Secret('AK'), secretAccessKey: new Secret('SK') } as const
  expect(textOf({ authorization: keys })).toContain(` access_key_id 'AK' secret_access_key 'SK' manifest `)
  expect(textOf({ authorization: { ...keys, sessionToken: new Secret('T') } })).toContain(
    ` secret_access_key 'SK' session_token 'T' manifest `,
  )
})

test('every parameter is written in its own words', () => {
  const text = textOf({
    compression: 'gzip',
    options: {
      region: 'eu-west-1',
      timeFormat: 'epochmillisecs',
      dateFormat: 'DD.MM.YYYY',
      acceptAnyDate: true,
      acceptInvChars: '^',
      blanksAsNull: true,
      emptyAsNull: true,
      trimBlanks: true,
      truncateColumns: true,
      roundEc: true,
      explicitIds: true,
      ignoreHeader: 2,
      encoding: 'utf16le',
      compUpdate: 'preset',
      statUpdate: true,
    },
  })
  expect(text.slice(text.indexOf('region'))).toBe(
    `region 'eu-west-1' timeformat 'epochmillisecs' dateformat 'DD.MM.YYYY' acceptanydate blanksasnull emptyasnull trimblanks ` +
      `truncatecolumns roundec ignoreheader 2 encoding utf16le compupdate preset acceptinvchars '^' explicit_ids statupdate on gzip`,
  )
})

test('what is off or none is left out, but for what Redshift would else do', () => {
  const text = textOf({
    options: { acceptInvChars: false, roundEc: false, compUpdate: false, statUpdate: false },
  })
  expect(text.endsWith(` dateformat 'auto' compupdate off statupdate off`)).toBe(true)
})

test('invalid characters become question marks unless a character is given', () => {
  expect(textOf({ options: { acceptInvChars: true } }).endsWith(' acceptinvchars')).toBe(true)
})

test('of Avro it names a JSONPaths file, and what goes with rows', () => {
  const text = textOf({ options: { format: 'avro', timeFormat: 'epochmillisecs', truncateColumns: true } })
  expect(text).toMatch(
    / format as avro 's3:\/\/.+' timeformat 'epochmillisecs' dateformat 'auto' truncatecolumns$/,
  )
})

describe('of another format', () => {
  const head =
    `copy "orders" ("id", "note") from 's3://acme/arbalest/manifests/p_step_1/2.json' ` +
    'iam_role default manifest '
  const into = orderedFields('orders', field('id', 'bigint'), field('note', 'varchar(9)'))
  const textFor = (options: CopyOptions, changes: Partial<CopyCommand> = {}) => {
    const text = textOf({ into, jsonPaths: undefined, options, ...changes })
    expect(text.slice(0, head.length)).toBe(head)
    return text.slice(head.length)
  }

  test('a COPY names that, and no JSONPaths file', () => {
    expect(textFor({ format: 'csv' })).toBe(`csv timeformat 'auto' dateformat 'auto'`)
    expect(textFor({ format: 'delimited' })).toBe(`delimiter '|' timeformat 'auto' dateformat 'auto'`)
    expect(textFor({ format: 'parquet' })).toBe('format parquet')
    expect(textFor({ format: 'orc', fillRecord: true })).toBe('format orc fillrecord')
  })

  test('every parameter of CSV is written in its own words', () => {
    const options: CopyOptions = {
      format: 'csv',
      delimiter: ';',
      quote: "'",
      timeFormat: 'YYYY-MM-DD HH:MI:SS',
      ignoreHeader: 1,
      emptyAsNull: true,
      nullAs: "it's null",
      fillRecord: true,
      ignoreBlankLines: true,
      statUpdate: false,
    }
    expect(textFor(options, { compression: 'zstd' })).toBe(
      `csv quote '''' delimiter ';' timeformat 'YYYY-MM-DD HH:MI:SS' dateformat 'auto' emptyasnull ignoreheader 1 ` +
        `null as 'it''s null' fillrecord ignoreblanklines statupdate off zstd`,
    )
  })

  test('every parameter of delimited text is written in its own words', () => {
    const options: CopyOptions = {
      format: 'delimited',
      delimiter: '\t',
      escape: true,
      removeQuotes: true,
      nullAs: '',
      ignoreBlankLines: true,
      fillRecord: true,
      acceptInvChars: true,
    }
    expect(textFor(options)).toBe(
      String.raw`delimiter '\011' escape removequotes timeformat 'auto' dateformat 'auto' null as '' fillrecord ignoreblanklines acceptinvchars`,
    )
  })

  test('every parameter of Parquet is written in its own words', () => {
    const options: CopyOptions = {
      format: 'parquet',
      serializeToJson: true,
      fillRecord: true,
      acceptInvChars: '^',
      explicitIds: true,
      statUpdate: true,
    }
    expect(textFor(options)).toBe(
      `format parquet serializetojson fillrecord acceptinvchars '^' explicit_ids statupdate on`,
    )
  })

  test('what COPY takes for NULL anyway is left out, and NUL is written as its number', () => {
    const nullAs = (text: string) =>
      textFor({ format: 'csv', nullAs: text }).replace(/.*dateformat 'auto'/, '')
    expect(nullAs(String.raw`\N`)).toBe('')
    expect(nullAs('\0')).toBe(String.raw` null as '\000'`)
  })
})
