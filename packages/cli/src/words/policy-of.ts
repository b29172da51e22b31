import type { Grant, PolicyStatement, Right } from '@arbalest/core'

/** What one holder must be allowed, ready to be pasted. */
export interface Policy {
  readonly holder: string
  readonly ask: string
  /** A policy of IAM. Absent if nothing is needed of AWS. */
  readonly policy?: { readonly Version: '2012-10-17'; readonly Statement: readonly PolicyStatement[] }
  /** Statements of SQL. Absent if there are none. */
  readonly statements?: readonly string[]
}

/** Returns what each holder of `rights` must be allowed, with one statement for all actions on the same resources. */
export function policiesOf(rights: readonly Right[]): readonly Policy[] {
  const holders = [...new Set(rights.map(({ holder }) => holder))]
  return holders.map((holder) => {
    const own = rights.filter((right) => right.holder === holder)
    const statements = own.map(({ grant }) => grant).filter((grant) => typeof grant === 'string')
    const policy = joined(own.map(({ grant }) => grant).filter(isPolicyStatement))
    return {
      holder,
      ask: own[0]!.ask,
      ...(policy.length > 0 && { policy: { Version: '2012-10-17', Statement: policy } as const }),
      ...(statements.length > 0 && { statements }),
    }
  })
}

function isPolicyStatement(grant: Grant): grant is PolicyStatement {
  return typeof grant !== 'string'
}

function joined(statements: readonly PolicyStatement[]): readonly PolicyStatement[] {
  const byResources = new Map<string, PolicyStatement>()
  for (const statement of statements) {
    const key = JSON.stringify(statement.Resource)
    const Action = [...(byResources.get(key)?.Action ?? []), ...statement.Action]
    byResources.set(key, { ...statement, Action })
  }
  return [...byResources.values()]
}
