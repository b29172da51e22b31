-- Tables of PostgreSQL's catalog as a cluster has them. Statements of clients read these in their place.
-- What only a materialized view or a key has comes from a function, which PostgreSQL plans once a session, and a view each
-- time that it is read. OFFSET 0 lets it find the rest of a table by an index: a bare function would have it read all.
-- Until there may be one, statements read the views without it.

-- Nothing of the sandbox's or of PostgreSQL's own.
create view redshift.pg_namespace as
  select oid, nspname, nspowner, nspacl::text[] as nspacl from pg_catalog.pg_namespace
  where nspname not in ('redshift', 'postgres') and nspname !~ '^pg_(toast|temp)';

create view redshift.pg_group as
  select groname, grosysid, grolist from pg_catalog.pg_group join pg_roles on rolname = groname
  where groname !~ '^pg_' and not rolinherit;

create view redshift.pg_tables as
  select schemaname, tablename, tableowner, tablespace, hasindexes, hasrules, hastriggers from pg_catalog.pg_tables
  where schemaname not in ('redshift', 'postgres');
create view redshift.pg_indexes as
  select * from pg_catalog.pg_indexes where schemaname not in ('redshift', 'postgres');

-- A materialized view is a view; an identity has no sequence; how a table is distributed is shown here.
create view redshift.classes as
  select oid, relname, relnamespace, reltype, reloftype, relowner, relam, relfilenode, reltablespace, relpages,
    reltuples, relallvisible, reltoastrelid, 0::oid as reltoastidxid, relhasindex, relisshared, relpersistence,
    (case relkind when 'm' then 'v' else relkind end)::"char" as relkind, relnatts, relchecks, relhasrules,
    relhastriggers, relhassubclass, relrowsecurity, relforcerowsecurity, relispopulated, relreplident,
    relispartition, relfrozenxid, relminmxid, relacl::text[] as relacl, reloptions,
    (case redshift.option(reloptions, 'diststyle')
      when 'even' then 0 when 'key' then 1 when 'all' then 8 else 9 end)::smallint as reldiststyle
  from pg_catalog.pg_class
  where relkind not in ('S', 't') and relnamespace not in ('redshift'::regnamespace, 'postgres'::regnamespace);
-- What most clients ask of it, as long as there are no materialized views.
create view redshift.plain_classes as
  select oid, relname, relnamespace, reloftype, relowner, reltablespace, reltoastrelid, relhasindex, relpersistence, relkind,
    relnatts, relchecks, relhasrules, relhastriggers
  from pg_catalog.pg_class
  where relkind not in ('S', 't') and relnamespace not in ('redshift'::regnamespace, 'postgres'::regnamespace);
create function redshift.further_classes() returns setof redshift.classes language plpgsql stable security definer rows 1
  set search_path = pg_catalog, postgres as $$
begin
  -- The table that holds a materialized view's rows has its own line on a cluster; its number here is that of its row type.
  if exists (select from pg_class where relkind = 'm') then
    return query select reltype, ('mv_tbl__' || relname || '__0')::name, relnamespace, 0::oid, 0::oid, relowner, relam,
      relfilenode, reltablespace, relpages, reltuples, relallvisible, 0::oid, 0::oid, false, false, relpersistence,
      'r'::"char", relnatts, 0::int2, false, false, false, false, false, true, relreplident, false, relfrozenxid, relminmxid,
      null::text[], null::text[],
      (case redshift.option(reloptions, 'diststyle')
        when 'even' then 0 when 'key' then 1 when 'all' then 8 else 9 end)::smallint
    from pg_class where relkind = 'm';
  end if;
  if exists (select from pg_seclabel where provider like 'key %') then
    return query select index, name, relnamespace, 0::oid, 0::oid, relowner, 0::oid, 0::oid, 0::oid, 0, 0::real, 0, 0::oid,
      0::oid, false, false, relpersistence, 'i'::"char", cardinality(columns)::int2, 0::int2, false, false, false, false,
      false, true, 'n'::"char", false, 0::text::xid, 0::text::xid, null::text[], null::text[], null::smallint
    from redshift.keys k join pg_class c on c.oid = k.relation where index is not null;
  end if;
end $$;
create view redshift.pg_class as
  select * from redshift.classes union all (select * from redshift.further_classes() offset 0);

create view redshift.pg_attrdef as
  select oid, adrelid, adnum, adbin, pg_get_expr(adbin, adrelid) as adsrc from pg_catalog.pg_attrdef;

-- Encodings by the numbers that pg_attribute has for them.
create function redshift.encodings() returns table (number int, name text) language sql immutable
begin atomic
  select number - 1, name from unnest(array['none', 'bytedict', 'delta', 'delta32k', 'lzo', 'mostly8', 'mostly16', 'mostly32',
    'runlength', 'text255', 'text32k', 'zstd', 'az64']) with ordinality as known (name, number);
end;
create function pg_catalog.format_encoding(int) returns text language sql immutable
begin atomic
  select name from redshift.encodings() where number = $1;
end;

create function redshift.encoding_number(relation oid, number int2) returns int2 language sql stable
begin atomic
  select coalesce((select known.number::int2 from redshift.encodings() as known
    join redshift.stored_columns s on s.encoding = known.name
    where s.relation = encoding_number.relation and s.attnum = encoding_number.number), 0::int2);
