import { inspect } from 'node:util'
import { testPlugin } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import plugin from '../src/index.js'
import { completeOptions } from '../src/options/options.js'

const CONNECTION = 'redshift://ada:s3cr%40t@cluster.example.com/dev'
const ARN = 'arn:aws:iam::123456789012:role/redshift/load'
const GIVEN = { connection: CONNECTION, iamRole: 'default', metadata: 's3://acme/arbalest/' }

/** What the schema has to say of options. */
function messagesOf(options: unknown): string[] {
  const result = plugin.options['~standard'].validate(options)
  if (result instanceof Promise) throw new TypeError('The schema is asynchronous.')
  return (result.issues ?? []).map(({ message }) => message)
}

describe('the plugin', () => {
  testPlugin(test, plugin, {
    valid: [
      GIVEN,
      { ...GIVEN, connection: 'postgres://u:p@127.0.0.1:1234/db?sslmode=verify-ca', iamRole: ARN },
      {
        ...GIVEN,
        iamRole: `${ARN},${ARN}-2`,
        replace: 'rename',
        marksSchema: 'ops',
        s3: { region: 'eu-west-1' },
      },
      { connection: CONNECTION, metadata: 's3://acme', accessKeyId: 'AK', secretAccessKey: 'SK' },
      { ...GIVEN, copy: { format: 'json' } },
      { ...GIVEN, copy: { format: 'csv', delimiter: '\t', quote: "'", nullAs: '', ignoreHeader: 1 } },
      {
        ...GIVEN,
        copy: { format: 'delimited', delimiter: String.raw`\t`, escape: true, removeQuotes: true },
      },
      { ...GIVEN, copy: { format: 'parquet', serializeToJson: true, fillRecord: true, statUpdate: false } },
      { ...GIVEN, copy: { compression: 'zstd', acceptInvChars: '?', timeFormat: 'epochsecs' } },
    ],
    invalid: [
      { options: undefined, places: ['connection', 'iamRole', 'metadata'] },
      { options: { ...GIVEN, connection: 'dev', replace: 'swap' }, places: ['connection', 'replace'] },
      { options: { ...GIVEN, connection: 'mysql://host/' }, places: Array(4).fill('connection') },
      { options: { ...GIVEN, connection: 'redshift://u:100%@host/db' }, places: ['connection'] },
      {
        options: { ...GIVEN, connection: `${CONNECTION}?sslmode=on&ssl=true` },
        places: ['connection', 'connection'],
      },
      { options: { ...GIVEN, iamRole: 'load' }, places: ['iamRole'] },
      { options: { ...GIVEN, accessKeyId: 'AK', secretAccessKey: 'SK' }, places: ['iamRole'] },
      { options: { ...GIVEN, iamRole: undefined, accessKeyId: 'AK' }, places: ['accessKeyId'] },
      {
        options: { ...GIVEN, metadata: 'acme/arbalest', s3: { region: 1 } },
        places: ['metadata', 's3.region'],
      },
      {
        options: { ...GIVEN, copy: { maxErrors: 1, maxError: 9, timeFormat: 'a\\b', compression: 'zip' } },
        places: ['copy.maxErrors', 'copy.maxError', 'copy.timeFormat', 'copy.compression'],
      },
      {
        options: { ...GIVEN, copy: { acceptInvChars: '??', ignoreHeader: 1.5 } },
        places: ['copy.acceptInvChars', 'copy.ignoreHeader'],
      },
      { options: { ...GIVEN, marksSchema: 'a.b' }, places: ['marksSchema'] },
      { options: { ...GIVEN, copy: 'csv' }, places: ['copy'] },
      { options: { ...GIVEN, copy: { format: 'xml', maxErrors: 1 } }, places: ['copy.format'] },
      {
        options: { ...GIVEN, copy: { delimiter: ';', serializeToJson: true, quot: '"' } },
        places: ['copy.delimiter', 'copy.serializeToJson', 'copy.quot'],
      },
      {
        options: {
          ...GIVEN,
          copy: { format: 'csv', delimiter: '\n', quote: '\\', nullAs: 'a\nb', escape: true },
        },
        places: ['copy.delimiter', 'copy.quote', 'copy.nullAs', 'copy.escape'],
      },
      {
        options: {
          ...GIVEN,
          copy: { format: 'delimited', delimiter: '||', nullAs: String.raw`\n`, quote: '"' },
        },
        places: ['copy.delimiter', 'copy.nullAs', 'copy.quote'],
      },
      { options: { ...GIVEN, copy: { format: 'csv', delimiter: '"' } }, places: ['copy.delimiter'] },
      { options: { ...GIVEN, copy: { format: 'csv', quote: ',' } }, places: ['copy.quote'] },
      {
        options: {
          ...GIVEN,
          copy: { format: 'parquet', maxError: 5, timeFormat: 'auto', region: 'eu-west-1' },
        },
        places: ['copy.maxError', 'copy.timeFormat', 'copy.region'],
      },
    ],
  })
})

