import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { startS3 } from '@arbalest/sandbox'
import { expect, test } from 'vitest'
import { makeWorkspace, type Ended, type Workspace } from '../workspace.js'

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))
const EARTHQUAKES = join(ROOT, 'examples/earthquakes/data')

/** Runs shell commands in the workspace, in a sandbox with its folders as buckets. */
async function inSandbox(
  workspace: Workspace,
  buckets: Readonly<Record<string, string>>,
  ...commands: string[]
) {
  const given = Object.entries(buckets).flatMap(([name, folder]) => ['--bucket', `${name}=${folder}`])
  const arbalest = `arbalest() { "${process.execPath}" "${MAIN}" "$@"; }`
  return workspace.run(['sandbox', ...given, '--', 'sh', '-ec', [arbalest, ...commands].join('\n')])
}

const SINK = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://own/arbalest/' }
`

const QUERY = `import { Client } from 'pg'
const client = new Client(process.env.REDSHIFT_URL)
await client.connect()
const { rows } = await client.query(process.argv[2])
console.log(JSON.stringify(rows))
await client.end()
`

test('what is inferred from the earthquakes loads all of them, with nothing edited', async () => {
  const workspace = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3', 'pg')
  await workspace.write('.arbalestrc.yaml', SINK)
  await workspace.write('query.mjs', QUERY)
  await workspace.write('own/README', '')

  const { exitCode, stdout, stderr } = await inSandbox(
    workspace,
    { 'acme-events': EARTHQUAKES, own: 'own' },
    'arbalest schema infer s3://acme-events/ --table earthquakes >> .arbalestrc.yaml',
    'arbalest run --json > /dev/null',
    `node query.mjs '
      select count(*) as rows, count("geometry_coordinates_2") as depths, count(properties_felt) as felt,
        sum(properties_mag) as magnitudes, min("geometry_coordinates_0") as west, max(properties_time) as last
      from earthquakes'`,
  )

  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: 'arbalest: listing s3://acme-events/\narbalest: reading 100 of 169 objects\n',
  })
  expect(JSON.parse(stdout)).toEqual([
    {
      rows: '1707',
      depths: '1707',
      felt: '127',
      magnitudes: '2616.39',
      west: '-179.64450000',
      last: '1517966773840',
    },
  ])
  const configuration = await workspace.read('.arbalestrc.yaml')
  expect(configuration).toContain(`
pipelines:
  earthquakes:
    - load: earthquakes
      source: { use: s3, with: { url: s3://acme-events/ } }
      strategy: { use: manifest }
      target:
        table: earthquakes
        properties:
          type: varchar(16)
          properties:
            mag: decimal(18,2)
`)
  expect(configuration).toContain(`
          geometry:
            type: varchar(16)
            coordinates[0]: decimal(18,8)
            coordinates[1]: decimal(18,8)
            coordinates[2]: decimal(18,8)
`)
})

/** Runs `arbalest schema infer` over a bucket `acme` with these objects. */
async function inferFrom(
  objects: Readonly<Record<string, string | Uint8Array>>,
  ...words: readonly string[]
): Promise<Ended> {
  const { run, folder } = await makeWorkspace()
  for (const [key, content] of Object.entries(objects)) {
    await mkdir(dirname(join(folder, 'acme', key)), { recursive: true })
    await writeFile(join(folder, 'acme', key), content)
  }
  const s3 = await startS3({ buckets: { acme: join(folder, 'acme') } })
  try {
    return await run(['schema', 'infer', ...words], {
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_REGION: 'us-east-1',
    })
  } finally {
    await s3.stop()
  }
}

test('says where documents contradict each other, and what it leaves out', async () => {
  const { exitCode, stdout } = await inferFrom(
    {
      'a/1.json': '{"id":1,"code":7}\n{"id":2,"code":"x"}\nno document\n',
      'a/2.json': '{"id":3,"user[0]":true}',
      'b/3.json': '{"id":"not read"}',
    },
    's3://acme/a/',
    '--table',
    'staging.events',
  )

  expect(exitCode).toBe(0)
  expect(stdout).toBe(`# Inferred from 3 documents in 2 objects under s3://acme/a/.
# A percentage shows how many of them have a value there; without a percentage, all have.
# Left out: "user[0]" reads as the element of an array: "user[0]" in s3://acme/a/2.json, line 1.
# A load will refuse this, whatever the table: s3://acme/a/1.json, line 3, has text between documents, where COPY accepts none.

pipelines:
  events:
    - load: events
      source: { use: s3, with: { url: s3://acme/a/ } }
      strategy: { use: manifest }
      target:
        table: staging.events
        properties:
          id: smallint
          # a number (7 in s3://acme/a/1.json, line 1) or a string ("x" in s3://acme/a/1.json, line 2)
          code: varchar(16) # 66%
`)
})

test('reads what is compressed, and no more objects than it may', async () => {
  const day = (text: string) => gzipSync(JSON.stringify({ day: text }))
  const objects = {
    '1.json.gz': day('2018-02-07'),
    '2.json.gz': day('not read'),
    '3.json.gz': day('2018-02-08'),
  }

  const { stdout, stderr } = await inferFrom(objects, 's3://acme', '--sample', '1')

  expect(stderr).toBe('arbalest: listing s3://acme/\narbalest: reading 1 of 3 objects\n')
  expect(stdout).toContain('# Inferred from 1 document in 1 object of 3 under s3://acme/.\n')
  expect(stdout).toContain('        table: acme\n        properties:\n          day: date\n')
})

test.each([
  [
    'an array at the top',
    '[{"id":1},\n{"id":2}]',
    'The document that ends at line 2 of "s3://acme/1.json" is an array',
  ],
  ['objects without a property', '{}{}', 'No document has a property.'],
  ['nothing', '', 'There is no document to infer a table from.'],
])('makes no table of %s', async (_, content, message) => {
  const { exitCode, stdout, stderr } = await inferFrom({ '1.json': content }, 's3://acme')

  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(message)
  expect(stderr).toContain('NOT_INFERRED: "arbalest help NOT_INFERRED" explains it')
})

test.each([
  ['a place of another kind', ['gs://acme/'], 'Write s3://bucket/prefix, or the path of a folder.'],
  ['a sample of nothing', ['s3://acme/', '--sample', '0'], 'Write a number, from 1.'],
  ['a table whose name is none', ['s3://acme/', '--table', 'a b'], 'Write TABLE or SCHEMA.TABLE'],
])('refuses %s', async (_, words, message) => {
  const { run } = await makeWorkspace()

  const { exitCode, stderr } = await run(['schema', 'infer', ...words])

  expect(exitCode).toBe(2)
  expect(stderr).toContain(message)
})
