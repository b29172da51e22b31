import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { array, assert, asyncProperty, nat } from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/redshift/wire/messages/frame.js'
import { reportFields } from '../../../src/redshift/wire/messages/read-frame.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { about, END, pipeline, query, sync, type Step } from './pipeline-steps.js'
import { sharedSandbox } from '../../shared-sandbox.js'
import { RawClient } from '../raw-client.js'

/** `npm run pipelines` tries 10,000. */
const RUNS = Number(process.env.ARBALEST_PIPELINES ?? 100)

const shared = sharedSandbox('files')

beforeAll(async () => {
  await shared.put('in/1', '5\n6\n')
  await shared.put('bad/1', 'five\n')
})

/** A session, and what cancels its statement. */
interface Opened {
  readonly client: RawClient
  cancel(): Promise<void>
}

async function opened(): Promise<Opened> {
  const port = Number(new URL(shared.url).port)
  const client = new RawClient(port)
  const key = (await client.openFrames({ database: shared.database }))
    .find(({ type }) => type === 'K')
    ?.bytes.subarray(5)
  if (!key) throw new Error('The session has no key')
  const cancel = async () => {
    const { socket } = new RawClient(port)
    socket.end(requests.cancel(key))
    await once(socket, 'close')
  }
  return { client, cancel }
}

/** Makes a session as good as new. It must have survived for that. */
async function renew({ client }: Opened): Promise<void> {
  client.send(
    requests.query('rollback'),
    requests.query('drop table if exists t, u, v'),
    requests.query('create temp table t (n int); create temp table u (n int); insert into u values (9)'),
    about('C', 'S', 'a').bytes,
    about('C', 'S', 'b').bytes,
    sync.bytes,
  )
  for (let i = 0; i < 3; i++) await client.frames()
  expect((await client.frames()).map(({ type }) => type)).toEqual(['3', '3', 'Z'])
}

/** The answers to `steps`, sent all at once. */
async function atOnce({ client }: Opened, steps: readonly Step[]): Promise<string[]> {
  client.send(...steps.map(({ bytes }) => bytes))
  return (await upToEnd(client)).map(shown)
}

/** The answers to `steps`, each sent when the one before has been answered. */
async function oneByOne({ client }: Opened, steps: readonly Step[]): Promise<string[]> {
  const answers: Frame[] = []
  let skipping = false
  for (const { bytes, last } of steps) {
    client.send(bytes, ...(last === 'Z' ? [] : [requests.flush()]))
    const ignored = skipping && bytes[0] !== 'S'.charCodeAt(0)
    if (last === '' || ignored) continue
    const answer = await client.frames(last === 'Z' ? last : `${last}E`)
    answers.push(...answer)
    skipping = last !== 'Z' && answer.at(-1)?.type === 'E'
  }
  return answers.map(shown)
}

async function upToEnd(client: RawClient): Promise<Frame[]> {
  const answers: Frame[] = []
  const isEnd = () => answers.some(({ type, bytes }) => type === 'D' && bytes.includes('the end'))
  while (!isEnd() && !client.socket.destroyed) answers.push(...(await client.frames()))
  return answers
}

function shown(frame: Frame): string {
  if (frame.type === 'E') return `E ${reportFields(frame).get('C')}`
  if (frame.type === 'N') return `N ${reportFields(frame).get('M')}`
  // The numbers of the two sessions' tables differ.
  if (frame.type === 'T') return 'T'
  return `${frame.type} ${frame.bytes.toString('latin1', 5)}`
}

/** Throws an Error that says `what` if `work` takes so long that an answer must be missing. */
async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  const ended = new AbortController()
  const late = delay(20_000, undefined, { signal: ended.signal }).then(() => {
    throw new Error(`No answer to\n${what}`)
  })
  late.catch(() => {})
  return Promise.race([work, late]).finally(() => ended.abort())
}

const written = (steps: readonly Step[]) => steps.map((step) => step.shown).join('\n')

describe('one session takes any pipeline after another', () => {
  test('and answers each as if every message had waited for the one before', async () => {
    const [one, other] = [await opened(), await opened()]
    await assert(
      asyncProperty(pipeline, async (steps) => {
        await Promise.all([renew(one), renew(other)])
        const both = Promise.all([atOnce(one, steps), oneByOne(other, steps)])
        const [together, apart] = await inTime(both, written(steps))
        expect(together, written(steps)).toEqual(apart)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    one.client.socket.destroy()
    other.client.socket.destroy()
  }, 3_600_000)

  test('and survives cancels at any moment', async () => {
    const session = await opened()
    const moments = array(nat(20), { minLength: 1, maxLength: 3 })
    await assert(
      asyncProperty(pipeline, moments, async (steps, waits) => {
        await renew(session)
        session.client.send(...steps.slice(0, -1).map(({ bytes }) => bytes))
        for (const wait of waits) {
          await delay(wait)
          await session.cancel()
        }
        // What was canceled last may end later.
        await delay(50)
        const answers = await inTime(atOnce(session, [query('rollback'), END]), written(steps))
        expect(answers.at(-1), written(steps)).toBe('Z I')
      }),
      { numRuns: Math.ceil(RUNS / 5), endOnFailure: true },
    )
    session.client.socket.destroy()
  }, 3_600_000)
})
