import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { collect, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach, expect, test } from 'vitest'
import type { S3Journal } from '../../src/index.js'
import { SCOPE } from '../bucket.js'
import { useBucket } from '../s3.js'
import { ORIGIN, recordPending, unit, units } from '../units.js'

const s3 = useBucket()
let sink: MemorySink
let journal: S3Journal

beforeEach(async () => {
  sink = new MemorySink()
  journal = s3.bucket.journal(sink, { fanIn: 4, sizes: { segment: 400, block: 100 } })
  for (let from = 0; from < 200; from += 20)
    await recordPending(sink, journal, units(from, from + 30, `${from}`))
  await recordPending(sink, journal, [unit('schön "und"\n', '\\'), unit('\u{1f600}')])
  await journal.upkeep.forget(['key/000100', 'key/000110'])
})

const zcat = (body: Buffer) => execFileSync('gzip', ['-dc'], { input: body, encoding: 'utf8' })

interface Index {
  readonly format: string
  readonly version: number
  readonly runs: { segments: { name: string; first: string; last: string; count: number; bytes: number }[] }[]
}

/** The journal as docs/journal-s3.md has one read it, with nothing but what it says there. */
async function readByHand(): Promise<Map<string, string>> {
  const folder = `meta/${SCOPE}/`
  const [mark] = await collect(each(sink.marks(SCOPE)))
  const { format, version, runs } = JSON.parse(
    (await s3.bucket.get(folder + mark!.version)).toString(),
  ) as Index
  expect([mark!.key, format, version]).toEqual(['@journal', 'arbalest-journal-index', 1])
  const found = new Map<string, string>()
  for (const { segments } of runs) {
    for (const { name, first, last, count, bytes } of segments) {
      const body = await s3.bucket.get(`${folder}${mark!.version.split('/')[0]}/segments/${name}.jsonl.gz`)
      const [header, ...lines] = zcat(body).trimEnd().split('\n')
      expect(JSON.parse(header!)).toMatchObject({ format: 'arbalest-journal-segment', version: 1 })
      const entries = lines.map((line) => JSON.parse(line) as [string, string | null])
      expect([entries[0]![0], entries.at(-1)![0], entries.length, body.length]).toEqual([
        first,
        last,
        count,
        bytes,
      ])
      for (const [key, at] of entries) {
        if (at === null) found.delete(key)
        else found.set(key, at)
      }
    }
  }
  return found
}

test('can be read by hand, as the documentation says', async () => {
  const marks = await collect(each(journal.upkeep.marks()))
  expect(marks).toHaveLength(210)
  expect(await readByHand()).toEqual(new Map(marks.map(({ key, version }) => [key, version])))
})

test('names each index and each segment by its content, and none twice', async () => {
  const again = s3.bucket.journal(new MemorySink())
  const before = await s3.bucket.keys()
  await again.upkeep.import(journal.upkeep.marks(), ORIGIN)
  const twice = s3.bucket.journal(new MemorySink())
  await twice.upkeep.import(journal.upkeep.marks(), ORIGIN)
  const named = (await s3.bucket.keys()).filter((key) => /(indexes|segments)/.test(key))
  expect(named.length).toBe(before.filter((key) => !key.endsWith('orphans.json')).length + 4)
  for (const key of named) {
    const digest = createHash('sha256')
      .update(await s3.bucket.get(key))
      .digest('hex')
    expect(key.split('/').at(-1)!.split('.')[0]).toBe(digest.slice(0, 32))
  }
})

test('has but one mark in the sink', async () => {
  expect(await collect(each(sink.marks(SCOPE)))).toEqual([
    {
      key: '@journal',
      version: expect.stringMatching(/^[0-9a-f]{16}\/indexes\/[0-9a-f]{32}\.json$/) as string,
      state: 'loaded',
      origin: ORIGIN,
    },
  ])
})
