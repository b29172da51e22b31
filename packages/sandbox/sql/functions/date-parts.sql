-- https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html

-- Parts that came to PostgreSQL after 8.0.
create function redshift.refuse_unit(part text) returns text language plpgsql immutable as $$
begin
  raise exception 'timestamp units "%" not recognized', part using errcode = '22023';
end $$;
-- The names and abbreviations of parts of a date; any other is given back in lower case, for PostgreSQL to refuse.
create function redshift.date_unit(part text) returns text language sql immutable strict as $$
  select case
    when p in ('millennium', 'millennia', 'mil', 'mils', 'millenniums') then 'millennium'
    when p in ('century', 'centuries', 'c', 'cent', 'cents') then 'century'
    when p in ('decade', 'decades', 'dec', 'decs') then 'decade'
    when p in ('epoch') then 'epoch'
    when p in ('year', 'years', 'y', 'yr', 'yrs', 'yy', 'yyyy') then 'year'
    when p in ('quarter', 'quarters', 'qtr', 'qtrs', 'q') then 'quarter'
    when p in ('month', 'months', 'mon', 'mons', 'mm') then 'month'
    when p in ('week', 'weeks', 'w', 'wk', 'ww') then 'week'
    when p in ('dayofweek', 'dow', 'dw', 'weekday') then 'dow'
    when p in ('dayofyear', 'doy', 'dy', 'yearday') then 'doy'
    when p in ('day', 'days', 'd', 'dd') then 'day'
    when p in ('hour', 'hours', 'h', 'hr', 'hrs', 'hh') then 'hour'
    when p in ('minute', 'minutes', 'm', 'min', 'mins', 'mi', 'n') then 'minute'
    when p in ('second', 'seconds', 's', 'sec', 'secs', 'ss') then 'second'
    when p in ('millisecond', 'ms', 'msec', 'msecs', 'msecond', 'mseconds', 'millisec', 'millisecs', 'milliseconds', 'millisecon') then 'millisecond'
    when p in ('microsecond', 'microsec', 'microsecs', 'microseconds', 'usecond', 'useconds', 'us', 'usec', 'usecs') then 'microsecond'
    when p in ('isodow', 'isoyear', 'julian') then redshift.refuse_unit(p)
    else p end
  from (select lower(part) as p) as parts $$;

-- The part alone, without those above it; DECADE counts from 1.
create function redshift.part(unit text, at timestamp) returns float8 language sql immutable
  return case unit
    when 'decade' then postgres.date_part('decade', at) + 1
    when 'millisecond' then (floor(postgres.date_part('millisecond', at))::int % 1000)::float8
    when 'microsecond' then (postgres.date_part('microsecond', at)::int % 1000000)::float8
    else postgres.date_part(unit, at) end;
create function redshift.part(unit text, at time) returns float8 language sql immutable
  return redshift.part(unit, date '2000-01-01' + at);
create function redshift.part(unit text, at timetz) returns float8 language sql immutable
  return case when unit like 'timezone%' then postgres.date_part(unit, at)
    else redshift.part(unit, at::time) end;
create function redshift.part(unit text, at timestamptz) returns float8 language sql stable
  return case when unit like 'timezone%' then postgres.date_part(unit, at)
    else redshift.part(unit, at::timestamp) end;

-- EXTRACT gives whole numbers. The names are in the grammar of PostgreSQL.
create function pg_catalog.extract(part text, at timestamp) returns int language sql immutable
  return floor(redshift.part(redshift.date_unit(part), at))::int;
create function pg_catalog.extract(part text, at date) returns int language sql immutable
  return floor(redshift.part(redshift.date_unit(part), at::timestamp))::int;
create function pg_catalog.extract(part text, at time) returns int language sql immutable
  return floor(redshift.part(redshift.date_unit(part), at))::int;
create function pg_catalog.extract(part text, at timetz) returns int language sql immutable
  return floor(redshift.part(redshift.date_unit(part), at))::int;
create function pg_catalog.extract(part text, at timestamptz) returns float8 language sql stable
  return floor(redshift.part(redshift.date_unit(part), at))::float8;

-- DATE_PART gives seconds with their fraction; PGDATE_PART is what Redshift calls its column.
do $$
declare
  name text;
  type text;
begin
  foreach name in array array['date_part', 'pgdate_part'] loop
    foreach type in array array['timestamp', 'time', 'timetz', 'timestamptz'] loop
      execute format('create function pg_catalog.%s(part text, at %s) returns float8 language sql stable
        return redshift.part(redshift.date_unit(part), at)::float8', name, type);
    end loop;
    foreach type in array array['date', 'text'] loop
      execute format('create function pg_catalog.%s(part text, at %s) returns float8 language sql stable
        return redshift.part(redshift.date_unit(part), at::timestamp)::float8', name, type);
    end loop;
  end loop;
end $$;
create function pg_catalog.pgdate_part(part text, span interval) returns float8 language sql immutable
  return date_part(redshift.date_unit(part), span);
create function pg_catalog.date_part_year(at date) returns int language sql immutable
  return postgres.extract('year', at)::int;

create function pg_catalog.date_trunc(part text, at timestamp) returns timestamp language sql immutable
  return postgres.date_trunc(redshift.date_unit(part), at);
create function pg_catalog.date_trunc(part text, at date) returns timestamp language sql immutable
  return postgres.date_trunc(redshift.date_unit(part), at::timestamp);
create function pg_catalog.date_trunc(part text, at timestamptz) returns timestamptz language sql stable
  return postgres.date_trunc(redshift.date_unit(part), at);
create function pg_catalog.date_trunc(part text, at text) returns timestamp language sql stable
  return postgres.date_trunc(redshift.date_unit(part), at::timestamp);
