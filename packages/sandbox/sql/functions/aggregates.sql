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

-- The same of PostgreSQL's own average, which is far quicker, and which a query's AVG becomes: TOTAL says by its type
-- what to make of it, and by its value the scale. It is made of the state of the average, so that it costs nothing.
create domain redshift.whole as numeric;
create function redshift.whole_sum(internal) returns redshift.whole language internal immutable as 'numeric_poly_sum';
create function redshift.sum_of_average(int8[]) returns int8 language sql immutable return $1[2];
create aggregate redshift.total(int2) (sfunc = int2_avg_accum, stype = int8[], initcond = '{0,0}',
  finalfunc = redshift.sum_of_average, combinefunc = int4_avg_combine, parallel = safe);
create aggregate redshift.total(int4) (sfunc = int4_avg_accum, stype = int8[], initcond = '{0,0}',
  finalfunc = redshift.sum_of_average, combinefunc = int4_avg_combine, parallel = safe);
create aggregate redshift.total(int8) (sfunc = int8_avg_accum, stype = internal, sspace = 48,
  finalfunc = redshift.whole_sum, combinefunc = int8_avg_combine, serialfunc = int8_avg_serialize,
  deserialfunc = int8_avg_deserialize, parallel = safe);
create aggregate redshift.total(numeric) (sfunc = numeric_avg_accum, stype = internal, sspace = 128,
  finalfunc = numeric_sum, combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize,
  deserialfunc = numeric_avg_deserialize, parallel = safe);
create aggregate redshift.total(float4) (sfunc = float4_accum, stype = float8[], initcond = '{0,0,0}',
  finalfunc = float8_avg, combinefunc = float8_combine, parallel = safe);
create aggregate redshift.total(float8) (sfunc = float8_accum, stype = float8[], initcond = '{0,0,0}',
  finalfunc = float8_avg, combinefunc = float8_combine, parallel = safe);
create aggregate redshift.total(interval) (sfunc = interval_avg_accum, stype = internal, sspace = 40,
  finalfunc = interval_sum, combinefunc = interval_avg_combine, serialfunc = interval_avg_serialize,
  deserialfunc = interval_avg_deserialize, parallel = safe);
create function redshift.average(numeric, int8) returns int8 language sql immutable return trunc($1)::int8;
create function redshift.average(numeric, redshift.whole) returns int8 language sql immutable return trunc($1)::int8;
create function redshift.average(numeric, numeric) returns numeric language sql immutable return trunc($1, scale($2));
create function redshift.average(float8, float8) returns float8 language sql immutable return $1;
create function redshift.average(interval, interval) returns interval language sql immutable return $1;

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
