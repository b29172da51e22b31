-- What SHOW GRANTS and SHOW CONSTRAINTS list: rights without those of the owner, and keys.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_GRANTS.html and the pages beside it.

create function redshift.granted(acl aclitem[], owner oid) returns table (privilege_type varchar(128), identity_id int,
  identity_name varchar(128), identity_type varchar(128), admin_option bool, grantor_name varchar(128)) language sql stable
begin atomic
  select g.privilege_type, g.grantee::int, redshift.identity_name(g.grantee), redshift.identity_type(g.grantee), g.is_grantable,
    pg_get_userbyid(g.grantor)
  from aclexplode(acl) as g where g.grantee <> owner and g.privilege_type not in ('MAINTAIN', 'CONNECT');
end;

create view redshift.grants as
  select 'DATABASE'::varchar(128) as object_type, null::name as schema_name, d.datname as object_name, null::text as signature, g.*
  from pg_database d cross join lateral redshift.granted(d.datacl, d.datdba) as g where d.datname = current_database()
  union all
  select 'SCHEMA', n.nspname, null, null, g.*
  from redshift.namespaces n cross join lateral redshift.granted(n.acl::aclitem[], n.nspowner) as g
  union all
  select r.kind, r.nspname, r.relname, null, g.*
  from redshift.relations r cross join lateral redshift.granted(r.relacl, r.relowner) as g where not r.of_system
  union all
  select case r.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end, r.schema_name, r.routine_name, r.signature, g.*
  from redshift.routines r cross join lateral redshift.granted(r.proacl, r.proowner) as g;

create view redshift.show_grants as
  select current_database()::varchar(128) as database_name, schema_name::varchar(128), object_name::varchar(128), object_type,
    signature, privilege_type, identity_id, identity_name, identity_type, admin_option,
    (case when object_type in ('VIEW', 'TABLE') then 'TABLE' else object_type end)::varchar(128) as privilege_scope, grantor_name
  from redshift.grants;

create view redshift.show_column_grants as
  select current_database()::varchar(128) as database_name, r.nspname::varchar(128) as schema_name,
    r.relname::varchar(128) as table_name, a.attname::varchar(128) as column_name, 'COLUMN'::varchar(128) as object_type,
    g.privilege_type, g.identity_id, g.identity_name, g.identity_type, g.admin_option, 'COLUMN'::varchar(128) as privilege_scope,
    g.grantor_name
  from redshift.relations r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    cross join lateral redshift.granted(a.attacl, r.relowner) as g;

create view redshift.show_primary_keys as
  select database::varchar(128) as database_name, nspname::varchar(128) as schema_name, relname::varchar(128) as table_name,
    name::varchar(128) as pk_name, attname::varchar(128) as column_name, place::int as key_seq
  from redshift.key_usage where kind = 'p';

create view redshift.show_foreign_keys as
  select current_database()::varchar(128) as pk_database_name, n.nspname::varchar(128) as pk_schema_name,
    c.relname::varchar(128) as pk_table_name, a.attname::varchar(128) as pk_column_name,
    k.database::varchar(128) as fk_database_name, k.nspname::varchar(128) as fk_schema_name, k.relname::varchar(128) as fk_table_name,
    k.attname::varchar(128) as fk_column_name, k.place::int as key_seq, k.name::varchar(128) as fk_name,
    (select other.name from redshift.keys other where other.relation = k."references" and other.kind <> 'f'
      and other.columns @> k.referenced and other.columns <@ k.referenced limit 1)::varchar(128) as pk_name,
    null::varchar(128) as update_rule, null::varchar(128) as delete_rule, null::varchar(128) as deferrability
  from redshift.key_usage k join pg_catalog.pg_class c on c.oid = k."references"
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = k.referenced[k.place]
  where k.kind = 'f';

grant select on redshift.grants, redshift.show_grants, redshift.show_column_grants, redshift.show_primary_keys,
  redshift.show_foreign_keys to public;
