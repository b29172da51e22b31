-- Primary, foreign and unique keys, which a cluster shows and does not enforce. Each is a label of its table, which goes
-- when the table goes. https://docs.aws.amazon.com/redshift/latest/dg/t_Defining_constraints.html

create view redshift.keys as
  select (label::json->>'oid')::oid as oid, (label::json->>'index')::oid as index, substr(provider, 5)::name as name,
    objoid as relation, (label::json->>'kind')::"char" as kind,
    array(select n::int2 from json_array_elements_text(label::json->'columns') as n) as columns,
    (label::json->>'references')::oid as "references",
    array(select n::int2 from json_array_elements_text(label::json->'referenced') as n) as referenced
  from pg_seclabel where classoid = 'pg_class'::regclass and provider like 'key %'
    -- A key goes with its columns, and with the table that it references.
    and not exists (select from json_array_elements_text(label::json->'columns') as n
      join pg_attribute on attrelid = objoid and attnum = n::int2 where attisdropped)
    and (label::json->>'references' is null or exists (select from pg_class where oid = (label::json->>'references')::oid));

create function redshift.column_numbers(relation oid, columns text[]) returns int2[] language plpgsql stable
  set search_path = pg_catalog, postgres as $$
declare
  missing text;
begin
  select name into missing from unnest(columns) as name where not exists (
    select from pg_attribute where attrelid = relation and attname = name and attnum > 0 and not attisdropped);
  if missing is not null then raise 'column "%" named in key does not exist', missing using errcode = '42703'; end if;
  return array(select attnum from unnest(columns) with ordinality as key (name, place)
    join pg_attribute on attrelid = relation and attname = name order by place);
end $$;

-- A name of its own for a key that is given none.
create function redshift.key_name(relation oid, base text) returns name language sql stable
begin atomic
  select base || coalesce(nullif(number, 0)::text, '') from generate_series(0, 1000) as number
  where not exists (select from redshift.keys as k where k.relation = key_name.relation and k.name = base || coalesce(nullif(number, 0)::text, ''))
  order by number limit 1;
end;

-- `kind` is that of pg_constraint. Of a foreign key, `of_target` is null if the statement names no columns: then it
-- refers to the primary key.
create function redshift.add_key(relation regclass, given text, kind text, columns text[], target regclass, of_target text[])
returns void language plpgsql security definer set search_path = pg_catalog, postgres as $$
declare
  plain name := (select relname from pg_class where oid = relation);
  key_name name := coalesce(given, redshift.key_name(relation, case kind when 'p' then plain || '_pkey'
    else plain || '_' || array_to_string(columns, '_') || case kind when 'u' then '_key' else '_fkey' end end));
  numbers int2[] := redshift.column_numbers(relation, columns);
  target_numbers int2[] := case when of_target is null then
      (select known.columns from redshift.keys as known where known.relation = target and known.kind = 'p')
    else redshift.column_numbers(target, of_target) end;
begin
  perform redshift.check_owner(relation);
  if exists (select from redshift.keys as known where known.relation = add_key.relation and known.name = key_name) then
    raise 'constraint "%" for relation "%" already exists', key_name, plain using errcode = '42710';
  elsif kind = 'p' and exists (select from redshift.keys as known where known.relation = add_key.relation and known.kind = 'p') then
    raise 'multiple primary keys for table "%" are not allowed', plain using errcode = '42P16';
  elsif kind = 'f' and target_numbers is null then
    raise 'there is no primary key for referenced table "%"', target using errcode = '42704';
  end if;
  insert into pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
    values (relation, 'pg_class'::regclass, 0, 'key ' || key_name, json_build_object(
      'oid', pg_nextoid('pg_constraint', 'oid', 'pg_constraint_oid_index')::bigint,
      'index', case when kind <> 'f' then pg_nextoid('pg_class', 'oid', 'pg_class_oid_index')::bigint end,
      'kind', kind, 'columns', numbers, 'references', target::oid::bigint, 'referenced', coalesce(target_numbers, '{}')));
end $$;

create function redshift.drop_key(relation regclass, key_name text) returns void language plpgsql security definer as $$
begin
  perform redshift.check_owner(relation);
  delete from pg_catalog.pg_seclabel
    where objoid = relation and classoid = 'pg_class'::regclass and provider = 'key ' || key_name;
  if not found then raise 'constraint "%" does not exist', key_name using errcode = '42704'; end if;
end $$;

create function redshift.key_columns(relation oid, numbers int2[]) returns text language sql stable
begin atomic
  select string_agg(quote_ident(attname), ', ' order by place)
  from unnest(numbers) with ordinality as key (number, place) join pg_attribute on attrelid = relation and attnum = number;
end;
create function redshift.pg_get_constraintdef(key oid, pretty bool default false) returns text language sql stable
begin atomic
  select case kind when 'p' then 'PRIMARY KEY' when 'u' then 'UNIQUE' else 'FOREIGN KEY' end
    || ' (' || redshift.key_columns(relation, columns) || ')'
    || coalesce(' REFERENCES ' || "references"::regclass::text || '(' || redshift.key_columns("references", referenced) || ')', '')
  from redshift.keys where oid = key;
end;

