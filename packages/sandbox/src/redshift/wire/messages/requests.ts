import { int16, message } from './message.js'

/** Messages to a server. */
export const requests = {
  /** Opens a connection by version 3.0 of the protocol. */
  startup: (parameters: Readonly<Record<string, string>>) =>
    message('', 3 << 16, ...Object.entries(parameters).flat(), Buffer.from([0])),
  query: (sql: string) => message('Q', sql),
  /** Prepares `sql` with the types of its parameters, the rest of a client's own message. */
  parse: (name: string, sql: string, types: Buffer = int16(0)) => message('P', name, sql, types),
  /** Describes the portal `name`. */
  describePortal: (name: string) => message('D', Buffer.from('P'), name),
  /** Prepares `sql` as `name`, which may still be there from the last time, and describes it. */
  describe: (name: string, sql: string) =>
    Buffer.concat([
      message('C', Buffer.from('S'), name),
      requests.parse(name, sql),
      message('D', Buffer.from('S'), name),
      requests.sync(),
    ]),
  /** Runs `sql` as the prepared statement and portal `name`, which may still be there from the last time. */
  run: (name: string, sql: string) =>
    Buffer.concat([
      message('C', Buffer.from('P'), name),
      message('C', Buffer.from('S'), name),
      requests.parse(name, sql),
      message('B', name, name, Buffer.alloc(6)),
      requests.describePortal(name),
      message('E', name, 0),
      requests.flush(),
    ]),
  flush: () => message('H'),
  sync: () => message('S'),
  /** The head of a piece of COPY data of `length` bytes. */
  copyDataHead: (length: number) => {
    const head = Buffer.from('d....', 'latin1')
    head.writeInt32BE(length + 4, 1)
    return head
  },
  copyDone: () => message('c'),
  copyFail: (reason: string) => message('f', reason),
  /** Asks that the statement of the session with this key be canceled. */
  cancel: (key: Buffer) => message('', 80_877_102, key),
}
