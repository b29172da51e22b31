-- https://docs.aws.amazon.com/redshift/latest/dg/r_PG_PROC_INFO.html: built-in functions, and those of users.

-- The body of a routine as it was written, which follows what PostgreSQL runs.
create function redshift.prosrc(body text) returns text language sql immutable
begin atomic
  select coalesce(convert_from(decode(substring(body from '/\*as written: (\S*)( nonatomic)?\*/$'), 'base64'), 'UTF8'), body);
end;

create function redshift.pg_get_functiondef(oid) returns text language sql stable
begin atomic
  select replace(pg_get_functiondef(oid), prosrc, redshift.prosrc(prosrc)) from pg_proc where oid = $1;
end;

create view pg_catalog.pg_proc_info as
  select p.oid as prooid, p.proname, p.pronamespace, p.proowner, p.prolang, p.prokind = 'a' as proisagg,
    p.prosecdef, p.proisstrict, p.proretset, p.provolatile, p.pronargs, p.prorettype, p.proargtypes, p.proallargtypes,
    p.proargmodes, p.proargnames, redshift.prosrc(p.prosrc) as prosrc, p.probin, p.proacl, (case when p.prokind = 'p' then 'p' else 'f' end)::"char" as prokind
  from pg_proc p join redshift.namespaces n on n.oid = p.pronamespace;

create view pg_catalog.svv_redshift_functions as
  select current_database()::varchar(128) as database_name, n.nspname::varchar(128) as schema_name,
    p.proname::varchar(128) as function_name,
    (case p.prokind when 'p' then 'STORED PROCEDURE' else 'REGULAR FUNCTION' end)::varchar(128) as function_type,
    pg_get_function_identity_arguments(p.prooid)::varchar(512) as argument_type,
    format_type(nullif(p.prorettype, 'void'::regtype), null)::varchar(128) as result_type
  from pg_catalog.pg_proc_info p join redshift.namespaces n on n.oid = p.pronamespace
  where not n.of_system;

-- Amazon's drivers call NVL by this name.
create function pg_catalog.isnull(anycompatible, anycompatible) returns anycompatible language sql immutable
  as 'select coalesce($1, $2)';

grant select on pg_catalog.pg_proc_info, pg_catalog.svv_redshift_functions to public;
