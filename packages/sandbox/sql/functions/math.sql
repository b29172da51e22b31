-- https://docs.aws.amazon.com/redshift/latest/dg/Math_functions.html
create function pg_catalog.round(float8, int) returns float8 language sql immutable
  return round($1::numeric, $2)::float8;
create function pg_catalog.trunc(float8, int) returns float8 language sql immutable
  return trunc($1::numeric, $2)::float8;
-- A string stands for a DOUBLE PRECISION.
do $$
declare
  name text;
begin
  foreach name in array array['abs', 'ceil', 'ceiling', 'floor', 'round', 'sign'] loop
    execute format('create function pg_catalog.%1$s(text) returns float8 language sql immutable return %1$s($1::float8)', name);
  end loop;
end $$;
