import type { Backend } from '../backend/backend.js'
import type { Extended } from '../extended/extended.js'
import { readBind, subject } from '../messages/extended-requests.js'
import type { Frame } from '../messages/frame.js'
import { int16, int32 } from '../messages/message.js'
import type { Outbox } from '../messages/outbox.js'
import { requests } from '../messages/requests.js'
import type { UsedDatabases } from './used-databases.js'

/** A session, and the others of its client. */
interface RecallParts {
  readonly backend: Backend
  readonly extended: Extended
  readonly outbox: Outbox
  readonly uses: UsedDatabases
}

/** Prepares in the session what `frame` binds or describes, if the client has prepared it in another of its databases. */
export async function recall(frame: Frame, { backend, extended, outbox, uses }: RecallParts): Promise<void> {
  if (!uses.several) return
  const name = statementOf(frame)
  if (name === undefined || name === '' || extended.prepared(name)) return
  const known = uses.prepared(name)
  if (!known) return
  await backend.quiet()
  outbox.omitParseComplete()
  const types = Buffer.concat([int16(known.types.length), ...known.types.map((type) => int32(type | 0))])
  await extended.handle({ type: 'P', bytes: requests.parse(name, known.text, types) })
}

function statementOf(frame: Frame): string | undefined {
  if (frame.type === 'B') return readBind(frame).statement
  const { isStatement, name } = subject(frame)
  return isStatement ? name : undefined
}
