-- VARBYTE is stored as it is shown: as hexadecimal digits, two a byte.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_VARBYTE_type.html
create type pg_catalog.varbyte;
-- The number by which drivers know the type.
update pg_type set oid = 6551 where typname = 'varbyte' and typnamespace = 'pg_catalog'::regnamespace;
create function redshift.varbyte_in(cstring) returns varbyte language internal immutable strict as 'textin';
create function redshift.varbyte_out(varbyte) returns cstring language internal immutable strict as 'textout';
create function redshift.varbyte_length_in(cstring[]) returns int language internal immutable strict
  as 'varchartypmodin';
create function redshift.varbyte_length_out(int) returns cstring language internal immutable strict
  as 'varchartypmodout';
create type pg_catalog.varbyte (input = redshift.varbyte_in, output = redshift.varbyte_out, typmod_in = redshift.varbyte_length_in,
  typmod_out = redshift.varbyte_length_out, like = bytea);
create cast (varbyte as text) without function;
create cast (text as varbyte) without function;

create function redshift.varbyte_of(bytea) returns varbyte language sql immutable return encode($1, 'hex')::text::varbyte;
create function redshift.bytes_of(varbyte) returns bytea language sql immutable return decode($1::text, 'hex');
-- In binary format the bytes are sent themselves, and drivers' parameters come as PostgreSQL's own type.
alter type pg_catalog.varbyte set (send = redshift.bytes_of);
create cast (bytea as varbyte) with function redshift.varbyte_of(bytea) as implicit;

create function pg_catalog.varbyte(varbyte, size int, explicit boolean) returns varbyte language plpgsql immutable strict set search_path to pg_catalog, postgres
as $$
begin
  if octet_length($1::text) / 2 <= size - 4 then return $1; end if;
  if explicit then return left($1::text, (size - 4) * 2)::varbyte; end if;
  raise exception 'Value too long for type binary varying(%)', size - 4 using errcode = '22001';
end $$;
create cast (varbyte as varbyte) with function pg_catalog.varbyte(varbyte, int, boolean) as implicit;

create function pg_catalog.varbyte(varchar) returns varbyte language sql immutable
  return redshift.varbyte_of(convert_to($1, 'UTF8'));
create function pg_catalog.varbyte(bpchar) returns varbyte language sql immutable
  return redshift.varbyte_of(bpcharsend($1));
create function pg_catalog.varbyte(int2) returns varbyte language sql immutable return redshift.varbyte_of(int2send($1));
create function pg_catalog.varbyte(int4) returns varbyte language sql immutable return redshift.varbyte_of(int4send($1));
create function pg_catalog.varbyte(int8) returns varbyte language sql immutable return redshift.varbyte_of(int8send($1));
create function pg_catalog.varchar(varbyte) returns varchar language sql immutable
  return convert_from(redshift.bytes_of($1), 'UTF8');
create function pg_catalog.int8(varbyte) returns int8 language sql immutable return redshift.bytes_of($1)::int8;
create function pg_catalog.int4(varbyte) returns int4 language sql immutable return redshift.bytes_of($1)::int4;
create function pg_catalog.int2(varbyte) returns int2 language sql immutable return redshift.bytes_of($1)::int2;
create cast (varchar as varbyte) with function pg_catalog.varbyte(varchar) as assignment;
create cast (bpchar as varbyte) with function pg_catalog.varbyte(bpchar) as assignment;
create cast (int2 as varbyte) with function pg_catalog.varbyte(int2);
create cast (int4 as varbyte) with function pg_catalog.varbyte(int4);
create cast (int8 as varbyte) with function pg_catalog.varbyte(int8);
create cast (varbyte as varchar) with function pg_catalog.varchar(varbyte);
create cast (varbyte as int2) with function pg_catalog.int2(varbyte);
create cast (varbyte as int4) with function pg_catalog.int4(varbyte);
create cast (varbyte as int8) with function pg_catalog.int8(varbyte);

create function redshift.varbyte_compare(varbyte, varbyte) returns int language internal immutable strict as 'byteacmp';
create function redshift.varbyte_hash(varbyte) returns int language internal immutable strict as 'hashvarlena';
do $$
declare
  op record;
begin
  for op in
    select * from (values ('<', 'bytealt', '>'), ('<=', 'byteale', '>='), ('=', 'byteaeq', '='), ('>=', 'byteage', '<='),
      ('>', 'byteagt', '<'), ('<>', 'byteane', '<>')) as ops (sign, name, mirrored)
  loop
    execute format('create function redshift.%1$s(varbyte, varbyte) returns bool language internal immutable strict as %1$L', op.name);
    execute format('create operator pg_catalog.%s (leftarg = varbyte, rightarg = varbyte, function = redshift.%s,
      commutator = operator(pg_catalog.%s) %s)', op.sign, op.name, op.mirrored,
      case when op.sign = '=' then ', hashes, merges' else '' end);
  end loop;
end $$;
create operator class redshift.varbyte_order default for type varbyte using btree as
  operator 1 pg_catalog.<, operator 2 pg_catalog.<=, operator 3 pg_catalog.=, operator 4 pg_catalog.>=,
  operator 5 pg_catalog.>, function 1 redshift.varbyte_compare(varbyte, varbyte);
create operator class redshift.varbyte_hash default for type varbyte using hash as
  operator 1 pg_catalog.=, function 1 redshift.varbyte_hash(varbyte);

create function redshift.lesser(varbyte, varbyte) returns varbyte language sql immutable strict return least($1, $2);
create function redshift.greater(varbyte, varbyte) returns varbyte language sql immutable strict return greatest($1, $2);
create aggregate pg_catalog.min(varbyte) (sfunc = redshift.lesser, stype = varbyte);
create aggregate pg_catalog.max(varbyte) (sfunc = redshift.greater, stype = varbyte);
