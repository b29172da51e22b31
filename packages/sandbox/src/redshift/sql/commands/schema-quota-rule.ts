import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'
import { replace } from '../writing/edit.js'

/** The QUOTA of a new schema, which has no effect here. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_SCHEMA.html */
export function* schemaQuotaRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('create', 'schema')) return
  while (reader.peek() && !reader.sees('quota')) reader.next()
  const first = reader.peek()
  if (!first || !acceptQuota(reader)) return
  const last = reader.peek(-1)
  if (last) yield replace(first, last, '')
}

/** Steps over `QUOTA 10 GB` or `QUOTA UNLIMITED`; whether it was there. */
export function acceptQuota(reader: TokenReader): boolean {
  if (!reader.accept('quota')) return false
  if (reader.accept('unlimited')) return true
  reader.integer()
  if (!['mb', 'gb', 'tb'].some((unit) => reader.accept(unit))) throw reader.unexpected()
  return true
}
