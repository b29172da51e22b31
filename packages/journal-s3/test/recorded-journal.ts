import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { collect, each } from '@arbalest/core/plugin'
import { MemorySink } from '@arbalest/testing'
import { beforeEach } from 'vitest'
import type { S3Journal } from '../src/index.js'
import { SCOPE } from './bucket.js'
import { useBucket } from './s3.js'
import { recordPending, units } from './units.js'

// What is wrong with an object of a journal, and what to do about it.
export const RESTORE = 'restore it from a backup or an earlier version of the object.'
export const SPOILT = 'is not as it was written, as its digest shows'
export const TOO_NEW = 'has version 2 of its format, and this program knows version 1'
export const UPDATE = 'update @arbalest/journal-s3.'

/** A segment, and in it `is` instead of `was`. */
export function edited(body: Buffer, was: string, is: string): Buffer {
  return gzipSync(gunzipSync(body).toString().replace(was, is))
}

/** In each test a journal that has recorded a hundred units, in one segment, and means to spoil it. */
export function useRecordedJournal() {
  const s3 = useBucket()
  let sink: MemorySink
  let journal: S3Journal
  let folder: string
  let segment: string
  let index: string

  beforeEach(async () => {
    sink = new MemorySink()
    journal = s3.bucket.journal(sink, { sizes: { segment: 4_000_000, block: 500 } })
    await recordPending(sink, journal, units(0, 100))
    const keys = await s3.bucket.keys()
    segment = keys.find((key) => key.includes('/segments/'))!
    index = keys.find((key) => key.includes('/indexes/'))!
    folder = index.slice(0, index.indexOf('/indexes/'))
  })

  const url = (key: string) => `s3://${s3.bucket.name}/${key}`

  const saying = (key: string, wrong: string, remedy: string) =>
    `The journal's object "${url(key)}" ${wrong}; ${remedy}`

  /** Makes `text` the index of the journal, whatever that says. */
  async function becomeIndex(text: string): Promise<string> {
    const key = `${folder}/indexes/${nameOf(text)}.json`
    await s3.bucket.put(key, text)
    const [head] = await collect(each(sink.marks(SCOPE)))
    const version = key.slice(`meta/${SCOPE}/`.length)
    await sink.transaction({ scope: SCOPE }, (tx) =>
      tx.mark([{ key: '@journal', version, previous: head!.version }]),
    )
    return key
  }

  /** Makes `body` the only segment of the journal, whatever that is. */
  async function becomeSegment(body: Buffer): Promise<string> {
    const key = `${folder}/segments/${nameOf(body)}.jsonl.gz`
    await s3.bucket.put(key, body)
    const text = (await s3.bucket.get(index)).toString()
    await becomeIndex(text.replace(/"name": "[0-9a-f]+"/, `"name": "${nameOf(body)}"`))
    return key
  }

  return {
    s3,
    url,
    saying,
    becomeIndex,
    becomeSegment,
    get sink() {
      return sink
    },
    get journal() {
      return journal
    },
    get segment() {
      return segment
    },
    get index() {
      return index
    },
  }
}

function nameOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32)
}
