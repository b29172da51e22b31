import { RedshiftError } from '../redshift-error.js'
import { readsCatalog } from './catalog-rule.js'
import type { Edit } from './edit.js'
import type { Statement } from './split-statements.js'
import type { Token } from './tokens.js'

/** Types of PostgreSQL that the PostgreSQL 8.0 behind Redshift has never heard of. */
export const UNKNOWN_TYPES: ReadonlySet<string> = new Set(
  (
    'hstore int4range int8range json jsonb numrange pg_lsn smallserial tsquery tsrange tstzrange tsvector ' +
    'txid_snapshot uuid xml'
  ).split(' '),
)

/**
 * Functions that PostgreSQL has and Redshift has not.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-functions.html
 */
export const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'array_agg array_append array_length array_prepend array_remove array_to_json ' +
    'clock_timestamp currval format gen_random_uuid isfinite json_agg json_build_object json_each ' +
    'json_object_agg json_populate_record jsonb_agg jsonb_array_elements jsonb_build_object jsonb_each ' +
    'jsonb_set justify_days justify_hours justify_interval lastval nextval pg_sleep random_normal ' +
    'regexp_match regexp_matches regexp_split_to_array regexp_split_to_table row_to_json setval ' +
    'statement_timestamp string_agg string_to_array timeofday to_json to_jsonb to_tsvector unnest ' +
    'uuid_generate_v4 uuidv7'
  ).split(' '),
)

/** Refuses what PostgreSQL would accept in an expression and Redshift does not; changes nothing. */
export function refuseRule({ tokens }: Statement): readonly Edit[] {
  // What psql asks the catalog holds strings of a later release.
  const lenient = readsCatalog(tokens)
  for (const [i, token] of tokens.entries()) {
    if (!lenient) refuseEscapeString(token)
    refuseFunction(token, tokens[i - 1], tokens[i + 1])
    refuseType(token, tokens[i - 1])
  }
  return []
}

/** To a PostgreSQL 8.0, `E'…'` is a constant of the type E. */
function refuseEscapeString(token: Token): void {
  if (token.kind === 'string' && /^e/i.test(token.text))
    throw new RedshiftError('type "e" does not exist', { code: '42704' })
}

function refuseFunction(token: Token, before: Token | undefined, behind: Token | undefined): void {
  if (
    token.kind !== 'word' ||
    behind?.text !== '(' ||
    before?.text === '.' ||
    !REFUSED_FUNCTIONS.has(token.value)
  )
    return
  throw new RedshiftError(`function ${token.value}() does not exist`, {
    code: '42883',
    hint: 'No function matches the given name and argument types. You may need to add explicit type casts.',
  })
}

function refuseType(token: Token, before: Token | undefined): void {
  if (before?.text === '::' && token.kind === 'word' && UNKNOWN_TYPES.has(token.value)) {
    throw new RedshiftError(`type "${token.value}" does not exist`, { code: '42704' })
  }
}
