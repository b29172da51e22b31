import { startS3 } from '@arbalest/sandbox'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeWorkspace } from '../workspace.js'

test('adds a pipeline to a configuration, keeps what stands there, and adds it no second time', async () => {
  const { run, write, read, folder } = await makeWorkspace()
  await write('acme/films/1.json', '{"US Gross":1}\n')
  await write('arbalest.yaml', '# ours\nsink: { use: redshift } # the cluster\n')
  const s3 = await startS3({ buckets: { acme: join(folder, 'acme') } })
  try {
    const infer = (...words: string[]) =>
      run(['schema', 'infer', 's3://acme/films/', ...words], {
        AWS_ENDPOINT_URL_S3: s3.url,
        AWS_ACCESS_KEY_ID: 'any',
        AWS_SECRET_ACCESS_KEY: 'any',
        AWS_REGION: 'us-east-1',
      })
    const first = await infer('--into', 'arbalest.yaml')
    expect(first).toMatchObject({ exitCode: 0, stdout: '' })
    expect(first.stderr).toContain('added the pipeline "films" to arbalest.yaml')
    const text = await read('arbalest.yaml')
    expect(text).toBe(`# ours
sink: { use: redshift } # the cluster
pipelines:
  # Inferred from 1 document in 1 object under s3://acme/films/.
  # A percentage shows how many of them have a value there; without a percentage, all have.
  films:
    - load: films
      source: { use: s3, with: { url: s3://acme/films/ } }
      strategy: { use: manifest }
      target:
        table: films
        properties:
          # "us gross" would have to be put in quotes
          "US Gross": { type: smallint, column: us_gross }
`)
    const second = await infer('--into', 'arbalest.yaml')
    expect(second.exitCode).toBe(3)
    expect(second.stderr).toContain('it has a pipeline "films" already; remove that, or give another --table')
    expect(await read('arbalest.yaml')).toBe(text)
    expect((await infer('--into', 'arbalest.json')).exitCode).toBe(2)
  } finally {
    await s3.stop()
  }
})

test('takes columns from the folders that keys have, and says so', async () => {
  const { run, write, read, folder } = await makeWorkspace()
  await write('acme/sales/dt=2026-01-05/shop=07/a.json', '{"id":1}\n')
  await write('acme/sales/dt=__HIVE_DEFAULT_PARTITION__/shop=12/a.json', '{"id":2}\n')
  const s3 = await startS3({ buckets: { acme: join(folder, 'acme') } })
  try {
    const inferred = await run(['schema', 'infer', 's3://acme/sales/', '--into', 'arbalest.yaml'], {
      AWS_ENDPOINT_URL_S3: s3.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_REGION: 'us-east-1',
    })
    expect(inferred).toMatchObject({ exitCode: 0, stdout: '' })
    expect(inferred.stderr).toContain('took columns from the folders that keys have: dt, shop')
    expect(await read('arbalest.yaml')).toContain(`        properties:
          id: smallint
        pathColumns:
          dt: date # 1 value, NULL in some
          shop: varchar(16) # 2 values
`)
  } finally {
    await s3.stop()
  }
})
