import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeWorkspace, type Ended, type Workspace } from '../workspace.js'

// A transaction for each object, and so a segment for each.
const CONFIGURATION = `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
journal: { use: s3, with: { url: s3://acme/journal/ } }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: manifest, with: { batch: 1 } }
      target: { table: events, properties: { mag: real } }
`

let workspace: Workspace
let sandbox: Sandbox
/** The journal's folder in the bucket. */
let journal: string
/** Its segments, as files of that folder, in the order in which they were recorded. */
let segments: string[]

beforeEach(async () => {
  workspace = await makeWorkspace('@arbalest/journal-s3', '@arbalest/sink-redshift', '@arbalest/source-s3')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  for (const name of ['a', 'b', 'c', 'd']) await workspace.write(`acme/data/${name}`, '{"mag":1.5}\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  const { exitCode, stderr } = await workspace.run(['run'], { ...sandbox.env })
  if (exitCode !== 0) throw new Error(stderr)
  const step = 'journal/quakes/events'
  const [name] = await readdir(join(workspace.folder, 'acme', step))
  journal = `${step}/${name}`
  segments = await segmentsByKey()
})

afterEach(() => sandbox.stop())

async function segmentsByKey(): Promise<string[]> {
  const byKey = new Map<string, string>()
  for (const name of await readdir(fileOf('segments'))) {
    const [, line] = gunzipSync(await readFile(fileOf(`segments/${name}`)))
      .toString()
      .split('\n')
    byKey.set(line!, `segments/${name}`)
  }
  return [...byKey].toSorted().map(([, path]) => path)
}

/** Each record has written an index; that of the last names all segments. */
async function currentIndex(): Promise<string> {
  for (const name of await readdir(fileOf('indexes'))) {
    const { runs } = JSON.parse(await readFile(fileOf(`indexes/${name}`), 'utf8')) as { runs: unknown[] }
    if (runs.length === segments.length) return `indexes/${name}`
  }
  throw new Error('No index names all segments.')
}

const fileOf = (path: string) => join(workspace.folder, 'acme', journal, path)
const urlOf = (path: string) => `s3://acme/${journal}/${path}`
const verify = (...words: readonly string[]): Promise<Ended> =>
  workspace.run(['journal', 'verify', 'quakes/events', ...words], { ...sandbox.env })
const objectsOf = ({ stdout }: Ended): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

const RESTORE = 'restore it from a backup or an earlier version of the object.'

describe('arbalest journal verify, where the journal keeps segments', () => {
  test('says how much it has read, and compares that with the listing', async () => {
    await workspace.write('acme/data/b', '{"mag":2.5}\n')
    await workspace.write('acme/data/e', '{"mag":3.5}\n')
    await rm(join(workspace.folder, 'acme/data/c'))

    const { exitCode, stdout, stderr } = await verify()
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout.replace(/at 20\S+Z/, 'at TIME').split('\n')).toEqual([
      'quakes/events: the journal is whole',
      '  4 segments read, of 4 entries',
      '  2 units loaded at their current versions',
      '  1 unit changed since they were loaded',
      '    data/b (the ledger has no load of data/b at its current version; the warehouse last read some of it at TIME)',
      '    to load them as they are now: arbalest run quakes',
      '  1 unit yet to be loaded',
      '    data/e (the ledger has no load of data/e at its current version)',
      '    to load them: arbalest run quakes',
      '  1 unit loaded, and no longer in s3://acme/data/',
      '    data/c',
      '    put their objects back; or delete their rows, and forget them: arbalest journal forget quakes/events data/c',
      '  4 loads in the ledger',
      '',
    ])
    expect(objectsOf(await verify('--json'))).toEqual([
      expect.objectContaining({ type: 'uneven', key: 'data/b', state: 'changed' }),
      {
        type: 'uneven',
        scope: 'quakes/events',
        key: 'data/c',
        state: 'gone',
        behind: false,
        commands: ['arbalest journal forget quakes/events data/c'],
      },
      expect.objectContaining({ type: 'uneven', key: 'data/e', state: 'pending' }),
      {
        type: 'verified',
        scope: 'quakes/events',
        segments: 4,
        entries: 4,
        loaded: 2,
        changed: 1,
        pending: 1,
        gone: 1,
        quarantined: 0,
        ledger: { entries: 4, unnoted: 0, unrecorded: 0 },
      },
    ])
  })

  test('reports every segment that is spoilt, compares nothing, and passes once they are restored', async () => {
    const [first, second, third, fourth] = segments as [string, string, string, string]
    const content = new Map<string, Buffer>()
    for (const path of segments) content.set(path, await readFile(fileOf(path)))
    await rm(fileOf(first))
    await writeFile(fileOf(second), content.get(second)!.subarray(0, -5))
    await writeFile(fileOf(fourth), content.get(third)!)
    const spoilt = 'is not as it was written, as its digest shows'
    const messages = [
      `The journal's object "${urlOf(first)}" is missing; ${RESTORE}`,
      `The journal's object "${urlOf(second)}" ${spoilt}; ${RESTORE}`,
      `The journal's object "${urlOf(fourth)}" ${spoilt}; ${RESTORE}`,
    ]
    const summary =
      'The journal of "quakes/events" has 3 spoilt segments among 4, and was not compared with the listing; do what is said of each, and verify again.'

    expect(await verify()).toEqual({
      exitCode: 1,
      stdout: messages.map((message) => `quakes/events: ${message}\n`).join(''),
      stderr: `arbalest: ${summary}\nJOURNAL_UNREADABLE: "arbalest help JOURNAL_UNREADABLE" explains it\n`,
    })
    const json = await verify('--json')
    expect(json.exitCode).toBe(1)
    expect(objectsOf(json)).toEqual([
      ...[first, second, fourth].map((path, index) => ({
        type: 'spoilt',
        scope: 'quakes/events',
        url: urlOf(path),
        entries: 1,
        code: 'JOURNAL_UNREADABLE',
        message: messages[index],
        retryable: false,
      })),
      { type: 'failed', code: 'JOURNAL_UNREADABLE', message: summary, retryable: false },
    ])

    for (const [path, body] of content) await writeFile(fileOf(path), body)
    expect(await verify()).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('  4 units loaded at their current versions\n'),
    })
  })

  test('reports an index that is spoilt, without which no segment is known', async () => {
    const current = await currentIndex()
    await rm(fileOf(current))

    expect(await verify()).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `arbalest: The journal's object "${urlOf(current)}" is missing; ${RESTORE}\nJOURNAL_UNREADABLE: "arbalest help JOURNAL_UNREADABLE" explains it\n`,
    })
  })
})
