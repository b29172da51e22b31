/** Views of what tables there are. https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_system-tables.html */
export const TABLE_VIEWS = `
create view pg_catalog.stv_db_isolation_level as
  select datname::char(128) as db_name,
    (case when 'default_transaction_isolation=serializable' = any (setconfig)
      then 'Serializable' else 'Snapshot Isolation' end)::char(20) as isolation_level
  from pg_database left join pg_db_role_setting on setdatabase = pg_database.oid and setrole = 0
  where not datistemplate and datname <> 'postgres';

create view pg_catalog.pg_table_def as
  select n.nspname as schemaname, c.relname as tablename, a.attname as "column",
    format_type(a.atttypid, a.atttypmod)::char(64) as type, s.encoding::char(32) as encoding,
    s.distkey, s.sortkey, a.attnotnull as notnull
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    join redshift.stored_columns s on s.relation = a.attrelid and s.attnum = a.attnum
  where n.nspname = any (current_schemas(true)) and n.nspname <> 'pg_catalog';

create view pg_catalog.pg_class_info as
  select oid as reloid, relname, relnamespace, reltype, relowner, relkind, relnatts, reltuples,
    (case redshift.option(reloptions, 'diststyle')
      when 'even' then 0 when 'key' then 1 when 'all' then 8 else 9 end)::smallint as reldiststyle,
    null::timestamp as relcreationtime,
    case redshift.option(reloptions, 'diststyle')
      when 'even' then 0 when 'key' then 1 when 'all' then 8 else 10 end as releffectivediststyle
  from pg_class;

create view pg_catalog.svv_tables as
  select table_catalog, table_schema, table_name, table_type, null::text as remarks from information_schema.tables;

create view pg_catalog.svv_columns as
  select table_catalog, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable,
    data_type, character_maximum_length, numeric_precision, numeric_precision_radix, numeric_scale,
    datetime_precision, interval_type, interval_precision, character_set_catalog, character_set_schema,
    character_set_name, collation_catalog, collation_schema, collation_name, domain_name, null::text as remarks
  from information_schema.columns;

create view pg_catalog.svv_redshift_columns as
  select current_database()::varchar(128) as database_name, n.nspname::varchar(128) as schema_name,
    c.relname::varchar(128) as table_name, a.attname::varchar(128) as column_name,
    a.attnum::int as ordinal_position, format_type(a.atttypid, a.atttypmod)::varchar(32) as data_type,
    (case a.attidentity when '' then pg_get_expr(d.adbin, d.adrelid)
      else case a.attidentity when 'd' then 'default_identity' else '"identity"' end || '(' || c.oid || ', '
        || a.attnum - 1 || ', ''' || q.seqstart || ',' || q.seqincrement || '''::text)' end)::varchar(4000)
      as column_default,
    (case when a.attnotnull then 'NO' else 'YES' end)::varchar(3) as is_nullable,
    s.encoding::varchar(128) as encoding, s.distkey, s.sortkey,
    null::varchar(128) as column_acl, null::varchar(256) as remarks
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    join redshift.stored_columns s on s.relation = a.attrelid and s.attnum = a.attnum
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_depend o on o.refobjid = a.attrelid and o.refobjsubid = a.attnum and o.deptype = 'i'
      and o.classid = 'pg_class'::regclass
    left join pg_sequence q on q.seqrelid = o.objid
  where n.nspname not in ('pg_catalog', 'information_schema', 'redshift');

grant select on pg_catalog.stv_db_isolation_level, pg_catalog.pg_table_def, pg_catalog.pg_class_info,
  pg_catalog.svv_tables, pg_catalog.svv_columns, pg_catalog.svv_redshift_columns to public;
`
