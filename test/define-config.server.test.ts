import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

const GOOD = `
import { defineConfig } from '@arbalest/core'
import redshift from '@arbalest/sink-redshift'
import s3 from '@arbalest/source-s3'
import type {} from '@arbalest/strategy-merge'
import type {} from '@arbalest/journal-s3'
import type {} from '@arbalest/openlineage'

export default defineConfig({
  sink: { use: redshift, with: { connection: 'redshift://h/d', iamRole: 'default', metadata: 's3://m/' } },
  journal: { use: 's3', with: { url: 's3://acme/journal/' } },
  observers: [{ use: '@arbalest/openlineage', with: { namespace: 'acme' } }, './observer.js'],
  pipelines: {
    events: [
      {
        load: 'objects',
        source: { use: s3, with: { url: 's3://acme/events/' } },
        strategy: { use: 'manifest', with: { batch: 10 } },
        target: { table: 'events', distKey: 'id', properties: { id: 'bigint', at: 'timestamp', type: { type: 'varchar(8)' } } },
        copy: { timeFormat: 'auto' },
        drift: 'ignore',
      },
      {
        load: 'changes',
        source: { use: './folder-source.js', with: { anything: true } },
        strategy: { use: 'merge', with: { key: 'id' } },
        target: { table: 'changes', fields: { id: 'bigint', note: { type: 'varchar(20)', encode: 'zstd' } } },
        copy: { format: 'csv', quote: '~' },
        sink: { use: 'redshift', with: { connection: 'redshift://h/d', iamRole: 'default', metadata: 's3://m/' } },
      },
      { sql: 'count', statements: ['select 1', { file: 'count.sql' }], transaction: 'none' },
    ],
    daily: {
      needs: ['events'],
      steps: [
        {
          load: 'days',
          source: { use: s3, with: { url: 's3://acme/days/' } },
          strategy: 'manifest',
          target: { table: 'days', properties: { day: 'date' } },
        },
      ],
    },
  },
})
`

/** What is right, what somebody writes instead, and what the compiler says of it. */
const MISTAKES = [
  ['connection:', 'conection:', /'conection' does not exist .* Did you mean to write 'connection'/],
  ["iamRole: 'default'", 'iamRole: 3', /'number' is not assignable to type 'string'/],
  ["url: 's3://acme/events/'", "ulr: 's3://acme/events/'", /'ulr' does not exist/],
  ["url: 's3://acme/events/'", "bucket: 'acme', prefix: 'events/'", /'bucket' does not exist/],
  ["url: 's3://acme/events/'", 'url: 5', /'number' is not assignable to type 'string'/],
  ["use: 'manifest'", "use: 'manifets'", /Did you mean '"manifest"'/],
  ['batch: 10', "batch: 'x'", /'string' is not assignable to type 'number'/],
  ['timeFormat:', 'timeFromat:', /'timeFromat' does not exist/],
  ["at: 'timestamp'", "at: 'timestmp'", /Did you mean '"timestamp"'/],
  ['strategy: {', 'stratgy: {', /'stratgy' does not exist .* Did you mean to write 'strategy'/],
  ["key: 'id'", 'key: 1', /'number' is not assignable/],
  ["quote: '~'", 'quote: true', /'boolean' is not assignable to type 'string'/],
  ["encode: 'zstd'", "encode: 'zst'", /"zst".* is not assignable/],
  ["namespace: 'acme'", 'namespace: 1', /'number' is not assignable to type 'string'/],
  ["url: 's3://acme/journal/'", 'url: 1', /'number' is not assignable to type 'string'/],
  ["transaction: 'none'", "transaction: 'no'", /'"no"' is not assignable/],
  ['statements:', 'statments:', /Did you mean to write 'statements'/],
  ['pipelines:', 'pipline:', /Did you mean to write 'pipelines'/],
  ["needs: ['events']", "needs: ['event']", /Did you mean '"events"'/],
  ["url: 's3://acme/days/'", 'url: 5', /'number' is not assignable to type 'string'/],
  ["strategy: 'manifest'", "strategy: 'manifets'", /Did you mean '"manifest"'/],
  ["use: 'redshift'", "use: 'redshit'", /Did you mean '"redshift"'/],
] as const

let folder: string
let said: readonly string[]

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arbalest-types-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(join(folder, 'good.ts'), GOOD)
  for (const [index, [right, wrong]] of MISTAKES.entries()) {
    writeFileSync(join(folder, `mistake-${index}.ts`), GOOD.replace(right, wrong))
  }
  const compilerOptions = {
    module: 'NodeNext',
    target: 'ES2023',
    strict: true,
    noEmit: true,
    types: ['node'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  said = spawnSync(process.execPath, [tsc, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  }).stdout.split('\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const saidOf = (file: string): readonly string[] => said.filter((line) => line.startsWith(`${file}(`))

test('defineConfig takes what is right, and the compiler finds nothing outside of configurations', () => {
  expect(saidOf('good.ts')).toEqual([])
  expect(said.filter((line) => /^[^ ]/.test(line) && !line.startsWith('mistake-'))).toEqual([])
})

test.each(MISTAKES.map((mistake, index) => [mistake[0], mistake[1], mistake[2], index] as const))(
  '%s written as %s is an error, at its place',
  (right, _wrong, message, index) => {
    const faults = saidOf(`mistake-${index}.ts`)
    const line = GOOD.slice(0, GOOD.indexOf(right)).split('\n').length
    expect(GOOD).toContain(right)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(message)
    expect(faults[0]).toContain(`(${line},`)
  },
)
