-- MEDIAN, as an aggregate so that it also goes OVER a window. https://docs.aws.amazon.com/redshift/latest/dg/r_MEDIAN.html

-- The two values in the middle of an ordered set, or twice the one that is there.
create function redshift.middle(anyarray) returns anyarray language sql immutable as $$
  select array[min(value), max(value)]
  from (
    select value, row_number() over (order by value) as place, count(*) over () as size
    from postgres.unnest($1) as value where value is not null
  ) as ordered
  where place in ((size + 1) / 2, (size + 2) / 2) $$;
create function redshift.halfway(numeric[]) returns numeric language sql immutable
  return round(($1[1] + $1[2]) / 2, scale($1[1]) + 1);
create function redshift.halfway(float8[]) returns float8 language sql immutable return ($1[1] + $1[2]) / 2;
create function redshift.halfway(date[]) returns date language sql immutable return $1[1] + ($1[2] - $1[1]) / 2;
create function redshift.halfway(timestamp[]) returns timestamp language sql immutable
  return $1[1] + ($1[2] - $1[1]) / 2;
create function redshift.halfway(timestamptz[]) returns timestamptz language sql immutable
  return $1[1] + ($1[2] - $1[1]) / 2;

create function redshift.append(anyarray, anyelement) returns anyarray language internal immutable as 'array_append';

do $$
declare
  median record;
begin
  for median in
    select * from (values ('int2', 'numeric'), ('int4', 'numeric'), ('int8', 'numeric'), ('numeric', 'numeric'),
      ('float4', 'float8'), ('float8', 'float8'), ('date', 'date'), ('timestamp', 'timestamp'),
      ('timestamptz', 'timestamptz')) as medians (input, output)
  loop
    execute format('create function redshift.median(%1$s[]) returns %2$s language sql immutable
      return redshift.halfway(redshift.middle($1)::%2$s[])', median.input, median.output);
    execute format('create aggregate pg_catalog.median(%1$s) (sfunc = redshift.append, stype = %1$s[],
      initcond = ''{}'', finalfunc = redshift.median)', median.input);
  end loop;
end $$;
