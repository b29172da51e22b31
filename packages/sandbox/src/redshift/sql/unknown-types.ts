/** Types of PostgreSQL that the PostgreSQL 8.0 behind Redshift has never heard of. */
export const UNKNOWN_TYPES: ReadonlySet<string> = new Set(
  (
    'hstore int4range int8range json jsonb numrange pg_lsn smallserial tsquery tsrange tstzrange tsvector ' +
    'txid_snapshot uuid xml'
  ).split(' '),
)
