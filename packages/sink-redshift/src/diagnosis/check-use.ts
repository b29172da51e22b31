import { remedyFor, type Finding, type SinkNeeds, type Target } from '@arbalest/core/plugin'
import { LEDGER } from '../statements/ledger.js'
import { REJECTS } from '../statements/rejects.js'
import { quoteUser } from '../statements/catalog/privileges.js'
import { quoteIdentifier } from '../statements/syntax/quote.js'
import { checkLock } from './check-lock.js'
import type { SignedIn } from './check-sign-in.js'
import { checkTable, type UsedTable } from './check-table.js'
import { SUPERUSER, type Diagnosed } from './diagnosed.js'
import { findingOf } from './finding-of.js'

/** Yields whether the user may do in the database what a load of the step does, and whether nobody is in the way. */
export async function* checkUse(
  user: SignedIn,
  { target, scope, keeps = false }: SinkNeeds & { readonly target: Target },
  diagnosed: Diagnosed,
): AsyncGenerator<Finding> {
  const { options, signal, withSession } = diagnosed
  yield temporaryTables(user)
  const locked = [await diagnosed.own.marks(scope), await diagnosed.own.lockOf(target.table)]
  const logs: readonly UsedTable[] = [
    ...(options.ledgerDays > 0 ? [{ table: await diagnosed.own.ledger(scope), log: LEDGER }] : []),
    ...(keeps ? [{ table: await diagnosed.own.rejects(scope), log: REJECTS }] : []),
  ]
  const used: readonly UsedTable[] = [
    { table: target.table, ownedBecause: ownership(options.replace, target) },
    ...locked.map((table) => ({ table })),
    ...logs,
  ]
  for (const each of used) {
    const { table } = each
    const finding = await findingOf(
      `use the table "${table}"`,
      () => withSession((session) => checkTable(session, each, user)),
      { signal },
    )
    yield finding
    if (finding.outcome !== 'passed' || !locked.includes(table)) continue
    const lock = await checkLock(table, diagnosed)
    if (lock) yield lock
  }
}

function ownership(replace: 'delete' | 'rename', { evolve }: Target): string | undefined {
  if (replace === 'rename') return 'replace: rename drops it'
  return evolve === undefined ? undefined : 'evolve adds columns to it'
}

function temporaryTables({ user, database, mayMakeTemporaryTables }: SignedIn): Finding {
  const check = `make temporary tables in the database "${database}"`
  if (mayMakeTemporaryTables) return { check, outcome: 'passed' }
  return {
    check,
    outcome: 'failed',
    detail: `"${user}" may not create temporary tables, which rows that replace others need.`,
    remedy: remedyFor({
      holder: `the user "${user}"`,
      ask: SUPERUSER,
      grant: `grant temp on database ${quoteIdentifier(database)} to ${quoteUser(user)}`,
    }),
  }
}
