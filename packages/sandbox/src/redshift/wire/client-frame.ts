import type { LongNames } from '../sql/writing/long-names.js'
import { postgresError } from './backend/postgres-error.js'
import type { Frame } from './messages/frame.js'
import { reportFields, text } from './messages/read-frame.js'
import { replies } from './messages/replies.js'

/** The settings that a cluster reports to its clients, and those whose value differs from PostgreSQL's. */
const SETTINGS: ReadonlyMap<string, string | undefined> = new Map([
  ['server_version', '8.0.2'],
  ['server_encoding', undefined],
  ['client_encoding', undefined],
  ['application_name', undefined],
  ['is_superuser', undefined],
  ['session_authorization', undefined],
  ['DateStyle', undefined],
  ['TimeZone', undefined],
  ['integer_datetimes', undefined],
])

/** The frame that the client gets for one of PostgreSQL's; undefined if a cluster would not have sent it. */
export function clientFrame(frame: Frame, names: LongNames): Buffer | undefined {
  if (frame.type === 'E' && reportFields(frame).get('S') === 'ERROR')
    return replies.error(postgresError(frame, names))
  if (frame.type === 'S') {
    const name = text(frame)
    if (!SETTINGS.has(name.value)) return undefined
    return replies.parameterStatus(name.value, SETTINGS.get(name.value) ?? text(frame, name.end).value)
  }
  return frame.bytes
}
