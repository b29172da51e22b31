-- SUPER holds JSON as it was given, and shows it so. https://docs.aws.amazon.com/redshift/latest/dg/r_SUPER_type.html
create type pg_catalog.super;
-- The number by which drivers know the type.
update pg_type set oid = 4000 where typname = 'super' and typnamespace = 'pg_catalog'::regnamespace;
create function redshift.super_in(cstring) returns super language internal immutable strict as 'json_in';
create function redshift.super_out(super) returns cstring language internal immutable strict as 'json_out';
create function redshift.super_recv(internal) returns super language internal immutable strict as 'json_recv';
create function redshift.super_send(super) returns bytea language internal immutable strict as 'json_send';
create type pg_catalog.super (input = redshift.super_in, output = redshift.super_out, receive = redshift.super_recv, send = redshift.super_send,
  like = json);
create cast (super as json) without function;
create cast (json as super) without function as assignment;

-- The text of a scalar; NULL of JSON's null, of objects and of arrays.
create function redshift.scalar_text(super) returns text language sql immutable
  return case when json_typeof($1::json) not in ('object', 'array') then $1::json #>> '{}' end;

-- Floating-point numbers are distinguished from decimals by their exponent.
create function redshift.float_text(value float8) returns text language sql immutable
  return case when value = 0 then '0e+0'
    else trim_scale(value::text::numeric * ('1e' || -floor(log(abs(value))))::numeric)
      || case when abs(value) < 1 then 'e-' else 'e+' end || abs(floor(log(abs(value)))) end;

create function pg_catalog.super(varchar) returns super language sql immutable return to_json($1::text)::super;
create function pg_catalog.super(bool) returns super language sql immutable return to_json($1)::super;
create function pg_catalog.super(int2) returns super language sql immutable return to_json($1)::super;
create function pg_catalog.super(int4) returns super language sql immutable return to_json($1)::super;
create function pg_catalog.super(int8) returns super language sql immutable return to_json($1)::super;
create function pg_catalog.super(numeric) returns super language sql immutable return to_json($1)::super;
create function pg_catalog.super(float4) returns super language sql immutable
  return redshift.float_text($1::text::float8)::json::super;
create function pg_catalog.super(float8) returns super language sql immutable
  return redshift.float_text($1)::json::super;
create cast (varchar as super) with function pg_catalog.super(varchar) as assignment;
create cast (bool as super) with function pg_catalog.super(bool) as assignment;
create cast (int2 as super) with function pg_catalog.super(int2) as assignment;
create cast (int4 as super) with function pg_catalog.super(int4) as assignment;
create cast (int8 as super) with function pg_catalog.super(int8) as assignment;
create cast (numeric as super) with function pg_catalog.super(numeric) as assignment;
create cast (float4 as super) with function pg_catalog.super(float4) as assignment;
create cast (float8 as super) with function pg_catalog.super(float8) as assignment;

-- What does not fit the type becomes NULL.
-- https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#lax-semantics
create function pg_catalog.varchar(super) returns varchar language sql immutable return redshift.scalar_text($1);
create function pg_catalog.bpchar(super) returns bpchar language sql immutable return redshift.scalar_text($1);
create function redshift.number_or_null(value text) returns numeric language plpgsql immutable strict
set search_path to pg_catalog, postgres as $$
begin
  if pg_input_is_valid(value, 'numeric') then return value::numeric; end if;
  return null;
end $$;
create function redshift.number_of(super) returns numeric language sql immutable
  return case json_typeof($1::json)
    when 'number' then $1::text::numeric
    when 'string' then redshift.number_or_null($1::json #>> '{}') end;
create function redshift.within(value numeric, low numeric, high numeric) returns numeric language sql immutable
  return case when round(value) between low and high then value end;
create function pg_catalog.int2(super) returns int2 language sql immutable
  return redshift.within(redshift.number_of($1), -32768, 32767)::int2;
create function pg_catalog.int4(super) returns int4 language sql immutable
  return redshift.within(redshift.number_of($1), -2147483648, 2147483647)::int4;
create function pg_catalog.int8(super) returns int8 language sql immutable
  return redshift.within(redshift.number_of($1), -9223372036854775808, 9223372036854775807)::int8;
create function pg_catalog.numeric(super) returns numeric language sql immutable return redshift.number_of($1);
create function pg_catalog.float4(super) returns float4 language sql immutable return redshift.number_of($1)::float4;
create function pg_catalog.float8(super) returns float8 language sql immutable return redshift.number_of($1)::float8;
create function pg_catalog.bool(super) returns bool language sql immutable
  return case json_typeof($1::json)
    when 'number' then case when $1::text !~ '[.eE]' then $1::text::numeric <> 0 end
    when 'boolean' then $1::text::bool
    when 'string' then case
      when lower($1::json #>> '{}') in ('t', 'true', 'y', 'yes', '1') then true
      when lower($1::json #>> '{}') in ('f', 'false', 'n', 'no', '0') then false end end;
create cast (super as varchar) with function pg_catalog.varchar(super);
create cast (super as bpchar) with function pg_catalog.bpchar(super);
create cast (super as bool) with function pg_catalog.bool(super);
create cast (super as int2) with function pg_catalog.int2(super);
create cast (super as int4) with function pg_catalog.int4(super);
create cast (super as int8) with function pg_catalog.int8(super);
create cast (super as numeric) with function pg_catalog.numeric(super);
create cast (super as float4) with function pg_catalog.float4(super);
create cast (super as float8) with function pg_catalog.float8(super);
do $$
declare
  type text;
begin
  foreach type in array array['date', 'time', 'timetz', 'timestamp', 'timestamptz'] loop
    execute format('create function redshift.%1$s_of(super) returns %1$s language plpgsql stable strict
      set search_path to pg_catalog, postgres as $body$
      begin
        if pg_input_is_valid(redshift.scalar_text($1), %1$L) then return redshift.scalar_text($1)::%1$s; end if;
        return null;
      end $body$', type);
    execute format('create cast (super as %1$s) with function redshift.%1$s_of(super)', type);
  end loop;
end $$;
