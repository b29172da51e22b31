/** What version() says: a cluster of January 2026. */
const VERSION =
  'PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.198462'

/** What a cluster says of itself, of the time and of the last COPY. https://docs.aws.amazon.com/redshift/latest/dg/r_System_information_functions.html */
export const SYSTEM_FUNCTIONS = `
create schema redshift;
grant usage on schema redshift to public;

create or replace function pg_catalog.version() returns text language sql stable
  as $$ select '${VERSION}'::text $$;
create function pg_catalog.getdate() returns timestamp language sql stable
  as $$ select date_trunc('second', statement_timestamp() at time zone 'utc') $$;
create function pg_catalog.sysdate() returns timestamp language sql stable
  as $$ select now() at time zone 'utc' $$;
create function pg_catalog.pg_last_copy_count() returns bigint language sql stable
  as $$ select coalesce(nullif(current_setting('redshift.last_copy_count', true), ''), '0')::bigint $$;
create function pg_catalog.pg_last_copy_id() returns int language sql stable
  as $$ select coalesce(nullif(current_setting('redshift.last_copy_id', true), ''), '-1')::int $$;
`
