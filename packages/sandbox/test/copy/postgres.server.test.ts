import fc from 'fast-check'
import type { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const bounds = { seed: 20_180_131, numRuns: 1_000 }

const digits = fc.stringMatching(/^[+-]?\d{0,45}(\.\d{0,30})?([eE][+-]?\d{1,4})?$/)
const times = fc.stringMatching(
  /^(\d{1,6}[-/. ]\d{1,2}[-/. ]\d{1,4}|J\d{1,8}|\d{4}\.\d{3}|\d{6,8}|(Jan|Feb|dec)[ -]\d\d[ -]\d{2,4})([ T]\d\d?:\d\d(:\d\d(\.\d{0,9})?)?)?( ?(AM|PM|Z|PST|[+-]\d\d(:\d\d)?|Asia\/Tokyo|BC)){0,2}$/,
)
const dates = fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.jsonValue().map((value) => JSON.stringify({ a: value, b: [value] })),
)
const texts = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => text.replaceAll(/[\n\r\0\ud800-\udfff]/g, ' '))

/** What is loaded into each type: what looks like its values, and anything. */
const types: [string, fc.Arbitrary<string>][] = [
  ['int2', digits],
  ['int8', digits],
  ['numeric(9,4)', digits],
  ['numeric(38,20)', digits],
  ['float4', digits],
  ['float8', digits],
  ['boolean', fc.constantFrom('t', 'TRUE', 'no', '0', '2', 'x')],
  ['char(5)', texts],
  ['varchar(5)', texts],
  ['date', fc.oneof(times, dates)],
  ['timestamp', fc.oneof(times, dates)],
  ['timestamptz', fc.oneof(times, dates)],
  ['time', fc.stringMatching(/^\d\d?:\d\d(:\d\d(\.\d{0,9})?)?( ?(AM|PM|Z|PST|[+-]\d\d)){0,2}$/)],
  ['timetz', fc.stringMatching(/^\d\d?:\d\d(:\d\d(\.\d{0,9})?)?( ?(AM|PM|Z|PST|[+-]\d\d)){0,2}$/)],
  ['super', fc.oneof(json, digits)],
  ['varbyte(5)', fc.stringMatching(/^[0-9a-fA-F]{0,12}$/)],
]

describe('whatever COPY takes, PostgreSQL takes', () => {
  const shared = sharedSandbox('converted')
  let client: Client

  beforeAll(async () => {
    client = await shared.connect()
  })

  test.each(types)('%s', async (type, values) => {
    const likely = fc.sample(values, bounds)
    const lines = [...likely, ...fc.sample(texts, { ...bounds, numRuns: 200 })].map((text) =>
      text.replaceAll(/[\n\r\0]/g, ' '),
    )
    await shared.put('d', lines.join('\n'))
    for (const format of [
      '',
      "timeformat 'auto' dateformat 'auto'",
      'truncatecolumns roundec acceptinvchars',
      "timeformat 'epochmillisecs'",
    ]) {
      await client.query(`drop table if exists t; create table t (c ${type})`)
      await client.query(
        `copy t from 's3://converted/d' iam_role default delimiter '\\001' ignoreallerrors ${format}`,
      )
    }
    const { rows } = await client.query<{ loaded: string }>('select pg_last_copy_count() as loaded')
    expect(Number(rows[0]?.loaded)).toBeGreaterThan(0)
  })
})
