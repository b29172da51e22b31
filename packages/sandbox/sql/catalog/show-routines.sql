-- What SHOW lists of procedures and functions. https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_PROCEDURES.html

-- An argument that is OUT stands after the others, and has a default: see how a procedure is made.
create view redshift.arguments as
  select p.oid as routine, p.pronamespace, p.proname, p.prokind, place::int as place, type,
    p.proargnames[place] as name,
    case when place > p.pronargs - p.pronargdefaults then 'OUT' when p.proargmodes[place] = 'b' then 'INOUT' else 'IN' end as mode
  from pg_proc p cross join lateral unnest(p.proargtypes::oid[]) with ordinality as argument (type, place);

create view redshift.routines as
  select current_database()::varchar(128) as database_name, n.nspname::varchar(128) as schema_name,
    p.proname::varchar(128) as routine_name, p.oid, p.prokind, p.prorettype, p.proowner, p.proacl,
    (select count(*) from redshift.arguments a where a.routine = p.oid and a.mode <> 'OUT')::int as number_of_arguments,
    coalesce((select string_agg(redshift.type_name(a.type, -1), ', ' order by a.place) from redshift.arguments a
      where a.routine = p.oid and a.mode <> 'OUT'), '')::varchar as argument_list,
    coalesce((select string_agg(a.type::text, ' ' order by a.place) from redshift.arguments a
      where a.routine = p.oid and a.mode <> 'OUT'), '') as signature,
    obj_description(p.oid, 'pg_proc')::varchar(256) as remarks
  from pg_proc p join redshift.namespaces n on n.oid = p.pronamespace
  where not n.of_system and p.prokind in ('f', 'p');

create view redshift.show_procedures as
  select database_name, schema_name, routine_name as procedure_name, number_of_arguments, argument_list,
    (select string_agg(redshift.type_name(a.type, -1), ', ' order by a.place) from redshift.arguments a
      where a.routine = r.oid and a.mode <> 'IN')::varchar as return_type, remarks
  from redshift.routines r where prokind = 'p';

create view redshift.show_functions as
  select database_name, schema_name, routine_name as function_name, number_of_arguments, argument_list,
    redshift.type_name(prorettype, -1)::varchar as return_type, remarks
  from redshift.routines where prokind = 'f';

-- How long or precise an argument may be is not kept.
create view redshift.show_parameters as
  select r.database_name, r.schema_name, r.routine_name, r.prokind, r.signature, shown.name::varchar(128) as parameter_name,
    shown.place as ordinal_position, shown.mode::varchar(128) as parameter_type,
    redshift.type_name(shown.type, -1)::varchar(128) as data_type,
    case when shown.type in ('varchar'::regtype, 'bpchar'::regtype) then -1 end as character_maximum_length,
    case shown.type when 'int2'::regtype then 16 when 'int4'::regtype then 32 when 'int8'::regtype then 64
      when 'float4'::regtype then 24 when 'float8'::regtype then 53 end as numeric_precision,
    case when shown.type in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) then 0 end as numeric_scale,
    null::varchar(256) as remarks
  from redshift.routines r cross join lateral (
    select 0 as place, 'RETURN' as mode, ''::name as name, r.prorettype as type where r.prokind = 'f'
    union all
    select a.place, a.mode, coalesce(a.name, ''), a.type from redshift.arguments a where a.routine = r.oid) as shown;

-- The types of arguments, as a routine has them for its signature.
create function redshift.signature(types text[]) returns text language sql stable
begin atomic
  select coalesce(string_agg(type::regtype::oid::text, ' ' order by place), '') from unnest(types) with ordinality as t (type, place);
end;

-- https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_PROCEDURE.html
create function redshift.procedure_statement(schema_name text, procedure_name text, signature text) returns text
language plpgsql stable as $$
declare
  found_oids oid[];
begin
  select postgres.array_agg(r.oid) into found_oids from redshift.routines r
    where r.prokind = 'p' and r.routine_name = procedure_name
      and r.schema_name = coalesce(procedure_statement.schema_name, r.schema_name)
      and (procedure_statement.schema_name is not null or pg_function_is_visible(r.oid))
      and r.signature = coalesce(procedure_statement.signature, r.signature);
  if found_oids is null then
    raise 'procedure % does not exist', procedure_name using errcode = '42883';
  elsif array_upper(found_oids, 1) > 1 then
    raise 'procedure name "%" is not unique', procedure_name using errcode = '42725';
  end if;
  return (select 'CREATE OR REPLACE PROCEDURE ' || quote_ident(r.schema_name) || '.' || quote_ident(r.routine_name) || '('
      || coalesce((select postgres.string_agg(postgres.concat_ws(' ', nullif(a.mode, 'IN'), quote_ident(nullif(a.name, '')),
        redshift.type_name(a.type, -1)), ', ' order by a.place) from redshift.arguments a where a.routine = r.oid), '')
      || E')\n' || case when right(p.prosrc, 12) = ' nonatomic*/' then E'NONATOMIC\n' else '' end
      || E'LANGUAGE plpgsql\n' || case when p.prosecdef then E'SECURITY DEFINER\n' else '' end
      || 'AS $_$' || redshift.prosrc(p.prosrc) || E'$_$\n'
    from redshift.routines r join pg_proc p on p.oid = r.oid where r.oid = found_oids[1]);
end $$;

grant select on redshift.arguments, redshift.routines, redshift.show_procedures, redshift.show_functions,
  redshift.show_parameters to public;
