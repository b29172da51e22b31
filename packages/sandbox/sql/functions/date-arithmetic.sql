-- https://docs.aws.amazon.com/redshift/latest/dg/Date_functions_header.html

create function redshift.is_leap_day(at timestamp) returns bool language sql immutable
  return postgres.extract('month', at) = 2 and postgres.extract('day', at) = 29;

-- From 29 February to 1 March, although as many months would lead to 28 February.
create function redshift.add_years(at timestamp, years int) returns timestamp language sql immutable
  return at + make_interval(years => years)
    + case when redshift.is_leap_day(at) and not redshift.is_leap_day(at + make_interval(years => years))
      then interval '1 day' else interval '0' end;

create function redshift.time_span(unit text, amount int8) returns interval language sql immutable
  return case unit
    when 'hour' then amount * interval '1 hour'
    when 'minute' then amount * interval '1 minute'
    when 'second' then amount * interval '1 second'
    when 'millisecond' then amount * interval '1 millisecond'
    when 'microsecond' then amount * interval '1 microsecond'
    else (amount || unit)::interval end;

-- DATEADD, by the name that Redshift gives to its column.
create function pg_catalog.date_add(part text, amount numeric, at timestamp) returns timestamp language sql immutable
  return case redshift.date_unit(part)
    when 'millennium' then redshift.add_years(at, 1000 * trunc(amount)::int)
    when 'century' then redshift.add_years(at, 100 * trunc(amount)::int)
    when 'decade' then redshift.add_years(at, 10 * trunc(amount)::int)
    when 'year' then redshift.add_years(at, trunc(amount)::int)
    when 'quarter' then at + make_interval(months => 3 * trunc(amount)::int)
    when 'month' then at + make_interval(months => trunc(amount)::int)
    when 'week' then at + make_interval(weeks => trunc(amount)::int)
    when 'day' then at + make_interval(days => trunc(amount)::int)
    when 'dow' then at + make_interval(days => trunc(amount)::int)
    when 'doy' then at + make_interval(days => trunc(amount)::int)
    else at + redshift.time_span(redshift.date_unit(part), trunc(amount)::int8) end;
create function pg_catalog.date_add(part text, amount numeric, at timestamptz) returns timestamptz
  language sql stable return date_add(part, amount, at::timestamp)::timestamptz;
create function pg_catalog.date_add(part text, amount numeric, at date) returns timestamp language sql immutable
  return date_add(part, amount, at::timestamp);
-- A string stands for a time without a zone.
create function pg_catalog.date_add(part text, amount numeric, at text) returns timestamp language sql stable
  return date_add(part, amount, at::timestamp);
create function pg_catalog.date_add(part text, amount numeric, at time) returns time language sql immutable
  return at + redshift.time_span(redshift.date_unit(part), trunc(amount)::int8);
create function pg_catalog.date_add(part text, amount numeric, at timetz) returns timetz language sql immutable
  return (at at time zone 'utc') + redshift.time_span(redshift.date_unit(part), trunc(amount)::int8);

create function redshift.years_and_months(at timestamp) returns int language sql immutable
  return (postgres.extract('year', at) * 12 + postgres.extract('month', at))::int;
create function redshift.microseconds(span interval) returns numeric language sql immutable
  return extract(epoch from span) * 1000000;

-- DATEDIFF: the boundaries of a part that lie between two times.
create function pg_catalog.date_diff(part text, earlier timestamp, later timestamp) returns bigint
  language sql immutable
  return case redshift.date_unit(part)
    when 'millennium' then postgres.extract('millennium', later) - postgres.extract('millennium', earlier)
    when 'century' then postgres.extract('century', later) - postgres.extract('century', earlier)
    when 'decade' then postgres.extract('decade', later) - postgres.extract('decade', earlier)
    when 'year' then postgres.extract('year', later) - postgres.extract('year', earlier)
    when 'quarter' then (postgres.extract('year', later) - postgres.extract('year', earlier)) * 4
      + postgres.extract('quarter', later) - postgres.extract('quarter', earlier)
    when 'month' then redshift.years_and_months(later) - redshift.years_and_months(earlier)
    when 'week' then (postgres.date_trunc('week', later)::date - postgres.date_trunc('week', earlier)::date) / 7
    when 'day' then later::date - earlier::date
    when 'dow' then later::date - earlier::date
    when 'doy' then later::date - earlier::date
    when 'microsecond' then redshift.microseconds(later - earlier)
    else redshift.microseconds(postgres.date_trunc(redshift.date_unit(part), later)
      - postgres.date_trunc(redshift.date_unit(part), earlier))
      / redshift.microseconds(redshift.time_span(redshift.date_unit(part), 1)) end::bigint;
