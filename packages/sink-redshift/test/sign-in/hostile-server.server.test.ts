import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { completeOptions, RedshiftSink } from '../../src/index.js'
import { ANSWERS, authentication, int32, message, sized } from './answers.js'

/** What the server sends to the next client, in these pieces; whether it then hangs up. */
interface Script {
  readonly pieces: readonly Buffer[]
  readonly hangUp: boolean
}

let script: Script = { pieces: [], hangUp: true }
const sockets = new Set<Socket>()

const server = createServer((socket) => {
  sockets.add(socket)
  socket.on('error', () => {})
  socket.on('close', () => sockets.delete(socket))
  const { pieces, hangUp } = script
  socket.once('data', async () => {
    for (const piece of pieces) {
      socket.write(piece)
      // Each piece is a packet of its own, most often.
      await new Promise((resolve) => setImmediate(resolve))
    }
    if (hangUp) socket.end()
    // A session that has begun may wait for long, as COPY does.
    else setTimeout(() => socket.destroy(), 150).unref()
  })
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(() => {
  for (const socket of sockets) socket.destroy()
  server.close()
})

/** What comes of reading marks from a server that follows `script`. */
async function outcomeOf(
  given: Script,
  connectTimeout = 20_000,
): Promise<{ readonly code?: string; readonly message: string }> {
  script = given
  const { port } = server.address() as AddressInfo
  const connection = `redshift://ada:s3cr3t-password@127.0.0.1:${port}/dev`
  const { connection: options, ...others } = completeOptions({
    connection,
    iamRole: 'default',
    metadata: 's3://acme/arbalest/',
  })
  await using sink = new RedshiftSink({ ...others, connection: { ...options, connectTimeout } })
  try {
    for await (const _ of sink.marks('a/b'));
    return { message: 'no marks' }
  } catch (error) {
    return error as { code: string; message: string }
  }
}

const { ready, signedIn, digest, wrongPassword } = ANSWERS
const hangUp = true

test.each([
  [2, 'SINK_DENIED', 'it asks for authentication of type 2, which is not known'],
  [6, 'SINK_DENIED', 'type 6'],
  [7, 'SINK_DENIED', 'type 7'],
  [9, 'SINK_DENIED', 'type 9'],
  [
    14,
    'SINK_DENIED',
    'it asks for a token of an identity provider, which we have none of; sign in as another user, or by iam',
  ],
  [99, 'SINK_DENIED', 'type 99'],
  [-1, 'SINK_DENIED', 'type -1'],
])(
  'a demand for authentication of type %i is refused, whether the server hangs up or not',
  async (code, expected, said) => {
    for (const ends of [true, false]) {
      const outcome = await outcomeOf({ pieces: [authentication(code)], hangUp: ends })
      expect(outcome).toMatchObject({ code: expected, retryable: false })
      expect(outcome.message).toContain(said)
    }
  },
)

test('a digest by another algorithm is refused, and so is a demand for one that is cut off', async () => {
  const other = authentication(13, int32(1), sized('salt'), sized('nonce'))
  expect(await outcomeOf({ pieces: [other], hangUp })).toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringContaining('the algorithm 1, which is not known') as string,
  })
  const short = authentication(13, int32(0), int32(4), Buffer.from('sa'))
  expect(await outcomeOf({ pieces: [short], hangUp })).toMatchObject({ code: 'SINK_DENIED' })
})

test('a wrong password is reported, though the server leaves its side open', async () => {
  expect(await outcomeOf({ pieces: [digest, wrongPassword], hangUp: false })).toMatchObject({
    code: 'SINK_DENIED',
    message: expect.stringContaining('password authentication failed') as string,
  })
})

test('what speaks another protocol is no Redshift', async () => {
  const http = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')
  expect(await outcomeOf({ pieces: [http], hangUp: false })).toMatchObject({
    code: 'SINK_UNREACHABLE',
    retryable: false,
    message: expect.stringContaining(
      'the server there is not Redshift; check host and port in connection',
    ) as string,
  })
})

test('no answer, in any order or cut anywhere, crashes the process or hangs it', async () => {
  const known = fc.constantFrom(...Object.values(ANSWERS), ready, signedIn)
  const demand = fc
    .tuple(fc.integer({ min: -2, max: 20 }), fc.uint8Array({ maxLength: 24 }))
    .map(([code, bytes]) => authentication(code, Buffer.from(bytes)))
  const typed = fc
    .tuple(fc.constantFrom(...'123ACDEGHIKNRSTVWZcdfnstv'), fc.uint8Array({ maxLength: 24 }))
    .map(([type, bytes]) => message(type, Buffer.from(bytes)))
  const garbage = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes))
  const answers = fc.array(fc.oneof({ weight: 4, arbitrary: known }, demand, typed, garbage), {
    maxLength: 8,
  })
  const cuts = fc.array(fc.nat({ max: 120 }), { maxLength: 3 })
  const rejections: unknown[] = []
  const note = (error: unknown) => rejections.push(error)
  process.on('unhandledRejection', note)
  try {
    await fc.assert(
      fc.asyncProperty(answers, cuts, fc.boolean(), fc.nat({ max: 3 }), async (given, at, ends, missing) => {
        const sent = Buffer.concat(given)
        const whole = sent.subarray(0, Math.max(0, sent.length - missing))
        const outcome = await outcomeOf({ pieces: cut(whole, at), hangUp: ends }, 100)

        expect(inspect(outcome, { depth: null, showHidden: true })).not.toContain('s3cr3t-password')
        expect(typeof outcome.message).toBe('string')
      }),
      { seed: 20_261_128, numRuns: 300 },
    )
  } finally {
    process.off('unhandledRejection', note)
  }
  expect(rejections).toEqual([])
  await expect.poll(() => sockets.size).toBe(0)
})

/** `bytes` in pieces, cut at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ordered = [0, ...places.toSorted((a, b) => a - b), bytes.length]
  return ordered.slice(1).map((end, index) => bytes.subarray(ordered[index], end))
}