create view redshift.pg_constraint as
  select k.oid, k.name as conname, c.relnamespace as connamespace, k.kind as contype, false as condeferrable,
    false as condeferred, true as convalidated, k.relation as conrelid, 0::oid as contypid,
    coalesce(k.index, 0) as conindid, coalesce(k."references", 0) as confrelid,
    (case k.kind when 'f' then 'a' else ' ' end)::"char" as confupdtype,
    (case k.kind when 'f' then 'a' else ' ' end)::"char" as confdeltype,
    (case k.kind when 'f' then 'u' else ' ' end)::"char" as confmatchtype, true as conislocal, 0 as coninhcount,
    k.columns as conkey, case k.kind when 'f' then k.referenced end as confkey, null::text as conbin,
    null::text as consrc
  from redshift.keys k join pg_catalog.pg_class c on c.oid = k.relation;

-- A primary or unique key has an index by its name, which clients find its columns by.
create view redshift.pg_index as
  select index as indexrelid, relation as indrelid, cardinality(columns)::int2 as indnatts, true as indisunique,
    kind = 'p' as indisprimary, false as indisclustered, true as indisvalid, columns as indkey, null::text as indexprs,
    null::text as indpred
  from redshift.keys where kind <> 'f';

-- A foreign key depends on the index of the key that it references.
create view redshift.pg_depend as
  select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype from pg_catalog.pg_depend
  union all
  select 'pg_constraint'::regclass, k.oid, 0, 'pg_class'::regclass, other.index, 0, 'n'
  from redshift.keys k join redshift.keys other
    on other.relation = k."references" and other.columns @> k.referenced and other.columns <@ k.referenced
  where k.kind = 'f' and other.kind <> 'f';

create view redshift.key_usage as
  select current_database() as database, n.nspname, c.relname, k.*, a.attname, place.number as place
  from redshift.keys k join pg_catalog.pg_class c on c.oid = k.relation
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    cross join lateral unnest(k.columns) with ordinality as place (attnum, number)
    join pg_catalog.pg_attribute a on a.attrelid = k.relation and a.attnum = place.attnum;

do $$
declare
  -- Who owns a table or has a right on it sees its keys.
  visible text := ' where (pg_has_role(c.relowner, ''usage'') or has_table_privilege(c.oid, ''insert, select, update, delete, references''))';
begin
  execute 'create or replace view information_schema.table_constraints as
    select current_database()::information_schema.sql_identifier as constraint_catalog,
      n.nspname::information_schema.sql_identifier as constraint_schema, k.name::information_schema.sql_identifier as constraint_name,
      current_database()::information_schema.sql_identifier as table_catalog, n.nspname::information_schema.sql_identifier as table_schema,
      c.relname::information_schema.sql_identifier as table_name,
      (case k.kind when ''p'' then ''PRIMARY KEY'' when ''u'' then ''UNIQUE'' else ''FOREIGN KEY'' end)::information_schema.character_data as constraint_type,
      ''NO''::information_schema.yes_or_no as is_deferrable, ''NO''::information_schema.yes_or_no as initially_deferred,
      ''NO''::information_schema.yes_or_no as enforced, null::information_schema.yes_or_no as nulls_distinct
    from redshift.keys k join pg_class c on c.oid = k.relation join pg_namespace n on n.oid = c.relnamespace' || visible;
  execute 'create or replace view information_schema.key_column_usage as
    select database::information_schema.sql_identifier as constraint_catalog, k.nspname::information_schema.sql_identifier as constraint_schema,
      k.name::information_schema.sql_identifier as constraint_name, database::information_schema.sql_identifier as table_catalog,
      k.nspname::information_schema.sql_identifier as table_schema, k.relname::information_schema.sql_identifier as table_name,
      attname::information_schema.sql_identifier as column_name, place::information_schema.cardinal_number as ordinal_position,
      (case k.kind when ''f'' then place end)::information_schema.cardinal_number as position_in_unique_constraint
    from redshift.key_usage k join pg_class c on c.oid = k.relation' || visible;
  execute 'create or replace view information_schema.constraint_column_usage as
    select k.database::information_schema.sql_identifier as table_catalog, n.nspname::information_schema.sql_identifier as table_schema,
      c.relname::information_schema.sql_identifier as table_name, a.attname::information_schema.sql_identifier as column_name,
      k.database::information_schema.sql_identifier as constraint_catalog, k.nspname::information_schema.sql_identifier as constraint_schema,
      k.name::information_schema.sql_identifier as constraint_name
    from redshift.key_usage k join pg_class c on c.oid = coalesce(k."references", k.relation)
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid
        and a.attnum = case k.kind when ''f'' then k.referenced[k.place] else k.columns[k.place] end' || visible;
  execute 'create or replace view information_schema.referential_constraints as
    select current_database()::information_schema.sql_identifier as constraint_catalog, n.nspname::information_schema.sql_identifier as constraint_schema,
      k.name::information_schema.sql_identifier as constraint_name, current_database()::information_schema.sql_identifier as unique_constraint_catalog,
      other_n.nspname::information_schema.sql_identifier as unique_constraint_schema, other.name::information_schema.sql_identifier as unique_constraint_name,
      ''NONE''::information_schema.character_data as match_option, ''NO ACTION''::information_schema.character_data as update_rule,
      ''NO ACTION''::information_schema.character_data as delete_rule
    from redshift.keys k join pg_class c on c.oid = k.relation join pg_namespace n on n.oid = c.relnamespace
      join redshift.keys other on other.relation = k."references" and other.columns @> k.referenced and other.columns <@ k.referenced and other.kind <> ''f''
      join pg_class other_c on other_c.oid = other.relation join pg_namespace other_n on other_n.oid = other_c.relnamespace' || visible;
end $$;

grant select on redshift.keys, redshift.key_usage, redshift.pg_constraint, redshift.pg_index, redshift.pg_depend to public;
