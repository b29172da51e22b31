import { fitValue, readHivePath } from '@arbalest/core/plugin'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PathFacts, printStep, targetOf, type InferredTable } from '../src/index.js'
import { byName, printed } from './printed.js'

const TABLE: InferredTable = {
  properties: [
    { name: 'id', type: 'bigint', share: 1 },
    { name: 'Region', type: 'varchar(16)', share: 1 },
  ],
  documents: 3,
  leftOut: [],
  unreadable: [],
  unreadableCount: 0,
}

/** What is inferred from these keys, beside a table with the columns `id` and `region`. */
function pathOf(...keys: readonly string[]) {
  const facts = new PathFacts()
  for (const key of keys) facts.add(key)
  return facts.columnsBeside(TABLE)
}

/** The type of a column that takes these values of the part `part`, and what is said of it. */
function columnOf(part: string, ...values: readonly string[]): unknown[] {
  const [column] = pathOf(...values.map((value) => `a/${part}=${encodeURIComponent(value)}/x.json`))!.columns
  return [column!.type, ...column!.remarks]
}

const NONE = '__HIVE_DEFAULT_PARTITION__'

test.each<[part: string, values: string[], type: string, remarks: string[]]>([
  ['dt', ['2026-01-05', '2026-01-06', '2026-01-06'], 'date', ['2 values']],
  ['dt', ['20260105', '20260106'], 'date', ['2 values']],
  ['dt', ['20260105', '20261305'], 'integer', ['2 values']],
  ['dt', ['2026-01-05', '2026-01-05T14:30'], 'timestamp', ['2 values']],
  ['dt', ['2026-01-05-14', '2026-01-05-15'], 'timestamp', ['2 values']],
  ['dt', ['2026-01-05T14:30:00Z'], 'timestamptz', ['1 value']],
  ['dt', ['2026-01-05', 'unknown'], 'varchar(16)', ['2 values']],
  ['dt', ['2026-01-05', NONE], 'date', ['1 value', 'NULL in some']],
  ['dt', [NONE], 'varchar(16)', ['always NULL in what is listed']],
  ['year', ['2025', '2026'], 'smallint', ['2 values']],
  ['month', ['01', '12'], 'smallint', ['2 values', 'zeros before it are lost']],
  ['shop', ['01', '12'], 'varchar(16)', ['2 values']],
  ['shop', ['1', '-12', '40000'], 'integer', ['3 values']],
  ['shop', ['1', '9223372036854775808'], 'varchar(32)', ['2 values']],
  ['live', ['true', 'False'], 'boolean', ['2 values']],
  ['live', ['true', '1'], 'varchar(16)', ['2 values']],
  ['version', ['1.1', '1.10'], 'varchar(16)', ['2 values']],
  ['city', ['Łódź', 'São Paulo/a'], 'varchar(32)', ['2 values']],
])('%s=… of %j becomes %s', (part, values, type, remarks) => {
  expect(columnOf(part, ...values)).toEqual([type, ...remarks])
})

test('values are counted up to a thousand', () => {
  const values = Array.from({ length: 1_001 }, (_, index) => `u${index}`)
  expect(columnOf('user', ...values)).toEqual(['varchar(16)', 'over 1,000 values'])
})

test('keys without such folders have no columns of the path', () => {
  expect(pathOf('a/2026/x.json', 'a/x=y.json')).toBeUndefined()
})

test('a folder that some keys lack is left out, and that is said', () => {
  expect(pathOf('dt=2026-01-05/x.json', 'dt=2026-01-05/region=eu/x.json', 'dt=2026-01-06/x.json')).toEqual({
    columns: [{ name: 'dt', type: 'date', remarks: ['2 values'] }],
    remarks: [
      'Left out: the folder "region=…", which 1 of 3 keys have; with a column of it, the others could not be loaded.',
    ],
  })
})

test('a folder of which no column takes a value is left out, and that is said', () => {
  const path = pathOf('k=a%00b/{x}=1/x.json')!
  expect(path.columns).toEqual([])
  expect(path.remarks).toEqual([
    'Left out: the folder "k=…", of which a value has the character NUL.',
    'Left out: the folder "{x}=…", whose name has a brace.',
  ])
})

test('names are those that a table can have beside the columns of the objects', async () => {
  const path = pathOf('region=eu/Event%20Date=2026-01-05/2026=1/constructor=a/xmin=b/x.json')!
  expect(path.columns.map(({ name, from }) => [name, from])).toEqual([
    ['region_2', '{region}'],
    ['event_date', '{event date}'],
    ['_2026', '{2026}'],
    ['constructor_2', '{constructor}'],
    ['xmin_2', '{xmin}'],
  ])
  const inferred = { ...TABLE, path }
  expect(byName((await printed(inferred)).target)).toEqual(byName(targetOf(inferred, 'messy')))
})

test('they are printed with what was learned of them', () => {
  const path = pathOf('o/dt=2026-01-05/region=eu/a.json', `o/dt=${NONE}/region=eu/live=true/a.json`)!
  const objects = { read: 2, total: 2 }
  expect(printStep({ ...TABLE, path }, { place: 's3://acme/o/', table: 'o', objects })).toBe(
    `# Inferred from 3 documents in 2 objects under s3://acme/o/.
# A percentage shows how many of them have a value there; without a percentage, all have.
# Left out: the folder "live=…", which 1 of 2 keys have; with a column of it, the others could not be loaded.

pipelines:
  o:
    - load: o
      source: { use: s3, with: { url: s3://acme/o/ } }
      strategy: { use: manifest }
      target:
        table: o
        properties:
          id: bigint
          Region: varchar(16)
        pathColumns:
          dt: date # 1 value, NULL in some
          region_2: { type: varchar(16), from: "{region}" } # "region" is a column of the objects, too, 1 value
`,
  )
})

const value = fc.oneof(
  fc.stringMatching(/^[12]\d{3}-[01]\d-[0-3]\d$/),
  fc.stringMatching(/^[0-9]{1,10}$/),
  fc.stringMatching(/^20\d{2}-0\d-1\d[T-][0-2]\d(?::[0-5]\d)?Z?$/),
  fc.constantFrom('true', 'false', NONE, '', 'Ä%41'),
  fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[/\0]/.test(text)),
)

test('whatever the keys, each has a value for each column, which fits its type', () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.constantFrom('dt', 'Hour', 'a b', 'k'), value, { minKeys: 1 }), {
        minLength: 1,
      }),
      (folders) => {
        const keys = folders.map((parts) =>
          [...Object.entries(parts).map(([name, text]) => `${name}=${text}`), 'x.json'].join('/'),
        )
        for (const { name, type, from = `{${name}}` } of pathOf(...keys)?.columns ?? []) {
          for (const key of keys) {
            const part = readHivePath(key)?.get(from.slice(1, -1))
            expect(part).toBeDefined()
            const canonical = type.replace('decimal', 'numeric')
            if (part!.value !== null) expect(fitValue(canonical, part!.value)).toBeDefined()
          }
        }
      },
    ),
    { numRuns: 200 },
  )
})
