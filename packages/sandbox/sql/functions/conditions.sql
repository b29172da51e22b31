-- https://docs.aws.amazon.com/redshift/latest/dg/r_TRY_CAST.html
create function redshift.text_of_cast(value anyelement, type text) returns text language plpgsql stable
set search_path to pg_catalog, postgres as $$
declare
  result text;
begin
  execute format('select ($1::%s)::text', type) using value into result;
  return result;
exception when data_exception then return null;
end $$;
do $$
declare
  type text;
begin
  foreach type in array array['bool', 'int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'text', 'date', 'time', 'timetz',
    'timestamp', 'timestamptz', 'super']
  loop
    execute format('create function redshift.try_cast(value %s, type text) returns text language sql stable
      return redshift.text_of_cast(value, type)', type);
  end loop;
end $$;

-- A BOOLEAN is compared with 1 and 0. https://docs.aws.amazon.com/redshift/latest/dg/r_logical_condition.html
create function redshift.equals(bool, int4) returns bool language sql immutable return $1::int4 = $2;
create function redshift.equals(int4, bool) returns bool language sql immutable return $1 = $2::int4;
create function redshift.differs_from(bool, int4) returns bool language sql immutable return $1::int4 <> $2;
create function redshift.differs_from(int4, bool) returns bool language sql immutable return $1 <> $2::int4;
create operator pg_catalog.= (leftarg = bool, rightarg = int4, function = redshift.equals);
create operator pg_catalog.= (leftarg = int4, rightarg = bool, function = redshift.equals);
create operator pg_catalog.<> (leftarg = bool, rightarg = int4, function = redshift.differs_from);
create operator pg_catalog.<> (leftarg = int4, rightarg = bool, function = redshift.differs_from);