end;
create view redshift.attributes as
  select attrelid, attname, atttypid, attlen, attnum, atttypmod, attndims, attbyval, attalign, attstorage,
    attnotnull, atthasdef, attidentity, attgenerated, attisdropped, attislocal, attinhcount, attcollation,
    attstattarget, attacl::text[] as attacl, attoptions,
    redshift.encoding_number(attrelid, attnum) as attencodingtype,
    redshift.option(attoptions, 'distkey') is not null as attisdistkey,
    coalesce(redshift.option(attoptions, 'sortkey')::int, 0) as attsortkeyord
  from pg_catalog.pg_attribute;
create function redshift.further_attributes() returns setof redshift.attributes language plpgsql stable security definer rows 1
  set search_path = pg_catalog, postgres as $$
begin
  if exists (select from pg_class where relkind = 'm') then
    return query select c.reltype, attname, atttypid, attlen, attnum, atttypmod, attndims, attbyval, attalign, attstorage,
      attnotnull, atthasdef, attidentity, attgenerated, attisdropped, attislocal, attinhcount, attcollation,
      attstattarget, attacl, attoptions, attencodingtype, attisdistkey, attsortkeyord
    from redshift.attributes join pg_class c on c.oid = attrelid where c.relkind = 'm';
  end if;
  if exists (select from pg_seclabel where provider like 'key %') then
    return query select index, attname, atttypid, attlen, place::int2, atttypmod, attndims, attbyval, attalign, attstorage,
      false, false, ''::"char", ''::"char", false, true, 0::int2, attcollation, null::int2, null::text[], null::text[],
      0::int2, false, 0
    from redshift.keys cross join lateral unnest(columns) with ordinality as key (number, place)
      join pg_attribute on attrelid = relation and attnum = number
    where index is not null;
  end if;
end $$;
create view redshift.pg_attribute as
  select * from redshift.attributes union all (select * from redshift.further_attributes() offset 0);

-- SQLAlchemy's dialect has conditions such as "1 and schema = 'public'".
-- https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html#r_Type_conversion: an integer becomes a boolean by itself.
update pg_cast set castcontext = 'a' where castsource = 'int4'::regtype and casttarget = 'bool'::regtype;

-- Arrays that only the catalog has count from 1.
create function redshift.element(anyarray, int) returns anyelement language sql immutable as 'select $1[$2]';

grant select on redshift.pg_namespace, redshift.pg_group, redshift.pg_tables, redshift.pg_indexes, redshift.classes, redshift.plain_classes,
  redshift.pg_class, redshift.attributes,
  redshift.pg_attribute, redshift.pg_attrdef to public;

-- In the order of declaration.
do $$
declare
  hidden text := '(''redshift'', ''postgres'')';
begin
  -- By the names that a cluster has for types; a string whose length is not known has the greatest.
  execute 'create or replace view information_schema.columns as select '
    || (select string_agg(case attname
      when 'data_type' then '(case data_type when ''varbyte'' then ''binary varying'' when ''text'' then ''character varying''
        when ''interval'' then case when interval_type in (''YEAR'', ''MONTH'', ''YEAR TO MONTH'') then ''intervaly2m''
          when interval_type is not null then ''intervald2s'' else data_type end
        else data_type end)::information_schema.character_data as data_type'
      when 'character_maximum_length' then '(case when data_type in (''text'', ''character varying'')
        then coalesce(character_maximum_length, 65535) else character_maximum_length end)::information_schema.cardinal_number
        as character_maximum_length'
      else quote_ident(attname) end, ', ' order by attnum)
      from pg_attribute where attrelid = 'information_schema.columns'::regclass and attnum > 0) || ' from ('
    || rtrim(pg_get_viewdef('information_schema.columns'::regclass), ';')
    || ') as known where table_schema not in ' || hidden || ' order by table_schema, table_name, ordinal_position';
  execute 'create or replace view information_schema.tables as select * from ('
    || rtrim(pg_get_viewdef('information_schema.tables'::regclass), ';')
    || ') as known where table_schema not in ' || hidden;
  -- A cluster shows the whole statement of a materialized view.
  execute 'create or replace view information_schema.views as select * from ('
    || rtrim(pg_get_viewdef('information_schema.views'::regclass), ';')
    || ') as known where table_schema not in ' || hidden
    || ' union all select current_database()::information_schema.sql_identifier,
      schemaname::information_schema.sql_identifier, matviewname::information_schema.sql_identifier, redshift.statement_of(format(''%I.%I'', schemaname, matviewname)::regclass)::information_schema.character_data,
      ''NONE''::information_schema.character_data, no, no, no, no, no from (select ''NO''::information_schema.yes_or_no as no) as n, pg_catalog.pg_matviews where has_table_privilege(
        format(''%I.%I'', schemaname, matviewname), ''select'')';
  execute 'create or replace view information_schema.schemata as select * from ('
    || rtrim(pg_get_viewdef('information_schema.schemata'::regclass), ';')
    || ') as known where schema_name not in ' || hidden;
end $$;
