import { randomBytes } from 'node:crypto'
import { DatabaseError } from 'pg'
import { RedshiftError } from '../../redshift/redshift-error.js'

/** What the API says of a statement that failed: text alone, without the SQLSTATE. A RedshiftError is one of signing in. */
export function statementError(error: unknown): string {
  if (error instanceof RedshiftError) return `FATAL: ${error.message}${errorId()}`
  if (!(error instanceof DatabaseError)) {
    return `ERROR: ${error instanceof Error ? error.message : String(error)}${errorId()}`
  }
  const lines = [`${error.severity ?? 'ERROR'}: ${error.message}`]
  if (error.detail) lines.push(`  Detail: ${error.detail}`)
  if (error.hint) lines.push(`  Hint: ${error.hint}`)
  return lines.join('\n') + errorId()
}

/** By which AWS's support finds an error. */
function errorId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16)
  return ` [ErrorId: 1-${seconds}-${randomBytes(12).toString('hex')}]`
}
