import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'

/**
 * Settings of Redshift that PostgreSQL has not, and their defaults. Of query_group, clusters show `default`, as
 * tests of dbt-redshift that run on one expect; an example of AWS's shows `unset`.
 * https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_ConfigurationRef.html
 */
export const OWN_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['analyze_threshold_percent', '10'],
  ['cast_super_null_on_error', 'on'],
  ['datashare_break_glass_session_var', ''],
  ['default_geometry_encoding', '1'],
  ['describe_field_name_in_uppercase', 'off'],
  ['downcase_delimited_identifier', 'on'],
  ['enable_case_sensitive_identifier', 'off'],
  ['enable_case_sensitive_super_attribute', 'off'],
  ['enable_numeric_rounding', 'on'],
  ['enable_result_cache_for_session', 'on'],
  ['enable_spectrum_oid', 'on'],
  ['enable_vacuum_boost', 'off'],
  ['error_on_nondeterministic_update', 'off'],
  ['json_parse_dedup_attributes', 'off'],
  ['json_parse_truncate_strings', 'off'],
  ['json_serialization_enable', 'off'],
  ['json_serialization_parse_nested_strings', 'off'],
  ['max_concurrency_scaling_clusters', '1'],
  ['max_cursor_result_set_size', 'default'],
  ['mv_enable_aqmv_for_session', 'on'],
  ['navigate_super_null_on_error', 'on'],
  ['parse_super_null_on_error', 'off'],
  ['pg_federation_repeatable_read', 'on'],
  ['query_group', 'default'],
  ['readonly', '0'],
  ['spectrum_enable_pseudo_columns', 'on'],
  ['spectrum_query_maxerror', '-1'],
  ['stored_proc_log_min_messages', 'LOG'],
  ['transaction_snapshot_begin', 'off'],
  ['use_fips_ssl', 'off'],
  ['wlm_query_slot_count', '1'],
])

/** Settings that both have, and that a client may choose when it opens a connection. */
const AT_STARTUP = (
  'application_name client_encoding client_min_messages datestyle default_transaction_isolation extra_float_digits intervalstyle ' +
  'search_path statement_timeout timezone'
).split(' ')

/** What else may follow SET. */
const COMMON = new Set(
  AT_STARTUP.concat('characteristics names seed session session_authorization time transaction'.split(' ')),
)

/** Settings that PostgreSQL has had since the release that Redshift is made from, and that clients look for. */
const NEWER = new Set(
  'backslash_quote bytea_output escape_string_warning jit lock_timeout row_security standard_conforming_strings'.split(
    ' ',
  ),
)

/** Settings that PostgreSQL shows otherwise: as the release that it is, and in units. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['server_version', "'8.0.2'"],
  ['statement_timeout', "(select setting from pg_catalog.pg_settings where name = 'statement_timeout')"],
])

/** Settings that would make the sandbox another database than it is. */
const UNSUPPORTED = new Set(['downcase_delimited_identifier'])

/** What PostgreSQL calls the setting `name`, if a client may choose its value when it opens a connection. */
export function postgresSetting(name: string): string | undefined {
  const folded = name.toLowerCase()
  if (OWN_SETTINGS.has(folded) && !UNSUPPORTED.has(folded)) return `redshift.${folded}`
  return AT_STARTUP.includes(folded) ? folded : undefined
}

/** SET, SHOW and RESET of settings that PostgreSQL knows nothing of. */
export function* settingsRule({ text, tokens }: Statement): Generator<Edit> {
  const [verb] = tokens
  const scope = ['session', 'local'].includes(tokens[1]?.value ?? '') && tokens[2]?.value !== 'authorization'
  const name = tokens[verb?.value === 'set' && scope ? 2 : 1]
  const last = tokens.at(-1)
  if (verb?.kind !== 'word' || !name || !last) return
  const own = OWN_SETTINGS.get(name.value)
  if (verb.value === 'set') {
    if (own === undefined) refuseUnknown(name, tokens)
    else {
      if (UNSUPPORTED.has(name.value)) refuseChange(name, last, own)
      yield replace(name, name, `redshift.${name.value}`)
    }
    const [value] = tokens.slice(tokens.indexOf(name) + 1)
    // https://docs.aws.amazon.com/redshift/latest/dg/r_timezone_config.html
    if (name.value === 'timezone' && value?.value === 'interval') yield replace(name, name, 'time zone')
  } else if (verb.value === 'show' && name.value === 'all' && tokens.length === 2) {
    yield { start: 0, end: text.length, text: all() }
  } else if (verb.value === 'show' && NEWER.has(name.value)) {
    throw unrecognized(name)
  } else if (verb.value === 'show' && tokens.length === 2 && OTHERWISE.has(name.value)) {
    yield { start: 0, end: text.length, text: `select ${OTHERWISE.get(name.value)} as ${name.value}` }
  } else if (own !== undefined && tokens.length === 2) {
    if (verb.value === 'reset') yield replace(name, name, `redshift.${name.value}`)
    if (verb.value === 'show') yield { start: 0, end: text.length, text: shown(name.value, own) }
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW.html */
function all(): string {
  const both = AT_STARTUP.map(
    (name) => [name, OTHERWISE.get(name) ?? `pg_catalog.current_setting('${name}')`] as const,
  )
  const rows = [
    ...both,
    ...Array.from(OWN_SETTINGS, ([name, byDefault]) => [name, valueOf(name, byDefault)] as const),
  ]
  const settings = rows.map(([name, value]) => `select '${name}' as name, ${value} as setting`)
  return `select name, setting from (${settings.join(' union all ')}) as settings order by name`
}

function shown(name: string, byDefault: string): string {
  return `select ${valueOf(name, byDefault)} as ${name}`
}

function valueOf(name: string, byDefault: string): string {
  const set = `postgres.current_setting('redshift.${name}', true)`
  const switched = byDefault === 'on' || byDefault === 'off'
  const value = switched ? `case ${set} when 'true' then 'on' when 'false' then 'off' else ${set} end` : set
  return `coalesce(nullif(${value}, ''), ${quoteLiteral(byDefault)})`
}

function refuseUnknown(name: Token, tokens: readonly Token[]): void {
  const qualified = tokens.some((token, i) => token === name && tokens[i + 1]?.text === '.')
  if (qualified || COMMON.has(name.value)) return
  throw unrecognized(name)
}

function unrecognized(name: Token): RedshiftError {
  return new RedshiftError(`unrecognized configuration parameter "${name.value}"`, { code: '42704' })
}

function refuseChange(name: Token, value: Token, byDefault: string): void {
  const words = byDefault === 'on' ? ['on', 'true', '1', 'default'] : ['off', 'false', '0', 'default']
  if (words.includes(value.value.toLowerCase())) return
  throw new RedshiftError(`The sandbox does not support ${name.value} other than ${byDefault}`, {
    code: '0A000',
  })
}
