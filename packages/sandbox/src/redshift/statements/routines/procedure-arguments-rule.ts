import type { Statement } from '../../sql/tokens/split-statements.js'
import { TokenReader } from '../../sql/tokens/token-reader.js'
import { replace, type Edit } from '../../sql/writing/edit.js'
import { inOrder, readArguments } from './routine.js'

/**
 * DROP PROCEDURE and ALTER PROCEDURE, whose arguments may have a name and, after it, a mode.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_DROP_PROCEDURE.html
 */
export function* procedureArgumentsRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('drop', 'procedure') && !reader.accept('alter', 'procedure')) return
  reader.accept('if', 'exists')
  reader.name()
  const open = reader.peek()
  const args = reader.group()
  const close = reader.peek(-1)
  if (!args || !open || !close) return
  const types = inOrder(readArguments(args)).map(({ type }) => type)
  yield replace(open, close, `(${types.join(', ')})`)
}
