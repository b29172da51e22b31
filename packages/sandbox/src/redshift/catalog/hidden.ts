import { KNOWN_FUNCTIONS } from '../sql/functions/documented-functions.js'

/** Types of PostgreSQL that Redshift has not. https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-datatypes.html */
const TYPES =
  'bit box bytea cidr circle inet json jsonb jsonpath line lseg macaddr macaddr8 money path pg_lsn pg_snapshot ' +
  'point polygon tsquery tsvector txid_snapshot uuid varbit xml'

/** Of the catalog, what came after PostgreSQL 8.0: by patterns of names. https://docs.aws.amazon.com/redshift/latest/dg/c_intro_catalog_views.html */
const CATALOG =
  '(aios|available_extension|backend_memory|config|cursors|enum|event_trigger|extension|file_settings|foreign|hba|' +
  'ident_file|init_privs|matviews|parameter_acl|partitioned|polic|prepared|publication|range|replication|' +
  'sequence|shmem|statistic_ext|stats_ext|subscription|transform|ts_|user_mapping|wait_events)'

/** Of functions that Redshift has, the forms that it has not, by name and types. */
const FORMS = [
  'age(xid)',
  'decode(text, text)',
  'generate_series(numeric, numeric)',
  'generate_series(numeric, numeric, numeric)',
  'generate_series(timestamptz, timestamptz, interval, text)',
  'random(int, int)',
  'random(bigint, bigint)',
  'random(numeric, numeric)',
]

/**
 * Puts what a cluster has not out of the reach of clients' statements, which find no names in the schema
 * `postgres`: PostgreSQL then refuses it in words of its own, in procedures as well. What is
 * installed so far keeps what it has found.
 */
export const HIDDEN = `
update pg_proc set pronamespace = 'postgres'::regnamespace
where pronamespace = 'pg_catalog'::regnamespace and oid < 16384
  and (proname <> all ('{${KNOWN_FUNCTIONS.join()}}')
    or oid in (${FORMS.map((form) => `'${form}'::regprocedure`).join(', ')}));
update pg_class set relnamespace = 'postgres'::regnamespace
where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v') and oid < 16384
  and relname ~ '^pg_${CATALOG}';
update pg_type set typnamespace = 'postgres'::regnamespace
where typnamespace = 'pg_catalog'::regnamespace
  and (typname = any ('{${TYPES.replaceAll(' ', ',')}}') or typtype in ('r', 'm'));
`
