import { afterAll, beforeAll, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

/** Bytes of the largest string within a SUPER: https://docs.aws.amazon.com/redshift/latest/dg/limitations-super.html */
const LARGEST = 65_535

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

const step = (table: string, copy = {}) => ({
  copy,
  target: { table, properties: { id: 'bigint', doc: 'super' } },
})

test('strings that are too long for SUPER are refused by validate and run alike', async () => {
  await lake.put('fits/a.json', JSON.stringify({ id: 1, doc: { sig: 'x'.repeat(LARGEST) } }))
  await lake.put('long/a.json', JSON.stringify({ id: 2, doc: { sig: 'x'.repeat(LARGEST + 1) } }))
  await lake.put('bytes/a.json', JSON.stringify({ id: 3, doc: ['é'.repeat(LARGEST / 2 + 1)] }))
  await lake.put('whole/a.json', JSON.stringify({ id: 4, doc: 'y'.repeat(LARGEST + 1) }))
  const steps = Object.fromEntries(['fits', 'long', 'bytes', 'whole'].map((name) => [name, step(name)]))

  const validated = await lake.run(steps, 'validate')
  expect(validated.exitCode).toBe(1)
  expect(validated.stdout.split('\n')).toEqual([
    'fits/s: 1 object in 1 unit read, every row would be loaded',
    ...['long', 'bytes', 'whole'].map((name) => `${name}/s: 1 object in 1 unit read, 1 row would be refused`),
    '',
  ])
  for (const name of ['long', 'bytes', 'whole']) {
    const { exitCode, stderr } = await lake.run({ [name]: step(name) }, 'run')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/column "doc": .*a string has more than 65535 bytes/)
  }
  expect((await lake.run({ fits: step('fits') }, 'run')).exitCode).toBe(0)
})

test('schema infer says what text beyond VARCHAR needs', async () => {
  await lake.put('text/a.json', JSON.stringify({ id: 1, body: 'x'.repeat(LARGEST + 1) }))
  const { exitCode, stdout } = await lake.run({}, 'schema', 'infer', 's3://lake/text/', '--table', 't')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/# .*needs enable_large_strings_opt_in, or COPY refuses it\n +body: super/)
})
