-- What the sandbox keeps for itself, and what PostgreSQL has and Redshift has not.
create schema redshift;
create schema postgres;
grant usage on schema redshift, postgres to public;
-- As on a cluster: https://docs.aws.amazon.com/redshift/latest/dg/r_Schemas_and_tables.html
grant create on schema public to public;

-- Redshift has these functions with other results; ours call PostgreSQL's by this schema.
update pg_proc set pronamespace = 'postgres'::regnamespace
where pronamespace = 'pg_catalog'::regnamespace and proname in (
  'concat', 'concat_op', 'crc32', 'date_trunc', 'quote_literal', 'regexp_count', 'regexp_instr', 'regexp_replace',
  'regexp_substr', 'split_part', 'to_char', 'to_date', 'to_timestamp');
update pg_proc set pronamespace = 'postgres'::regnamespace
where pronamespace = 'pg_catalog'::regnamespace and proname in ('extract', 'date_part')
  and proargtypes[1] <> 'interval'::regtype;
-- Of numbers other than DOUBLE PRECISION as well, these give a DOUBLE PRECISION.
update pg_proc set pronamespace = 'postgres'::regnamespace
where pronamespace = 'pg_catalog'::regnamespace and proargtypes[0] <> 'float8'::regtype and proname in (
  'exp', 'ln', 'log', 'log10', 'pow', 'power', 'sqrt', 'stddev', 'stddev_pop', 'stddev_samp', 'var_pop', 'var_samp',
  'variance');
update pg_proc set pronamespace = 'postgres'::regnamespace
where pronamespace = 'pg_catalog'::regnamespace and prokind = 'a'
  and (proname = 'avg'
    or proname = 'sum' and proargtypes[0] = 'float4'::regtype);
delete from pg_operator where oprname = '^' and oprleft = 'numeric'::regtype;
-- As there, it is of the user that the cluster itself has.
alter schema public owner to current_user;
