import { RedshiftError } from '../../redshift-error.js'
import { quoteName } from '../../sql/writing/names.js'
import type { Task } from '../context/context.js'
import { describeTable } from './describe-table.js'
import { storedColumns } from './stored-columns.js'

/** Encodings with which a column stays as long as it is. */
const FIXED = new Set(['bytedict', 'runlength', 'text255', 'text32k'])

/**
 * ALTER TABLE ALTER COLUMN TYPE: changes the size of a VARCHAR, outside a block.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html
 */
export function alterColumnTypeTask(table: readonly string[], column: string, type: string): Task {
  return async (context) => {
    if (context.inBlock) {
      throw new RedshiftError('ALTER TABLE ALTER COLUMN cannot run inside a transaction block', {
        code: '25001',
      })
    }
    const name = table.map(quoteName).join('.')
    const described = await describeTable(context, table)
    if (!described) throw new RedshiftError(`relation "${table.join('.')}" does not exist`, { code: '42P01' })
    const known = described.columns.find((candidate) => candidate.name === column)
    if (!known) {
      throw new RedshiftError(`column "${column}" of relation "${table.at(-1)}" does not exist`, {
        code: '42703',
      })
    }
    const size = Number(/^varchar\((\d+)\)$/.exec(type)?.[1])
    if (known.type !== 'varchar' || !size) {
      throw refusal('ALTER TABLE ALTER COLUMN TYPE changes the size of a VARCHAR column and nothing else')
    }
    if (size === known.length) throw refusal('target column size should be different')
    if (known.hasDefault) throw refusal('cannot alter the size of a VARCHAR column with a default value')
    const stored = (await storedColumns(context, table)).find((candidate) => candidate.name === column)
    if (FIXED.has(stored?.encoding ?? ''))
      throw refusal(`cannot alter the size of a VARCHAR column with the encoding ${stored?.encoding}`)
    await context.query(`alter table ${name} alter column ${quoteName(column)} type ${type}`)
    return 'ALTER TABLE'
  }
}

function refusal(message: string): RedshiftError {
  return new RedshiftError(message, { code: '0A000' })
}
