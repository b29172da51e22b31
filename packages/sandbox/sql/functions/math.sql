-- https://docs.aws.amazon.com/redshift/latest/dg/Math_functions.html
create function pg_catalog.round(float8, int) returns float8 language sql immutable
  return round($1::numeric, $2)::float8;
create function pg_catalog.trunc(float8, int) returns float8 language sql immutable
  return trunc($1::numeric, $2)::float8;
