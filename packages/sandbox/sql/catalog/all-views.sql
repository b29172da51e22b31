-- Databases, schemas, tables and columns, local and shared; nothing is shared here.
-- https://docs.aws.amazon.com/redshift/latest/dg/svv_views.html

create view pg_catalog.svv_redshift_databases as
  select datname::varchar(128) as database_name, datdba::int as database_owner,
    'local'::varchar(32) as database_type, array_to_string(datacl, '~')::varchar(128) as database_acl,
    null::varchar(128) as database_options,
    (case when 'default_transaction_isolation=serializable' = any (setconfig)
      then 'Serializable' else 'Snapshot Isolation' end)::varchar(128) as database_isolation_level
  from pg_database left join pg_db_role_setting on setdatabase = pg_database.oid and setrole = 0
  where not datistemplate and datname <> 'postgres';

create view pg_catalog.svv_redshift_schemas as
  select current_database()::varchar(128) as database_name, nspname::varchar(128) as schema_name,
    nspowner::int as schema_owner, 'local'::varchar(128) as schema_type,
    array_to_string(acl, '~')::varchar(128) as schema_acl, null::varchar(128) as schema_option
  from redshift.namespaces;

create view pg_catalog.svv_all_schemas as
  select database_name, schema_name, schema_owner, schema_type, schema_acl,
    null::varchar(128) as source_database, schema_option
  from pg_catalog.svv_redshift_schemas;

create view pg_catalog.svv_redshift_tables as
  select current_database()::varchar(128) as database_name, nspname::varchar(128) as schema_name,
    relname::varchar(128) as table_name, kind::varchar(128) as table_type,
    array_to_string(relacl, '~')::varchar(128) as table_acl, remarks::varchar(256) as remarks,
    owner::varchar(128) as table_owner
  from redshift.relations;

create view pg_catalog.svv_all_tables as
  select database_name, schema_name, table_name, table_acl, table_type, remarks, table_owner
  from pg_catalog.svv_redshift_tables;

create view pg_catalog.svv_redshift_columns as
  select current_database()::varchar(128) as database_name, nspname::varchar(128) as schema_name,
    relname::varchar(128) as table_name, attname::varchar(128) as column_name, attnum::int as ordinal_position,
    data_type::varchar(32) as data_type, column_default::varchar(4000) as column_default,
    (case when attnotnull then 'NO' else 'YES' end)::varchar(3) as is_nullable,
    encoding::varchar(128) as encoding, distkey, sortkey, null::varchar(128) as column_acl,
    remarks::varchar(256) as remarks
  from redshift.columns where not of_system;

create view pg_catalog.svv_all_columns as
  select current_database()::varchar(128) as database_name, nspname::varchar(128) as schema_name,
    relname::varchar(128) as table_name, attname::varchar(128) as column_name, attnum::int as ordinal_position,
    column_default::varchar(4000) as column_default,
    (case when attnotnull then 'NO' else 'YES' end)::varchar(3) as is_nullable,
    bare_type::varchar(128) as data_type, characters::int as character_maximum_length,
    digits::int as numeric_precision, decimals::int as numeric_scale, remarks::varchar(256) as remarks
  from redshift.columns;

-- None of these is there without Spectrum or data shares.
create view pg_catalog.svv_external_schemas as
  select null::oid as esoid, null::smallint as eskind, null::name as schemaname, null::int as esowner,
    null::text as databasename, null::text as esoptions where false;
create view pg_catalog.svv_external_databases as
  select null::smallint as eskind, null::text as esoptions, null::text as databasename, null::text as location,
    null::text as parameters where false;
create view pg_catalog.svv_external_tables as
  select null::text as redshift_database_name, null::text as schemaname, null::text as tablename,
    null::text as tabletype, null::text as location, null::text as input_format, null::text as output_format,
    null::text as serialization_lib, null::text as serde_parameters, null::int as compressed,
    null::text as parameters where false;
create view pg_catalog.svv_external_columns as
  select null::text as redshift_database_name, null::text as schemaname, null::text as tablename,
    null::text as columnname, null::text as external_type, null::int as columnnum, null::int as part_key,
    null::text as is_nullable where false;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_PG_EXTERNAL_SCHEMA.html and r_PG_LIBRARY.html
create view pg_catalog.pg_external_schema as
  select null::oid as esoid, null::int as eskind, null::text as esdbname, null::text as esoptions where false;
create view pg_catalog.pg_library as
  select null::name as name, null::oid as language_oid, null::int as file_store_id, null::int as owner where false;

grant select on pg_catalog.pg_external_schema, pg_catalog.pg_library, pg_catalog.svv_redshift_databases, pg_catalog.svv_redshift_schemas, pg_catalog.svv_all_schemas,
  pg_catalog.svv_redshift_tables, pg_catalog.svv_all_tables, pg_catalog.svv_redshift_columns,
  pg_catalog.svv_all_columns, pg_catalog.svv_external_schemas, pg_catalog.svv_external_databases,
  pg_catalog.svv_external_tables, pg_catalog.svv_external_columns to public;
