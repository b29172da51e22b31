import { describeStatement } from './describe-statement.js'

/** The statements that a person would run to change a table, a line each, or several; none if there are none. */
export function describeRemedy(statements: readonly string[]): string[] {
  if (statements.length === 0) return []
  return [
    '  to change the table, run these one after the other, outside any transaction:',
    ...statements.map((statement) => `    ${describeStatement(statement, '    ')}`),
  ]
}
