-- The length of a VARCHAR or CHAR counts bytes. Values get it by the cast of a type to itself, so that
-- cast is replaced; COPY has counted before its rows come here.
-- https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html
create function redshift.varchar_cut(value varchar, size int, explicit boolean) returns varchar
language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
declare
  bytes bytea := convert_to(value, 'UTF8');
  fits int := size;
  kept varchar;
begin
  while fits > 0 and get_byte(bytes, fits) & 192 = 128 loop fits := fits - 1; end loop;
  kept := convert_from(substring(bytes from 1 for fits), 'UTF8');
  if not explicit and btrim(substr(value, length(kept) + 1), ' ') <> '' then
    raise exception 'value too long for type character varying(%)', size using errcode = '22001';
  end if;
  return kept;
end $$;

create function redshift.varchar_bytes(varchar, int, boolean) returns varchar language sql immutable
  as $$ select case when octet_length($1) <= $2 - 4 then $1 else redshift.varchar_cut($1, $2 - 4, $3) end $$;

create function redshift.bpchar_bytes(value bpchar, modifier int, explicit boolean) returns bpchar
language plpgsql immutable strict set search_path to pg_catalog, postgres as $$
begin
  if not explicit and octet_length(rtrim(value)) > modifier - 4 then
    raise exception 'value too long for type character(%)', modifier - 4 using errcode = '22001';
  end if;
  return pg_catalog.bpchar(value, modifier, explicit);
end $$;

update pg_catalog.pg_cast set castfunc = 'redshift.varchar_bytes(varchar, int, boolean)'::regprocedure
  where castsource = 'varchar'::regtype and casttarget = 'varchar'::regtype;
update pg_catalog.pg_cast set castfunc = 'redshift.bpchar_bytes(bpchar, int, boolean)'::regprocedure
  where castsource = 'bpchar'::regtype and casttarget = 'bpchar'::regtype;
