/** Messages of PostgreSQL's protocol, as a server sends them: https://www.postgresql.org/docs/current/protocol-message-formats.html */
export const ANSWERS = {
  ready: message('Z', Buffer.from('I')),
  signedIn: authentication(0),
  digest: authentication(13, int32(0), sized('a salt'), sized('a nonce')),
  wrongPassword: message('E', Buffer.from('SFATAL\0C28000\0Mpassword authentication failed\0\0')),
  notice: message('N', Buffer.from('SNOTICE\0C00000\0Mhello\0\0')),
  key: message('K', int32(1), int32(2)),
  parameter: message('S', Buffer.from('server_version\x008.0.2\0')),
  columns: message('T', Buffer.from([0, 1]), Buffer.from('a\0'), Buffer.alloc(6), int32(25), Buffer.alloc(8)),
  row: message('D', Buffer.from([0, 1]), sized('x')),
  complete: message('C', Buffer.from('SELECT 1\0')),
}

/** A message of the type `R`: what a server asks for before it lets anybody in. */
export function authentication(code: number, ...fields: Buffer[]): Buffer {
  return message('R', int32(code), ...fields)
}

/** A message of any type. */
export function message(type: string, ...fields: Buffer[]): Buffer {
  const body = Buffer.concat(fields)
  return Buffer.concat([Buffer.from(type), int32(4 + body.length), body])
}

/** Bytes behind their length. */
export function sized(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([int32(bytes.length), bytes])
}

/** A number as the protocol writes it. */
export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}
