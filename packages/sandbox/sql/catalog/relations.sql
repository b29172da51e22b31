-- Rights, sizes and columns of tables and views.

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_RELATION_PRIVILEGES.html
create view pg_catalog.svv_relation_privileges as
  select r.nspname::text as namespace_name, r.relname::text as relation_name, granted.privilege_type::text,
    granted.grantee::int as identity_id,
    redshift.identity_name(granted.grantee) as identity_name, redshift.identity_type(granted.grantee) as identity_type,
    granted.is_grantable as admin_option
  from redshift.relations r cross join lateral aclexplode(r.relacl) as granted
  -- MAINTAIN comes with INSERT, for VACUUM and ANALYZE, which a cluster does not distinguish.
  where granted.grantee <> r.relowner and granted.privilege_type <> 'MAINTAIN';

-- Rows of a table as they are now; null of one that was dropped since the transaction took its snapshot.
create function redshift.counted(relation oid) returns bigint language plpgsql stable as $$
declare
  counted bigint;
begin
  execute (select postgres.format('select count(*) from %I.%I', n.nspname, c.relname)
    from pg_class c join pg_namespace n on n.oid = relnamespace where c.oid = relation) into counted;
  return counted;
exception when undefined_table or internal_error then
  return null;
end $$;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SVV_TABLE_INFO.html: tables and materialized views that have rows.
create view pg_catalog.svv_table_info as
  select current_database()::text as database, r.nspname::text as schema, r.oid as table_id, r.relname::text as "table",
    (case when exists (select from redshift.stored_columns c where c.relation = r.oid and c.encoding <> 'none')
      then 'Y' else 'N' end)::text as encoded,
    coalesce(case redshift.option(r.reloptions, 'diststyle') when 'even' then 'EVEN' when 'all' then 'ALL'
      when 'key' then 'KEY(' || (select c.attname from redshift.stored_columns c where c.relation = r.oid and c.distkey)
        || ')' end, 'AUTO(ALL)')::text as diststyle,
    (select c.attname from redshift.stored_columns c where c.relation = r.oid and abs(c.sortkey) = 1)::text as sortkey1,
    (select max(c.characters) from redshift.columns c where c.relation = r.oid and c.atttypid = 'varchar'::regtype)::int
      as max_varchar,
    (select c.encoding from redshift.stored_columns c where c.relation = r.oid and abs(c.sortkey) = 1)::char(32)
      as sortkey1_enc,
    (select count(*) from redshift.stored_columns c where c.relation = r.oid and c.sortkey <> 0)::int as sortkey_num,
    greatest(1, pg_total_relation_size(r.oid) / 1048576)::bigint as size, null::numeric(10, 4) as pct_used,
    0::bigint as empty, 0::numeric(5, 2) as unsorted, null::numeric(5, 2) as stats_off,
    rows.counted::numeric(38, 0) as tbl_rows, null::numeric(19, 2) as skew_sortkey1,
    1::numeric(19, 2) as skew_rows, rows.counted::numeric(38, 0) as estimated_visible_rows,
    null::text as risk_event, null::numeric(12, 2) as vacuum_sort_benefit, null::timestamp as create_time
  from redshift.relations r
    cross join lateral redshift.counted(r.oid) as rows (counted)
  where r.relkind in ('r', 'm') and not r.of_system and rows.counted > 0;

-- What AWS's own view of a table's DDL asks of it: a key names a database and a table that snapshots leave out.
create view pg_catalog.pg_conf as
  select format('pg_class_backup_%s_%s', d.oid, c.oid) as key, 'no'::text as value
  from pg_class c join pg_database d on d.datname = current_database()
  where redshift.option(c.reloptions, 'backup') = 'no';

-- https://docs.aws.amazon.com/redshift/latest/dg/r_PG_ATTRIBUTE_INFO.html
create view pg_catalog.pg_attribute_info as
  select attrelid, attname, atttypid, attstattarget::int as attstattarget, attlen, attnum, attndims::int as attndims,
    -1 as attcacheoff, atttypmod, attbyval, attstorage, attalign, attnotnull, atthasdef, attisdropped, attislocal,
    attinhcount::int as attinhcount, attacl
  from pg_attribute;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_PG_GET_COLS.html
create function pg_catalog.pg_get_cols(text) returns setof record language sql stable
begin atomic
  select c.nspname::name, c.relname::name, c.attname::name, c.data_type::varchar, c.attnum::int
  from redshift.columns c where c.relation = to_regclass($1) order by c.attnum;
end;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_TBL_PERM.html: all tables, on the one slice there is.
create view pg_catalog.stv_tbl_perm as
  select 0 as slice, r.oid::int as id, r.relname::char(72) as name, redshift.counted(r.oid) as rows,
    redshift.counted(r.oid) as sorted_rows, (r.relpersistence = 't')::int as temp, d.oid::int as db_id,
    0 as insert_pristine, 0 as delete_pristine, 1 as backup
  from redshift.relations r join pg_database d on d.datname = current_database()
  where r.relkind = 'r' and not r.of_system;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_STV_MV_INFO.html: whether one is stale is not known here.
create view pg_catalog.stv_mv_info as
  select current_database()::char(128) as db_name, r.nspname::char(128) as schema, r.relname::char(128) as name,
    null::bigint as updated_upto_xid, null::char(1) as is_stale, r.owner::char(128) as owner_user_name, 0 as state,
    (case when redshift.option(r.reloptions, 'autorefresh') is null then 'f' else 't' end)::char(1) as autorefresh, 'f'::char(1) as autorewrite
  from redshift.relations r where r.relkind = 'm';
create view pg_catalog.svv_mv_info as
  select db_name as database_name, schema as schema_name, owner_user_name as user_name, name, is_stale, state,
    autorewrite, autorefresh
  from pg_catalog.stv_mv_info;

grant select on pg_catalog.pg_conf, pg_catalog.pg_attribute_info, pg_catalog.stv_tbl_perm, pg_catalog.stv_mv_info, pg_catalog.svv_mv_info to public;
grant select on pg_catalog.svv_relation_privileges, pg_catalog.svv_table_info to public;
