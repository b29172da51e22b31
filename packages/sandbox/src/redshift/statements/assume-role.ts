import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import type { Task } from './context/context.js'

/** The statements that a role may be used for. */
const USES = [['all'], ['copy'], ['unload'], ['external', 'function'], ['create', 'model']]

/**
 * GRANT or REVOKE of ASSUMEROLE; undefined for any other. Roles of IAM have no effect here, and neither has this.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 */
export function assumeRoleTask(reader: TokenReader): Task | undefined {
  const tag = reader.accept('grant', 'assumerole')
    ? 'GRANT'
    : reader.accept('revoke', 'assumerole')
      ? 'REVOKE'
      : undefined
  if (tag === undefined) return undefined
  reader.expect('on')
  if (!reader.accept('all') && !reader.accept('default')) {
    do reader.string()
    while (reader.accept(','))
  }
  reader.expect(tag === 'GRANT' ? 'to' : 'from')
  const grantees = listed(reader, () => grantee(reader)).filter((name) => name !== undefined)
  reader.expect('for')
  listed(reader, () => {
    if (!USES.some((words) => reader.accept(...words))) throw reader.unexpected()
  })
  if (reader.peek()) throw reader.unexpected()
  return async (context) => {
    const roles = grantees.map((name) => `${quoteLiteral(quoteName(name))}::regrole`)
    if (roles.length > 0) await context.query(`select ${roles.join(', ')}`)
    return tag
  }
}

function listed<T>(reader: TokenReader, read: () => T): T[] {
  const items = []
  do items.push(read())
  while (reader.accept(','))
  return items
}

/** A user, a role or a group; undefined for PUBLIC. */
function grantee(reader: TokenReader): string | undefined {
  if (reader.accept('public')) return undefined
  if (!reader.accept('role')) reader.accept('group')
  return reader.word()
}
