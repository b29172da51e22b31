import type { LongNames } from '../sql/writing/long-names.js'
import { postgresError } from './backend/postgres-error.js'
import type { Frame } from './messages/frame.js'
import { reportFields, text } from './messages/read-frame.js'
import { replies } from './messages/replies.js'

/** The settings a cluster tells its clients of, and those whose value is another than PostgreSQL's. */
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

/** What the client is to see of a frame of PostgreSQL's; nothing where a cluster would not have sent it. */
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
