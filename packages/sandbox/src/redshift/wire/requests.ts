import { int16, message } from './message.js'

/** Messages to a server. */
export const requests = {
  /** Opens a connection by version 3.0 of the protocol. */
  startup: (parameters: Readonly<Record<string, string>>) =>
    message('', 3 << 16, ...Object.entries(parameters).flat(), Buffer.from([0])),
  query: (sql: string) => message('Q', sql),
  /** Prepares `sql` with the types of its parameters, the rest of a client's own message. */
  parse: (name: string, sql: string, types: Buffer = int16(0)) => message('P', name, sql, types),
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
