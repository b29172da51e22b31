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
  where c.relkind = 'r' and n.nspname = any (current_schemas(true)) and n.nspname <> 'pg_catalog';

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

grant select on pg_catalog.stv_db_isolation_level, pg_catalog.pg_table_def, pg_catalog.pg_class_info,
  pg_catalog.svv_tables, pg_catalog.svv_columns to public;
`
