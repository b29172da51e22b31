import { startS3 } from '@arbalest/sandbox'
import { collect, each } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Bucket, type TestedOptions } from '../bucket.js'

let server: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test').stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await startS3()
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await server[Symbol.asyncDispose]()
})

const SPARK = [
  'in/_SUCCESS',
  'in/_committed_1',
  'in/_temporary/0/part-0.json',
  'in/.part-0.json.crc',
  'in/.hive-staging/x',
  'in/dt=1/_metadata',
]
const DATA = ['in/_year=2018/a.json', 'in/a_b/c.json', 'in/a.json', 'in/dt=1/part-0.json']

/** What a source with these options lists of these keys, and what it leaves out. */
async function list(keys: readonly string[], options: TestedOptions) {
  await using bucket = await Bucket.create(server.url, keys)
  const hidden: string[] = []
  const listed = bucket.source(options).list({ hidden: (some) => hidden.push(...some) })
  const objects = await collect(each(listed))
  return { keys: objects.map(({ key }) => key), hidden }
}

describe('hidden keys', () => {
  test('are left out by the names of their parts, and reported', async () => {
    expect(await list([...SPARK, ...DATA], { prefix: 'in/' })).toEqual({
      keys: DATA.toSorted(),
      hidden: SPARK.toSorted(),
    })
  })

  test('are listed if the source says so', async () => {
    const found = await list([...SPARK, ...DATA], { prefix: 'in/', hidden: 'include' })
    expect(found).toEqual({ keys: [...SPARK, ...DATA].toSorted(), hidden: [] })
  })

  test('are those below the prefix, which a user wrote on purpose', async () => {
    const keys = ['_in/.x/a', '_in/.x/_b', '_in/.xy']
    expect(await list(keys, { prefix: '_in/.x/' })).toEqual({ keys: ['_in/.x/a'], hidden: ['_in/.x/_b'] })
    expect(await list(keys, { prefix: '_in/.x' })).toEqual({
      keys: ['_in/.x/a', '_in/.xy'],
      hidden: ['_in/.x/_b'],
    })
  })

  test('are not reported if the user does not want them', async () => {
    const found = await list([...SPARK, ...DATA], { prefix: 'in/', include: ['*.json'] })
    expect(found).toEqual({ keys: ['in/a.json'], hidden: [] })
  })

  test('are no part of a series, and no strays in it either', async () => {
    const keys = ['_temporary/0/a', '_SUCCESS', '2018-02-01/_SUCCESS', '2018-02-01/05/_m', '2018-02-01/05/a']
    await using bucket = await Bucket.create(server.url, keys)
    const [hidden, notices]: [string[], string[]] = [[], []]
    const series = { pattern: '{day}/{hour}/' }
    const source = bucket.source({ series }, undefined, (message) => notices.push(message))
    const objects = await collect(each(source.list({ hidden: (some) => hidden.push(...some) })))
    expect(objects.map(({ key }) => key)).toEqual(['2018-02-01/05/a'])
    expect(hidden.toSorted()).toEqual(['2018-02-01/05/_m', '2018-02-01/_SUCCESS', '_SUCCESS', '_temporary/'])
    expect(notices).toEqual([])
  })
})

test("Arbalest's own files are never listed, wherever they lie", async () => {
  const own = [
    `in/jsonpaths/${'0a'.repeat(32)}.json`,
    `in/old/manifests/p_s_1/${'0b'.repeat(32)}.json`,
    `in/arbalest/p/s/${'0'.repeat(16)}/indexes/${'0c'.repeat(16)}.json`,
    `in/arbalest/p/s/${'0'.repeat(16)}/segments/${'0d'.repeat(16)}.jsonl.gz`,
  ]
  const data = ['in/indexes/a.json', 'in/jsonpaths/a.json', 'in/manifests/a/b.json']
  const found = await list([...own, ...data], { prefix: 'in/', hidden: 'include' })
  expect(found).toEqual({ keys: data, hidden: own.toSorted() })
})
