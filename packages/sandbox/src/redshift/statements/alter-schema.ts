import { acceptQuota } from '../sql/commands/schema-quota-rule.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import type { Plan } from './context/context.js'

/**
 * ALTER SCHEMA … QUOTA, which has no effect but that the schema must be there; PostgreSQL does the rest. `reader`
 * is after the first two words. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_SCHEMA.html
 */
export function alterSchema(reader: TokenReader): Plan | undefined {
  const schema = quoteName(reader.word())
  if (!acceptQuota(reader)) return undefined
  if (reader.peek()) throw reader.unexpected()
  return {
    task: async (context) => {
      await context.query(`select ${quoteLiteral(schema)}::regnamespace`)
      return 'ALTER SCHEMA'
    },
  }
}
