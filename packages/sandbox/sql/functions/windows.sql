-- What window functions of Redshift's become that PostgreSQL has not.
-- https://docs.aws.amazon.com/redshift/latest/dg/c_Window_functions.html
create function redshift.earlier(anyelement, anyelement) returns anyelement language sql immutable strict
  as 'select $1';
create function redshift.later(anyelement, anyelement) returns anyelement language sql immutable strict
  as 'select $2';
create aggregate redshift.first_present(anyelement) (sfunc = redshift.earlier, stype = anyelement);
create aggregate redshift.last_present(anyelement) (sfunc = redshift.later, stype = anyelement);

create function redshift.nth(anyarray, bigint) returns anyelement language sql immutable strict
  as 'select $1[$2::int]';
create function redshift.nth_last(anyarray, bigint) returns anyelement language sql immutable strict
  as 'select $1[postgres.cardinality($1) + 1 - $2::int]';
create function redshift.list_distinct(text[], text) returns text language sql immutable
begin atomic
  select string_agg(value, $2 order by place)
  from (select value, min(place) as place from unnest($1) with ordinality as item (value, place) group by value) as found;
end;

-- Of values that are in order.
create function redshift.percentile_disc("values" anyarray, fraction float8) returns anyelement
  language sql immutable strict as 'select $1[greatest(ceil($2 * postgres.cardinality($1)), 1)::int]';
create function redshift.percentile_cont("values" float8[], fraction float8) returns float8 language sql immutable
begin atomic
  select "values"[lower] + ("values"[least(lower + 1, cardinality("values"))] - "values"[lower]) * (place - lower)
  from (select 1 + fraction * (cardinality("values") - 1) as place) as exact, floor(place) as floor, cast(floor as int) as lower;
end;
do $$
declare
  type text;
begin
  foreach type in array array['int2', 'int4', 'int8', 'numeric'] loop
    execute format('create function redshift.percentile_cont(%s[], float8) returns numeric language sql immutable
      return redshift.percentile_cont($1::float8[], $2)::numeric', type);
  end loop;
end $$;
