/** Functions of dates and times. https://docs.aws.amazon.com/redshift/latest/dg/Date_functions_header.html */
export const DATE_FUNCTIONS = `
create function pg_catalog.date_unit(part text) returns text language sql immutable strict as $$
  select case
    when p in ('mil', 'millennia', 'millennium', 'millenniums') then 'millennium'
    when p in ('c', 'cent', 'cents', 'century', 'centuries') then 'century'
    when p in ('decade', 'decades', 'dec', 'decs') then 'decade'
    when p in ('y', 'yr', 'yrs', 'year', 'years', 'yy', 'yyyy') then 'year'
    when p in ('qtr', 'qtrs', 'quarter', 'quarters', 'q') then 'quarter'
    when p in ('mon', 'mons', 'month', 'months', 'mm') then 'month'
    when p in ('w', 'wk', 'week', 'weeks', 'ww') then 'week'
    when p in ('d', 'day', 'days', 'dd', 'doy', 'dy', 'dayofyear', 'yearday') then 'day'
    when p in ('h', 'hr', 'hrs', 'hour', 'hours', 'hh') then 'hour'
    when p in ('m', 'min', 'mins', 'minute', 'minutes', 'mi', 'n') then 'minute'
    when p in ('s', 'sec', 'secs', 'second', 'seconds', 'ss') then 'second'
    when p in ('ms', 'msec', 'msecs', 'msecond', 'mseconds', 'millisec', 'millisecond', 'milliseconds') then 'millisecond'
    when p in ('us', 'usec', 'usecs', 'usecond', 'useconds', 'microsec', 'microsecond', 'microseconds') then 'microsecond'
    else p end
  from (select lower(part) as p) as parts $$;

create function pg_catalog.dateadd(part text, amount numeric, at timestamp) returns timestamp
language sql immutable strict as $$
  select case date_unit(part)
    when 'quarter' then at + make_interval(months => 3 * trunc(amount)::int)
    when 'millisecond' then at + make_interval(secs => trunc(amount) / 1000.0)
    when 'microsecond' then at + make_interval(secs => trunc(amount) / 1000000.0)
    else at + (trunc(amount)::text || ' ' || date_unit(part))::interval end $$;
create function pg_catalog.dateadd(part text, amount numeric, at timestamptz) returns timestamptz
language sql stable strict as $$ select dateadd(part, amount, at at time zone 'utc') at time zone 'utc' $$;

-- A string is taken for a time without a zone.
create function pg_catalog.dateadd(part text, amount numeric, at text) returns timestamp
language sql stable strict as $$ select dateadd(part, amount, at::timestamp) $$;
create function pg_catalog.dateadd(part text, amount numeric, at date) returns timestamp
language sql immutable strict as $$ select dateadd(part, amount, at::timestamp) $$;

create function pg_catalog.datediff(part text, earlier timestamp, later timestamp) returns bigint
language sql immutable strict as $$
  select (case date_unit(part)
    when 'millennium' then extract(millennium from later) - extract(millennium from earlier)
    when 'century' then extract(century from later) - extract(century from earlier)
    when 'decade' then extract(decade from later) - extract(decade from earlier)
    when 'year' then extract(year from later) - extract(year from earlier)
    when 'quarter' then (extract(year from later) - extract(year from earlier)) * 4
      + extract(quarter from later) - extract(quarter from earlier)
    when 'month' then (extract(year from later) - extract(year from earlier)) * 12
      + extract(month from later) - extract(month from earlier)
    when 'week' then (date_trunc('week', later)::date - date_trunc('week', earlier)::date) / 7
    when 'day' then later::date - earlier::date
    when 'hour' then extract(epoch from date_trunc('hour', later) - date_trunc('hour', earlier)) / 3600
    when 'minute' then extract(epoch from date_trunc('minute', later) - date_trunc('minute', earlier)) / 60
    when 'second' then extract(epoch from date_trunc('second', later) - date_trunc('second', earlier))
    when 'millisecond' then extract(epoch from later - earlier) * 1000
    when 'microsecond' then extract(epoch from later - earlier) * 1000000
    end)::bigint $$;
create function pg_catalog.datediff(part text, earlier timestamptz, later timestamptz) returns bigint
language sql stable strict as $$ select datediff(part, earlier at time zone 'utc', later at time zone 'utc') $$;
create function pg_catalog.datediff(part text, earlier text, later text) returns bigint
language sql stable strict as $$ select datediff(part, earlier::timestamp, later::timestamp) $$;

create function pg_catalog.convert_timezone(source text, target text, at timestamp) returns timestamp
language sql immutable strict as $$ select (at at time zone source) at time zone target $$;
create function pg_catalog.convert_timezone(target text, at timestamp) returns timestamp
language sql immutable strict as $$ select (at at time zone 'utc') at time zone target $$;
create function pg_catalog.trunc(timestamp) returns date language sql immutable strict as 'select $1::date';
create function pg_catalog.last_day(timestamp) returns date language sql immutable strict
  as $$ select (date_trunc('month', $1) + interval '1 month - 1 day')::date $$;
create function pg_catalog.add_months(at timestamp, months int) returns timestamp language sql immutable strict as $$
  select case when at::date = last_day(at)
    then last_day(at + make_interval(months => months)) + at::time
    else at + make_interval(months => months) end $$;
`
