import { clientName } from '../sql/names.js'
import { body } from './frame.js'
import type { Frame } from './frame.js'
import { message } from './message.js'
import { text } from './read-frame.js'

/** What stands behind the name of each column: its table, type and format. */
const BEHIND_NAME = 18

/** The row description in `frame`, with the names that clients know the columns by. */
export function withClientNames(frame: Frame): Buffer {
  const bytes = body(frame)
  const parts: (string | Buffer)[] = [bytes.subarray(0, 2)]
  let at = 2
  for (let left = bytes.readInt16BE(0); left > 0; left--) {
    const name = text(frame, at)
    parts.push(clientName(name.value), bytes.subarray(name.end, name.end + BEHIND_NAME))
    at = name.end + BEHIND_NAME
  }
  return message('T', ...parts)
}