test('options are completed', () => {
  const { connection, authorization, ...others } = completeOptions(GIVEN)
  expect(connection).toMatchObject({ host: 'cluster.example.com', database: 'dev' })
  expect(authorization).toEqual({ kind: 'role', role: 'default' })
  expect(others).toEqual({
    metadata: { bucket: 'acme', key: 'arbalest/' },
    s3: {},
    ledgerDays: 400,
    replace: 'delete',
    copy: {},
  })
})

test('what is a matter of the step by now is refused with its new spelling, whatever the format', () => {
  for (const format of ['json', 'csv', 'parquet'])
    expect(messagesOf({ ...GIVEN, copy: { format, maxError: 10 } })).toEqual([
      expect.stringContaining('instead of maxError: 10, write onBadRow: { skip: 9 } next to copy'),
    ])
})

test('an option that does not go with the format says with which it does', () => {
  const faultsOf = (copy: object) => messagesOf({ ...GIVEN, copy })
  expect(faultsOf({ format: 'parquet', roundEc: true, fillRecords: true })).toEqual([
    'does not go with the format parquet, but with json, avro, csv and delimited; leave it out, or set it in the steps that need it.',
    'is not known here; with the format parquet the keys are format, acceptInvChars, explicitIds, statUpdate, fillRecord, serializeToJson, match. Did you mean "fillRecord"?',
  ])
  expect(faultsOf({ quote: "'" })).toEqual([
    'does not go with the format json, but with csv; leave it out, or set it in the steps that need it.',
  ])
  expect(faultsOf({ format: 'xml' })).toEqual(['must be json, avro, csv, delimited, parquet or orc.'])
})

test('a delimiter and what stands for NULL may be written as COPY writes them', () => {
  const copy = (options: object) =>
    completeOptions({ ...GIVEN, copy: { format: 'delimited', ...options } }).copy
  for (const written of ['\t', String.raw`\t`, String.raw`\011`])
    expect(copy({ delimiter: written })).toMatchObject({ delimiter: '\t' })
  for (const written of ['\0', String.raw`\0`, String.raw`\000`])
    expect(copy({ nullAs: written })).toMatchObject({ nullAs: '\0' })
})

test('the prefix of metadata ends in a slash, whether it is written or not', () => {
  expect(completeOptions({ ...GIVEN, metadata: 's3://acme/a/b' }).metadata).toEqual({
    bucket: 'acme',
    key: 'a/b/',
  })
  expect(completeOptions({ ...GIVEN, metadata: 's3://acme' }).metadata).toEqual({ bucket: 'acme', key: '' })
})

test('where no way into S3 is given, the fault says what to give', () => {
  expect(messagesOf({ ...GIVEN, iamRole: undefined }).join()).toMatch(
    /default, or the ARN of a role.*accessKeyId/,
  )
})

test('no secret is shown by options that are printed, or by faults', () => {
  const keys = { accessKeyId: 'AKIASECRET', secretAccessKey: 'sEcReT', sessionToken: 'tOkEn' }
  const options = completeOptions({ ...GIVEN, iamRole: undefined, ...keys })
  const shown = `${inspect(options, { depth: 9, showHidden: true })}${JSON.stringify(options)}`
  for (const secret of ['s3cr', ...Object.values(keys)]) expect(shown).not.toContain(secret)

  for (const connection of ['redshift://u:s3cr%zz@host/db', 'x//u:s3cr@', 'http://u:s3cr@host?s3cr', 7]) {
    const faulty = { ...GIVEN, connection, secretAccessKey: 's3cr t', accessKeyId: "s3cr'" }
    const messages = messagesOf(faulty)
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.join('\n')).not.toContain('s3cr')
  }
})
