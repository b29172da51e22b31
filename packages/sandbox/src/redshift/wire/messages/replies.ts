import type { RedshiftError } from '../../redshift-error.js'
import { int16, message } from './message.js'

/** Where a session stands: idle, in a transaction block, in one that has failed. */
export type TransactionStatus = 'I' | 'T' | 'E'

/** Messages to a client. */
export const replies = {
  error: (error: Pick<RedshiftError, 'message' | 'code' | 'detail' | 'hint'>) => report('E', 'ERROR', error),
  /** Refuses a connection. */
  fatal: (error: RedshiftError) => report('E', 'FATAL', error),
  notice: (severity: 'INFO' | 'WARNING' | 'NOTICE', text: string) =>
    report('N', severity, { message: text, code: '00000', detail: undefined, hint: undefined }),
  commandComplete: (tag: string) => message('C', tag),
  emptyQuery: () => message('I'),
  readyForQuery: (status: TransactionStatus) => message('Z', Buffer.from(status)),
  parseComplete: () => message('1'),
  bindComplete: () => message('2'),
  closeComplete: () => message('3'),
  noData: () => message('n'),
  /** That a statement has no parameters. */
  noParameters: () => message('t', int16(0)),
  parameterStatus: (name: string, value: string) => message('S', name, value),
}

function report(
  type: 'E' | 'N',
  severity: string,
  { message: text, code, detail, hint }: Pick<RedshiftError, 'message' | 'code' | 'detail' | 'hint'>,
): Buffer {
  const fields = { S: severity, V: severity, C: code, M: text, D: detail, H: hint }
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  return message(type, ...given.map(([key, value]) => `${key}${value}`), Buffer.from([0]))
}
