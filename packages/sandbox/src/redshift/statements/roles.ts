import { RedshiftError } from '../redshift-error.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import type { Context, Task } from './context/context.js'

/** ALTER ROLE; `reader` is after these words. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_ROLE.html */
export function alterRoleTask(reader: TokenReader): Task {
  const role = reader.word()
  const sql = alteration(role, reader)
  if (reader.peek()) throw reader.unexpected()
  return async (context) => {
    await context.query(sql)
    return 'ALTER ROLE'
  }
}

function alteration(role: string, reader: TokenReader): string {
  reader.accept('with')
  if (reader.accept('rename', 'to'))
    return `alter role ${quoteName(role)} rename to ${quoteName(reader.word())}`
  // An owner may give the role to others, and is no member of it.
  if (reader.accept('owner', 'to')) {
    return `grant ${quoteName(role)} to ${quoteName(reader.word())} with admin true, inherit false, set false`
  }
  reader.expect('externalid', 'to')
  reader.next()
  // There are no identity providers here; the role must be there all the same.
  return `select ${quoteLiteral(quoteName(role))}::regrole`
}

/** DROP ROLE; `reader` is after these words. https://docs.aws.amazon.com/redshift/latest/dg/r_DROP_ROLE.html */
export function dropRoleTask(reader: TokenReader): Task {
  const role = reader.word()
  const force = reader.accept('force')
  if (!force) reader.accept('restrict')
  if (reader.peek()) throw reader.unexpected()
  return async (context) => {
    if (force) await context.query(`drop owned by ${quoteName(role)}`)
    else await refuseGranted(role, context)
    await context.query(`drop role ${quoteName(role)}`)
    return 'DROP ROLE'
  }
}

/** Words of the rights that a role may have to do something anywhere, such as CREATE TABLE. */
const SYSTEM_RIGHTS = new Set(
  (
    'access all alter analyze cancel create datashare default drop explain external function ignore library model ' +
    'or policy privileges procedure replace rls role schema system table truncate user vacuum view'
  ).split(' '),
)

/**
 * GRANT or REVOKE of rights on no object, to roles; undefined for any other. Such rights have no effect here.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html
 */
export function systemRightsTask(reader: TokenReader): Task | undefined {
  const tag = reader.accept('grant') ? 'GRANT' : reader.accept('revoke') ? 'REVOKE' : undefined
  if (tag === undefined || reader.sees('role')) return undefined
  while (reader.peek()?.text === ',' || SYSTEM_RIGHTS.has(reader.peek()?.value ?? '')) reader.next()
  if (!reader.accept(tag === 'GRANT' ? 'to' : 'from')) return undefined
  const roles: string[] = []
  do {
    reader.expect('role')
    const name = reader.word()
    roles.push(reader.accept(':') ? `${name}:${reader.word()}` : name)
  } while (reader.accept(','))
  if (reader.peek()) throw reader.unexpected()
  return async (context) => {
    await context.query(
      `select ${roles.map((role) => `${quoteLiteral(quoteName(role))}::regrole`).join(', ')}`,
    )
    return tag
  }
}

/** PostgreSQL forgets who had a role that is dropped. */
async function refuseGranted(role: string, context: Context): Promise<void> {
  const grants = await context.query(
    `select m.rolcanlogin from pg_catalog.pg_auth_members g join pg_catalog.pg_roles m on m.oid = g.member
      join pg_catalog.pg_roles r on r.oid = g.roleid
      where g.set_option and ${quoteLiteral(role)} in (r.rolname, m.rolname)`,
  )
  if (grants.length === 0) return
  const why = grants.some(([login]) => login === 't')
    ? 'has been granted on a user'
    : 'depends on another role'
  throw new RedshiftError(`cannot drop this role since it ${why}`, { code: '2BP01' })
}
