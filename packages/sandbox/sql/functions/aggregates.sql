-- https://docs.aws.amazon.com/redshift/latest/dg/c_Aggregate_Functions.html

-- AVG of integers is a BIGINT, of DECIMALs a DECIMAL of their scale; both cut off further digits.
create function redshift.average_of_integers(int8[]) returns int8 language sql immutable
  return $1[2] / nullif($1[1], 0);
create aggregate pg_catalog.avg(int2) (sfunc = int2_avg_accum, stype = int8[], initcond = '{0,0}',
  finalfunc = redshift.average_of_integers, combinefunc = int4_avg_combine, parallel = safe,
  msfunc = int2_avg_accum, minvfunc = int2_avg_accum_inv, mstype = int8[], minitcond = '{0,0}',
  mfinalfunc = redshift.average_of_integers);
create aggregate pg_catalog.avg(int4) (sfunc = int4_avg_accum, stype = int8[], initcond = '{0,0}',
  finalfunc = redshift.average_of_integers, combinefunc = int4_avg_combine, parallel = safe,
  msfunc = int4_avg_accum, minvfunc = int4_avg_accum_inv, mstype = int8[], minitcond = '{0,0}',
  mfinalfunc = redshift.average_of_integers);

-- PostgreSQL keeps what it needs for these out of SQL's reach: {sum, count}. Bodies in quotes, as PostgreSQL keeps
-- the plans of those alone, and they are called for each row.
create function redshift.add_to_average(numeric[], numeric) returns numeric[] language sql immutable
  as 'select case when $2 is null then $1 else array[$1[1] + $2, $1[2] + 1] end';
create function redshift.take_from_average(numeric[], numeric) returns numeric[] language sql immutable
  as 'select case when $2 is null then $1 else array[$1[1] - $2, $1[2] - 1] end';
create function redshift.add_to_average(numeric[], int8) returns numeric[] language sql immutable
  as 'select case when $2 is null then $1 else array[$1[1] + $2, $1[2] + 1] end';
create function redshift.take_from_average(numeric[], int8) returns numeric[] language sql immutable
  as 'select case when $2 is null then $1 else array[$1[1] - $2, $1[2] - 1] end';
create function redshift.average_of_decimals(numeric[]) returns numeric language sql immutable
  return trunc($1[1] / nullif($1[2], 0), scale($1[1]));
create function redshift.average_of_bigints(numeric[]) returns int8 language sql immutable
  return trunc($1[1] / nullif($1[2], 0))::int8;
create aggregate pg_catalog.avg(numeric) (sfunc = redshift.add_to_average, stype = numeric[], initcond = '{0,0}',
  finalfunc = redshift.average_of_decimals, msfunc = redshift.add_to_average,
  minvfunc = redshift.take_from_average, mstype = numeric[], minitcond = '{0,0}',
  mfinalfunc = redshift.average_of_decimals);
create aggregate pg_catalog.avg(int8) (sfunc = redshift.add_to_average, stype = numeric[], initcond = '{0,0}',
  finalfunc = redshift.average_of_bigints, msfunc = redshift.add_to_average,
  minvfunc = redshift.take_from_average, mstype = numeric[], minitcond = '{0,0}',
  mfinalfunc = redshift.average_of_bigints);

create aggregate pg_catalog.avg(float4) (sfunc = float4_accum, stype = float8[], initcond = '{0,0,0}',
  finalfunc = float8_avg);
create aggregate pg_catalog.avg(float8) (sfunc = float8_accum, stype = float8[], initcond = '{0,0,0}',
  finalfunc = float8_avg);

-- The same of PostgreSQL's own average, its sum and one value, which a query's AVG becomes: those are far quicker. The sum
-- has the largest scale, the value the type.
create function redshift.average(numeric, int8, int2) returns int8 language sql immutable return trunc($1)::int8;
create function redshift.average(numeric, int8, int4) returns int8 language sql immutable return trunc($1)::int8;
create function redshift.average(numeric, numeric, int8) returns int8 language sql immutable return trunc($1)::int8;
create function redshift.average(numeric, numeric, numeric) returns numeric language sql immutable
  return trunc($1, scale($2));
create function redshift.average(float8, float8, float4) returns float8 language sql immutable return $1;
create function redshift.average(float8, float8, float8) returns float8 language sql immutable return $1;
create function redshift.average(interval, interval, interval) returns interval language sql immutable return $1;

-- SUM of REALs is a DOUBLE PRECISION; the state is {count, sum, …}.
create function redshift.sum_of_reals(float8[]) returns float8 language sql immutable
  return case when $1[1] > 0 then $1[2] end;
create aggregate pg_catalog.sum(float4) (sfunc = float4_accum, stype = float8[], initcond = '{0,0,0}',
  finalfunc = redshift.sum_of_reals);

create function redshift.and_integer(bool, int8) returns bool language sql immutable
  return case when $2 is null then $1 else coalesce($1, true) and $2 <> 0 end;
create function redshift.or_integer(bool, int8) returns bool language sql immutable
  return case when $2 is null then $1 else coalesce($1, false) or $2 <> 0 end;
create aggregate pg_catalog.bool_and(int8) (sfunc = redshift.and_integer, stype = bool);
create aggregate pg_catalog.bool_or(int8) (sfunc = redshift.or_integer, stype = bool);
