import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type Frame, FrameReader, body } from '../../../src/redshift/wire/messages/frame.js'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { reportFields } from '../../../src/redshift/wire/messages/read-frame.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'

/** What became of an attempt to sign in: how the server asked, and whether it let the client in. */
export interface Attempt {
  /** The type of each question, as the protocol numbers them. */
  readonly asked: readonly number[]
  /** `in`, or the SQLSTATE and the message of the refusal. */
  readonly outcome: string
}

/** Signs in as the official drivers do, type 13 included, which pg does not know. */
export async function signIn(port: number, user: string, password: string): Promise<Attempt> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(requests.startup({ user, database: 'dev' }))
  const reader = new FrameReader({ typed: true })
  const asked: number[] = []
  try {
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      for (const frame of reader.push(chunk)) {
        const type = frame.type === 'R' ? body(frame).readInt32BE(0) : 0
        if (type !== 0) {
          asked.push(type)
          socket.write(answer(type, frame, user, password))
        }
        if (frame.type === 'Z') return { asked, outcome: 'in' }
        if (frame.type === 'E') {
          const fields = reportFields(frame)
          return { asked, outcome: `${fields.get('S')} ${fields.get('C')} ${fields.get('M')}` }
        }
      }
    }
    return { asked, outcome: 'closed' }
  } finally {
    socket.destroy()
  }
}

function answer(type: number, frame: Frame, user: string, password: string): Buffer {
  const content = body(frame)
  if (type === 5) {
    const inner = createHash('md5')
      .update(password + user)
      .digest('hex')
    return message('p', `md5${createHash('md5').update(inner).update(content.subarray(4, 8)).digest('hex')}`)
  }
  if (type !== 13) return message('p', password)
  const salt = content.subarray(12, 12 + content.readInt32BE(8))
  const nonceAt = 12 + salt.length
  const nonce = content.subarray(nonceAt + 4, nonceAt + 4 + content.readInt32BE(nonceAt))
  const own = Buffer.from('1767600000000')
  const kept = createHash('sha256').update(password).update(salt).digest()
  const digest = createHash('sha256').update(kept).update(nonce).update(own).digest()
  return message('d', digest.length, digest, own.length, own)
}