create function pg_catalog.date_diff(part text, earlier timestamptz, later timestamptz) returns bigint
  language sql stable return date_diff(part, earlier::timestamp, later::timestamp);
create function pg_catalog.date_diff(part text, earlier text, later text) returns bigint
  language sql stable return date_diff(part, earlier::timestamp, later::timestamp);
create function pg_catalog.date_diff(part text, earlier time, later time) returns bigint language sql immutable
  return date_diff(part, date '2000-01-01' + earlier, date '2000-01-01' + later);
create function pg_catalog.date_diff(part text, earlier timetz, later timetz) returns bigint
  language sql immutable return date_diff(part, (earlier at time zone 'utc')::time, (later at time zone 'utc')::time);

create function pg_catalog.last_day(at timestamp) returns date language sql immutable
  return (postgres.date_trunc('month', at) + interval '1 month - 1 day')::date;

create function pg_catalog.add_months(at timestamp, months int) returns timestamp language sql immutable
  return case when at::date = last_day(at)
    then last_day(at + make_interval(months => months)) + at::time
    else at + make_interval(months => months) end;

create function pg_catalog.months_between(later timestamp, earlier timestamp) returns float8
  language sql immutable
  return (redshift.years_and_months(later) - redshift.years_and_months(earlier)
    + case
        when postgres.extract('day', later) = postgres.extract('day', earlier) then 0
        when later::date = last_day(later) and earlier::date = last_day(earlier) then 0
        -- What is left are days of a month that has 31.
        else (extract(epoch from (later - postgres.date_trunc('month', later))
          - (earlier - postgres.date_trunc('month', earlier))) / (31 * 86400)) end)::float8;

create function pg_catalog.last_day(at timestamptz) returns date language sql stable return last_day(at::timestamp);

create function redshift.day_of_week(day text) returns int language plpgsql immutable as $$
begin
  for place in 0 .. 6 loop
    if lower(day) like (array['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'])[place + 1] || '%' then return place; end if;
  end loop;
  raise exception 'The input % is no day of the week', day using errcode = '22023';
end $$;
create function pg_catalog.next_day(at timestamp, day text) returns date language sql immutable
  return at::date + 1 + (redshift.day_of_week(day) - postgres.extract('dow', at)::int + 6) % 7;

create function pg_catalog.trunc(at timestamp) returns date language sql immutable return at::date;
create function pg_catalog.trunc(at timestamptz) returns date language sql stable return at::date;

create function pg_catalog.convert_timezone(source text, target text, at timestamp) returns timestamp
  language sql immutable return (at at time zone source) at time zone target;
create function pg_catalog.convert_timezone(target text, at timestamp) returns timestamp
  language sql immutable return (at at time zone 'utc') at time zone target;

create function pg_catalog.getdate() returns timestamp language sql stable
  return postgres.date_trunc('second', statement_timestamp() at time zone 'utc');
create function pg_catalog.sysdate() returns timestamp language sql stable
  return now() at time zone 'utc';

-- A date and a number of days, of whatever type.
do $$
declare
  number text;
begin
  foreach number in array '{int2,int8}'::text[] loop
    execute format('create function redshift.days_later(date, %1$s) returns date language sql immutable return $1 + $2::int4;
      create function redshift.days_later(%1$s, date) returns date language sql immutable return $2 + $1::int4;
      create function redshift.days_earlier(date, %1$s) returns date language sql immutable return $1 - $2::int4;
      create operator pg_catalog.+ (leftarg = date, rightarg = %1$s, function = redshift.days_later, commutator = operator(pg_catalog.+));
      create operator pg_catalog.+ (leftarg = %1$s, rightarg = date, function = redshift.days_later, commutator = operator(pg_catalog.+));
      create operator pg_catalog.- (leftarg = date, rightarg = %1$s, function = redshift.days_earlier)', number);
  end loop;
end $$;
