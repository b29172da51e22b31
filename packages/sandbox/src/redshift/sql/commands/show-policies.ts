import type { TokenReader } from '../tokens/token-reader.js'
import { readNames } from './shown-rows.js'

/** The columns of policies, and of what they are attached to. */
const COLUMNS = {
  rls: {
    defined:
      'policy_name text, policy_alias text, policy_atts text, policy_qual text, policy_enabled boolean, ' +
      'policy_modified_by text, policy_modified_time timestamp',
    attached:
      'policy_name text, schema_name text, relation_name text, relation_kind text, grantor text, grantee text, ' +
      'grantee_kind text, is_policy_on boolean, is_rls_on boolean, rls_conjunction_type text',
  },
  masking: {
    defined:
      'policy_name text, input_columns text, policy_expression text, policy_modified_by text, ' +
      'policy_modified_time timestamp',
    attached:
      'policy_name text, schema_name text, relation_name text, relation_type text, grantor text, grantee text, ' +
      'grantee_type text, priority int, input_columns text, output_columns text',
  },
} as const

/** The query that SHOW RLS POLICIES or SHOW MASKING POLICIES stands for: nothing makes policies here. https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_POLICIES.html */
export function showPolicies(reader: TokenReader): string | undefined {
  const kind = (['rls', 'masking'] as const).find((word) => reader.accept(word, 'policies'))
  if (!kind) return undefined
  const attached = reader.accept('on')
  if (attached) {
    readNames(reader, 3)
    if (reader.accept('for') && !reader.accept('public')) {
      reader.accept('role')
      readNames(reader, 1)
    }
  } else if (reader.accept('from', 'database')) readNames(reader, 1)
  if (reader.accept('limit')) reader.integer()
  if (reader.peek()) throw reader.unexpected()
  const columns = COLUMNS[kind][attached ? 'attached' : 'defined']
  return `select * from postgres.json_to_recordset('[]') as policies (${columns})`
}
