import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startS3 } from '@arbalest/sandbox'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { HAS_TERMINAL, inTerminal } from './in-terminal.js'
import { COMMAND, makeFolder, removeFolders } from './project.js'

removeFolders()

const CREATE = `'${process.execPath}' '${COMMAND}' --no-install`

const parquet = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'id', data: [1, 2, 3], type: 'INT32' },
      { name: 'US Gross', data: [1.5, 2.5, null], type: 'DOUBLE' },
      { name: 'title', data: ['a', 'b', 'c'], type: 'STRING' },
    ],
  }),
)

/** What somebody has, and how many rows are in it: nothing, of which a sample in NDJSON is made, or files. */
const FOLDERS: readonly (readonly [
  format: string,
  files: Readonly<Record<string, string | Uint8Array>> | undefined,
  rows: number,
])[] = [
  ['NDJSON', undefined, 5],
  [
    'CSV',
    {
      'films/a.csv': 'id;US Gross;title\n1;2.5;"a;b"\n2;;c\n\n',
      'films/b.csv': 'title;id\n"d\nd";70000\n',
    },
    3,
  ],
  [
    'Parquet',
    { 'films/dt=2026-01-05/part-0.parquet': parquet, 'films/dt=2026-01-06/part-0.parquet': parquet },
    6,
  ],
]

/** What is chosen when asked what to load into, by which keys: DuckDB is offered first. */
const SINKS = [
  ['DuckDB', '\r'],
  ['Redshift', '\x1b[B\r'],
] as const

const TRIALS = SINKS.flatMap(([sink, choice]) =>
  FOLDERS.map(([format, ...given]) => [format, sink, choice, ...given] as const),
)

describe.skipIf(!HAS_TERMINAL).each(TRIALS)(
  'three commands in a terminal load somebody’s folder of %s into %s',
  (_, __, choice, files, rows) => {
    const folder = makeFolder(files)

    test('npm create arbalest asks, and makes a project', async () => {
      const place = files ? '../films\r' : '\r'
      const screen = await inTerminal(CREATE, folder, [
        ['What are they loaded into?', choice],
        ['Where are the files', 'nowhere\r'],
        ['There is no folder "nowhere".', `${'\x7f'.repeat(7)}${place}`],
        ['What is the table called?', 'films\r'],
        ['Write it to', '\r'],
      ])
      expect(screen).toContain('npm start')
      expect(screen).toContain('exit code 0')
    })

    test('npm start loads, and npm test passes', async () => {
      const screen = await inTerminal('npm start', folder, [])
      expect(screen).toMatch(/exit code 0$/)
      expect(screen).toContain(`${rows} rows`)
      const tested = await inTerminal('npm test', folder, [])
      expect(tested).toMatch(/pass 1\b/)
      expect(tested).toMatch(/exit code 0$/)
    })
  },
)

test.skipIf(!HAS_TERMINAL)(
  'some objects of a bucket are downloaded, and the project loads the bucket',
  async () => {
    const folder = makeFolder({
      'acme-films/in/a.csv': 'id,title\n1,x\n',
      'acme-films/in/b.csv': 'id,title\n2,y\n',
      'acme-films/other/c.csv': 'x\n1\n',
    })
    const s3 = await startS3({ buckets: { 'acme-films': join(folder, '../acme-films') } })
    try {
      const env = `AWS_ENDPOINT_URL_S3=${s3.url} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_REGION=us-east-1`
      const screen = await inTerminal(`env ${env} ${CREATE} --yes --from s3://acme-films/in/`, folder, [])
      expect(screen).toMatch(/exit code 0$/)
      expect(screen).toContain('sample has some of the objects in s3://acme-films/in/')
    } finally {
      await s3.stop()
    }
    expect(readFileSync(join(folder, 'sample/in/b.csv'), 'utf8')).toBe('id,title\n2,y\n')
    const configuration = readFileSync(join(folder, '.arbalestrc.yaml'), 'utf8')
    expect(configuration).toContain('source: { use: s3, with: { url: s3://acme-films/in/ } }')
    expect(configuration).not.toContain('write the name of')
    const screen = await inTerminal('npm start', folder, [])
    expect(screen).toContain('2 rows')
  },
)
